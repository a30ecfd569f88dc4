"""Keys in the database: all that begin so, or are so, in one query."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection

from fanwiki.pages import kinds
from fanwiki.pages.models import Page
from fanwiki.pages.statements import run
from fanwiki.text.asking import Ask

from .models import NameKey, PopularKey, stored

MOST = 100  # rows of one beginning: whoever types one letter is shown the first of them …
POPULAR = 60  # … and so many of the pages that most links lead to
FEW = 60  # rows of what is only likely or possible, whose beginnings are many and short
KEPT = 256  # questions, which differ in how much they ask for
LAST = "\U0010ffff"

Row = tuple[Ask, str, int, int]


def rows(asks: Sequence[Ask], among: Collection[str], most: int = MOST) -> Iterable[Row]:
    """(ask, key, page, place) of what is stored, of pages of some kinds or of all."""
    only = tuple(sorted(kind for kind in among if kind in kinds.registry))
    hidden = bool(only) and not any(kinds.registry[kind].is_shown for kind in only)
    ranges = by_key((ask for ask in asks if ask.begins), hidden)
    exact = by_key((ask for ask in asks if not ask.begins), hidden)
    if not ranges and not exact:
        return []
    sizes, values = asked_with(ranges, exact)
    found = run(question(connection.vendor, *sizes, only, most), values).rows
    by_number = list(ranges.items())
    told = [(ask, *row) for n, *row in found for ask in (exact[row[0]] if n < 0 else by_number[n][1])]
    counted = Counter(n for n, *_row in found)
    full = dict(one for n, one in enumerate(by_number) if counted[n] >= most)
    return told + well_known(full, only) if full else told


def by_key(asks: Iterable[Ask], hidden: bool) -> dict[str, list[Ask]]:
    found: dict[str, list[Ask]] = {}
    for ask in asks:
        found.setdefault(stored(ask.key, hidden), []).append(ask)
    return found


def well_known(ranges: dict[str, list[Ask]], only: tuple[str, ...]) -> list[Row]:
    """The same of the pages that most links lead to."""
    (size, _none), values = asked_with(ranges)
    found = run(question_of_popular(connection.vendor, size, only), values).rows
    by_number = list(ranges.values())
    return [(ask, *row) for n, *row in found for ask in by_number[n]]


def asked_with(ranges: Collection[str], exact: Collection[str] = ()) -> tuple[tuple[int, int], list[Any]]:
    """For how many of both the question is, and its values. PostgreSQL is told lists, and asked the same each time:
    psycopg works a statement of very many values out anew, which takes longer than the search."""
    bounds = [(key, key + LAST) for key in ranges]
    if connection.vendor != "postgresql":
        return (len(ranges), len(exact)), [*chain.from_iterable(bounds), *exact]
    lists = [*map(list, zip(*bounds, strict=True)), *([list(exact)] if exact else [])]
    return (min(len(ranges), 1), min(len(exact), 1)), lists


@lru_cache(maxsize=KEPT)
def question(vendor: str, ranges: int, exact: int, only: tuple[str, ...], most: int) -> str:
    """PostgreSQL plans each part of a UNION by itself, so there all ranges are one part; in SQLite nothing else than a
    part for each can bound how many rows it gives. SQLite would begin with the pages of a kind, which are many rows: a
    CROSS JOIN is made from left to right."""
    asked = f"k.key, k.page_id, k.place {of_kinds(NameKey._meta.db_table, only)}"
    parts = in_ranges(vendor, ranges, asked, "k.key", most)
    if exact:
        among = "= ANY(%s)" if vendor == "postgresql" else f"IN ({', '.join(['%s'] * exact)})"
        parts.append(f"SELECT -1, {asked} k.key {among} LIMIT {MOST}")
    return joined(parts)


@lru_cache(maxsize=KEPT)
def question_of_popular(vendor: str, ranges: int, only: tuple[str, ...]) -> str:
    """What is no key of the page any more is left out."""
    same = "s.key = k.key AND s.page_id = k.page_id AND s.place = k.place"
    stands = f"EXISTS (SELECT 1 FROM {NameKey._meta.db_table} s WHERE {same}) AND"  # noqa: S608 - no value in it
    asked = f"k.key, k.page_id, k.place {of_kinds(PopularKey._meta.db_table, only)} {stands}"
    return joined(in_ranges(vendor, ranges, asked, "k.links DESC, k.page_id", POPULAR))


def of_kinds(table: str, only: tuple[str, ...]) -> str:
    named = ", ".join(f"'{kind}'" for kind in only)  # of the registry: nothing that somebody typed
    pages = f"CROSS JOIN {Page._meta.db_table} p WHERE p.id = k.page_id AND p.kind IN ({named}) AND"
    return f"FROM {table} k {pages if only else 'WHERE'}"


def in_ranges(vendor: str, ranges: int, asked: str, order: str, most: int) -> list[str]:
    """PostgreSQL's operators are those for the order of signs by themselves, which the index follows."""
    if not ranges or vendor != "postgresql":
        one = f"{asked} k.key >= %s AND k.key < %s ORDER BY {order} LIMIT {most}"
        return [f"SELECT {n} AS n, {one}" for n in range(ranges)]
    by = order.replace("k.key", "k.key USING ~<~")
    found = f"SELECT {asked} k.key ~>=~ told.low AND k.key ~<~ told.high ORDER BY {by} LIMIT {most}"
    told = "unnest(%s::text[], %s::text[]) WITH ORDINALITY AS told (low, high, n)"
    return [f"SELECT n - 1, found.* FROM {told}, LATERAL ({found}) AS found"]  # noqa: S608 - no value in it


def joined(parts: Sequence[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{n}" for n, one in enumerate(parts))  # noqa: S608
