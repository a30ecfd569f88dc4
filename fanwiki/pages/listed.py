"""What ways into the wiki are drawn from: where a page stands in lists, its days in the calendar, what staff choose."""

from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import PageKey

CHUNK = 2048  # pages by key: what is read again together when one of them changes
MARK = 5  # bytes


class Listed(models.Model):
    """A live page in the lists of its kind. `own` and `given` are values of facets, as `facets.lines` writes them:
    what its own document says, and what documents of other pages say of it.

    `mark` is a digest of all that lists know of the page: where the sum over many is the same, so are they.
    """

    page = PageKey(related_name="listed")
    kind = models.CharField(max_length=20)
    chunk = models.PositiveIntegerField()
    own = models.TextField(blank=True)
    given = models.TextField(blank=True)
    order = models.CharField(max_length=200, blank=True)
    day = models.PositiveIntegerField(default=0)
    long = models.BooleanField(default=False)
    mark = models.BigIntegerField(default=0)

    was: tuple[Any, ...] | None = None  # what is stored, of a row that was read to be changed

    class Meta:
        indexes = [
            models.Index(fields=["kind", "chunk", "mark"], name="listed_marks"),
            models.Index(fields=["kind", "page"], name="listed_newest"),
            models.Index(fields=["page"], name="listed_long", condition=models.Q(long=True)),
        ]

    def __str__(self) -> str:
        return f"Page {self.page_id} in lists"

    def derive(self) -> None:
        self.chunk = self.page_id // CHUNK
        told = repr((self.page_id, self.own, self.given, self.order, self.day, self.long)).encode()
        self.mark = int.from_bytes(blake2b(told, digest_size=MARK).digest())


class Occasion(models.TextChoices):
    RELEASED = "released", pgettext_lazy("on this day", "Released")
    BORN = "born", pgettext_lazy("on this day", "Born")


class Day(models.Model):
    """A date that a page tells of itself. `month_day` is MMDD: 1006, 1000 for an October, 0 for a year or a doubt."""

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, related_name="days")
    what = models.CharField(max_length=10, choices=Occasion.choices)
    year = models.PositiveSmallIntegerField()
    month_day = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["what", "year", "month_day", "page"], name="days_of_a_year"),
            models.Index(fields=["month_day", "what", "year", "page"], name="this_day_of_any_year"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.year} {self.month_day:04}"


class Feature(models.Model):
    """A page that staff put on the front page for some days; of several, the one that began last."""

    page = models.ForeignKey("pages.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    first = models.DateField(_("first day"), default=timezone.localdate)
    last = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until another one begins."))

    class Meta:
        indexes = [models.Index(fields=["-first"], name="features_by_day")]
        verbose_name = _("page worth reading")
        verbose_name_plural = _("pages worth reading")

    def __str__(self) -> str:
        return str(self.page)

    def clean(self) -> None:
        if self.last and self.last < self.first:
            raise ValidationError({"last": _("The last day comes before the first.")})
