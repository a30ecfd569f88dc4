"""What both engines need: statements that the ORM has no words for."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from django.db import connection

from fanwiki.pages import statements

T = TypeVar("T")


def ask(question: str, *values: Any) -> list[Any]:
    return statements.run(question, values).rows


def run(statement: str, *values: Any) -> None:
    statements.run(statement, values)


def run_many(statement: str, values: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (values[n : n + size] for n in range(0, len(values), size))
