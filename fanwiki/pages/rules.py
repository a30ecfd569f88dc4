"""What every document must keep to, whichever door it came in by: rules that look at more than one row."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from .documents import Document
from .shape import Problem

# What a duplicate is, for each list: the columns that no two rows may share, and what to say.
Twin = tuple[tuple[str, ...], Any]
NAME_TWIN: Twin = (("text", "kind", "lang"), _("This name is in the list twice."))
SOURCE_TWIN: Twin = (("key",), _("Two sources have this key. Give one of them another."))


def twins(document: Document, list_name: str, twin: Twin, field: str) -> Iterator[Problem]:
    seen = set()
    for row in document[list_name]:
        same = tuple(folded(row[column]) for column in twin[0])
        if same in seen:
            yield Problem(twin[1], field, list_name, row["id"])
        seen.add(same)


def folded(value: Any) -> Any:
    return names.fold(value) or value if isinstance(value, str) else value


def about_title(document: Document) -> Iterator[Problem]:
    title = document["title"]
    if title and not names.fold(title):
        yield Problem(_("A title needs at least one letter or digit."), "title")
    elif title.startswith((".", "/")) or any(sign in title for sign in "[]|#<>{}") or "%2f" in title.lower():
        yield Problem(_("A title cannot begin with a dot or a slash, nor have any of [ ] | # < > { } in it."), "title")


def about_names(document: Document) -> Iterator[Problem]:
    if document["title"] and not document["names"]:
        yield Problem(_("A page needs at least one name."), list="names")
    primary: set[str] = set()
    for row in document["names"]:
        if row["primary"] and row["lang"] in primary:
            yield Problem(
                _("Another name is already the one shown first in this language."), "primary", "names", row["id"]
            )
        primary |= {row["lang"]} if row["primary"] else set()
    yield from twins(document, "names", NAME_TWIN, "text")


def about_sources(document: Document) -> Iterator[Problem]:
    yield from twins(document, "sources", SOURCE_TWIN, "key")
    known = {row["key"] for row in document["sources"]}
    cited = ((name, row) for name, rows in document.items() if isinstance(rows, list) for row in rows)
    for name, row in cited:
        lost = [key for key in (row.get("src", []) if isinstance(row, dict) else []) if key not in known]
        if lost:
            message = _("This page has no source with the key %(key)s.") % {"key": ", ".join(lost)}
            yield Problem(message, "src", name, row["id"])


def about_notes(document: Document) -> Iterator[Problem]:
    for row in document["notes"]:
        if row["field"] and row["field"] not in document:
            yield Problem(_("There is no fact of this name."), "field", "notes", row["id"])


def problems(document: Document) -> Iterator[Problem]:
    for rule in (about_title, about_names, about_sources, about_notes):
        yield from rule(document)
