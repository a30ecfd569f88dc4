"""Who wrote what of a page, as a template draws it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanwiki.pages import kinds, titles
from fanwiki.pages.documents import Document
from fanwiki.pages.kinds import Mention
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.reading import References
from fanwiki.pages.templatetags.changes import Change, as_changes, field_label, list_label, readers, row_title
from fanwiki.pages.templatetags.comparison import Piece, cell, in_order
from fanwiki.text import blame, diff, markup
from fanwiki.text.blame import Origin, Origins, Thing

from .models import Traced
from .tracing import stored, walked

MOST_WALKED = 2_000  # revisions of a page whose origins are not stored
MOST_ROWS, MOST_PASSAGES = 1_000, 2_000  # of one list; of the text
IN_THE_PAGE = re.compile('(<a [^>]*?href=")#')
MARKS = re.compile(r'<sup class="fn"[^>]*>.*?</sup>')
BEGINNING = Origin(blame.BEGINNING, [])


class Behind(Exception):
    """The origins of this page are not known yet, and its history is too long to be read now."""


class Who(NamedTuple):
    """A revision that brought something; `before` is the number of the one before it, 0 for the first."""

    change: Change
    before: int
    age: str


class Share(NamedTuple):
    """What else somebody brought to it: columns of a row, words of a list, or how much of a paragraph."""

    who: Who
    what: str


class Told(NamedTuple):
    """A row has no `value`: its name says it all. `began` is who wrote it first, where nothing else tells.
    `anchor` is where to look before it: at the thing itself where that is older than this, else at its section.
    """

    id: str
    name: str
    value: list[Piece]
    who: Who
    began: Who | None
    shares: list[Share]
    anchor: str


class Paragraph(NamedTuple):
    who: Who
    shares: list[Share]


@dataclass
class Passage:
    """A block of the text: HTML, or the title of a section, or where it is drawn nowhere what was typed."""

    html: str = ""
    title: str = ""
    typed: str = ""
    first: int = 0
    end: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def brief(self) -> str:
        """The same in plain words, without what is behind a spoiler."""
        if self.html.startswith('<details class="spoiler">'):
            return plain(self.html.partition('<span class="show">')[0])
        return plain(self.html) or self.title or self.typed

    @property
    def by(self) -> list[Any]:
        """Alike for passages that are told as one."""
        return [(one.who.change.number, [share.who.change.number for share in one.shares]) for one in self.paragraphs]


class Section(NamedTuple):
    """Empty lists are told too, so that a link leads to their place. `left` rows are not shown."""

    name: str
    label: str
    things: list[Told]
    left: int


class Blame(NamedTuple):
    """The facts are the first of the sections."""

    sections: list[Section]
    text: list[Passage]
    left: int  # passages that are not shown
    refs: References


def tell(page: Page, revision: Revision) -> Blame:
    """Of the page as it was in this revision. Behind where it cannot be said now."""
    return Telling(page, revision).all()


class Telling:
    def __init__(self, page: Page, revision: Revision) -> None:
        self.page, self.kind, self.document = page, kinds.of(page), revision.document
        self.facts = list(blame.facts(self.document))
        listed = {name: self.document[name] for name in self.kind.lists if self.document[name]}
        self.rows = {name: list(blame.rows(name, rows[:MOST_ROWS])) for name, rows in listed.items()}
        placed = list(blame.placed(self.document["body"]))
        self.placed, self.left = placed[:MOST_PASSAGES], len(placed) - MOST_PASSAGES
        self.origins = origins_of(page, self.keys())
        self.who = who_is_who(page.revisions.filter(number__in=self.numbers()), page)

    def keys(self) -> set[int]:
        things = [*self.facts, *(thing for rows in self.rows.values() for thing in rows)]
        texts = {blame.paragraph_key(text) for _line, text in self.placed}
        return texts.union(*(thing.keys for thing in things))

    def numbers(self) -> set[int]:
        found = self.origins.values()
        runs = {number for origin in found for _letters, number in origin.runs}
        return {blame.BEGINNING} | {origin.number for origin in found} | runs

    def number(self, key: int) -> int:
        return self.origins.get(key, BEGINNING).number

    def all(self) -> Blame:
        address = self.page.get_absolute_url()
        sources = [row["key"] for row in self.document["sources"]]
        blocks, links = markup.blocks(self.document["body"], sources, kinds.registry)
        refs = References(*titles.resolve([Mention("body", kind, title) for kind, title in links]))
        told = [block._replace(html=IN_THE_PAGE.sub(rf"\g<1>{address}#", block.html)) for block in blocks]
        facts = Section("facts", _("Facts"), [*self.told_facts()], 0)
        return Blame([facts, *self.lists()], self.passages(told), max(self.left, 0), refs)

    def told_facts(self) -> Iterator[Told]:
        """In the order of the form."""
        values = {change.name: change for change in said(self.document)}
        things = {thing.name: thing for thing in self.facts}
        for change in in_order([*values.values()], self.kind.root):
            thing, drawn = things[change.name], cell(change, self.kind.root, self.kind)
            reader = readers(self.kind.root, self.kind).get(change.name, str)
            yield self.told(thing, drawn.label, drawn.new, {word: reader(word) for word in thing.parts})

    def lists(self) -> Iterator[Section]:
        for name in self.kind.lists:
            things = self.rows.get(name, [])
            model, rows = self.kind.lists[name], self.document[name]
            labels = {column: field_label(column, model) for thing in things for column in thing.parts}
            told = [
                self.told(thing, row_title(row, model, self.kind) or str(model.list_label), [], labels)
                for thing, row in zip(things, rows, strict=False)
            ]
            yield Section(name, list_label(name, self.kind), told, len(rows) - len(told))

    def told(self, thing: Thing, name: str, value: list[Piece], labels: dict[str, str]) -> Told:
        number, began = self.number(thing.key), self.number(thing.began)
        by: dict[int, list[str]] = {}
        for part, key in thing.parts.items():
            by.setdefault(self.number(key), []).append(labels[part])
        shares = [Share(self.who[n], ", ".join(by[n])) for n in sorted(by, reverse=True)] if {*by} != {number} else []
        first = None if began == number or began in by else self.who[began]
        own, older = f"of-{thing.name}", min([began, *by]) < number
        section = "facts" if thing.began == thing.key else thing.name.partition(".")[0]
        return Told(own, name, value, self.who[number], first, shares, own if older else f"of-{section}")

    def passages(self, blocks: Iterable[markup.Block]) -> list[Passage]:
        """Each with the paragraphs that its lines are of; what is in no block stands by itself."""
        found = [Passage(block.html, block.title, "", block.first, block.end) for block in blocks]
        at = 0
        for line, text in self.placed:
            end = line + text.count("\n") + 1
            while at < len(found) and found[at].end <= line:
                at += 1
            inside = [passage for passage in found[at : at + text.count("\n") + 1] if passage.first < end]
            if not inside:
                inside = [Passage(typed=text, first=line, end=end)]
                found.insert(at, inside[0])
            for passage in inside:
                passage.paragraphs.append(self.paragraph(text))
        return [passage for passage in found if passage.paragraphs]

    def paragraph(self, text: str) -> Paragraph:
        origin = self.origins.get(blame.paragraph_key(text), BEGINNING)
        shares = blame.shares(origin.runs)
        return Paragraph(
            self.who[origin.number],
            [Share(self.who[number], percent(letters, len(text))) for number, letters in shares.items()],
        )


def origins_of(page: Page, keys: Iterable[int]) -> Origins:
    head = page.head.number if page.head else blame.BEGINNING
    if head == blame.BEGINNING:
        return {}
    wanted = set(keys)
    done = Traced.objects.filter(page=page).values_list("number", flat=True).first() or blame.BEGINNING
    if done >= head:
        return stored(page, wanted)
    if head > MOST_WALKED:
        raise Behind
    return {key: origin for key, origin in walked(page, {}).items() if key in wanted}


def who_is_who(revisions: QuerySet[Revision], page: Page) -> dict[int, Who]:
    found = list(revisions.select_related("by").defer("packed"))
    for revision in found:
        revision.page = page
    return {
        change.revision.number: Who(change, change.revision.number - 1, age(change)) for change in as_changes(found)
    }


def age(change: Change) -> str:
    """ "3 years ago"."""
    return _("%(time)s ago") % {"time": timesince(change.revision.at, timezone.now(), depth=1)}


def plain(html: str) -> str:
    """In words, without the marks of sources and footnotes."""
    return unescape(strip_tags(MARKS.sub("", html))).strip()


def percent(letters: int, of: int) -> str:
    share = max(1, round(100 * letters / of))
    return ngettext("%(n)s%% of the words", "%(n)s%% of the words", share) % {"n": share}


def said(document: Document) -> Iterator[diff.FieldChange]:
    """The facts as a comparison names and shows them, with nothing marked as new."""
    facts = {name: value for name, value in document.items() if name not in blame.NO_FACTS and not blame.is_rows(value)}
    for change in diff.compare({}, facts).fields:
        spans = [diff.Span(span.text) for span in change.new_spans]
        yield replace(change, old=change.new, old_spans=spans, new_spans=spans)
