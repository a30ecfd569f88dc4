"""Names in which all words stand that somebody typed, whatever stands between them."""

from collections.abc import Collection, Iterator, Sequence

from fanwiki.pages.models import Name, Page
from fanwiki.pages.prepared import Prepared
from fanwiki.text import han, tokens
from fanwiki.text.tokens import Phrase

from . import content
from .engines import engine
from .models import TITLE

MOST = 50  # pages
SHORTEST = 3  # letters that the last word may begin with


TITLES = Prepared(lambda pages: Page.objects.filter(pk__in=pages).order_by().values_list("pk", "title"))
NAMES = Prepared(
    lambda pages: (
        Name.objects.filter(page__in=pages)
        .exclude(kind="search_hint")
        .order_by("page", "position")
        .values_list("page", "position", "text")
    )
)


def names_with(typed: str, among: Collection[str]) -> Iterator[tuple[int, int, float]]:
    """(page, place of the name, the share of its words that nobody typed). Nothing for a single word: that is found by
    the keys of names."""
    words = tokens.phrase(typed).words
    if len(words) < 2 and not han.SIGN.search(typed):  # noqa: PLR2004
        return
    pages = engine().find(asked(words, among), [] if among else content.of_kinds(content.hidden()), MOST)
    titles = ((page, TITLE, title) for page, title in TITLES(pages))
    for page, place, name in (*titles, *NAMES(pages)):
        known = tokens.words(name)
        if holds(words, known):
            yield page, place, round(1 - len(words) / len(known), 1)


def asked(words: Sequence[str], among: Collection[str]) -> list[list[Phrase]]:
    begins = len(words[-1]) >= SHORTEST or not words[-1].isascii()
    clauses = [*content.marked([Phrase(tuple(words), begins)], content.NAMED)]
    return [*clauses, content.of_kinds(among)] if among else clauses


def holds(words: Sequence[str], known: Sequence[str]) -> bool:
    return {*words[:-1]} <= {*known} and any(word.startswith(words[-1]) for word in known)
