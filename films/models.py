"""A film's record and its lists; a character's record."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    FILM = "film", pgettext_lazy("format of a film", "Film")
    SHORT = "short", pgettext_lazy("format of a film", "Short")
    SERIES = "series", pgettext_lazy("format of a film", "Series")
    WEB_SERIES = "web_series", pgettext_lazy("format of a film", "Web series")
    SPECIAL = "special", pgettext_lazy("format of a film", "Special")


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
        help_text=_("The first release gives it, where one is recorded."),
    )
    released = models.PositiveIntegerField(default=0, editable=False, db_index=True)

    class Meta(Root.Meta):
        verbose_name = _("film")
        verbose_name_plural = _("films")

    def derive(self, document: Document) -> None:
        self.released = first_day(document)


def first_release(document: Document) -> str:
    """The partial date of the first release; of `year` without one; "" if unknown. A rerelease tells of no first."""
    days = [row["date"] for row in document["releases"] if row["date"] and row["kind"] != ReleaseKind.RERELEASE]
    return min(days, key=lambda day: dates.parse(day).number, default=str(document["year"] or ""))


def first_day(document: Document) -> int:
    """The same as YYYYMMDD, 00 where month or day are not known; 0 if unknown."""
    first = first_release(document)
    return dates.parse(first).number if first else 0


def year_of(document: Document) -> int | None:
    return first_day(document) // 10000 or None


class Character(Root):
    of_work = Reference(
        "film",
        verbose_name=pgettext_lazy("a character of a film", "of"),
        help_text=_("Only where nobody is credited with the part."),
    )
    of_work_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta(Root.Meta):
        verbose_name = _("character")
        verbose_name_plural = _("characters")


class Credit(Cited):
    """Somebody's part in a film: a person with a page, or a name as it was printed."""

    person = Reference("person", verbose_name=_("person"))
    person_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    credited_as = LineField(_("credited as"), max_length=200, blank=True)
    episodes = LineField(_("episodes"), max_length=60, blank=True)

    class Meta(Cited.Meta):
        abstract = True
        indexes = [models.Index(fields=["person_title", "note"], name="%(class)s_of_a_person")]

    def __str__(self) -> str:
        return self.person or self.credited_as

    def clean(self) -> None:
        if not (self.person or self.credited_as):
            raise ValidationError({"person": _("Say who: a person, or a name as credited.")})


class RoleType(models.TextChoices):
    UNKNOWN = "", pgettext_lazy("size of a part", "Not recorded")
    MAIN = "main", pgettext_lazy("size of a part", "Main")
    SUPPORT = "support", pgettext_lazy("size of a part", "Support")
    GUEST = "guest", pgettext_lazy("size of a part", "Guest")
    CAMEO = "cameo", pgettext_lazy("size of a part", "Cameo")
    SELF = "self", pgettext_lazy("size of a part", "As themselves")
    VOICE = "voice", pgettext_lazy("size of a part", "Voice")
    ARCHIVE = "archive", pgettext_lazy("size of a part", "Archive footage")


class CastCredit(Credit):
    """The place in the list is the billing. Several characters of one actor are several rows."""

    list_name = "cast"
    list_label = _("Cast")
    alike = (("person", "credited_as"), ("character", "character_as"))
    pasted = ("person", "character", "character_as")

    character = Reference("character", verbose_name=_("character"))
    character_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    character_as = LineField(_("character as printed"), max_length=200, blank=True)
    role_type = LineField(_("part"), max_length=10, choices=RoleType.choices, blank=True)

    class Meta(Credit.Meta):
        indexes = [
            *Credit.Meta.indexes,
            models.Index(
                fields=["character_title"],
                name="parts_of_a_character",
                condition=models.Q(character_title__isnull=False),
            ),
        ]
        verbose_name = _("cast credit")
        verbose_name_plural = _("cast")


class Department(models.TextChoices):
    DIRECTING = "directing", pgettext_lazy("department", "Directing")
    WRITING = "writing", pgettext_lazy("department", "Writing")
    PRODUCTION = "production", pgettext_lazy("department", "Production")
    MUSIC = "music", pgettext_lazy("department", "Music")
    CAMERA = "camera", pgettext_lazy("department", "Camera")
    EDITING = "editing", pgettext_lazy("department", "Editing")
    ART = "art", pgettext_lazy("department", "Art")
    SOUND = "sound", pgettext_lazy("department", "Sound")
    EFFECTS = "effects", pgettext_lazy("department", "Effects")
    OTHER = "other", pgettext_lazy("department", "Other")


class CrewCredit(Credit):
    list_name = "crew"
    list_label = _("Crew")
    alike = (("person", "credited_as"), ("department",), ("job",))

    department = LineField(_("department"), max_length=12, choices=Department.choices, default=Department.DIRECTING)
    job = LineField(_("job"), max_length=80)

    class Meta(Credit.Meta):
        verbose_name = _("crew credit")
        verbose_name_plural = _("crew")


class ReleaseKind(models.TextChoices):
    FESTIVAL = "festival", pgettext_lazy("release", "Festival")
    PREMIERE = "premiere", pgettext_lazy("release", "Premiere")
    THEATRICAL = "theatrical", pgettext_lazy("release", "Theatrical")
    LIMITED = "limited", pgettext_lazy("release", "Limited")
    STREAMING = "streaming", pgettext_lazy("release", "Streaming")
    WEB = "web", pgettext_lazy("release", "Web")
    TV = "tv", pgettext_lazy("release", "Television")
    PHYSICAL = "physical", pgettext_lazy("release", "Disc or tape")
    RERELEASE = "rerelease", pgettext_lazy("release", "Rerelease")


class Release(Cited):
    """When and where people could see it. Two `disputed` rows stand side by side, each with its source."""

    list_name = "releases"
    list_label = _("Releases")
    alike = (("date",), ("kind",), ("country",), ("event", "platform"))

    date = PartialDateField(
        verbose_name=_("date"), blank=False, help_text=_("2023, 2023-10 or 2023-10-06; ~ about, ? uncertain.")
    )
    day = models.PositiveIntegerField(default=0, editable=False)
    kind = LineField(_("kind"), max_length=12, choices=ReleaseKind.choices, default=ReleaseKind.THEATRICAL)
    country = CountryField(verbose_name=_("country"), help_text=_("Empty: worldwide, or wherever the platform is."))
    event = Reference("person", verbose_name=_("event"))
    event_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    platform = Reference("person", verbose_name=_("platform"))
    platform_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    section = LineField(pgettext_lazy("a festival", "section"), max_length=120, blank=True)
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
    alike = (("text",),)

    text = LineField(pgettext_lazy("a quote", "words"), max_length=500)
    lang = LanguageField(verbose_name=_("language"))
    translated = models.BooleanField(pgettext_lazy("a quote", "translated"), default=False)
    character = Reference("character", verbose_name=_("character"))
    character_title = models.ForeignKey(Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    where = LineField(pgettext_lazy("a quote", "where"), max_length=120, blank=True)

    class Meta(Cited.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    def __str__(self) -> str:
        return self.text
