"""From what somebody typed to the pages that are meant, the best first."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Count
from rapidfuzz.distance import OSA, Indel

from fanwiki.pages import kinds
from fanwiki.pages.models import Link, Name, Page, Title
from fanwiki.text import keys
from fanwiki.text.keys import Ask, Tier

from .models import FORMER, NameKey

SHOWN = 10
MOST = 100  # rows of one beginning: whoever types one letter is shown the first of them
TWO_ERRORS = 8  # letters of a name in which two typing errors are forgiven
ALIKE = 0.6  # of two names that only sound alike, 1 for the same
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
    found = matches(keys.asked(query), kinds)
    if all(match.tier > Tier.SAME for match in found.values()):
        for page, match in matches(keys.asked_loosely(query), kinds).items():
            found[page] = min(match, found.get(page, match))
    return hits(ranked(found)[:limit])


def behind(kind: str, name: str) -> list[Page]:
    """The pages of a kind that are surely meant: called so in another order or script, or else by ear."""
    sure = [ask for ask in keys.asked(name) if ask.tier <= Tier.SAME]
    for asks in (sure, keys.asked_by_ear(name)):
        if found := matches(asks, [kind]):
            best = min(match.tier for match in found.values())
            pages = [page for page, match in ranked(found) if match.tier == best]
            return [hit.page for hit in hits([(page, found[page]) for page in pages])]
    return []


# --- Keys ------------------------------------------------------------------------------------------------------------


def matches(asks: Sequence[Ask], among: Collection[str]) -> dict[int, Match]:
    """The best match of each page."""
    found: dict[int, Match] = {}
    for ask, key, page, place in rows(list(dict.fromkeys(asks)), among):
        far = distance(ask, keys.whole_of(key))
        if far is not None:
            match = Match(ask.tier, far, place, key)
            found[page] = min(match, found.get(page, match))
    return found


def distance(ask: Ask, name: str) -> float | None:
    """0 is no difference that counts; None where the name is none that was meant."""
    if not ask.like:
        return 0
    if ask.tier == Tier.ERROR:
        errors = OSA.distance(ask.like, name)
        return errors if errors <= (2 if len(name) >= TWO_ERRORS else 1) else None
    compared = name if ask.key.endswith(":") else name[: len(ask.like)]
    alike = Indel.normalized_similarity(ask.like, compared)
    return round(1 - alike, 1) if ask.tier == Tier.SOUND or alike >= ALIKE else None


def rows(asks: Sequence[Ask], among: Collection[str]) -> Iterable[tuple[Ask, str, int, int]]:
    """(ask, key, page, place) of all that is stored, in one query."""
    if not asks:
        return []
    among = sorted(among or (kind.name for kind in kinds.registry.values() if kind.is_shown))
    told: list[str] = []
    for ask in asks:
        told += [ask.key, ask.key + LAST, *among] if ask.begins else [ask.key, *among]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(branch(n, ask, len(among)) for n, ask in enumerate(asks)), told)
        return [(asks[n], key, page, place) for n, key, page, place in cursor.fetchall()]


def branch(number: int, ask: Ask, among: int) -> str:
    """The part of the query for one key. PostgreSQL has operators for the order of signs by themselves, which the
    index follows; SQLite knows no other order. It would begin with the kinds, which are many rows: a CROSS JOIN is
    made from left to right."""
    own_order = connection.vendor == "postgresql"
    low, high, order = ("~>=~", "~<~", "USING ~<~") if own_order else (">=", "<", "")
    key, page = NameKey._meta.db_table, Page._meta.db_table
    compared = f"k.key {low} %s AND k.key {high} %s" if ask.begins else "k.key = %s"
    kinds_asked = ", ".join(["%s"] * among)
    return (
        f"SELECT * FROM (SELECT {number} AS n, k.key, k.page_id, k.place FROM {key} k "  # noqa: S608 - no value in it
        f"CROSS JOIN {page} p WHERE p.id = k.page_id AND {compared} AND p.kind IN ({kinds_asked}) "
        f"ORDER BY k.key {order} LIMIT {MOST}) AS found{number}"
    )


# --- Pages -----------------------------------------------------------------------------------------------------------


def ranked(found: dict[int, Match]) -> list[tuple[int, Match]]:
    """By tier and distance, then by how many pages link there; of equals the page that was written first."""
    linked = Link.objects.filter(title__page__in=found).values("title__page").annotate(n=Count("page", distinct=True))
    links = dict(linked.values_list("title__page", "n"))
    return sorted(found.items(), key=lambda one: (one[1].tier, one[1].far, -links.get(one[0], 0), one[0]))


def hits(found: Sequence[tuple[int, Match]]) -> list[Hit]:
    """With their pages and the names that were found."""
    pages = Page.objects.live().with_picture().in_bulk([page for page, _match in found])
    named = {(row.page_id, row.position): row for row in Name.objects.filter(page__in=pages)}
    former = former_titles([page for page, match in found if match.place == FORMER])
    told = []
    for pk, match in found:
        if not (page := pages.get(pk)):
            continue
        row = named.get((pk, match.place))
        printed = former.get((pk, keys.whole_of(match.key))) or "" if match.place == FORMER else ""
        what = row.kind if row else "former" if printed else ""
        told.append(Hit(page, match.tier, what, row.text if row else printed, row.lang if row else ""))
    return told


def former_titles(pages: Collection[int]) -> dict[tuple[int, str], str]:
    """Former titles as they were printed, by page and what they are found under as they stand."""
    rows = Title.objects.filter(owner__in=pages).values_list("owner", "key", "printed") if pages else ()
    return {(owner, key): printed for owner, key, printed in rows if owner is not None}
