"""The shape of documents, read off the models: their editable columns ARE the document."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.base import ModelState
from django.utils.translation import gettext_lazy as _

from .documents import Document
from .fields import Reference
from .rows import Row

M = TypeVar("M", bound=models.Model)
ROW_ID = re.compile(r"[a-z0-9]{1,8}")
MAX_ROWS = 1000  # as many as one form can send


class Problem(NamedTuple):
    """What is wrong, and where: a list, a row's id and a column, each "" where it does not apply."""

    message: Any  # text, perhaps not yet translated
    field: str = ""
    list: str = ""
    id: str = ""

    @property
    def path(self) -> str:
        return ".".join(part for part in (self.list, self.id, self.field) if part)


class Invalid(ValidationError):
    """A document that breaks a rule; `problems` says each, so that a form can show it beside its field."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([f"{p.path}: {p.message}" if p.path else str(p.message) for p in problems])


def columns(model: type[models.Model]) -> dict[str, models.Field]:
    """`editable=False` is the whole vocabulary for "not in the document"; a row's place is its place in the list."""
    return columns_of(model._meta)


@cache
def columns_of(meta: Any) -> dict[str, models.Field]:
    fields = (f for f in meta.concrete_fields if f.editable and not f.primary_key and not f.is_relation)
    return {field.name: field for field in fields if field.name != "position"}


@cache
def references(model: type[models.Model]) -> dict[str, Reference]:
    return {name: field for name, field in columns(model).items() if isinstance(field, Reference)}


def blank(model: type[models.Model]) -> Document:
    plain, made = defaults(model)
    return plain | {name: make() for name, make in made.items()}


@cache
def defaults(model: type[models.Model]) -> tuple[Document, dict[str, Callable[[], Any]]]:
    """What a column says where nobody said anything: always the same, or a list of its own each time."""
    values = {name: field.get_default() for name, field in columns(model).items()}
    made = {name: columns(model)[name].get_default for name, value in values.items() if isinstance(value, list | dict)}
    return values, made


def clean_columns(model: type[models.Model], raw: Document, where: Problem, problems: list[Problem]) -> Document:
    """Every column in its stored form, defaults filled in; what cannot be cleaned is told and left at its default."""
    values = blank(model)
    problems.extend(
        where._replace(message=_("There is no such field."), field=str(name)) for name in set(raw) - {*values, "id"}
    )
    for name, field in columns(model).items():
        if name in raw and raw[name] is not values[name]:  # what nobody filled in is its default
            try:
                values[name] = field.to_python(raw[name])
            except ValidationError as error:
                problems.append(where._replace(message=" ".join(error.messages), field=name))
    return values


def row_id(row: Document, taken: Collection[str]) -> str:
    """Made from what the row says, so that a form sent twice, or the same row from two people, is one row."""
    said = json.dumps({k: v for k, v in row.items() if k != "id"}, sort_keys=True)
    salts = (hashlib.sha256(f"{n}{said}".encode()).hexdigest()[:8] for n in range(len(taken) + 1))
    return next(made for made in salts if made not in taken)


def clean_rows(model: type[Row], raw: Any, problems: list[Problem]) -> list[Document]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        problems.append(Problem(_("A list of rows belongs here."), list=model.list_name))
        return []
    taken = {str(row["id"]) for row in raw if row.get("id")}
    rows = []
    for row in raw[:MAX_ROWS]:
        where = Problem("", list=model.list_name, id=str(row.get("id") or ""))
        values = clean_columns(model, row, where, problems)
        made = where.id or row_id(values, taken)
        taken.add(made)
        rows.append({"id": made, **values})
    if len(raw) > MAX_ROWS:
        problems.append(Problem(_("A list may have 1000 rows at most."), list=model.list_name))
    return rows


def told(error: ValidationError, where: Problem) -> Iterator[Problem]:
    if not hasattr(error, "error_dict"):
        yield where._replace(message=" ".join(error.messages))
        return
    for field, messages in error.message_dict.items():
        yield where._replace(message=" ".join(messages), field="" if field == "__all__" else field)


def model_problems(instance: models.Model, where: Problem) -> Iterator[Problem]:
    """What the model's own rules say of one record or row, whose values are in their stored form already."""
    errors: dict[str, list[ValidationError]] = {}
    for name, field in columns(type(instance)).items():
        value = getattr(instance, name)
        if field.blank and value in field.empty_values:
            continue
        try:
            field.validate(value, instance)
            field.run_validators(value)
        except ValidationError as error:
            errors[name] = error.error_list
    try:
        instance.clean()
    except ValidationError as error:
        error.update_error_dict(errors)
    if errors:
        yield from told(ValidationError(errors), where)


def row_problems(model: type[Row], rows: list[Document]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        where = Problem("", list=model.list_name, id=row["id"])
        if not ROW_ID.fullmatch(row["id"]) or row["id"] in seen:
            yield where._replace(message=_("Two rows have the same id, or one has an id that this wiki did not give."))
        seen.add(row["id"])
        yield from model_problems(instance(model, row), where)


def instance(model: type[Row], row: Document, **more: Any) -> Row:
    return record(model, row | {"id": None, "row": row["id"]}, **more)


def record(model: type[M], said: Document, **more: Any) -> M:
    """An unsaved record of what a document says, and `more` by the names of attributes.

    It is filled as it is: a model's own way sends signals and looks at each value, in twice the time.
    """
    attributes, others = attributes_of(model)
    values = others | said | more
    made = model.__new__(model)
    made._state = ModelState()
    made.__dict__.update({name: values[name] for name in attributes})
    return made


@cache
def attributes_of(model: type[models.Model]) -> tuple[list[str], Document]:
    """Their names, and what those have that are not in the document."""
    fields, told = model._meta.concrete_fields, columns(model)
    return [field.attname for field in fields], {f.attname: f.get_default() for f in fields if f.name not in told}
