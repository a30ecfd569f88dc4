"""A film's record and its lists; a character's record."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.documents import Document
from fanwiki.pages.fields import (
    CountryField,
    CountryWords,
    LanguageField,
    LineField,
    PartialDateField,
    Reference,
    Words,
)
from fanwiki.pages.models import Root, Title
from fanwiki.pages.rows import Cited
from fanwiki.text import dates


class Format(models.TextChoices):
    FILM = "film", _("Film")
    SHORT = "short", _("Short")
    SERIES = "series", _("Series")
    WEB_SERIES = "web_series", _("Web series")
    SPECIAL = "special", _("Special")


class Film(Root):
    """Films, series, shorts and specials, told apart by `format`. `released` is the first day, YYYYMMDD, 0 unknown."""

    format = LineField(_("format"), max_length=12, choices=Format.choices, default=Format.FILM)
    original_language = LanguageField(verbose_name=_("original language"), help_text=_("A tag such as ko or es."))
    countries = CountryWords(verbose_name=_("countries"), help_text=_("Codes or English names, between commas."))
    genres = Words(verbose_name=_("genres"), help_text=_("Between commas."))
    runtime = models.PositiveSmallIntegerField(
        _("running time"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10_000)],
        help_text=_("In minutes."),
    )
    episodes = models.PositiveSmallIntegerField(
        _("episodes"), null=True, blank=True, validators=[MaxValueValidator(10_000)]
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(dates.FIRST_YEAR), MaxValueValidator(dates.LAST_YEAR)],
        help_text=_("Only where no release is recorded: the first release gives the year."),
    )
    released = models.PositiveIntegerField(default=0, editable=False, db_index=True)

    class Meta(Root.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def derive(self, document: Document) -> None:
        self.released = first_day(document)


def first_day(document: Document) -> int:
    """YYYYMMDD of the first release, 00 where month or day are not known; of `year` without one; 0 if unknown."""
    days = [dates.parse(row["date"]).number for row in document["releases"] if row["date"]]
    return min(days, default=(document["year"] or 0) * 10000)


def year_of(document: Document) -> int | None:
    return first_day(document) // 10000 or None


class Character(Root):
    of_work = Reference("film", verbose_name=_("of"), help_text=_("Only where nobody is credited with the part."))
    of_work_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    class Meta(Root.Meta):
        verbose_name = _("character")
        verbose_name_plural = _("characters")


class Credit(Cited):
    """Somebody's part in a film: a person with a page, or a name as it was printed."""

    person = Reference("person", verbose_name=_("person"))
    person_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    credited_as = LineField(_("credited as"), max_length=200, blank=True)
    episodes = LineField(_("episodes"), max_length=60, blank=True)

    class Meta(Cited.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.person or self.credited_as

    def clean(self) -> None:
        if not (self.person or self.credited_as):
            raise ValidationError({"person": _("Say who: a person, or a name as credited.")})


class RoleType(models.TextChoices):
    UNKNOWN = "", _("Not recorded")
    MAIN = "main", _("Main")
    SUPPORT = "support", _("Support")
    GUEST = "guest", _("Guest")
    CAMEO = "cameo", _("Cameo")
    SELF = "self", _("As themselves")
    VOICE = "voice", _("Voice")
    ARCHIVE = "archive", _("Archive footage")


class CastCredit(Credit):
    """The place in the list is the billing. Several characters of one actor are several rows."""

    list_name = "cast"
    list_label = _("Cast")

    character = Reference("character", verbose_name=_("character"))
    character_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    character_as = LineField(_("character as printed"), max_length=200, blank=True)
    role_type = LineField(_("part"), max_length=10, choices=RoleType.choices, blank=True)

    class Meta(Credit.Meta):
        verbose_name = _("cast credit")
        verbose_name_plural = _("cast")


class Department(models.TextChoices):
    DIRECTING = "directing", _("Directing")
    WRITING = "writing", _("Writing")
    PRODUCTION = "production", _("Production")
    MUSIC = "music", _("Music")
    CAMERA = "camera", _("Camera")
    EDITING = "editing", _("Editing")
    ART = "art", _("Art")
    SOUND = "sound", _("Sound")
    EFFECTS = "effects", _("Effects")
    OTHER = "other", _("Other")


class CrewCredit(Credit):
    list_name = "crew"
    list_label = _("Crew")

    department = LineField(_("department"), max_length=12, choices=Department.choices, default=Department.DIRECTING)
    job = LineField(_("job"), max_length=80)

    class Meta(Credit.Meta):
        verbose_name = _("crew credit")
        verbose_name_plural = _("crew")


class ReleaseKind(models.TextChoices):
    FESTIVAL = "festival", _("Festival")
    PREMIERE = "premiere", _("Premiere")
    THEATRICAL = "theatrical", _("Theatrical")
    LIMITED = "limited", _("Limited")
    STREAMING = "streaming", _("Streaming")
    WEB = "web", _("Web")
    TV = "tv", _("Television")
    PHYSICAL = "physical", _("Disc or tape")
    RERELEASE = "rerelease", _("Rerelease")


class Release(Cited):
    """When and where people could see it. Two `disputed` rows stand side by side, each with its source."""

    list_name = "releases"
    list_label = _("Releases")

    date = PartialDateField(
        verbose_name=_("date"), blank=False, help_text=_("2023, 2023-10 or 2023-10-06; ~ about, ? uncertain.")
    )
    day = models.PositiveIntegerField(default=0, editable=False, db_index=True)
    kind = LineField(_("kind"), max_length=12, choices=ReleaseKind.choices, default=ReleaseKind.THEATRICAL)
    country = CountryField(verbose_name=_("country"), help_text=_("Empty: worldwide, or wherever the platform is."))
    event = Reference("person", verbose_name=_("event"))
    event_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    platform = Reference("person", verbose_name=_("platform"))
    platform_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    section = LineField(_("section"), max_length=120, blank=True)
    disputed = models.BooleanField(_("disputed"), default=False)

    class Meta(Cited.Meta):
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return f"{self.date} {self.event or self.platform}".strip()

    def clean(self) -> None:
        if self.kind == ReleaseKind.FESTIVAL and not self.event:
            raise ValidationError({"event": _("Say which festival.")})
        if self.kind in (ReleaseKind.STREAMING, ReleaseKind.TV) and not self.platform:
            raise ValidationError({"platform": _("Say on which platform or channel.")})

    def derive(self) -> None:
        self.day = dates.parse(self.date).number


class Quote(Cited):
    list_name = "quotes"
    list_label = _("Quotes")

    text = LineField(_("words"), max_length=500)
    lang = LanguageField(verbose_name=_("language"))
    translated = models.BooleanField(_("translated"), default=False)
    character = Reference("character", verbose_name=_("character"))
    character_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    where = LineField(_("where"), max_length=120, blank=True)

    class Meta(Cited.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return self.text
