"""What history and recent changes are drawn with, and what the parts of a page are called."""

import datetime
from collections.abc import Callable
from functools import cache, partial
from math import sqrt
from typing import Any, NamedTuple

from django import template
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import kinds, shape
from ..documents import Document
from ..fields import CountryField, CountryWords, LanguageField
from ..kinds import Kind
from ..models import Note, Page, Relation, Revision
from ..rows import Row
from .pages import country, language

register = template.Library()

LONGEST_BAR, BAR_STEP = 46, 1.35  # of a picture 100 wide, whose middle is 50


class Mark(NamedTuple):
    """A small label behind a change; `icon` and `style` may be ""."""

    label: Any
    icon: str = ""
    style: str = ""


TAGS = {
    "new": Mark(gettext_lazy("New page"), "", "g"),
    "merged": Mark(gettext_lazy("Merged"), "git-merge"),
    "restore": Mark(gettext_lazy("Restored"), "rotate-ccw"),
    "delete": Mark(gettext_lazy("Deleted"), "trash-2", "w"),
    "undelete": Mark(gettext_lazy("Brought back"), "undo-2"),
    "imported": Mark(gettext_lazy("Imported"), "download"),
}


# --- Names of things --------------------------------------------------------------------------------------------------


@register.filter
def field_label(name: str, model: type[models.Model]) -> str:
    """What people call a column; `external_ids.imdb` is "Elsewhere: imdb"."""
    column, _dot, key = name.partition(".")
    field = shape.columns(model).get(column)
    said = capfirst(str(field.verbose_name)) if field else column
    return f"{said}: {key}" if key else said


@register.filter
def list_label(name: str, kind: Kind) -> str:
    return str(kind.lists[name].list_label) if name in kind.lists else name


@register.filter
def part_label(name: str, kind: Kind) -> str:
    return {"facts": _("Facts"), "text": _("Text")}.get(name) or list_label(name, kind)


def row_title(row: Document, model: type[Row], kind: Kind) -> str:
    if model is Relation:
        return f"{readers(model, kind)['type'](row['type'])} {row['to']}"
    return str(shape.instance(model, row))


# --- Values -----------------------------------------------------------------------------------------------------------


@cache
def readers(model: type[models.Model], kind: Kind) -> dict[str, Callable[[Any], str]]:
    """For the columns that store a code: from the code to what it stands for, in the language of whoever asks."""
    found: dict[str, Callable[[Any], str]] = {}
    for name, field in shape.columns(model).items():
        if field.choices:
            found[name] = partial(chosen, dict(field.flatchoices))
        elif isinstance(field, models.BooleanField):
            found[name] = lambda value: _("Yes") if value else ""
        elif isinstance(field, CountryField | CountryWords):
            found[name] = country
        elif isinstance(field, LanguageField):
            found[name] = language
    if model is Relation:
        found["type"] = lambda name: str(kind.relations[name].label) if name in kind.relations else str(name)
    if model is Note:
        found["field"] = lambda name: field_label(name, kind.root) if name else ""
    return found


def chosen(labels: dict[Any, Any], code: Any) -> str:
    return str(labels.get(code, code))


# --- Revisions --------------------------------------------------------------------------------------------------------


@register.filter
def has_document(revision: Revision) -> bool:
    """A deletion has none: it can be neither compared nor restored. Told by its tag, its bytes are not loaded."""
    return "delete" not in revision.tags


@register.filter
def change_address(revision: Revision) -> str:
    """Where one sees what a revision changed; "" for a deletion. What has nothing before it is shown itself."""
    if not has_document(revision):
        return ""
    if revision.number == 1 or "undelete" in revision.tags:
        return revision.page.address("revision", revision.number)
    return revision.page.address("compare", revision.number - 1, revision.number)


@register.filter
def marks(revision: Revision) -> list[Mark]:
    """What kind of change it was, then the parts that it changed, where that is not simply all of them."""
    tags = ["new", *revision.tags] if revision.number == 1 and "new" not in revision.tags else revision.tags
    found = [TAGS[tag] for tag in tags if tag in TAGS]
    if not {"new", "delete", "undelete"} & {*tags}:
        found += [Mark(part_label(part, kinds.of(revision.page))) for part in revision.parts]
    return found


@register.simple_tag
def chosen_pair(revisions: list[Revision]) -> dict[str, int]:
    """What a comparison starts from: the two newest revisions that have a document. Empty with fewer than two."""
    newest = [revision.number for revision in revisions if has_document(revision)][:2]
    return {"to": newest[0], "from": newest[1]} if len(newest) > 1 else {}


@register.simple_tag
def neighbours(page: Page, old: Revision, new: Revision) -> dict[str, str]:
    """Addresses of the change before and the change after this one, "" where there is none."""
    kept = page.revisions.exclude(packed=b"").values_list("number", flat=True)
    before = kept.filter(number__lt=old.number).order_by("-number").first()
    after = kept.filter(number__gt=new.number).order_by("number").first()
    return {
        "earlier": page.address("compare", before, old.number) if before else "",
        "later": page.address("compare", new.number, after) if after else "",
    }


@register.filter
def signed(number: int) -> str:
    """+1,204 or −268, with a minus that is as wide as the plus."""
    return f"{number:+,}".replace("-", "−") if number else "±0"


@register.simple_tag
def size_bar(growth: int) -> str:
    """How much longer or shorter, on a scale of square roots; the number stands beside it."""
    width = round(min(LONGEST_BAR, BAR_STEP * sqrt(abs(growth))), 1)
    style, start = ("up", 50.0) if growth >= 0 else ("dn", 50 - width)
    picture = '<rect class="{}" x="{}" y="1" width="{}" height="4"/>'
    return format_html(
        '<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="ax" d="M49.5 0h1v6h-1z"/>' + picture + "</svg>",
        style,
        f"{start:.1f}",
        f"{width:.1f}",
    )


@register.filter
def day(moment: datetime.date) -> str:
    """Today, Yesterday, or the date."""
    date = moment.date() if isinstance(moment, datetime.datetime) else moment
    ago = (timezone.now().date() - date).days
    return {0: _("Today"), 1: _("Yesterday")}.get(ago) or date_format(date, "j F Y")
