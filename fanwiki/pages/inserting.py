"""New rows of the tables in one statement for each: what `bulk_create` does, without working the statement out anew."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.constants import OnConflict

PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
ROOM = 30_000  # values of one statement, where the database sets no limit
Rows = list[tuple[Any, ...]]


class Existing(NamedTuple):
    """What becomes of a row that is there already, by its column `unique`: it gets these columns, or stays as it is."""

    unique: str = ""
    columns: tuple[str, ...] = ()


class Statement(NamedTuple):
    """What stands before and behind the values, the attributes with what makes a value of each, how many rows fit."""

    head: str
    fields: list[tuple[str, Callable[[Any], Any]]]
    tail: str
    most: int


def insert(rows: Sequence[models.Model], *, existing: Existing | None = None, tell: tuple[str, ...] = ()) -> Rows:
    """All of one model, without keys or with keys of their own. Gives the columns to `tell` of the rows that are new.

    They are not told which keys they were given.
    """
    told: Rows = []
    if not rows:
        return told
    made = statement(connection.vendor, type(rows[0]), existing, tell)
    with connection.cursor() as cursor:
        for first in range(0, len(rows), made.most):
            some = rows[first : first + made.most]
            values = [prepare(getattr(row, name)) for row in some for name, prepare in made.fields]
            marks = f"({', '.join(['%s'] * len(made.fields))})"
            cursor.execute(f"{made.head}{', '.join([marks] * len(some))} {made.tail}", values)
            told += cursor.fetchall() if tell else []
    return told


def insert_one(row: models.Model) -> None:
    """And tell it its key."""
    ((row.pk,),) = insert([row], tell=("id",))
    row._state.adding, row._state.db = False, connection.alias


@cache
def statement(_vendor: str, model: type[models.Model], existing: Existing | None, tell: tuple[str, ...]) -> Statement:
    operations: Any = connection.ops
    quote, known = operations.quote_name, {field.name: field for field in model._meta.concrete_fields}
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    conflict = existing and (OnConflict.UPDATE if existing.unique else OnConflict.IGNORE)
    unique = [known[existing.unique].column] if existing and existing.unique else []
    columns = [known[name].column for name in existing.columns] if existing else []
    head = f"{operations.insert_statement(on_conflict=conflict)} {quote(model._meta.db_table)} "
    head += f"({', '.join(quote(field.column) for field in fields)}) VALUES "
    tail = operations.on_conflict_suffix_sql(fields, conflict, columns, unique)
    back, _values = operations.return_insert_columns([known[name] for name in tell])
    most = (connection.features.max_query_params or ROOM) // len(fields)
    return Statement(head, [(field.attname, prepared(field)) for field in fields], f"{tail} {back}", most)


def prepared(field: Any) -> Callable[[Any], Any]:
    """Numbers, truths and texts of a document are what is stored; only the others, such as lists, have to be made."""
    if isinstance(field, PLAIN):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)
