"""Names in which all words stand that somebody typed, whatever stands between them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Indel

from fanwiki.pages.models import Name, Page
from fanwiki.pages.prepared import Prepared
from fanwiki.text import han, hangul, keys, romaji, tables, tokens
from fanwiki.text.asking import Ask
from fanwiki.text.keys import Tier
from fanwiki.text.names import script_of
from fanwiki.text.tokens import Phrase

from . import content
from .engines import engine
from .lookup import rows
from .models import TITLE

MOST = 50  # pages
SHORTEST = 3  # letters that the last word may begin with
WORDS = 7  # of a query, of which one may be another one
FEW = 5  # of which two may be
NEARLY = 0.6  # how alike two words are that may be the same, 1 for the same
DIFFERENT = 0.5  # the share of words that may differ
APART = 0.1  # how far words are that stand in several names of a page
MIXED = re.compile(f"({han.SIGN.pattern}+)({romaji.KANA.pattern}+)")


class Worded(NamedTuple):
    """A page, the place of the name, and how far that is from what was typed: the share of words that differ."""

    page: int
    place: int
    far: float


TITLES = Prepared(lambda pages: Page.objects.filter(pk__in=pages).order_by().values_list("pk", "title"))
NAMES = Prepared(
    lambda pages: (
        Name.objects.filter(page__in=pages)
        .exclude(kind="search_hint")
        .order_by("page", "position")
        .values_list("page", "position", "text")
    )
)


def names_with(typed: str, among: Collection[str]) -> Iterator[Worded]:
    """Nothing for a single word: that is found by the keys of names."""
    words = tokens.phrase(typed).words
    if not words or (len(words) < 2 and not han.SIGN.search(typed)):  # noqa: PLR2004
        return
    pages = with_words(words, among)
    together: dict[int, set[str]] = defaultdict(set)
    for page, place, name in called(pages):
        known = tokens.words(name)
        together[page].update(known)
        if holds(words, known):
            yield Worded(page, place, max(round(1 - len(words) / len(known), 1), 0))
    yield from (Worded(page, TITLE, APART) for page, known in together.items() if holds(words, known))


def names_with_most(typed: str, among: Collection[str]) -> Iterator[Worded]:
    """One word is another one, or one or two are left out or stand there besides."""
    words = [word for word in dict.fromkeys(tokens.words(typed)) if says_something(word)]
    if not 1 < len(words) <= WORDS or han.SIGN.search(typed) or hangul.HANGUL.search(typed):
        return
    seen: set[int] = set()
    for right in some_of(words):
        pages = with_words(right, among)
        for page, place, name in called(set(pages) - seen):
            far = differing(words, list(filter(says_something, tokens.words(name))))
            if far <= DIFFERENT:
                yield Worded(page, place, far)
        seen.update(pages)


def says_something(word: str) -> bool:
    return tables.pairs("habits").get(word) != ""


def some_of(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """All but one, and of a few all but two."""
    yield from combinations(words, len(words) - 1)
    if 3 < len(words) <= FEW:  # noqa: PLR2004 - two are left
        yield from combinations(words, len(words) - 2)


def differing(words: Sequence[str], known: Sequence[str]) -> float:
    """The share of words that only one of both has; of one that both have in another spelling, a part."""
    left = [word for word in known if word not in words]
    there = float(len(known) - len(left))
    for word in words:
        if word not in known and left:
            nearly = max(Indel.normalized_similarity(word, other) for other in left)
            there += nearly if nearly >= NEARLY else 0
    return max(round(1 - there / max(len(known), len(words)), 2), 0)


def names_read(typed: str, among: Collection[str]) -> Iterator[Worded]:
    """Japanese names of which the end was typed as it is heard: they begin with these characters, and another name of
    the page, in Latin letters, ends so."""
    signs = MIXED.fullmatch("".join(typed.split()))
    if not signs:
        return
    heard = romaji.sound(romaji.of_kana(signs[2]))
    simple = tables.translated("han", signs[1])
    asks = [Ask(keys.NAME + signs[1], Tier.PREFIX, Tier.PREFIX), Ask(keys.VARIED + simple, Tier.PREFIX, Tier.PREFIX)]
    pages = {page for _ask, _key, page, _place in rows(asks, among)}
    for page, place, name in called(pages):
        if name.isascii() or script_of(name) == "Latn":
            words = keys.words_of(name)[: keys.MOST_WORDS]
            if any(romaji.sound("".join(words[n:end])) == heard for n, end in combinations(range(len(words) + 1), 2)):
                yield Worded(page, place, 0)


def called(pages: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """(page, place, name)"""
    if pages:
        yield from ((page, TITLE, title) for page, title in TITLES(list(pages)))
        yield from NAMES(list(pages))


def with_words(words: Sequence[str], among: Collection[str]) -> list[int]:
    """The first pages of which the names have all of them, of some kinds or of all that readers look for."""
    return engine().find(asked(words, among), [] if among else content.of_kinds(content.hidden()), MOST)


def asked(words: Sequence[str], among: Collection[str]) -> list[list[Phrase]]:
    begins = len(words[-1]) >= SHORTEST or not words[-1].isascii()
    clauses = [*content.marked([Phrase(tuple(words), begins)], content.NAMED)]
    return [*clauses, content.of_kinds(among)] if among else clauses


def holds(words: Sequence[str], known: Collection[str]) -> bool:
    return {*words[:-1]} <= {*known} and any(word.startswith(words[-1]) for word in known)
