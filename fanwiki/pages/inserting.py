"""New rows of the tables in one statement for each: what `bulk_create` does, without working the statement out anew."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models.constants import OnConflict

PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
ROOM = 30_000  # values of one statement, where the database sets no limit


def insert(rows: Sequence[models.Model], *, ignore_conflicts: bool = False) -> None:
    """All of one model, without keys or with keys of their own; they are not told which keys they were given."""
    if not rows:
        return
    conflict = OnConflict.IGNORE if ignore_conflicts else None
    head, fields, tail, most = statement(connection.vendor, type(rows[0]), conflict)
    values = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        for first in range(0, len(rows), most):
            some = rows[first : first + most]
            told = [prepare(getattr(row, name)) for row in some for name, prepare in fields]
            cursor.execute(f"{head}{', '.join([values] * len(some))} {tail}", told)


@cache
def statement(
    _vendor: str, model: type[models.Model], conflict: OnConflict | None
) -> tuple[str, list[tuple[str, Callable[[Any], Any]]], str, int]:
    """What stands before the values, the columns with what makes a value of each, what stands behind, how many fit."""
    operations, quote = connection.ops, connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    head = f"{operations.insert_statement(on_conflict=conflict)} {quote(model._meta.db_table)} ({columns}) VALUES "
    tail, most = operations.on_conflict_suffix_sql(fields, conflict, [], []), connection.features.max_query_params
    return head, [(field.attname, prepared(field)) for field in fields], tail, (most or ROOM) // len(fields)


def prepared(field: Any) -> Callable[[Any], Any]:
    """Numbers, truths and texts of a document are what is stored; only the others, such as lists, have to be made."""
    if isinstance(field, PLAIN):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
