"""Names in which all words stand that somebody typed, whatever stands between them."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from fanwiki.pages.models import Name, Page
from fanwiki.pages.prepared import Prepared
from fanwiki.text import han, hangul, keys, romaji, tables, tokens
from fanwiki.text.asking import Ask
from fanwiki.text.keys import Tier
from fanwiki.text.names import script_of
from fanwiki.text.tokens import Phrase

from . import content
from .content import Level
from .engines import engine
from .lookup import rows
from .models import TITLE

MOST = 50  # pages
SHORTEST = 3  # letters that the last word may begin with
WORDS = 7  # of a query, of which one may be another one
FEW = 5  # of which two may be
NEARLY = 0.6  # how alike two words are that may be the same, 1 for the same
NEARLY_ALL = 0.9  # of the words that were typed
DIFFERENT = 0.5  # the share of words that may differ
APART = 0.1  # how far words are that stand in several names of a page
KANA_OF_A_SIGN = 4  # at most
OF_HAN, OF_KANA = re.compile(f"{han.SIGN.pattern}+"), re.compile(f"{romaji.KANA.pattern}+")
IN_JAPANESE = re.compile(f"{han.SIGN.pattern}|{romaji.KANA.pattern}")
MIXED = re.compile(f"({OF_HAN.pattern})({OF_KANA.pattern})")


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
    """The share of words that only one of both has; of one that both have in another spelling, a part. A name that has
    nearly all and more differs no more than it may."""
    known = list(dict.fromkeys(known))
    left = [word for word in known if word not in words]
    there = float(len(known) - len(left))
    for word in words:
        if word not in known and left:
            nearly = max(Indel.normalized_similarity(word, other) for other in left)
            there += nearly if nearly >= NEARLY else 0
    far = max(round(1 - there / max(len(known), len(words)), 2), 0)
    return min(far, DIFFERENT) if there >= NEARLY_ALL * len(words) else far


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


def names_in_other_signs(typed: str, among: Collection[str]) -> Iterator[Worded]:
    """Japanese names of which a part was typed as it is heard, or in characters that the name leaves out: 草なぎ剛,
    裸足のゲン. Those come first that are heard so in Latin letters, where the page says how."""
    if not IN_JAPANESE.search(typed) or len(whole := in_simple_signs(typed)) < SHORTEST:
        return
    half = len(typed) // 2
    asked = [in_names(tokens.phrase(part).words) for part in (typed[:half], typed[half:])] + [in_pairs(typed)]
    names = list(called({page for clauses in asked if clauses for page in find(clauses, among)}))
    latin: dict[int, str] = defaultdict(str)
    for page, _place, name in names:
        latin[page] += f" {romaji.sound(''.join(keys.words_of(name)))}" if script_of(name) == "Latn" else ""
    for page, place, name in names:
        if kana := heard_instead(whole, in_simple_signs(name)):
            yield Worded(page, place, 0 if romaji.sound(romaji.of_kana(kana)) in latin[page] else APART)


def in_pairs(typed: str) -> list[list[Phrase]]:
    """All its Han characters in names, each with the next or whatever else stands behind it."""
    pairs = (pair for run in OF_HAN.findall(typed) for pair in tokens.phrase(run).words)
    return [[Phrase((content.NAMED + pair,), begins=True)] for pair in pairs]


def in_simple_signs(name: str) -> str:
    return tables.translated("han", "".join(keys.words_of(name)))


def heard_instead(typed: str, name: str) -> str:
    """The kana that one of both has where the other has Han characters; "" where not all the rest is the same."""
    front = Prefix.similarity(typed, name)
    end = Postfix.similarity(typed[front:], name[front:])
    one, other = typed[front : len(typed) - end], name[front : len(name) - end]
    han_signs, kana = (one, other) if OF_HAN.fullmatch(one) else (other, one)
    heard = OF_HAN.fullmatch(han_signs) and OF_KANA.fullmatch(kana) and len(kana) <= KANA_OF_A_SIGN * len(han_signs)
    return kana if heard and front + end > 1 else ""


def called(pages: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """(page, place, name)"""
    if pages:
        yield from ((page, TITLE, title) for page, title in TITLES(list(pages)))
        yield from NAMES(list(pages))


def with_words(words: Sequence[str], among: Collection[str]) -> list[int]:
    """The first pages of which the names have all of them, of some kinds or of all that readers look for."""
    begins = len(words[-1]) >= SHORTEST or not words[-1].isascii()
    return find(in_names(words, begins=begins), among)


def in_names(words: Sequence[str], *, begins: bool = False) -> list[list[Phrase]]:
    return [*content.marked([Phrase(tuple(words), begins)], content.NAMED)]


def find(clauses: list[list[Phrase]], among: Collection[str]) -> list[int]:
    if among:
        return engine().find([Level([*clauses, content.of_kinds(among)], MOST)], [])
    return engine().find([Level(clauses, MOST)], content.of_kinds(content.hidden()))


def holds(words: Sequence[str], known: Collection[str]) -> bool:
    return {*words[:-1]} <= {*known} and any(word.startswith(words[-1]) for word in known)
