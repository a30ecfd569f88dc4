"""What somebody is known for: a formula, so that nobody need decide it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .works import Part, Works

MOST = 4
SMALL = ("guest", "cameo")


class KnownFor(NamedTuple):
    person: int
    proof: tuple[Part, ...]  # the weightiest one of each film


def known_for(person: int, parts: Iterable[Part], links: Mapping[int, int], works: Works) -> KnownFor | None:
    """At most four films: main parts and directing before all other parts and jobs, these before guest parts and
    cameos; among equals the film that more pages link to, then the later one, then the one that was written here first.

    Whoever plays themselves or is seen in archive footage only is not known for it. Silent below two films.
    """
    best: dict[int, Part] = {}
    for part in parts:
        if part.person == person and (part.acted or part.what != "cast"):
            known = best.get(part.work)
            if known is None or weight(part) > weight(known):
                best[part.work] = part

    def place(part: Part) -> tuple[int, int, int, int]:
        return -weight(part), -links.get(part.work, 0), -works[part.work].first, part.work

    chosen = sorted(best.values(), key=place)[:MOST]
    return KnownFor(person, tuple(chosen)) if len(best) > 1 else None


def weight(part: Part) -> int:
    if part.directed or (part.what == "cast" and part.text == "main"):
        return 2
    return 0 if part.what == "cast" and part.text in SMALL else 1
