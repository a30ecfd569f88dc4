"""What somebody's credits say in a row: the debut, the n-th feature, the first main part, the cameos before it."""

from collections.abc import Iterable
from typing import NamedTuple

from .works import FEATURE, Part, Works, before, in_order, unsure

DIRECTING, ACTING = "directing", "acting"
TOLD = 6  # of the films that prove it


class Feature(NamedTuple):
    """`nth` of somebody's features known here, shorts and series apart; exact, or "at least".

    `debut` is the page of the first one where the rows prove which it was, else 0.
    """

    person: int
    work: int
    how: str
    nth: int
    exact: bool
    perhaps: bool
    debut: int
    proof: tuple[Part, ...]


class Debut(NamedTuple):
    """The earliest credit of an actor in anything but a short."""

    person: int
    work: int
    perhaps: bool
    proof: tuple[Part, ...]


class FirstMain(NamedTuple):
    """The first main part of somebody whose debut was no main part."""

    person: int
    work: int
    debut: int
    perhaps: bool
    proof: tuple[Part, ...]


class Cameos(NamedTuple):
    """How many films had this actor in a cameo before a film."""

    person: int
    work: int
    count: int
    perhaps: bool
    proof: tuple[Part, ...]


def of(person: int, how: str, parts: Iterable[Part]) -> list[Part]:
    own = (part for part in parts if part.person == person)
    return [part for part in own if (part.directed if how == DIRECTING else part.acted)]


def nth_feature(person: int, here: int, how: str, parts: Iterable[Part], works: Works) -> Feature | None:
    """Silent where no order with another feature is proven: one feature alone is not worth a word."""
    own = [part for part in of(person, how, parts) if works[part.work].format == FEATURE]
    pages = {part.work for part in own}
    if here not in pages:
        return None
    earlier = [page for page in pages if before(works[page], works[here])]
    later = [page for page in pages if before(works[here], works[page])]
    exact = len(earlier) + len(later) + 1 == len(pages)
    if not earlier and not (exact and later):
        return None
    debut = first_of(pages, works)
    shown = {*in_order(earlier, works)[:TOLD], here}
    proof = tuple(part for page in in_order(shown, works) for part in own if part.work == page)
    return Feature(person, here, how, len(earlier) + 1, exact, unsure(pages, works), debut, proof)


def first_of(pages: Iterable[int], works: Works) -> int:
    """The one that the rows prove to be before all others; 0 where they do not."""
    ordered = in_order(pages, works)
    first = ordered[0]
    return first if all(before(works[first], works[page]) for page in ordered[1:]) else 0


def debut(person: int, parts: Iterable[Part], works: Works) -> Debut | None:
    """Silent with one credit alone, and where the rows do not prove which was the first."""
    own = [part for part in of(person, ACTING, parts) if works[part.work].format != "short"]
    pages = {part.work for part in own}
    first = first_of(pages, works) if len(pages) > 1 else 0
    if not first:
        return None
    return Debut(person, first, unsure(pages, works), tuple(part for part in own if part.work == first))


def first_main(person: int, here: int, parts: Iterable[Part], works: Works) -> FirstMain | None:
    """Silent where a part since the debut may have been a main one: its size is not recorded, or its date."""
    own = [part for part in of(person, ACTING, parts) if works[part.work].format != "short"]
    pages = {part.work for part in own}
    mains = {part.work for part in own if part.text == "main"}
    begun = first_of(pages, works) if len(pages) > 1 else 0
    if here not in mains or not begun or begun in mains:
        return None
    rivals = {part.work for part in own if part.text in ("", "main")} - {here, begun}
    if not all(before(works[here], works[page]) for page in rivals):
        return None
    proof = tuple(part for page in (begun, here) for part in own if part.work == page)
    return FirstMain(person, here, begun, unsure(pages, works), proof)


def cameos_before(person: int, here: int, parts: Iterable[Part], works: Works) -> Cameos | None:
    cameos = [part for part in of(person, ACTING, parts) if part.text == "cameo" and part.work != here]
    earlier = in_order({part.work for part in cameos if before(works[part.work], works[here])}, works)
    if not earlier:
        return None
    proof = tuple(part for page in earlier[:TOLD] for part in cameos if part.work == page)
    return Cameos(person, here, len(earlier), unsure([*earlier, here], works), proof)
