"""What is asked or changed with every page that is saved: worked out once for each number of values, then only told."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db.models.sql import DeleteQuery, Query, UpdateQuery

from .statements import run

KEPT = 200  # statements of one question, which differ in how many values they ask for
NUMBER = 2_000_000_000  # no key or count of a query's own is as great: so it can stand for one of a call

Values = Sequence[Any]
Shape = tuple[Any, int]
Statement = tuple[str, list[Any], list[tuple[int, int]]]


class Prepared:
    """`build` makes a query for plain columns out of groups of values; a call gives its rows for others.

    The values of a group are all texts or all numbers, in no JSON; or it is one truth or None. Where a group is empty
    there are no rows. They are as the database gives them: SQLite's truths are 0 and 1, and JSON is text.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.statement = lru_cache(maxsize=KEPT)(self.work_out)

    def __call__(self, *groups: Values) -> list[tuple[Any, ...]]:
        if not all(groups):
            return []
        return run(*self.told(groups)).rows

    def told(self, groups: Sequence[Values]) -> tuple[str, list[Any]]:
        """The statement, and its values with those of this call in their places."""
        sql, values, places = self.statement(*map(shape_of, groups))
        told, asked = values.copy(), [value for group in groups for value in group]
        for at, n in places:
            told[at] = asked[n]
        return sql, told

    def work_out(self, *shapes: Shape) -> Statement:
        """The statement, its values, and which of those are to be exchanged for which of a call."""
        groups, first = [], 0
        for of, count in shapes:
            groups.append([mark(of, n) for n in range(first, first + count)])
            first += count
        marks = [value for group in groups for value in group]
        places = {value: n for n, value in enumerate(marks) if type(value) in (str, int)}
        sql, values = self.query(groups).sql_with_params()
        told = [(at, value) for at, value in enumerate(values) if is_told(value)]
        return sql, list(values), [(at, places[value]) for at, value in told if value in places]

    def query(self, groups: list[list[Any]]) -> Query:
        query: Query = self.build(*groups).query
        return query


class Update(Prepared):
    """`build` makes the rows to be changed, and what their columns are to be; a call gives how many there were."""

    def __call__(self, *groups: Values) -> int:  # type: ignore[override]
        if not all(groups):
            return 0
        return run(*self.told(groups)).changed

    def query(self, groups: list[list[Any]]) -> Query:
        rows, values = self.build(*groups)
        update: UpdateQuery = rows.query.chain(UpdateQuery)
        update.add_update_values(values)
        return update


class Removal(Update):
    """`build` makes the rows that go, of a table to which no other one refers."""

    def query(self, groups: list[list[Any]]) -> Query:
        removal: DeleteQuery = self.build(*groups).query.chain(DeleteQuery)
        return removal


def is_told(value: Any) -> bool:
    """A text or a number; PostgreSQL's numbers of a column are of types of their own, such as Int4."""
    return isinstance(value, str | int) and not isinstance(value, bool)


def shape_of(group: Values) -> Shape:
    """Of which type its values are, and how many; a truth or None is part of the statement as it is."""
    first = group[0]
    of = first if first is None or isinstance(first, bool) else str if isinstance(first, str) else int
    return of, len(group)


def mark(of: Any, n: int) -> Any:
    """What stands for the value in the statement while that is worked out."""
    return f"value {n}" if of is str else NUMBER + n if of is int else of
