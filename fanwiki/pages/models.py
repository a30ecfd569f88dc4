"""What a page is, what it was, and what it is called."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import documents, storage
from .drafts import Draft
from .fields import ExternalIds, LineField, PageKey, ProseField, Reference, Words
from .listed import Day, Feature, Listed
from .naming import RevisionName
from .rows import GalleryPicture, Name, Note, Relation, Source

__all__ = [
    "Address",
    "Batch",
    "Day",
    "Draft",
    "Feature",
    "Finding",
    "GalleryPicture",
    "KnownId",
    "Link",
    "Listed",
    "Name",
    "Note",
    "Page",
    "Relation",
    "Rendering",
    "Reversal",
    "Revision",
    "RevisionName",
    "Root",
    "Source",
    "Title",
]


class PageQuerySet(models.QuerySet["Page"]):
    def live(self) -> "PageQuerySet":
        return self.filter(deleted=False)

    def with_picture(self) -> "PageQuerySet":
        """For lists that show each page as its picture."""
        return self.select_related("lead_picture__page")

    def with_head(self) -> "PageQuerySet":
        """The current document comes with the page: at most two revisions, one query."""
        return self.select_related("head__keyframe", "head__by")


class Page(models.Model):
    """The one thing that moves: `head` is the current revision. Its texts are derived, and made again by `rebuild`."""

    kind = models.CharField(max_length=20, editable=False)
    title = models.CharField(max_length=200, editable=False)
    slug = models.CharField(max_length=120, editable=False)
    hue = models.PositiveSmallIntegerField(default=0, editable=False)
    head = models.OneToOneField("pages.Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    deleted = models.BooleanField(default=False, editable=False)
    card = models.JSONField(default=dict, editable=False)  # what other pages and lists show of this one
    lead_picture = models.ForeignKey(
        "pages.Title", null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_page_for_each_address")]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address("read")

    @cached_property
    def pictured(self) -> "Page | None":
        """The page of its picture. Asked of many pages, they must come `with_picture`."""
        return self.lead_picture.page if self.lead_picture else None

    @property
    def tint(self) -> int:
        """The hue that the page is drawn in: of its picture, where it has one."""
        return self.pictured.hue if self.pictured else self.hue

    def address(self, verb: str, *args: Any) -> str:
        return address_of(verb, self.kind, self.slug, *args)


PLACE = "-"  # of a slug in an address: no slug is only that


def address_of(verb: str, kind: str, slug: str, *args: Any) -> str:
    """A list names a hundred pages, and asking the site map for each takes as long as drawing it: it is asked once."""
    before, after = around_a_slug(verb, kind, *args)
    return f"{before}{quote(slug, safe=RFC3986_SUBDELIMS)}{after}"


@lru_cache(maxsize=2000)
def around_a_slug(verb: str, kind: str, *args: Any) -> tuple[str, str]:
    before, _place, after = reverse(f"pages:{verb}", args=[kind, PLACE, *args]).partition(f"/{PLACE}/")
    return f"{before}/", f"/{after}"


class Address(models.Model):
    """Where a page was before it was renamed: it leads to the page until another one moves in."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=120)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_page_for_each_former_address")]

    def __str__(self) -> str:
        return self.slug


class Title(models.Model):
    """A title ever mentioned. `owner` has or had it as its own; `page` is where it leads now; a red link has neither.

    `kind` is "" where a link names no kind: then `page` is the first of any kind that answers to the title.
    `shared` is a title that is nobody's own but among the names of several pages: a reader chooses.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    printed = models.CharField(max_length=200)
    owner = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="titles", db_index=False)
    page = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    shared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "kind"], name="one_row_for_each_title")]  # found by key
        indexes = [
            models.Index(fields=["owner"], name="titles_of_a_page", condition=models.Q(owner__isnull=False)),
            models.Index(fields=["page"], name="titles_that_lead_to_a_page", condition=models.Q(page__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.printed


class Link(models.Model):
    """One mention: `where` is "body" or a path in the document such as "cast.k3f9.person"."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="links")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="links", db_index=False)
    where = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["title", "page"], name="inbound_links")]

    def __str__(self) -> str:
        return f"{self.where} of page {self.page_id}"


class Rendering(models.Model):
    """The current text as HTML, made when the page was saved. Links in it still name titles, not addresses."""

    page = PageKey()
    data = models.JSONField()
    version = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"Text of page {self.page_id}"


class Finding(models.Model):
    """What a check found on a page, and where another page is its other side, which one (`about`).

    `name` is the check's; `detail` the proof, as the check saw it.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="findings", db_index=False)
    name = models.CharField(max_length=40)
    about = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["name", "id"], name="findings_of_a_check"),
            models.Index(fields=["page", "name"], name="findings_on_a_page"),
            models.Index(
                fields=["about", "name"], name="findings_about_a_page", condition=models.Q(about__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: page {self.page_id}"


class KnownId(models.Model):
    """A page's key in another database, as `twins.id_key` writes it: two live pages of a kind that have the same are
    perhaps one."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["key"], name="pages_by_a_known_id")]

    def __str__(self) -> str:
        return self.key


class Act(models.TextChoices):
    REWRITE = "rewrite", _("References rewritten")
    TAKE_BACK = "take_back", _("Taken back")
    DELETE = "delete", _("Pages deleted")
    UNDELETE = "undelete", _("Pages brought back")
    SEED = "seed", _("Entry added")
    TABLE = "table", _("Edited as a table")
    MERGE = "merge", _("Pages merged")


class Batch(models.Model):
    """One act on many pages: who and why; what became of each page are its revisions.

    `about` is whose edits or which title the act was about; `left` what it could not do: [page, title, address, why];
    `moved` the titles and addresses that one page gave to another, as `handing.hand_over` writes it.
    It is not `finished` while it runs, or for ever where the server died in the middle: then it can be done again.
    """

    act = models.CharField(max_length=10, choices=Act.choices)
    about = models.CharField(max_length=200, blank=True)
    takes_back = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="taken_back_by")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="batches")
    at = models.DateTimeField(_("time"), default=timezone.now)
    summary = models.CharField(_("summary"), max_length=255, blank=True)
    left = models.JSONField(default=list)
    moved = models.JSONField(default=dict)
    finished = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.about}" if self.about else self.get_act_display()

    def get_absolute_url(self) -> str:
        return reverse("pages:batch", args=[self.pk])

    @property
    def author(self) -> str:
        return self.by.username if self.by else ""


class RevisionQuerySet(models.QuerySet["Revision"]):
    def with_reverted(self) -> "RevisionQuerySet":
        """Each says in `is_reverted` whether a later one took it back."""
        return self.annotate(is_reverted=was_reverted())


SPECIAL = frozenset({"rename", "delete", "undelete"})  # tags of what is not undone by merge, but in ways of its own


def was_reverted(depth: int = 3, of: str = "pk") -> models.Exists:
    """By a revision that stands: who undoes an undo brings back what that took away, and so on, three times over."""
    reversals = Reversal.objects.filter(undone=models.OuterRef(of))
    return models.Exists(reversals.exclude(was_reverted(depth - 1, "by")) if depth else reversals)


class Revision(models.Model):
    """One immutable document with an author, a time and a reason. `packed` is empty where the page was deleted.

    `keyframe` is the full copy that `packed` was packed against, so any document is read from at most two rows.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    keyframe = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    packed = models.BinaryField()
    digest = models.CharField(max_length=40)
    size = models.PositiveIntegerField(pgettext_lazy("letters of a text", "characters"), default=0)
    growth = models.IntegerField(default=0)
    parts = models.JSONField(default=list)  # what changed: "facts", "text", or names of lists
    tags = models.JSONField(default=list)
    base = models.PositiveIntegerField(null=True)  # the number that its author had before their eyes
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    by_name = models.CharField(max_length=150, blank=True)  # of an author who has no account here
    at = models.DateTimeField(_("time"), default=timezone.now)
    summary = models.CharField(_("summary"), max_length=255, blank=True)
    minor = models.BooleanField(_("small edit"), default=False)
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="revisions", db_index=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="numbered_once_within_a_page")]
        indexes = [
            models.Index(fields=["by", "-id"], name="revisions_by"),
            models.Index(fields=["batch"], name="revisions_of_a_batch", condition=models.Q(batch__isnull=False)),
        ]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")

    def __str__(self) -> str:
        return str(_("%(title)s, revision %(number)s") % {"title": self.page.title, "number": self.number})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise ValidationError(_("A revision never changes."))
        super().save(*args, force_insert=True, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise ValidationError(_("A revision never goes away."))

    @property
    def author(self) -> str:
        return self.by.username if self.by else self.by_name

    @property
    def raw(self) -> bytes:
        """The canonical JSON, as it was stored."""
        return storage.unpack(bytes(self.packed), self.keyframe.raw if self.keyframe else None)

    @property
    def document(self) -> documents.Document:
        """In today's form: an older version is upgraded as it is read. ValueError for a deletion."""
        if not self.packed:
            raise ValueError("A deletion has no document.")
        return documents.loads(self.raw)


class Reversal(models.Model):
    """`undone` was taken back by `by`: written with the later of the two, so that the earlier one need not change."""

    undone = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="reversals")
    by = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="undid")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["undone", "by"], name="taken_back_once_by_one_revision")]

    def __str__(self) -> str:
        return f"{self.undone_id} by {self.by_id}"


class LiveRoots(models.Manager[Any]):
    """What readers may see: the records of deleted pages stay only for the admin's lists."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(page__deleted=False)


class Root(models.Model):
    """The record of one kind. Its editable columns and its lists' ARE the document; only projections write it."""

    page = PageKey(editable=False, related_name="%(class)s")
    title = LineField(_("title"), max_length=200, help_text=_("Left empty, it is the first name of the list below."))
    disambiguation = LineField(
        _("told apart by"),
        max_length=120,
        blank=True,
        help_text=_("A few words that tell it from its namesakes."),
    )
    description = LineField(
        _("description"), max_length=200, blank=True, help_text=_("One sentence without spoilers, 200 letters at most.")
    )
    picture = Reference("picture", verbose_name=_("picture"), help_text=_("The title of a picture of this wiki."))
    picture_title = models.ForeignKey(
        Title, null=True, editable=False, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    tags = Words(verbose_name=_("tags"), help_text=_("Between commas."))
    external_ids = ExternalIds(verbose_name=_("elsewhere"))
    body = ProseField(_("text"), blank=True)

    objects = LiveRoots()
    with_deleted = models.Manager["Root"]()

    class Meta:
        abstract = True
        base_manager_name = "with_deleted"

    def __str__(self) -> str:
        return self.title

    def derive(self, document: documents.Document) -> None:
        """Fill the columns that are worked out from the document, before the projection writes the record."""
