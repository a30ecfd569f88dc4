"""With whom somebody worked most, and where they stand in the drawing of it."""

from collections.abc import Iterable
from typing import NamedTuple

from .works import Works, in_order

MOST = 6
TITLES = 2  # named below each

# In units of the drawing, which is 640 wide; the person is in its middle, the others in two columns.
LEFT, MIDDLE, RIGHT = 120, 320, 520
TOP, STEP = 40, 150
RADIUS = 42  # of the circle in the middle
BELOW = 100  # for the names below the last ones


class Shared(NamedTuple):
    """One film that both are in; `place` is the other's place in its list, directors before actors."""

    work: int
    person: int
    place: int


class Colleague(NamedTuple):
    """`works` are the films that both are in, the latest first."""

    person: int
    works: tuple[int, ...]


class Node(NamedTuple):
    colleague: Colleague
    x: int
    y: int

    @property
    def strong(self) -> bool:
        return len(self.colleague.works) > 1


class Drawing(NamedTuple):
    height: int
    x: int
    y: int  # of the middle
    nodes: tuple[Node, ...]


def colleagues(person: int, shared: Iterable[Shared], works: Works) -> list[Colleague]:
    """Those with the most films together; among equals who is billed higher there. Six at most."""
    films: dict[int, set[int]] = {}
    places: dict[int, int] = {}
    for row in shared:
        if row.person != person:
            films.setdefault(row.person, set()).add(row.work)
            places[row.person] = min(row.place, places.get(row.person, row.place))
    strongest = sorted(films, key=lambda other: (-len(films[other]), places[other], other))[:MOST]
    return [Colleague(other, tuple(in_order(films[other], works)[::-1])) for other in strongest]


def drawing(found: Iterable[Colleague]) -> Drawing:
    """The strongest at the top, left and right in turn."""
    nodes = [Node(colleague, RIGHT if n % 2 else LEFT, TOP + n // 2 * STEP) for n, colleague in enumerate(found)]
    rows = (len(nodes) + 1) // 2
    middle = TOP + max((rows - 1) * STEP // 2, RADIUS - TOP)
    return Drawing(max(TOP + (rows - 1) * STEP, middle) + BELOW, MIDDLE, middle, tuple(nodes))
