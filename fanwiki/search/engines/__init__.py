"""The index of words, as the database keeps it: one small interface, and an engine for each database."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

from fanwiki.search.content import Clause, Content, Level, Line

from .postgresql import PostgreSQL
from .sqlite import SQLite


class Engine(Protocol):
    """What the rest of the search asks of an index. What changes it is called inside a transaction."""

    def put(self, page: int, content: Content, before: Content | None, *, new: bool) -> None:
        """Has the page found by this. `before` is what it was found by, as far as its document tells, None where
        nobody knows; `new` where it has never been here."""

    def fill(self, lines: Iterable[Line]) -> None:
        """The same of many pages that are not in the index, in the order of their keys."""

    def take(self, page: int, before: Content) -> None:
        """The page is found no more."""

    def find(self, levels: Sequence[Level], without: Clause) -> list[int]:
        """The pages of the first level, then those of the next one that are not among them; none in which one of
        `without` holds."""

    def known(self, words: Sequence[str]) -> list[str]:
        """Which of these words any page has."""

    def holds(self, page: int, content: Content) -> bool:
        """Whether the index says so of the page."""

    def clear(self) -> None:
        """Nothing is found any more."""

    def settle(self) -> None:
        """After very many changes: whatever makes it quick and small."""


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    return ENGINES[connection.vendor]
