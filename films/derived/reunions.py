"""Who worked together before: a director with an actor, and actors with each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from .works import Part, Works, before, in_order, unsure

DIRECTED, ACTED = "directed", "acted"
MOST = 5  # of one film
TOLD = 3  # of the films that they made before


class Reunion(NamedTuple):
    """`how` one is with the other here: "directed" (one directs, the other acts) or "acted" (both act).

    `nth` is which of the films they made together this one is: exact, or "at least" where another one has no date that
    proves an order. `proof` are the credits in the films before, the latest first, of `films` in all.
    """

    one: int
    other: int
    how: str
    nth: int
    exact: bool
    perhaps: bool
    films: int
    proof: tuple[Part, ...]


def reunions(here: int, parts: Iterable[Part], works: Works) -> list[Reunion]:
    """Directors with actors first, then those who made the most films together; five at most.

    `parts` are all credits of the people of this film, its own in the order in which they are billed.
    """
    made: dict[int, dict[int, list[Part]]] = defaultdict(dict)
    billed: list[Part] = []
    for part in parts:
        if part.text == "archive" or not (part.what == "cast" or part.directed):
            continue
        made[part.person].setdefault(part.work, []).append(part)
        billed += [part] if part.work == here else []
    found = [told for pair in pairs(billed) if (told := reunion(here, pair, made, works))]
    return sorted(found, key=lambda told: (told.how != DIRECTED, -told.nth))[:MOST]


def pairs(billed: list[Part]) -> Iterator[tuple[int, int, str]]:
    """Each two people once."""
    directors = dict.fromkeys(part.person for part in billed if part.directed)
    actors = dict.fromkeys(part.person for part in billed if part.what == "cast")
    seen = set()
    for director in directors:
        for actor in actors:
            if director != actor and frozenset((director, actor)) not in seen:
                seen.add(frozenset((director, actor)))
                yield director, actor, DIRECTED
    for one, other in combinations(actors, 2):
        if frozenset((one, other)) not in seen:
            yield one, other, ACTED


def reunion(
    here: int, pair: tuple[int, int, str], made: dict[int, dict[int, list[Part]]], works: Works
) -> Reunion | None:
    one, other, _how = pair
    together = (made[one].keys() & made[other].keys()) - {here}
    earlier = [page for page in together if before(works[page], works[here])]
    if not earlier:
        return None
    later = [page for page in together if before(works[here], works[page])]
    latest = in_order(earlier, works)[::-1][:TOLD]
    return Reunion(
        *pair,
        nth=len(earlier) + 1,
        exact=len(earlier) + len(later) == len(together),
        perhaps=unsure([*together, here], works),
        films=len(earlier),
        proof=tuple(part for page in latest for who in (one, other) for part in made[who][page]),
    )
