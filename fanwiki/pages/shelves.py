"""The pages of a kind as sets of bits: a set for each value of a facet, so that counting them is arithmetic.

Each process keeps its own, and asks the database each time whether they are still true: `Listed.mark` sums up what
is known of a page, so one question tells which chunks have changed, and only those are read again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from threading import Lock
from typing import Any

from django.db.models import BigIntegerField, Count, F, Sum

from . import facets
from .kinds import Kind
from .listed import CHUNK, Listed
from .models import Link, Title

Bits = int  # bit n stands for the page with the key chunk * CHUNK + n
Set = dict[int, Bits]  # by chunk
Standing = tuple[int, str, int]  # key, order and day of a page
Stamp = tuple[int, int]
Row = tuple[int, str, str, str, int, int]


class Chunk:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.everything: Bits = 0
        self.bits: dict[str, dict[str, Bits]] = {}  # by facet and value
        self.printed: dict[tuple[str, str], str] = {}
        self.standing: list[Standing] = []
        marks, lines = 0, defaultdict[str, Bits](int)
        for page, own, given, order, day, mark in rows:
            bit = 1 << page % CHUNK
            self.everything |= bit
            self.standing.append((page, order, day))
            marks += mark
            for line in f"{own}\n{given}".split("\n"):
                lines[line] |= bit
        self.stamp: Stamp = len(self.standing), marks
        lines.pop("", None)
        for line, bits in lines.items():
            self.add(facets.values(line)[0], bits)

    def add(self, value: facets.Value, bits: Bits) -> None:
        known = self.bits.setdefault(value.facet, {})
        known[value.key] = known.get(value.key, 0) | bits
        self.printed.setdefault((value.facet, value.key), value.printed)


class Shelf:
    """All pages of a kind at one moment."""

    def __init__(self, chunks: dict[int, Chunk]) -> None:
        self.chunks = chunks
        self.orders: dict[str, tuple[Any, list[tuple[Any, int]]]] = {}

    @cached_property
    def everything(self) -> Set:
        return {number: chunk.everything for number, chunk in self.chunks.items()}

    @cached_property
    def standing(self) -> dict[int, Standing]:
        return {row[0]: row for chunk in self.chunks.values() for row in chunk.standing}

    def ordered(self, by: str, key: Callable[[Standing], Any], version: Any = None) -> list[tuple[Any, int]]:
        """(what it is sorted by, its key) of every page. The order is kept under the name `by` for this version."""
        kept = self.orders.get(by)
        if kept is None or kept[0] is not version:
            kept = version, sorted((key(row), row[0]) for row in self.standing.values())
            self.orders[by] = kept
        return kept[1]

    def matching(self, chosen: list[tuple[str, str]]) -> Set:
        """The pages that have all these values."""
        found = {}
        for number, chunk in self.chunks.items():
            left = chunk.everything
            for facet, key in chosen:
                left &= chunk.bits.get(facet, {}).get(key, 0)
            if left:
                found[number] = left
        return found

    @cached_property
    def totals(self) -> dict[str, Counter[str]]:
        """How many pages have each value, by facet."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for chunk in self.chunks.values():
            for facet, known in chunk.bits.items():
                found[facet].update({key: bits.bit_count() for key, bits in known.items()})
        return found

    def counts(self, within: Set, facet: str) -> Counter[str]:
        """The same of these pages alone."""
        if within == self.everything:
            return self.totals.get(facet, Counter())
        found: Counter[str] = Counter()
        for number, among in within.items():
            for key, bits in self.chunks[number].bits.get(facet, {}).items():
                if both := among & bits:
                    found[key] += both.bit_count()
        return found

    def printed(self, facet: str, key: str) -> str:
        """How a value is written by the page that was first with it; "" where no page has it."""
        found = (chunk.printed.get((facet, key)) for chunk in self.chunks.values())
        return next(filter(None, found), "")


def size(pages: Set) -> int:
    return sum(bits.bit_count() for bits in pages.values())


def keys(pages: Set) -> Iterator[int]:
    for number, bits in pages.items():
        left = bits
        while left:
            lowest = left & -left
            yield number * CHUNK + lowest.bit_length() - 1
            left ^= lowest


def has(pages: Set, page: int) -> bool:
    return bool(pages.get(page // CHUNK, 0) >> page % CHUNK & 1)


kept: dict[str, Shelf] = {}
lock = Lock()


def of(kind: Kind) -> Shelf:
    """As the database has it now: one query where nothing changed, two where something did."""
    stamps = dict(asked(kind))
    shelf = kept.get(kind.name)
    if shelf and stamps == {number: chunk.stamp for number, chunk in shelf.chunks.items()}:
        return shelf
    with lock:
        shelf = kept.get(kind.name) or Shelf({})
        still = {number: chunk for number, chunk in shelf.chunks.items() if chunk.stamp == stamps.get(number)}
        kept[kind.name] = Shelf(still | read(kind, [number for number in stamps if number not in still]))
        return kept[kind.name]


def asked(kind: Kind) -> Iterator[tuple[int, Stamp]]:
    rows = Listed.objects.filter(kind=kind.name).order_by().values_list("chunk")
    for number, count, total in rows.annotate(count=Count("*"), total=Sum("mark")):
        yield number, (count, int(total))


def read(kind: Kind, numbers: list[int]) -> dict[int, Chunk]:
    """Stamped by what was read, which may be newer than what was asked about."""
    rows = Listed.objects.filter(kind=kind.name, chunk__in=numbers) if numbers else Listed.objects.none()
    by_chunk = defaultdict[int, list[Row]](list)
    for row in rows.values_list("page_id", "own", "given", "order", "day", "mark"):
        by_chunk[row[0] // CHUNK].append(row)
    return {number: Chunk(rows) for number, rows in by_chunk.items()}


# --- How many pages mention each -------------------------------------------------------------------------------------

PRIME = 1_000_003  # so that the sum of millions fits into a number of the database
mentions_kept: dict[str, tuple[Any, Counter[int]]] = {}


def mentions(kind: Kind) -> Counter[int]:
    """By the key of the page that is meant. What it follows from is summed up first: two queries, and a third where
    any link is another one by now."""
    pairs = Sum(F("title_id") * F("page_id") % PRIME, output_field=BigIntegerField())
    leads = Sum(F("pk") * F("page_id") % PRIME, output_field=BigIntegerField())
    links = Link.objects.aggregate(count=Count("*"), rows=Sum("pk"), pairs=pairs)
    stamp = links, Title.objects.filter(page__isnull=False).aggregate(count=Count("*"), leads=leads)
    known, counted = mentions_kept.get(kind.name, (None, Counter()))
    if known != stamp:
        said = Link.objects.filter(title__kind__in=(kind.name, ""), title__page__isnull=False).order_by()
        counted = Counter(dict(said.values_list("title__page").annotate(count=Count("*"))))
        mentions_kept[kind.name] = stamp, counted
    return counted
