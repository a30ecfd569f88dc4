"""New rows of the tables in one statement for each: what `bulk_create` does, without working the statement out anew."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.constants import OnConflict

from .statements import run

PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
ROOM = 30_000  # values of one statement, where the database sets no limit
Rows = list[tuple[Any, ...]]


class Existing(NamedTuple):
    """What becomes of a row that is there already by its `unique` attribute: it gets these others, or stays."""

    unique: str = ""
    attributes: tuple[str, ...] = ()


class Statement(NamedTuple):
    """What stands before the values, for those of each row, and behind them; how many rows fit, and what makes a value
    of the columns at some places that is no plain one."""

    head: str
    row: str
    tail: str
    most: int
    made: list[tuple[int, Callable[[Any], Any]]]


def insert(rows: Sequence[models.Model], *, existing: Existing | None = None) -> None:
    """All of one model, without keys or with keys of their own; they are not told which keys they were given."""
    if rows:
        names = attributes(type(rows[0]))
        insert_values(type(rows[0]), names, list(map(attrgetter(*names), rows)), existing=existing)


def insert_one(row: models.Model, *, existing: Existing | None = None) -> bool:
    """And tell it its key. False where one like it is there already, which stays."""
    names = attributes(type(row))
    told = insert_values(type(row), names, [attrgetter(*names)(row)], existing=existing, tell=("id",))
    for (row.pk,) in told:
        row._state.adding, row._state.db = False, connection.alias
    return bool(told)


def insert_values(
    model: type[models.Model],
    names: tuple[str, ...],
    rows: Rows,
    *,
    existing: Existing | None = None,
    tell: tuple[str, ...] = (),
) -> Rows:
    """Rows of the attributes that are named, all that have no default in the database. Gives the columns to `tell` of
    those that are new."""
    told: Rows = []
    if not rows:
        return told
    made = statement(model, names, existing, tell)
    for first in range(0, len(rows), made.most):
        some = rows[first : first + made.most]
        values = [value for row in some for value in row]
        for column, make in made.made:
            for at in range(column, len(values), len(names)):
                values[at] = make(values[at])
        told += run(f"{made.head}{', '.join([made.row] * len(some))} {made.tail}", values).rows
    return told


@cache
def attributes(model: type[models.Model]) -> tuple[str, ...]:
    """All that are stored, but a key that the database gives."""
    return tuple(field.attname for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))


@cache
def statement(
    model: type[models.Model],
    names: tuple[str, ...],
    existing: Existing | None,
    tell: tuple[str, ...],
) -> Statement:
    operations: Any = connection.ops
    quote, known = operations.quote_name, {field.attname: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in names]
    conflict = existing and (OnConflict.UPDATE if existing.unique else OnConflict.IGNORE)
    unique = [known[existing.unique].column] if existing and existing.unique else []
    columns = [known[name].column for name in existing.attributes] if existing else []
    head = f"{operations.insert_statement(on_conflict=conflict)} {quote(model._meta.db_table)} "
    head += f"({', '.join(quote(field.column) for field in fields)}) VALUES "
    tail = operations.on_conflict_suffix_sql(fields, conflict, columns, unique)
    back, _values = operations.return_insert_columns([known[name] for name in tell])
    most = (connection.features.max_query_params or ROOM) // len(fields)
    made = [(at, prepared(field)) for at, field in enumerate(fields) if not isinstance(field, PLAIN)]
    row = f"({', '.join(['%s'] * len(fields))})"
    return Statement(head, row, f"{tail} {back}", most, made)


def prepared(field: Any) -> Callable[[Any], Any]:
    """Numbers, truths and texts of a document are what is stored; only the others, such as lists, have to be made."""
    return stored_json(field) if isinstance(field, models.JSONField) else partial(stored, field)


def stored(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def stored_json(field: models.JSONField) -> Callable[[Any], Any]:
    """Most rows cite nothing and most findings need no proof: what is empty is made once."""
    adapt: Callable[[Any, Any], Any] = connection.ops.adapt_json_value
    empty = {kind: adapt(kind(), field.encoder) for kind in (list, dict)}

    def made(value: Any) -> Any:
        known = None if value else empty.get(type(value))
        return known if known or value is None else adapt(value, field.encoder)

    return made
