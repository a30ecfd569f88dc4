"""What history and recent changes are drawn with, and what the parts of a page are called."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from math import sqrt
from typing import Any, NamedTuple

from django import template
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from .. import kinds, shape
from ..documents import Document
from ..fields import CountryField, CountryWords, LanguageField
from ..kinds import Kind
from ..models import Note, Page, Relation, Revision
from ..naming import name_of
from ..rows import Row
from .pages import author, country, icon, in_script, language, machine_time
from .visuals import card_address, monogram, page_visual

register = template.Library()

LONGEST_BAR, BAR_STEP = 46, 1.35  # of a picture 100 wide, whose middle is 50
SMALL_CARD = (
    '<span class="tc h-{}" aria-hidden="true"><svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice">'
    '<use href="{}"/></svg></span>'
)


class Mark(NamedTuple):
    """A small label behind a change; `icon` and `style` may be ""."""

    label: Any
    icon: str = ""
    style: str = ""


TAGS = {
    "new": Mark(pgettext_lazy("what a change was", "New page"), "", "g"),
    "undo": Mark(pgettext_lazy("what a change was", "Undo"), "undo-2"),
    "restore": Mark(pgettext_lazy("what a change was", "Restored"), "rotate-ccw"),
    "rollback": Mark(pgettext_lazy("what a change was", "Rollback"), "history"),
    "manual_revert": Mark(pgettext_lazy("what a change was", "Put back by hand"), "rotate-ccw"),
    "reverted": Mark(pgettext_lazy("what a change was", "Taken back"), "ban", "w"),
    "blanked": Mark(pgettext_lazy("what a change was", "Emptied"), "circle-dashed", "w"),
    "replaced": Mark(pgettext_lazy("what a change was", "Mostly replaced"), "shuffle", "w"),
    "rename": Mark(pgettext_lazy("what a change was", "Renamed"), "pencil"),
    "redirect": Mark(pgettext_lazy("what a change was", "Redirect"), "arrow-right"),
    "imported": Mark(pgettext_lazy("what a change was", "Imported"), "download"),
    "merged": Mark(pgettext_lazy("what a change was", "Merged"), "git-merge"),
    "merge_pages": Mark(pgettext_lazy("what a change was", "Took a page in"), "git-merge"),
    "batch": Mark(pgettext_lazy("what a change was", "One of many"), "list"),
    "delete": Mark(pgettext_lazy("what a change was", "Deleted"), "trash-2", "w"),
    "undelete": Mark(pgettext_lazy("what a change was", "Brought back"), "undo-2"),
    "named": Mark(pgettext_lazy("what a change was", "Named"), "flag"),
}
SMALL = Mark(gettext_lazy("Small edit"))
MOST_MARKS = 6


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
        elif hasattr(field, "shown"):
            found[name] = field.shown
    if model is Relation:
        found["type"] = lambda name: str(kind.relations[name].label) if name in kind.relations else str(name)
    if model is Note:
        found["field"] = lambda name: field_label(name, kind.root) if name else ""
    return found


def chosen(labels: dict[Any, Any], code: Any) -> str:
    return str(labels.get(code, code))


# --- Revisions --------------------------------------------------------------------------------------------------------


register.filter("name_of", name_of)


@register.filter
def has_document(revision: Revision) -> bool:
    """A deletion has none: it can be neither compared nor restored. Told by its tag, its bytes are not loaded."""
    return "delete" not in revision.tags


def can_be_undone(revision: Revision) -> bool:
    """By merge: what began, renamed, deleted or brought back a page is taken back in other ways."""
    return revision.number > 1 and not {"rename", "delete", "undelete"} & {*revision.tags}


def is_undone(revision: Revision) -> bool:
    """Whether a later revision took it back; asked of lists that were annotated with it."""
    return bool(getattr(revision, "is_reverted", False))


def change_address(revision: Revision, page: str) -> str:
    """Where one sees what a revision changed; "" for a deletion. What has nothing before it is shown itself.

    `page` is the page's address, looked up once for a list.
    """
    if not has_document(revision):
        return ""
    if revision.number == 1 or "undelete" in revision.tags:
        return f"{page}history/{revision.number}/"
    return f"{page}compare/{revision.number - 1}/{revision.number}/"


def marks(revision: Revision) -> list[Mark]:
    """What kind of change it was, then the parts that it changed, where that is not simply all of them."""
    tags = ["new", *revision.tags] if revision.number == 1 and "new" not in revision.tags else revision.tags
    found = [SMALL] * revision.minor + [TAGS["reverted"]] * is_undone(revision)
    found += [TAGS[tag] for tag in tags if tag in TAGS]
    if not {"new", "delete", "undelete"} & {*tags}:
        found += [Mark(part_label(part, kinds.of(revision.page))) for part in revision.parts]
    return found


def marks_html(found: list[Mark]) -> SafeString:
    shown = [(mark.style, icon(mark.icon) if mark.icon else "", mark.label) for mark in found[:MOST_MARKS]]
    if len(found) > MOST_MARKS:
        shown.append(("", "", f"+{len(found) - MOST_MARKS}"))
    return format_html_join("", ' <span class="tag {}">{}{}</span>', shown)


def visual(page: Page) -> SafeString:
    """As the tag `page_visual`, without the words of a card that are too small to read in a list."""
    if page.pictured:
        return page_visual(page)
    if "format" in page.card:
        return format_html(SMALL_CARD, page.hue, card_address(page))
    return monogram(page)


def summary(revision: Revision) -> SafeString | str:
    if revision.summary:
        return in_script(revision.summary)
    return _("The first version") if revision.number == 1 else _("No summary")


@dataclass(frozen=True, slots=True)
class Change:
    """A revision as lists show it, in plain values. Addresses are "" where there is nothing to see."""

    revision: Revision
    number: str
    page: str
    changed: str
    whole: str
    restore: str
    undo: str
    summary: SafeString | str
    author: SafeString | str
    at: str
    day: str
    time: str
    marks: SafeString
    growth: SafeString
    sign: str
    undone: bool
    compare_from: str
    compare_to: str
    called: str
    name: str


class Changes:
    """Makes the rows of one list. What several rows have in common is worked out for the first of them."""

    def __init__(self) -> None:
        self.address = cache(Page.get_absolute_url)
        self.day = cache(day)
        self.growth = cache(growth_said)
        self.marks: dict[tuple[Any, ...], SafeString] = {}
        self.authors: dict[tuple[Any, ...], SafeString] = {}
        self.compare_from = _("Compare from revision %(number)s")
        self.compare_to = _("Compare to revision %(number)s")
        self.called = _("revision %(number)s")

    def change(self, revision: Revision) -> Change:
        kept = has_document(revision)
        page = self.address(revision.page) if kept else ""
        number = {"number": str(revision.number)}
        return Change(
            revision=revision,
            **number,
            page=page,
            changed=change_address(revision, page),
            whole=f"{page}history/{revision.number}/" if kept else "",
            restore=f"{page}restore/{revision.number}/" if kept else "",
            undo=f"{page}undo/{revision.number}/{revision.number}/" if can_be_undone(revision) else "",
            summary=summary(revision),
            author=self.author(revision),
            at=machine_time(revision.at),
            day=self.day(revision.at.date()),
            time=time_format(revision.at),
            marks=self.marks_of(revision),
            growth=self.growth(revision.growth),
            sign="minus" if revision.growth < 0 else "plus",
            undone=is_undone(revision),
            compare_from=self.compare_from % number,
            compare_to=self.compare_to % number,
            called=self.called % number,
            name=name_of(revision),
        )

    def author(self, revision: Revision) -> SafeString:
        key = revision.by_id, revision.by_name
        if key not in self.authors:
            self.authors[key] = author(revision)
        return self.authors[key]

    def marks_of(self, revision: Revision) -> SafeString:
        traits = revision.number == 1, revision.minor, is_undone(revision)
        key = (revision.page.kind, traits, *revision.tags, "", *revision.parts)
        if key not in self.marks:
            self.marks[key] = marks_html(marks(revision))
        return self.marks[key]


@register.filter
def as_changes(revisions: Iterable[Revision]) -> list[Change]:
    """Their pages and authors must be loaded."""
    made = Changes()
    return [made.change(revision) for revision in revisions]


@register.filter
def by_day(revisions: Iterable[Revision]) -> list[tuple[str, list[tuple[Change, SafeString]]]]:
    """(name of the day, [(change, picture of its page)])"""
    picture = cache(visual)
    days = groupby(as_changes(revisions), lambda change: change.day)
    return [(name, [(change, picture(change.revision.page)) for change in of_day]) for name, of_day in days]


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
    sign = "+" if number > 0 else "−" if number else "±"
    return f"{sign}{grouped(abs(number))}"


@register.filter
def growth_said(number: int) -> SafeString:
    """The same, with the unit for those who hear it."""
    unit = ngettext('{}<span class="vh"> character</span>', '{}<span class="vh"> characters</span>', abs(number))
    return format_html(unit, signed(number))


def grouped(number: int) -> str:
    """1,204 as the reader's language groups it."""
    return number_format(number, force_grouping=True)


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
    return {0: _("Today"), 1: _("Yesterday")}.get(ago) or date_format(date)


@register.simple_tag
def by_people(page: Page) -> str:
    """How many revisions by how many people: counted when a page is drawn, and kept with what was drawn."""
    revisions = page.head.number if page.head else 0
    people = page.revisions.values("by", "by_name").distinct().count()
    said = ngettext("One revision", "%(n)s revisions", revisions) % {"n": revisions}
    if revisions == 1:
        return said
    who = ngettext("one person", "%(n)s people", people) % {"n": people}
    return _("%(revisions)s by %(people)s") % {"revisions": said, "people": who}
