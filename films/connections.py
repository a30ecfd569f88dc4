"""How two people are connected: the shortest ways from one to the other, by films that credit both of two people."""

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, F, JSONField, QuerySet, Value
from django.db.models.expressions import RawSQL

from fanwiki.pages.models import Page

from .models import CastCredit, CrewCredit, RoleType

STEPS = 6  # of two hops each: from a person to a film, and from the film to another person
MOST = 100_000  # pages looked at, after which the search gives up however large the wiki is
Pair = tuple[int, int]  # keys of two pages that one credit joins
Layer = set[int]


class TooFar(Exception):
    """So many pages lie between the two that the search was given up."""


class Changed(Exception):
    """A credit went while its way was being followed."""


class Part(NamedTuple):
    """A credit of one of the people of a way. `said` is the character, or the job; `other*` the character's page."""

    film: int
    person: int
    what: str
    said: str
    role: str
    printed: str
    other_slug: str | None
    other_title: str | None
    other_card: dict[str, Any] | None


class Step(NamedTuple):
    """To the next person, by a film that credits both; `parts` says what each of the two did in it."""

    film: Page
    person: Page
    parts: list[tuple[Page, list[Part]]]


class Connection(NamedTuple):
    """One way, drawn; and every film and person that a way of the same length begins with."""

    steps: list[Step]
    firsts: list[tuple[Page, Page]]
    chosen: tuple[Page, Page]


# --- Hops: everybody in these films, every film of these people -----------------------------------------------------


def among(keys: Collection[int]) -> RawSQL:
    """These keys as one parameter, however many they are."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(keys))])


def credits_of(keys: Collection[int], *, people: bool) -> list[QuerySet[Any]]:
    column = "person_title__page__in" if people else "page__in"
    joined = {column: among(keys), "person_title__page__isnull": False}
    cast, crew = (model._default_manager.filter(**joined).order_by() for model in (CastCredit, CrewCredit))
    return [cast.exclude(role_type=RoleType.ARCHIVE), crew]  # who is seen in old pictures was not there


def beyond(keys: Layer, *, people: bool) -> Layer:
    """One hop further: the films of these people, or the people of these films."""
    cast, crew = credits_of(keys, people=people)
    column = "page" if people else "person_title__page"
    return set(cast.values_list(column, flat=True).union(crew.values_list(column, flat=True)))


def pairs(keys: Collection[int], *, people: bool) -> list[Pair]:
    """The same as (from, to), in one order whichever database gives them."""
    cast, crew = credits_of(keys, people=people)
    columns = ("person_title__page", "page") if people else ("page", "person_title__page")
    return sorted(cast.values_list(*columns).union(crew.values_list(*columns)))


# --- The search: from both ends, always on where fewer wait ----------------------------------------------------------


class Ends(NamedTuple):
    """What lies 0, 1, 2 … hops from each of the two people, up to where they `met`."""

    near: list[Layer]
    far: list[Layer]

    @property
    def met(self) -> Layer:
        return self.near[-1] & self.far[-1]

    @property
    def hops(self) -> int:
        return len(self.near) + len(self.far) - 2


def meet(start: int, goal: int) -> Ends | None:
    """None where no way of six steps is there. Twelve queries at most, none of which gives a credit twice."""
    ends = Ends([{start}], [{goal}])
    while not ends.met:
        side = min(ends, key=lambda layers: len(layers[-1]))
        if ends.hops == 2 * STEPS or not side[-1]:
            return None
        if sum(map(len, ends.near + ends.far)) > MOST:
            raise TooFar
        reached = beyond(side[-1], people=len(side) % 2 == 1)
        side.append(reached.difference(*side[-2:]))
    return ends


class Ways:
    """All the hops of the shortest ways as far as the first step goes; of those that follow, what is asked for."""

    def __init__(self, ends: Ends) -> None:
        self.ends, self.middle = ends, len(ends.near) - 1
        self.hops: list[list[Pair]] = []
        on = ends.met
        for place in reversed(range(self.middle)):
            found = pairs(on, people=place % 2 == 1)
            self.hops.insert(0, [(before, after) for after, before in found if before in ends.near[place]])
            on = {before for before, _after in self.hops[0]}
        on = ends.met
        while len(self.hops) < 2:  # noqa: PLR2004 - the two hops of the first step
            self.hops.append(self.onward(on))
            on = {after for _before, after in self.hops[-1]}

    def onward(self, keys: Collection[int]) -> list[Pair]:
        """The next hop from these, behind where the two ends met: towards the goal."""
        place = len(self.hops)
        layer = self.ends.far[self.ends.hops - place - 1]
        return [pair for pair in pairs(keys, people=place % 2 == 0) if pair[1] in layer]

    def firsts(self) -> list[Pair]:
        """(film, person) of every first step."""
        return self.hops[1]

    def from_step(self, start: int, first: Pair) -> list[int]:
        """One whole way with this first step: the keys of people and films by turns."""
        way = [start, *first]
        while len(way) <= self.ends.hops:
            if len(way) > len(self.hops):
                self.hops.append(self.onward([way[-1]]))
            onward = [after for before, after in self.hops[len(way) - 1] if before == way[-1]]
            if not onward:
                raise Changed
            way.append(onward[0])
        return way


# --- What is shown of them ------------------------------------------------------------------------------------------


def connect(start: Page, goal: Page, wanted: str = "") -> Connection | None:
    """None where they are not connected by six steps. `wanted` is what `step_key` says of a first step.

    A search is several queries: where somebody saves in between, it is made once more.
    """
    try:
        return search(start, goal, wanted)
    except Changed:
        return search(start, goal, wanted)


def search(start: Page, goal: Page, wanted: str) -> Connection | None:
    ends = meet(start.pk, goal.pk)
    if ends is None:
        return None
    ways = Ways(ends)
    firsts = sorted(pages_of(ways.firsts()), key=newest_first)
    if not firsts:
        raise Changed
    chosen = next((first for first in firsts if step_key(*first) == wanted), firsts[0])
    way = ways.from_step(start.pk, (chosen[0].pk, chosen[1].pk))
    return Connection(drawn(way), firsts, chosen)


def pages_of(found: list[Pair]) -> list[tuple[Page, Page]]:
    pages = Page.objects.with_picture().in_bulk({key for pair in found for key in pair})
    return [(pages[film], pages[person]) for film, person in found]


def step_key(film: Page, person: Page) -> str:
    return f"{film.pk}-{person.pk}"


def newest_first(first: tuple[Page, Page]) -> tuple[Any, ...]:
    film, person = first
    return -(film.card.get("year") or 9999), film.title, person.title


def drawn(way: list[int]) -> list[Step]:
    pages = Page.objects.with_picture().in_bulk(way)
    parts = parts_of(way[1::2], way[0::2])
    steps = []
    for before, film, after in zip(way[0::2], way[1::2], way[2::2], strict=False):
        both = [(pages[person], [part for part in parts if part[:2] == (film, person)]) for person in (before, after)]
        steps.append(Step(pages[film], pages[after], both))
    return steps


def parts_of(films: list[int], people: list[int]) -> list[Part]:
    """What these people did in these films, as the lists have it."""
    where = {"page__in": films, "person_title__page__in": people}
    cast, crew = (model._default_manager.filter(**where).order_by() for model in (CastCredit, CrewCredit))
    ends, none = ("page", "person_title__page"), Value("", output_field=CharField())
    character = [F(f"character_title__page__{column}") for column in ("slug", "title", "card")]
    no_card = Value(None, output_field=JSONField())
    place = F("position")
    parts = cast.values_list(*ends, Value("cast"), "character", "role_type", "character_as", *character, place)
    jobs = crew.values_list(*ends, Value("crew"), "job", "department", none, none, none, no_card, place)
    rows = sorted(parts.union(jobs, all=True), key=lambda row: (row[2], row[-1] or 0))
    return [Part(*row[:-1]) for row in rows]
