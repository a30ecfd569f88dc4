"""What is wrong with pages, or missing on them: the contract of a check, and what the checks find."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from fanwiki.text.markup import Rendered

from .documents import Document

SHOWN = 4  # rows that a finding shows as its proof; it may rest on more


class Group(models.TextChoices):
    CONTRADICTION = "contradiction", _("Contradictions")
    CLAIM = "claim", _("To look at again")
    SOURCE = "source", _("Sources")
    MISSING = "missing", _("Facts that are missing")
    PAGE = "page", _("Pages")


@dataclass(frozen=True)
class Check:
    """One thing to look for. `name` is its address, `place` the part of a page whose form puts it right; "" where
    that is the list of the row that was found.

    `job` asks a reader for what is missing; "" where it is no job for five minutes.
    """

    name: str
    group: Group
    label: Any
    told: Any
    place: str
    job: Any = ""


class Found(NamedTuple):
    """`detail` is the proof: "rows" as [list, row], "fields" by name, "other" fields of the page `about`."""

    name: str
    page: int
    about: int | None
    detail: Document


Finder = Callable[[Document, Rendered], Document | None]  # the proof, {} where none is needed, None where all is well
Pairs = Iterator[tuple[int, int, Document]]  # page, the page about which it is found, and the proof


class Own(NamedTuple):
    """A check that a page's own document answers; `kinds` () is all of them."""

    check: Check
    kinds: tuple[str, ...]
    find: Finder


def always(document: Document) -> bool:
    return True


class Joint(NamedTuple):
    """A check of pages of one kind against pages of the kind `about` that they name.

    `find` asks the tables from either end: for what is found on pages (`pages`) or about pages (`about`).
    `watched` are the parts of a document whose change calls for it, by kind. `relevant` and `regards` tell of the
    document of either end whether anything can be found at all. Where what is found on one page about another can
    rest on a third, `concerned` gives those of the others that a page names of whom the third may tell.
    """

    check: Check
    kind: str
    about: str
    watched: dict[str, tuple[str, ...]]
    find: Callable[..., Pairs]
    relevant: Callable[[Document], bool] = always
    regards: Callable[[Document], bool] = always
    concerned: Callable[[int, Collection[int]], Iterable[int]] | None = None

    def called_for(self, document: Document, before: Document | None) -> bool:
        parts = self.watched.get(document["kind"], ())
        return bool(parts) and (before is None or any(document[part] != before[part] for part in parts))

    def between(self, **ends: Collection[int]) -> list[Found]:
        return [Found(self.check.name, *pair) for pair in self.find(**ends)]


checks: dict[str, Check] = {}
own: list[Own] = []
joints: list[Joint] = []

ORPHAN = Check(
    "orphans",
    Group.PAGE,
    _("Orphaned pages"),
    _("No page names them, so nobody comes by. Name them where they belong: in a text or among the facts."),
    "text",
)
TWINS = Check(
    "twins",
    Group.PAGE,
    _("Perhaps the same thing twice"),
    _("Two pages that share a name or a key in another database, and that nothing tells apart."),
    "list-relations",
)
checks[ORPHAN.name] = ORPHAN
checks[TWINS.name] = TWINS


def check(check: Check, *kinds: str) -> Callable[[Finder], Finder]:
    """Registers a function from a document and its text; without `kinds`, for pages of every kind."""

    def add(find: Finder) -> Finder:
        checks[check.name] = check
        own.append(Own(check, kinds, find))
        return find

    return add


def lacking(check: Check, kind: str, missing: Callable[[Document], bool]) -> None:
    """Registers a check for which there is nothing to show: something is not there."""
    checks[check.name] = check
    own.append(Own(check, (kind,) if kind else (), lambda document, rendered: {} if missing(document) else None))


def joint(found: Joint) -> None:
    checks[found.check.name] = found.check
    joints.append(found)


@cache
def asked_of(kind: str) -> list[tuple[str, Finder]]:
    return [(one.check.name, one.find) for one in own if not one.kinds or kind in one.kinds]


@cache
def own_names(kind: str) -> frozenset[str]:
    return frozenset(name for name, _find in asked_of(kind))


def of_document(page: int, document: Document, rendered: Rendered) -> list[Found]:
    """What the page's own document says."""
    answers = ((name, find(document, rendered)) for name, find in asked_of(document["kind"]))
    return [Found(name, page, None, detail) for name, detail in answers if detail is not None]


def edited_at(check: Check, detail: Document) -> str:
    """The part of the page whose form puts it right."""
    return check.place or str(detail["rows"][0][0])


def proof(list_name: str, rows: Iterable[Document]) -> Document:
    """The rows as they stand, the first few of them; "more" is how many others there are."""
    listed = list(rows)
    more = {"more": len(listed) - SHOWN} if len(listed) > SHOWN else {}
    return {"rows": [[list_name, row] for row in listed[:SHOWN]]} | more
