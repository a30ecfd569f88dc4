"""What is asked of a list: the chosen values of facets, the order, and where in it to go on. Each has an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from . import facets
from .facets import BY_LETTER, LETTER, LONGEST, Facet
from .kinds import Kind

NEWEST, TITLE, RELEASED, OLDEST, LINKED = SORTS = ("newest", "title", "released", "oldest", "linked")
DATED = {RELEASED, OLDEST}
MOST = 6  # values of one facet at once
Choice = tuple[str, str]  # facet and value


@dataclass(frozen=True)
class Choices:
    """Of a facet that has one value for a page, one choice: of several in an address, the last."""

    kind: Kind
    chosen: tuple[Choice, ...] = ()
    sorted_by: str = ""
    after: str = ""

    @classmethod
    def of(cls, kind: Kind, query: QueryDict) -> "Choices":
        """What cannot be asked is left out."""
        chosen = [(facet.name, key) for facet in offered(kind) for key in asked(facet, query.getlist(facet.name))]
        sort = query.get("sort", "")
        return cls(kind, tuple(chosen)).sort(sort if sort in sorts(kind) else "").go_on(query.get("after", "")[:300])

    @property
    def default(self) -> str:
        """Under a letter, pages stand by their title."""
        return TITLE if LETTER in dict(self.chosen) else NEWEST

    @property
    def sort_name(self) -> str:
        return self.sorted_by or self.default

    @property
    def address(self) -> str:
        """Short, and the same for the same state."""
        where = beginning(self.kind.name)
        return f"{where}?{urlencode(self.told)}" if self.told else where

    @property
    def told(self) -> list[Choice]:
        """What the address says of it."""
        return [*self.chosen, *((name, value) for name, value in self.more if value)]

    @property
    def as_table(self) -> str:
        """The address of the same pages in a table."""
        where = reverse("pages:table", args=[self.kind.name])
        return f"{where}?{urlencode(self.told)}" if self.told else where

    @property
    def more(self) -> tuple[Choice, ...]:
        return ("sort", self.sorted_by), ("after", self.after)

    def of_facet(self, name: str) -> list[str]:
        return [key for facet, key in self.chosen if facet == name]

    def others(self, name: str) -> list[Choice]:
        """What is chosen of the other facets."""
        return [choice for choice in self.chosen if choice[0] != name]

    def sort(self, name: str) -> "Choices":
        plain = replace(self, sorted_by="", after="")
        return plain if name == plain.default else replace(plain, sorted_by=name)

    def go_on(self, after: str) -> "Choices":
        return replace(self, after=after)

    def choose(self, facet: Facet, key: str) -> "Choices":
        """With this value too, or instead of the other one where a page has but one."""
        kept = self.chosen if facet.several else self.others(facet.name)
        return self.ordered({*kept, (facet.name, key)})

    def without(self, *choices: Choice) -> "Choices":
        return self.ordered({choice for choice in self.chosen if choice not in choices})

    def ordered(self, chosen: Iterable[Choice]) -> "Choices":
        """In the order of the panel; from the first page on."""
        place = places(self.kind)
        ranked = tuple(sorted(chosen, key=lambda choice: (place[choice[0]], choice[1])))
        return replace(self, chosen=ranked, after="").sort(self.sorted_by)


@cache
def beginning(kind: str) -> str:
    return reverse("pages:index", args=[kind])


@cache
def places(kind: Kind) -> dict[str, int]:
    return {facet.name: n for n, facet in enumerate(offered(kind))}


def offered(kind: Kind) -> tuple[Facet, ...]:
    return (*kind.offered_facets, BY_LETTER)


def sorts(kind: Kind) -> list[str]:
    return [name for name in SORTS if kind.dated or name not in DATED]


def asked(facet: Facet, told: list[str]) -> list[str]:
    """The values that an address asks for, each once and in one order."""
    keys = [facets.key_of(facet, cleaned(value)) for value in told[-MOST:] if len(value) <= LONGEST]
    known = sorted({key for key in keys if key})
    return known if facet.several or not known else [next(key for key in reversed(keys) if key)]


def cleaned(value: str) -> str:
    return "".join(filter(str.isprintable, value)).strip()


def narrowed(kind: Kind, name: str, value: Any) -> str:
    """The address of the pages that have this value, as a page of the kind says it; "" where none can be asked for."""
    facet = next(facet for facet in offered(kind) if facet.name == name)
    key = facets.key_of(facet, str(value))
    return Choices(kind, ((name, key),)).address if key else ""
