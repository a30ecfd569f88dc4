"""What a film adapts, and what that adapts; characters there who go by the same name."""

from collections.abc import Iterable
from typing import NamedTuple

STEPS = 4  # as many as `rows.py` looks up
MOST = 6  # characters that are named


class Edge(NamedTuple):
    """A film's own statement that it adapts another one, whose page is 0 while nobody has written it."""

    film: int
    original: int
    title: str


class Character(NamedTuple):
    """A part in a film, and one of the names of the character's page, folded."""

    film: int
    page: int
    key: str


class Characters(NamedTuple):
    """The first characters of a film that adapts another one; whether there are `more`."""

    film: int
    pages: tuple[int, ...]
    more: bool


class Counterparts(NamedTuple):
    """Two characters of one name, `one` in `film` and `other` in `original`."""

    one: int
    film: int
    other: int
    original: int


def chain(start: int, edges: Iterable[Edge]) -> list[Edge]:
    """The statements from this film back, by their distance; each original once, so that a loop ends where it began."""
    stated: dict[int, list[Edge]] = {}
    for edge in edges:
        stated.setdefault(edge.film, []).append(edge)
    found: list[Edge] = []
    seen, ring = {start}, [start]
    for _step in range(STEPS):
        new = [edge for film in ring for edge in stated.get(film, ()) if edge.original not in seen]
        first: dict[int | str, Edge] = {}
        for edge in new:
            first.setdefault(edge.original or edge.title, edge)
        found += first.values()
        ring = [edge.original for edge in first.values() if edge.original]
        seen.update(ring)
    return found


def counterparts(film: int, originals: Iterable[int], characters: Iterable[Character]) -> list[Counterparts]:
    """Those that share a name with exactly one character there; two of one name in one film prove nothing."""
    named: dict[tuple[int, str], set[int]] = {}
    for row in characters:
        named.setdefault((row.film, row.key), set()).add(row.page)
    found: set[Counterparts] = set()
    for (where, key), here in named.items():
        for original in originals:
            there = named.get((original, key), set())
            if where == film and len(here) == len(there) == 1 and here != there:
                found.add(Counterparts(*here, film, *there, original))
    return sorted(found)


def of_adaptation(film: int, pages: Iterable[int]) -> Characters | None:
    """`pages` as they are billed, more than once where several actors play one."""
    each = tuple(dict.fromkeys(pages))
    return Characters(film, each[:MOST], len(each) > MOST) if each else None
