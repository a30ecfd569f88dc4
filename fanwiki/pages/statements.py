"""How statements that were worked out before reach the database, at little more than what they cost there."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections

KEPT = 1000  # statements in SQLite's marks, which differ in how many values they have
FEW = 500  # values: longer statements that are kept would fill the memory, and what writing them costs is not seen


class Answer(NamedTuple):
    rows: list[tuple[Any, ...]]
    changed: int
    """How many rows an UPDATE or a DELETE met."""


def run(sql: str, values: Sequence[Any]) -> Answer:
    """As Django's cursor does it, which takes longer than most statements do: it writes SQLite's marks and makes three
    checks each time, and PostgreSQL is told a text that it has to plan anew. So where nobody watches, SQLite is told at
    once in a transaction, and PostgreSQL prepares what it is asked again and again, unless that is very long. To it all
    numbers are bigint: what takes none of these says so."""
    database = connections[DEFAULT_DB_ALIAS]
    watched = database.execute_wrappers or database.queries_logged
    if database.vendor == "postgresql" and len(values) <= FEW and not watched:
        return run_prepared(database, sql, values)
    if database.vendor == "sqlite" and database.in_atomic_block and not watched:
        return run_at_once(database, sql, values)
    return run_by_django(database, sql, values)


def run_by_django(database: Any, sql: str, values: Sequence[Any]) -> Answer:
    with database.cursor() as cursor:
        cursor.execute(sql, values)
        return Answer(cursor.fetchall() if cursor.description else [], cursor.rowcount)


def run_prepared(database: Any, sql: str, values: Sequence[Any]) -> Answer:
    """Where what was prepared is of no use any more, a new connection is asked. Whoever is in a transaction has to
    begin it again, as where the database is busy: forms come back then (`busy.py`), and it works the next time."""
    database.ensure_connection()
    database.validate_no_broken_transaction()
    try:
        with database.wrap_database_errors, database.Database.Cursor(database.connection) as cursor:
            cursor.execute(sql, [of_one_size(database, value) for value in values])
            return Answer(cursor.fetchall() if cursor.pgresult.nfields else [], cursor.rowcount)
    except DatabaseError as error:
        if not is_stale(database, error):
            raise
        if database.in_atomic_block:
            raise OperationalError("What was prepared on this connection is of no use any more.") from error
    database.connection.close()
    database.close()
    return run_by_django(database, sql, values)


def is_stale(database: Any, error: DatabaseError) -> bool:
    """Whether a migration gave a column another type, or something between us and PostgreSQL exchanged its end."""
    errors = database.Database.errors
    return isinstance(error.__cause__, errors.FeatureNotSupported | errors.InvalidSqlStatementName)


def of_one_size(database: Any, value: Any) -> Any:
    """psycopg counts how often a statement came with values of these types, and small numbers are of another type."""
    whole = database.Database.types.numeric.Int8
    if type(value) is list:
        return [of_one_size(database, one) for one in value]
    return whole(value) if type(value) is int else value


def run_at_once(database: Any, sql: str, values: Sequence[Any]) -> Answer:
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        cursor = database.connection.execute(in_question_marks(sql, len(values)), values)
        return Answer(cursor.fetchall(), cursor.rowcount)


def in_question_marks(sql: str, values: int) -> str:
    return written(sql, values) if values <= FEW else written.__wrapped__(sql, values)


@lru_cache(maxsize=KEPT)
def written(sql: str, values: int) -> str:
    return sql % (("?",) * values)
