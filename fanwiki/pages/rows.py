"""The lists that a page of any kind may have: names, relations, sources, notes."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.text import names

from .fields import LanguageField, LineField, PartialDateField, Reference, Words


class Row(models.Model):
    """One row of a list in a document. `row` is its id there; its place in the list is its order."""

    list_name: ClassVar[str]
    list_label: ClassVar[Any]
    # Rows of two pages are one where they say the same here; of several columns in one place, the first that says
    # anything. () is all columns.
    alike: ClassVar[tuple[tuple[str, ...], ...]] = ()
    pasted: ClassVar[tuple[str, ...]] = ()  # columns that a line of a pasted list fills: who, as what, in which words

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, editable=False, related_name="+")
    row = models.CharField(max_length=8, editable=False)
    position = models.PositiveSmallIntegerField(pgettext_lazy("in a list", "place"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def derive(self) -> None:
        """Fill the columns that are worked out from the others, before the projection writes the row."""


class Cited(Row):
    """A row that can say where it is from."""

    src = Words(verbose_name=_("sources"), help_text=_("Keys of this page’s sources, between commas."))
    note = LineField(_("note"), max_length=500, blank=True)

    class Meta(Row.Meta):
        abstract = True


class NameKind(models.TextChoices):
    NAME = "name", pgettext_lazy("kind of name", "Name")
    ORIGINAL_TITLE = "original_title", pgettext_lazy("kind of name", "Original title")
    TITLE = "title", pgettext_lazy("kind of name", "Title")
    TRANSLATED_TITLE = "translated_title", pgettext_lazy("kind of name", "Translated title")
    VARIANT = "variant", pgettext_lazy("kind of name", "Other spelling")
    ALIAS = "alias", pgettext_lazy("kind of name", "Also known as")
    LEGAL = "legal", pgettext_lazy("kind of name", "Legal name")
    STAGE = "stage", pgettext_lazy("kind of name", "Stage name")
    WORKING = "working", pgettext_lazy("kind of name", "Working title")
    SEARCH_HINT = "search_hint", pgettext_lazy("kind of name", "Search hint, never shown")


class Scheme(models.TextChoices):
    NONE = "", "—"
    PERSONAL = "personal", _("The person’s own spelling")
    RR = "rr", _("Revised Romanization")
    MR = "mr", _("McCune–Reischauer")
    HEPBURN = "hepburn", _("Hepburn")
    PINYIN = "pinyin", _("Pinyin")


class Name(Cited):
    """One of the names that a page answers to, in one language or script."""

    list_name = "names"
    list_label = _("Names")
    alike = (("text",), ("lang",))

    text = LineField(_("name"), max_length=200)
    kind = LineField(_("kind"), max_length=20, choices=NameKind.choices, default=NameKind.NAME)
    lang = LanguageField(verbose_name=_("language"), default="und-Latn")
    scheme = LineField(_("spelling system"), max_length=10, choices=Scheme.choices, blank=True)
    region = LineField(_("region"), max_length=20, blank=True)
    primary = models.BooleanField(_("shown first"), default=False)
    key = models.CharField(max_length=200, editable=False)

    class Meta(Cited.Meta):
        indexes = [models.Index(fields=["key"], name="names_by_key")]
        verbose_name = _("name")
        verbose_name_plural = _("names")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.text and not names.fold(self.text):
            raise ValidationError({"text": _("A name needs at least one letter or digit.")})

    def derive(self) -> None:
        self.key = names.fold(self.text)[:200]


class Relation(Cited):
    """What this page has to do with another one of its kind. The other page shows it the other way round."""

    list_name = "relations"
    list_label = _("Relations")
    alike = (("type",), ("to",))

    type = LineField(_("relation"), max_length=30)
    to = Reference(verbose_name=pgettext_lazy("a relation", "to"), blank=False)
    to_title = models.ForeignKey("pages.Title", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    start = PartialDateField(verbose_name=pgettext_lazy("a relation", "from"))
    end = PartialDateField(verbose_name=pgettext_lazy("a relation", "until"))

    class Meta(Cited.Meta):
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return f"{self.type} {self.to}"


class GalleryPicture(Row):
    """One picture of the page's gallery."""

    list_name = "gallery"
    list_label = _("Pictures")
    alike = (("picture",),)

    picture = Reference("picture", verbose_name=_("picture"), blank=False)
    picture_title = models.ForeignKey(
        "pages.Title", null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    caption = LineField(_("caption"), max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.picture


class SourceKind(models.TextChoices):
    ARTICLE = "article", pgettext_lazy("kind of source", "Article")
    WIKI = "wiki", pgettext_lazy("kind of source", "Wiki")
    DATABASE = "database", pgettext_lazy("kind of source", "Database")
    VIDEO = "video", pgettext_lazy("kind of source", "Video")
    BOOK = "book", pgettext_lazy("kind of source", "Book")
    SITE = "site", pgettext_lazy("kind of source", "Website")
    OTHER = "other", pgettext_lazy("kind of source", "Other")


class Source(Row):
    """Who says so: cited by its key from the facts (`src`) and from the text (`[^key]`)."""

    list_name = "sources"
    list_label = _("Sources")
    alike = (("key",),)

    key = models.SlugField(
        pgettext_lazy("a source", "key"),
        max_length=40,
        db_index=False,
        help_text=_("What [^key] and the sources of a row refer to."),
    )
    kind = LineField(_("kind"), max_length=10, choices=SourceKind.choices, default=SourceKind.ARTICLE)
    title = LineField(_("title"), max_length=300)
    url = LineField(pgettext_lazy("a source", "address"), max_length=500, blank=True)
    publisher = LineField(_("publisher"), max_length=120, blank=True)
    date = PartialDateField(verbose_name=_("date"))
    language = LanguageField(verbose_name=_("language"))
    accessed = PartialDateField(verbose_name=pgettext_lazy("a source", "read on"))
    archive_url = LineField(_("archived copy"), max_length=500, blank=True)
    note = LineField(_("note"), max_length=500, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        for field in ("url", "archive_url"):
            address = getattr(self, field)
            if address and not address.startswith(("https://", "http://")):
                raise ValidationError({field: _("Write an address that begins with https:// or http://.")})


class Note(Row):
    """A remark on one fact of the page, and the sources of that fact."""

    list_name = "notes"
    list_label = _("Notes")
    alike = (("field",), ("text",))

    field = LineField(pgettext_lazy("a note", "about"), max_length=30, blank=True)
    text = LineField(_("note"), max_length=500, blank=True)
    src = Words(verbose_name=_("sources"), help_text=_("Keys of this page’s sources, between commas."))

    class Meta(Row.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if not (self.text or self.src):
            raise ValidationError({"text": _("Write a note or give a source.")})
