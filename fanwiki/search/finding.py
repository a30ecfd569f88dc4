"""From what somebody typed to the pages that are meant, the best first."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum
from math import log2
from typing import Any, NamedTuple

from django.db import connection
from rapidfuzz.distance import OSA, Indel

from fanwiki.pages.models import Link, Name, Page, Title
from fanwiki.pages.prepared import Prepared
from fanwiki.pages.statements import run
from fanwiki.text import asking, hangul, keys
from fanwiki.text.asking import Ask, Query
from fanwiki.text.keys import Tier

from . import known_names, wording
from .lookup import FEW, MOST, rows
from .models import FORMER, TITLE

SHOWN, MORE = 10, 6
ALIKE = 0.6  # of two names that only sound alike, 1 for the same
NEARLY = 0.2  # what may differ in a name that sounds the same, when it comes before typing errors
HEARD = Tier.SOUND, Tier.HEARD
DIGITS = re.compile(r"\d+")
BEGUN = (keys.NAME, keys.TURNED, keys.VARIED, keys.LATIN, keys.STROKES)  # forms in which a name may go on
UNFINISHED = 0.2  # what a name that only begins so is farther than one that is all heard so
ONE_MORE = 0.5  # the same in typing errors
COUNTED = 300  # links to one title, when pages are ranked by them: more make no difference
# What counts as much as twice the links, as many times over.
TITLED, IN_FRONT, IN_WORDS, TO_THE_END = 3, 3, 2, 2
# And what counts as much as half of them: how uncertain it is that a name was meant, and how far it is from it.
UNLIKELY = {
    Tier.PREFIX: 0,
    Tier.WITHIN: 1,
    Tier.WORDS: 2,
    Tier.CONSONANTS: 1,
    Tier.FIRST_CONSONANTS: 2,
    Tier.SOUND: 2,
    Tier.KEYBOARD: 3,
    Tier.ERROR: 2,
    Tier.ABBREVIATED: 3,
    Tier.HEARD: 4,
    Tier.ERRORS: 5,
    Tier.LOOSE: 6,
}
FAR = 25  # of each name that is wholly different
FAR_IN_ERRORS = 3  # of each typing error
WEIGHED = 50  # pages whose links are counted
UNSURE, DOUBTFUL = 5, 7  # of the likeliest: where it is held against the names of well-known pages, where all is tried


class Match(NamedTuple):
    """Compares as it ranks: the tier, how far the name is from what was typed, the place of the name."""

    tier: int
    far: float
    place: int
    key: str


class Hit(NamedTuple):
    """A page, and the name that was found: `what` is its kind, "former" or "" for the title that the page has."""

    page: Page
    tier: int
    what: str
    name: str
    lang: str


class Guess(IntEnum):
    """How far from what was typed a name may be: as it was typed, as it is heard or with a typing error, or anything
    that is perhaps meant where nothing fits well."""

    CERTAIN, LIKELY, POSSIBLE = range(3)


def suggest(query: str, kinds: Collection[str] = (), limit: int = SHOWN, *, guess: Guess = Guess.POSSIBLE) -> list[Hit]:
    """The pages that are called so or nearly so, of some kinds or of all that readers look for."""
    asked = Query(query)
    found = matches(asking.certain(asked), kinds)
    if all(match.tier > Tier.SAME for match in found.values()):
        add(found, worded(asked, kinds))
        if guess >= Guess.LIKELY:
            plenty = sum(match.tier <= Tier.WORDS for match in found.values()) >= limit + MORE
            matches(asking.likely(asked, begun=not plenty), kinds, found, FEW)
    elif len(found) < limit:
        matches(asking.heard_exactly(asked), kinds, found)
    if guess >= Guess.POSSIBLE:
        add_the_possible(asked, kinds, found)
    return first_of(asked, found, limit)


def add_the_possible(asked: Query, kinds: Collection[str], found: dict[int, Match]) -> None:
    if doubtful(found):
        matches(asking.possible(asked), kinds, found, FEW)
    if doubtful(found, UNSURE):
        matches(known_names.meant(asked), kinds, found, FEW)
    if doubtful(found):
        add(found, in_words(asked, Tier.LOOSE, wording.names_with_most(asked.text, kinds)))
        add(found, in_words(asked, Tier.HEARD, wording.names_in_other_signs(asked.text, kinds)))


def doubtful(found: dict[int, Match], cost: float = DOUBTFUL) -> bool:
    return all(match.tier > Tier.SAME and unlikely(match) >= cost for match in found.values())


def behind(kind: str, name: str) -> list[Page]:
    """The pages of a kind that are surely meant: called so in another order or script, or else by ear."""
    asked = Query(name)
    sure = [ask._replace(beyond=0) for ask in asking.certain(asked) if ask.tier <= Tier.SAME or ask.key[0] == keys.PART]
    for asks in (sure, asking.heard_exactly(asked)):
        if found := matches(asks, [kind]):
            best = min(match.tier for match in found.values())
            hits = hits_of({page: match for page, match in found.items() if match.tier == best})
            return [hits[one.page].page for one in ranked(found, len(found)) if one.page in hits]
    return []


# --- Keys ------------------------------------------------------------------------------------------------------------


def add(found: dict[int, Match], more: dict[int, Match]) -> None:
    for page, match in more.items():
        found[page] = min(match, found.get(page, match))


def matches(
    asks: Sequence[Ask], among: Collection[str], found: dict[int, Match] | None = None, most: int = MOST
) -> dict[int, Match]:
    """The best match of each page, of those that were found before too."""
    found = {} if found is None else found
    for ask, key, page, place in rows(list(dict.fromkeys(asks)), among, most):
        whole = key[len(ask.key) : len(ask.key) + 1] in ("", ":") or ask.key.endswith(":")
        tier = ask.tier if whole else ask.beyond
        if page in found and found[page].tier < tier:
            continue
        far = distance(ask, tier, key, whole=whole) if ask.like else 0
        if far is not None:
            match = Match(heard(tier, far) if tier in HEARD else tier, far, place, key)
            if page not in found or match < found[page]:
                found[page] = match
    return found


def heard(tier: int, far: float) -> int:
    """By rules of a language that the name may not be of."""
    if far <= NEARLY:
        return tier
    return Tier.HEARD if far <= 1 - ALIKE else Tier.LOOSE


def worded(asked: Query, among: Collection[str]) -> dict[int, Match]:
    names = [*wording.names_with(asked.text, among), *wording.names_read(asked.text, among)]
    return in_words(asked, Tier.WORDS, names)


def in_words(asked: Query, tier: int, names: Iterable[wording.Worded]) -> dict[int, Match]:
    found: dict[int, Match] = {}
    for page, place, far in names:
        add(found, {page: Match(tier, far, place, asked.whole)})
    return found


def distance(ask: Ask, tier: int, key: str, *, whole: bool) -> float | None:
    """0 is no difference that counts; None where the name is none that was meant."""
    name = keys.whole_of(key)
    if tier in (Tier.ERROR, Tier.ERRORS):
        return errors(ask.like, tier, key, name)
    if tier in (Tier.CONSONANTS, Tier.FIRST_CONSONANTS):
        return 0 if hangul.begins_with(name, ask.like) else None
    if tier == Tier.ABBREVIATED:
        signs = iter(name)
        return len(name) / 100 if all(sign in signs for sign in ask.like) else None
    if whole and tier in HEARD:
        return round(1 - Indel.normalized_similarity(*(keys.spelled(key, one) for one in (ask.like, name))), 2)
    compared = name if whole else name[: len(ask.like)]
    alike = Indel.normalized_similarity(ask.like, compared)
    return round(1 - alike + (0 if whole else UNFINISHED), 2) if alike >= ALIKE else None


def errors(like: str, tier: int, key: str, name: str) -> float | None:
    """Typing errors between what was typed and a name, or its beginning."""
    most = asking.forgiven(name, tier)
    found: float = OSA.distance(like, name, score_cutoff=most)
    if found > 1 and len(name) > len(like) + 1 and key[0].lower() in BEGUN:
        most = asking.forgiven(like, tier)
        found = min(found, begun(like, name, most) + ONE_MORE)
    if found > most + ONE_MORE:
        return None
    return found + (DIGITS.findall(like) != DIGITS.findall(name))  # a number is rather another part of a series


def begun(like: str, name: str, most: int) -> int:
    """The same for the beginning that is nearest; a letter more or less of it is no more than one error."""
    size = len(like)
    found = OSA.distance(like, name[:size], score_cutoff=most + 1)
    if found > most + 1:
        return found
    return min(found, *(OSA.distance(like, name[:end], score_cutoff=most) for end in (size - 1, size + 1)))


# --- Pages -----------------------------------------------------------------------------------------------------------


class Ranked(NamedTuple):
    """Compares as it ranks: exact names first, then by its score, then the shorter name; of equals the page that was
    written first."""

    certainty: int
    score: float
    length: int
    page: int


def first_of(asked: Query, found: dict[int, Match], limit: int) -> list[Hit]:
    """Of a few more than are wanted it is looked up whether what was typed are words of theirs."""
    some = ranked(found, limit + MORE)
    hits = hits_of({one.page: found[one.page] for one in some})
    order = [one._replace(score=one.score - agreed(asked.words, hits[one.page])) for one in some if one.page in hits]
    return [hits[one.page] for one in sorted(order)[:limit]]


def ranked(found: dict[int, Match], limit: int) -> list[Ranked]:
    """The likeliest; of very many, among those that fit best and are probably known."""
    popular: dict[int, int] = {}
    some: Collection[int] = found
    if len(found) > WEIGHED:
        popular = known_names.links()
        some = sorted(found, key=lambda page: fit(found[page], popular.get(page, 0), page))[:WEIGHED]
    rest = [page for page in some if page not in popular]
    links = linked(rest) if len(some) > 1 and rest else {}
    links |= {page: min(popular[page], COUNTED) for page in some if page in popular}
    order = []
    for page in some:
        match = found[page]
        score = unlikely(match) - known(match, links.get(page, 0))
        order.append(Ranked(certainty(match), score, len(match.key), page))
    return sorted(order)[:limit]


def fit(match: Match, links: int, page: int) -> tuple[int, float, int]:
    return certainty(match), unlikely(match) - log2(1 + links), page


def certainty(match: Match) -> int:
    """Who has an exact name as the title comes before who is also called so."""
    if match.tier > Tier.SAME:
        return 3
    return 2 if match.tier else int(match.place != TITLE)


def unlikely(match: Match) -> float:
    if match.tier <= Tier.SAME:
        return 0
    return UNLIKELY[match.tier] + match.far * (FAR_IN_ERRORS if match.tier in (Tier.ERROR, Tier.ERRORS) else FAR)


def known(match: Match, links: int) -> float:
    """A name that was only misspelled or misheard says nothing by where it stands."""
    as_typed = match.tier <= Tier.WORDS
    titled, in_front = match.place == TITLE, match.key[:1].lower() in (keys.NAME, keys.PART)
    return log2(1 + links) + as_typed * (TITLED * titled + IN_FRONT * in_front)


def agreed(words: Sequence[str], hit: Hit) -> int:
    """Whether words of the name are what was typed: Andy Lau by "andy", and not And Your Mother Too."""
    name = keys.words_of(hit.name or hit.page.title)
    best = 0
    for n in range(len(name) - len(words) + 1) if words else ():
        *before, last = name[n : n + len(words)]
        if before == words[:-1] and last.startswith(words[-1]):
            best = max(best, IN_WORDS + (TO_THE_END if last == words[-1] else 0))
    return best


def linked(pages: list[int]) -> dict[int, int]:
    """How many links lead to each page, of those to one title no more than are COUNTED."""
    title, link = Title._meta.db_table, Link._meta.db_table
    few = f"SELECT 1 FROM {link} l WHERE l.title_id = t.id LIMIT {COUNTED}"  # noqa: S608 - no value in it
    # As one value, because psycopg works a statement with many of them out anew each time.
    among, asked = ("= ANY(%s)", [pages]) if connection.vendor == "postgresql" else in_a_list(pages)
    sql = f"SELECT t.page_id, (SELECT count(*) FROM ({few}) AS few) FROM {title} t WHERE t.page_id {among}"  # noqa: S608
    found = Counter[int]()
    for page, count in run(sql, asked).rows:
        found[page] += count
    return found


def in_a_list(values: Sequence[int]) -> tuple[str, Sequence[int]]:
    return f"IN ({', '.join(['%s'] * len(values))})", values


NAMES = Prepared(
    lambda pages: Name.objects.filter(page__in=pages).order_by().values_list("page", "position", "kind", "text", "lang")
)


SHOWN_COLUMNS = ("id", "kind", "title", "slug", "hue", "card", "lead_picture_id")  # in the order of the model
PAGES = Prepared(lambda pages: Page.objects.live().filter(pk__in=pages).values_list(*SHOWN_COLUMNS))


def pages_of(pages: Collection[int]) -> dict[int, Page]:
    """With what draws them."""
    return drawn(PAGES(list(pages)))


def drawn(rows: Iterable[Sequence[Any]]) -> dict[int, Page]:
    """From rows of `SHOWN_COLUMNS`. Those without a picture, which are most, are had in a quarter of the time."""
    found, pictured = {}, []
    for pk, *told, card, picture in rows:
        if picture:
            pictured.append(pk)
        else:
            found[pk] = Page.from_db(connection.alias, SHOWN_COLUMNS, (pk, *told, json.loads(card), None))
    return found | (Page.objects.live().with_picture().in_bulk(pictured) if pictured else {})


def hits_of(found: dict[int, Match]) -> dict[int, Hit]:
    """With their pages and the names that were found."""
    pages = pages_of(found)
    others = [page for page, match in found.items() if match.place not in (TITLE, FORMER)]
    named = {(page, position): row for page, position, *row in NAMES(others)}
    former = former_titles([page for page, match in found.items() if match.place == FORMER])
    told = {}
    for pk, match in found.items():
        if not (page := pages.get(pk)):
            continue
        what, name, lang = named.get((pk, match.place), ("", "", ""))
        if match.place == FORMER and (printed := former.get((pk, keys.whole_of(match.key)))):
            what, name = "former", printed
        told[pk] = Hit(page, match.tier, what, name, lang)
    return told


def former_titles(pages: Collection[int]) -> dict[tuple[int, str], str]:
    """Former titles as they were printed, by page and what they are found under as they stand."""
    rows = Title.objects.filter(owner__in=pages).values_list("owner", "printed") if pages else ()
    return {(owner, "".join(keys.words_of(printed))): printed for owner, printed in rows if owner is not None}
