"""From what somebody typed to the pages that are meant, the best first."""

import json
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from rapidfuzz.distance import OSA, Indel

from fanwiki.pages import kinds
from fanwiki.pages.models import Link, Name, Page, Title
from fanwiki.pages.prepared import Prepared
from fanwiki.text import asking, hangul, keys
from fanwiki.text.asking import TWO_ERRORS, Ask, Query
from fanwiki.text.keys import Tier

from .models import FORMER, TITLE, NameKey, stored

SHOWN = 10
MOST = 200  # rows of one beginning: whoever types one letter is shown the first of them
ALIKE = 0.6  # of two names that only sound alike, 1 for the same
UNFINISHED = 0.2  # what a name that only begins so is farther than one that is all heard so
COUNTED = 300  # links to one title, when pages are ranked by them: more make no difference
LAST = "\U0010ffff"


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


def suggest(query: str, kinds: Collection[str] = (), limit: int = SHOWN) -> list[Hit]:
    """The pages that are called so or nearly so, of some kinds or of all that readers look for."""
    asked = Query(query)
    found = matches(asking.certain(asked), kinds)
    if len(found) < limit and all(match.tier > Tier.SAME for match in found.values()):
        add(found, matches(asking.likely(asked), kinds))
    if all(match.tier == Tier.LOOSE for match in found.values()):
        add(found, matches(asking.possible(asked), kinds))
    return hits(ranked(found, limit))


def behind(kind: str, name: str) -> list[Page]:
    """The pages of a kind that are surely meant: called so in another order or script, or else by ear."""
    asked = Query(name)
    sure = [ask._replace(beyond=0) for ask in asking.certain(asked) if ask.tier <= Tier.SAME]
    heard = [ask._replace(key=f"{ask.key}:") for ask in asking.by_ear(asked) if ask.tier == Tier.SOUND]
    for asks in (sure, heard):
        if found := matches(asks, [kind]):
            best = min(match.tier for match in found.values())
            pages = [one for one in ranked(found, len(found)) if one[1].tier == best]
            return [hit.page for hit in hits(pages)]
    return []


# --- Keys ------------------------------------------------------------------------------------------------------------


def add(found: dict[int, Match], more: dict[int, Match]) -> None:
    for page, match in more.items():
        found[page] = min(match, found.get(page, match))


def matches(asks: Sequence[Ask], among: Collection[str]) -> dict[int, Match]:
    """The best match of each page."""
    found: dict[int, Match] = {}
    for ask, key, page, place in rows(list(dict.fromkeys(asks)), among):
        whole = key[len(ask.key) : len(ask.key) + 1] in ("", ":") or ask.key.endswith(":")
        tier = ask.tier if whole else ask.beyond
        far = distance(ask, tier, keys.whole_of(key), whole=whole) if ask.like else 0
        if far is not None:
            loose = tier == Tier.SOUND and far > 1 - ALIKE  # by rules of a language that it may not be of
            match = Match(Tier.LOOSE if loose else tier, far, place, key)
            if page not in found or match < found[page]:
                found[page] = match
    return found


def distance(ask: Ask, tier: int, name: str, *, whole: bool) -> float | None:
    """0 is no difference that counts; None where the name is none that was meant."""
    if tier in (Tier.ERROR, Tier.ERRORS):
        errors = OSA.distance(ask.like, name)
        return errors if errors <= (2 if len(name) >= TWO_ERRORS else 1) else None
    if tier in (Tier.CONSONANTS, Tier.FIRST_CONSONANTS):
        return 0 if hangul.begins_with(name, ask.like) else None
    compared = name if whole else name[: len(ask.like)]
    alike = Indel.normalized_similarity(ask.like, compared)
    if tier == Tier.SOUND:
        return round(1 - alike, 1)
    return round(1 - alike + (0 if whole else UNFINISHED), 1) if alike >= ALIKE else None


def rows(asks: Sequence[Ask], among: Collection[str]) -> Iterable[tuple[Ask, str, int, int]]:
    """(ask, key, page, place) of all that is stored, in one query."""
    only = tuple(sorted(kind for kind in among if kind in kinds.registry))
    hidden = bool(only) and not any(kinds.registry[kind].is_shown for kind in only)
    ranges = {stored(ask.key, hidden): ask for ask in reversed(asks) if ask.begins}
    exact = {stored(ask.key, hidden): ask for ask in reversed(asks) if not ask.begins}
    if not ranges and not exact:
        return []
    told = [value for key in ranges for value in (key, key + LAST)]
    by_number = list(ranges.values())
    with connection.cursor() as cursor:
        cursor.execute(question(connection.vendor, len(ranges), len(exact), only), [*told, *exact])
        return [(exact[key] if n < 0 else by_number[n], key, page, place) for n, key, page, place in cursor.fetchall()]


@cache
def question(vendor: str, ranges: int, exact: int, only: tuple[str, ...]) -> str:
    """PostgreSQL plans each part of a UNION by itself, so there all ranges are one part; in SQLite nothing else than a
    part for each can bound how many rows it gives. SQLite would begin with the pages of a kind, which are many rows: a
    CROSS JOIN is made from left to right."""
    keys_of_pages = f"FROM {NameKey._meta.db_table} k"
    named = ", ".join(f"'{kind}'" for kind in only)  # of the registry: nothing that somebody typed
    pages = f"p.id = k.page_id AND p.kind IN ({named}) AND" if only else ""
    keys_of_pages += f" CROSS JOIN {Page._meta.db_table} p WHERE {pages}" if only else " WHERE"
    asked = f"k.key, k.page_id, k.place {keys_of_pages}"
    parts = lateral(ranges, asked) if vendor == "postgresql" else one_by_one(ranges, asked)
    if exact:
        parts.append(f"SELECT -1, {asked} k.key IN ({', '.join(['%s'] * exact)}) LIMIT {MOST}")
    return " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{n}" for n, one in enumerate(parts))  # noqa: S608


def lateral(ranges: int, asked: str) -> list[str]:
    """With the operators for the order of signs by themselves, which the index follows."""
    told = ", ".join(f"({n}, %s, %s)" for n in range(ranges))
    found = f"SELECT {asked} k.key ~>=~ told.low AND k.key ~<~ told.high ORDER BY k.key USING ~<~ LIMIT {MOST}"
    one = f"SELECT n, found.* FROM (VALUES {told}) AS told (n, low, high), LATERAL ({found}) AS found"  # noqa: S608
    return [one] if told else []


def one_by_one(ranges: int, asked: str) -> list[str]:
    compared = f"k.key >= %s AND k.key < %s ORDER BY k.key LIMIT {MOST}"
    return [f"SELECT {n} AS n, {asked} {compared}" for n in range(ranges)]


# --- Pages -----------------------------------------------------------------------------------------------------------


def ranked(found: dict[int, Match], limit: int) -> list[tuple[int, Match]]:
    """The first of them by tier and distance, then by how many links lead there, then the shorter name; of equals the
    page that was written first. Who has an exact name as the title comes before who is also called so."""
    order = sorted(found.items(), key=lambda one: closeness(one[1]))
    if len(order) > limit:
        worst = closeness(order[limit - 1][1])
        order = [one for one in order if closeness(one[1]) <= worst]
    links = linked([page for page, _match in order]) if len(order) > 1 else {}
    order.sort(key=lambda one: (*closeness(one[1]), -links.get(one[0], 0), len(one[1].key), one[0]))
    return order[:limit]


def closeness(match: Match) -> tuple[int, float, bool]:
    return match.tier, match.far, match.tier == Tier.EXACT and match.place != TITLE


def linked(pages: Sequence[int]) -> dict[int, int]:
    """How many links lead to each page, of those to one title no more than are COUNTED."""
    title, link = Title._meta.db_table, Link._meta.db_table
    few = f"SELECT 1 FROM {link} l WHERE l.title_id = t.id LIMIT {COUNTED}"  # noqa: S608 - no value in it
    sql = f"SELECT t.page_id, (SELECT count(*) FROM ({few}) AS few) FROM {title} t WHERE t.page_id IN "  # noqa: S608
    found: dict[int, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"{sql}({', '.join(['%s'] * len(pages))})", pages)
        for page, count in cursor.fetchall():
            found[page] = found.get(page, 0) + count
    return found


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


def hits(found: Sequence[tuple[int, Match]]) -> list[Hit]:
    """With their pages and the names that were found."""
    pages = pages_of([page for page, _match in found])
    named = {(page, position): row for page, position, *row in NAMES(list(pages))}
    former = former_titles([page for page, match in found if match.place == FORMER])
    told = []
    for pk, match in found:
        if not (page := pages.get(pk)):
            continue
        what, name, lang = named.get((pk, match.place), ("", "", ""))
        if match.place == FORMER and (printed := former.get((pk, keys.whole_of(match.key)))):
            what, name = "former", printed
        told.append(Hit(page, match.tier, what, name, lang))
    return told


def former_titles(pages: Collection[int]) -> dict[tuple[int, str], str]:
    """Former titles as they were printed, by page and what they are found under as they stand."""
    rows = Title.objects.filter(owner__in=pages).values_list("owner", "printed") if pages else ()
    return {(owner, "".join(keys.words_of(printed))): printed for owner, printed in rows if owner is not None}
