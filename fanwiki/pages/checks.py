"""What can be wrong with a page of any kind."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from fanwiki.text import dates
from fanwiki.text.markup import Rendered

from .documents import Document
from .findings import Check, Group, check, lacking, proof
from .kinds import DIFFERENT

LISTS = ("cast", "crew", "releases", "relations", "quotes")  # whose rows are facts that somebody must have said
COMPARED = {1: 10000, 2: 100, 3: 1}  # what a number YYYYMMDD is divided by, to keep so many of its parts


def before(one: str, other: str) -> bool:
    """Whether a partial date lies before another for certain: 2023 does not before 2023-05, nor 1990? before any."""
    if not (one and other):
        return False
    first, second = dates.parse(one), dates.parse(other)
    known = min(1 + bool(date.month) + bool(date.day) for date in (first, second))
    by = COMPARED[known]
    return not (first.mark or second.mark) and first.number // by < second.number // by


def facts(document: Document) -> Iterator[tuple[str, Document]]:
    """That two pages are not one is plain to see, and needs nobody who says it."""
    for name in LISTS:
        yield from ((name, row) for row in document.get(name, ()) if row.get("type") != DIFFERENT)


def cited_keys(document: Document, rendered: Rendered) -> set[str]:
    rows = (row for value in document.values() if isinstance(value, list) for row in value if isinstance(row, dict))
    return {key for row in rows for key in row.get("src", ())} | set(rendered.cites)


@check(
    Check(
        "relations-that-end-first",
        Group.CONTRADICTION,
        _("Relations that end before they begin"),
        _("One of the two dates is wrong."),
        "relations",
    )
)
def relations_that_end_first(document: Document, rendered: Rendered) -> Document | None:
    wrong = [row for row in document["relations"] if before(row["end"], row["start"])]
    return proof("relations", wrong) if wrong else None


@check(
    Check(
        "facts-without-source",
        Group.SOURCE,
        _("Facts without a source"),
        _("Rows of a page that cite nothing. Add the source under Sources and its key to the row."),
        "sources",
    )
)
def facts_without_source(document: Document, rendered: Rendered) -> Document | None:
    bare = [(name, row) for name, row in facts(document) if not row["src"]]
    found: Any = proof(bare[0][0], (row for _name, row in bare)) if bare else None
    if found:
        found["rows"] = [[name, row] for name, row in bare[: len(found["rows"])]]
    return found  # type: ignore[no-any-return]


@check(
    Check(
        "unknown-sources",
        Group.SOURCE,
        _("Citations of a source that is not there"),
        _("The text cites a key that no source of the page has. Add the source, or put the key right."),
        "text",
    )
)
def unknown_sources(document: Document, rendered: Rendered) -> Document | None:
    return {"keys": sorted(rendered.unknown)} if rendered.unknown else None


@check(
    Check(
        "sources-never-cited",
        Group.SOURCE,
        _("Sources that nothing cites"),
        _("They stand on the page, and no fact and no sentence says that it rests on them."),
        "sources",
    )
)
def sources_never_cited(document: Document, rendered: Rendered) -> Document | None:
    cited = cited_keys(document, rendered)
    idle = [row for row in document["sources"] if row["key"] not in cited]
    return proof("sources", idle) if idle else None


lacking(
    Check(
        "no-description",
        Group.PAGE,
        _("Pages without a description"),
        _("One sentence without spoilers stands under the title, in lists and in search engines."),
        "description",
        _("How would you describe %(title)s in one sentence?"),
    ),
    "",
    lambda document: not document["description"],
)

lacking(
    Check(
        "no-picture",
        Group.PAGE,
        _("Pages without a picture"),
        _("A picture needs a free licence, or to be your own."),
        "picture",
    ),
    "",
    lambda document: document.get("picture") == "",
)
