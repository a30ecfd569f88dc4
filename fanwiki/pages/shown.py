"""The name that a page is shown under: of its names, the one in the reader's language, or in their script."""

from typing import Any, NamedTuple

from fanwiki.text import names

from . import languages
from .documents import Document

Named = list[list[str]]  # [language, name]; plain lists, as JSON gives them back


class Shown(NamedTuple):
    text: str
    lang: str
    """"" where only its letters tell."""


def names_for(document: Document) -> Named:
    """What `name` chooses from, small enough for a card: the primary names, and last the original one, or the first.

    A title that is none of the names was given to the page since, or tells it from its namesakes: no name in the
    title's own script is shown instead of it.
    """
    rows = [row for row in document["names"] if row["kind"] != "search_hint"]
    originals = [row for row in rows if row["kind"] == "original_title"]
    last = (originals or rows)[:1]
    chosen = [row for row in rows if row["primary"] and row not in last] + last
    if names.fold(document["title"]) not in {names.fold(row["text"]) for row in rows}:
        script = names.script_of(document["title"])
        chosen = [row for row in chosen if names.script_of(row["text"]) != script]
    return [[row["lang"], row["text"]] for row in chosen]


def name(title: str, named: Named) -> Shown:
    """In the reader's language, else for their script, else the title where they can read it, else the last.

    `named` is what `names_for` gave.
    """
    language = languages.active()
    scripts = languages.scripts_of(language)
    for lang, text in named:
        if languages.same(lang, language):
            return Shown(text, lang)
    for lang, text in named:
        if lang.startswith("und-") and lang.removeprefix("und-") in scripts:
            return Shown(text, lang)
    if named and names.script_of(title) not in scripts:
        return Shown(named[-1][1], named[-1][0])
    return Shown(title, next((lang for lang, text in named if text == title), ""))


def of_page(page: Any) -> Shown:
    """By its card: without a query."""
    return name(page.title, page.card.get("names", []))


def of_document(document: Document) -> Shown:
    return name(document["title"], names_for(document))
