"""How statements that were worked out before reach the database, at little more than what they cost there."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

KEPT = 1000  # statements in SQLite's marks, which differ in how many values they have
FEW = 500  # values: of longer statements a thousand would fill the memory, and what writing them costs is not seen


class Answer(NamedTuple):
    rows: list[tuple[Any, ...]]
    changed: int
    """How many rows an UPDATE or a DELETE met."""


def run(sql: str, values: Sequence[Any]) -> Answer:
    """As Django's cursor does it. That writes SQLite's marks and makes three checks each time, which takes longer than
    most statements do: in a transaction that nobody watches, SQLite is told at once."""
    database = connections[DEFAULT_DB_ALIAS]
    watched = database.execute_wrappers or database.queries_logged
    if database.vendor == "sqlite" and database.in_atomic_block and not watched:
        database.validate_no_broken_transaction()
        with database.wrap_database_errors:
            cursor = database.connection.execute(in_question_marks(sql, len(values)), values)
            return Answer(cursor.fetchall(), cursor.rowcount)
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        return Answer(cursor.fetchall() if cursor.description else [], cursor.rowcount)


def in_question_marks(sql: str, values: int) -> str:
    return written(sql, values) if values <= FEW else written.__wrapped__(sql, values)


@lru_cache(maxsize=KEPT)
def written(sql: str, values: int) -> str:
    return sql % (("?",) * values)
