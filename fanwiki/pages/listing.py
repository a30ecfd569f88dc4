"""One part of the list of a kind: its pages, and what each choice that is offered beside them would give."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from . import choices, facets, shelves
from .choices import LINKED, NEWEST, OLDEST, RELEASED, TITLE, Choice, Choices
from .facets import LETTER, Facet
from .models import Page
from .shelves import Standing

SHOWN = 48
AT_FIRST, AT_MOST = 8, 32  # values of a facet that are drawn before and after unfolding
DIGITS = 18
NO_DAY, FEW = 99_999_999, 8
SORT_KEYS: dict[str, Callable[[Standing], Any]] = {
    NEWEST: lambda row: -row[0],
    TITLE: lambda row: row[1],
    RELEASED: lambda row: -row[2],  # those whose day nobody knows stand last
    OLDEST: lambda row: row[2] or NO_DAY,
}
Key = tuple[Any, int]  # what a page is sorted by, and its own key


class Offer(NamedTuple):
    """A value of a facet, how many pages would be listed with it, and where."""

    said: str
    pages: int
    address: str
    chosen: bool


class Group(NamedTuple):
    facet: Facet
    first: list[Offer]
    more: list[Offer]


class Chip(NamedTuple):
    """A choice that was made; `pages` would be listed without it."""

    facet: Facet
    said: str
    address: str
    pages: int


class Listing:
    def __init__(self, asked: Choices, shown: int = 0) -> None:
        self.shown = shown or SHOWN
        self.asked = asked if after(asked) else asked.go_on("")
        self.kind = asked.kind
        self.shelf = shelves.of(self.kind)
        self.found = self.shelf.matching(list(asked.chosen))
        self.total = shelves.size(self.found)
        self.facets = {facet.name: facet for facet in choices.offered(self.kind)}

    # --- The pages ---------------------------------------------------------------------------------------------------

    @cached_property
    def part(self) -> tuple[list[Page], str]:
        """The pages to show, and the address of what follows or ""."""
        order = self.order()
        start = bisect_right(order, key) if (key := after(self.asked)) else 0
        found = ((key, page) for key, page in islice(order, start, None) if shelves.has(self.found, page))
        shown = list(islice(found, self.shown + 1))
        pages = Page.objects.with_picture().in_bulk([page for _key, page in shown[: self.shown]])
        last = told(self.asked.sort_name, *shown[self.shown - 1]) if len(shown) > self.shown else ""
        more = self.asked.go_on(last).address if last else ""
        return [pages[page] for _key, page in shown[: self.shown] if page in pages], more

    def order(self) -> list[Key]:
        """Of all pages, as it is kept; of those that were found alone, where they are few."""
        sort = self.asked.sort_name
        weights = shelves.mentions(self.kind) if sort == LINKED else None
        key = SORT_KEYS[sort] if weights is None else (lambda row: -weights[row[0]])
        if self.total * FEW > len(self.shelf.standing):
            return self.shelf.ordered(sort, key, weights)
        return sorted((key(self.shelf.standing[page]), page) for page in shelves.keys(self.found))

    # --- What is offered beside them ----------------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[Group]:
        shown = [facet for facet in self.kind.offered_facets if self.opens(facet)]
        return [group for facet in shown if (group := self.group(facet)).first]

    def opens(self, facet: Facet) -> bool:
        """One that stands within another waits for it."""
        return not facet.within or bool(self.asked.of_facet(facet.within) or self.asked.of_facet(facet.name))

    def group(self, facet: Facet) -> Group:
        counts = self.counts(facet)
        ranked = sorted(counts, key=lambda key: (-counts[key], key))[: AT_FIRST + AT_MOST]
        chosen = [key for key in ranked if key in self.asked.of_facet(facet.name)]
        first = chosen + [key for key in ranked if key not in chosen][: max(AT_FIRST - len(chosen), 0)]
        rest = [key for key in ranked if key not in first]
        if facet.newest_first:
            first, rest = sorted(counts, reverse=True)[:AT_FIRST], sorted(counts, reverse=True)[AT_FIRST:]
        return Group(facet, *([self.offer(facet, key, counts[key]) for key in keys] for keys in (first, rest)))

    def counts(self, facet: Facet) -> Counter[str]:
        """What each value gives with what is chosen: with all of it, or in place of what is chosen of this facet."""
        if facet.several or not self.asked.of_facet(facet.name):
            return self.shelf.counts(self.found, facet.name)
        return self.shelf.counts(self.shelf.matching(self.asked.others(facet.name)), facet.name)

    def offer(self, facet: Facet, key: str, count: int) -> Offer:
        """What is chosen leads to the list without it."""
        chosen = key in self.asked.of_facet(facet.name)
        leads = self.asked.without((facet.name, key)) if chosen else self.asked.choose(facet, key)
        return Offer(self.said(facet.name, key), count, leads.address, chosen)

    def said(self, facet: str, key: str) -> str:
        return facets.said(self.facets[facet], key, self.shelf.printed(facet, key) or key)

    @cached_property
    def letters(self) -> list[Offer]:
        facet = self.facets[LETTER]
        counts = self.counts(facet)
        return [self.offer(facet, letter, counts[letter]) for letter in sorted(counts)]

    @cached_property
    def chips(self) -> list[Chip]:
        return [self.chip(choice) for choice in self.asked.chosen]

    def chip(self, choice: Choice) -> Chip:
        name, key = choice
        left = self.asked.without(choice)
        count = shelves.size(self.shelf.matching(list(left.chosen)))
        return Chip(self.facets[name], self.said(name, key), left.address, count)

    @property
    def beginning(self) -> str:
        return self.asked.go_on("").address

    @property
    def indexed(self) -> bool:
        """Whether search engines may list it: the whole list, and one genre, country or decade."""
        narrow = [self.facets[name].indexed for name, _key in self.asked.chosen]
        plain = self.asked.sort_name == NEWEST and not self.asked.after
        return plain and (not narrow or (narrow == [True] and self.total > 0))


def told(sort: str, key: Any, page: int) -> str:
    """In an address, the key of the last page shown: "ballerina.7", "20231006.7"; of the newest, "7"."""
    return str(page) if sort == NEWEST else f"{str(key).lstrip('-')}.{page}"


def after(asked: Choices) -> Key | None:
    """None for nonsense: then the list begins at its beginning."""
    value, _dot, page = asked.after.rpartition(".")
    if not (page.isascii() and page.isdecimal() and len(page) <= DIGITS):
        return None
    if asked.sort_name == NEWEST:
        return -int(page), int(page)
    if asked.sort_name == TITLE:
        return value, int(page)
    if not (value.isascii() and value.isdecimal() and len(value) <= DIGITS):
        return None
    return (int(value) if asked.sort_name == OLDEST else -int(value)), int(page)
