"""What is asked for every page that is saved: worked out once for each number of values, then only asked."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

KEPT = 200  # statements of one question, which differ in how many values they ask for


class Prepared:
    """`build` makes a query for plain columns out of some values, which are texts; a call gives its rows for others.

    The rows are as the database gives them: SQLite's truths are 0 and 1.
    """

    def __init__(self, build: Callable[[list[str]], QuerySet[Any, Any]]) -> None:
        self.build = build
        self.statement = lru_cache(maxsize=KEPT)(self.work_out)

    def work_out(self, _vendor: str, count: int) -> tuple[str, list[Any], list[tuple[int, int]]]:
        """The statement, its values, and which of those are to be exchanged for which of a call."""
        marks = [f"value {n}" for n in range(count)]
        sql, values = self.build(marks).query.sql_with_params()
        return sql, list(values), [(at, marks.index(value)) for at, value in enumerate(values) if value in marks]

    def __call__(self, asked: Sequence[str]) -> list[tuple[Any, ...]]:
        if not asked:
            return []
        sql, values, places = self.statement(connection.vendor, len(asked))
        told = values.copy()
        for at, n in places:
            told[at] = asked[n]
        with connection.cursor() as cursor:
            cursor.execute(sql, told)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
