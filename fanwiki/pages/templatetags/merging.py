"""What the page that merges two is drawn with: its questions and its outcome in words."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _

from ..kinds import DIFFERENT, Kind
from ..merging import BOTH, OTHER, THIS, Merging, Question
from ..parts import BODY
from .changes import field_label, list_label, readers, row_title
from .links import said

register = template.Library()

LONGEST, LINE = 1500, 300  # letters of a section that are shown beside its radio button, and of a list of rows


class Side(NamedTuple):
    value: str
    words: str


class Line(NamedTuple):
    label: str
    words: str


@register.filter
def tells_apart(kind: Kind) -> bool:
    """Whether its pages can say that they are not to be confused with others."""
    return DIFFERENT in kind.relations


@register.filter
def asked_about(question: Question, kind: Kind) -> str:
    if question.is_text:
        return _("Text: %(section)s") % {"section": question.title} if question.title else _("Text: the beginning")
    return field_label(question.path, kind.root)


@register.simple_tag
def sides_of(question: Question, kind: Kind) -> list[Side]:
    read = readers(kind.root, kind).get(question.path.partition(".")[0], str)
    read = str if isinstance(question.this, str) and "." in question.path else read
    sides = [(THIS, question.this), (OTHER, question.other), *([(BOTH, "")] if question.is_text else [])]
    return [Side(value, truncatechars(said(words, read), LONGEST)) for value, words in sides]


@register.simple_tag
def gained(plan: Merging, kind: Kind) -> list[Line]:
    """What the kept page gets without anybody being asked: facts, sections, rows."""
    lines = [line_of(plan, path, kind) for path in plan.filled]
    for name, rows in plan.added.items():
        lines.append(Line(list_label(name, kind), truncatechars(", ".join(titled(rows, name, kind)), LINE)))
    return lines


def line_of(plan: Merging, path: str, kind: Kind) -> Line:
    name, _dot, key = path.partition(".")
    if name == BODY:
        return Line(_("Text"), key or _("the beginning"))
    value: Any = plan.document[name][key] if key else plan.document[name]
    read = readers(kind.root, kind).get(name, str)
    return Line(field_label(path, kind.root), said(value, str if key else read))


def titled(rows: list[dict[str, Any]], name: str, kind: Kind) -> Iterator[str]:
    return (row_title(row, kind.lists[name], kind) for row in rows)


@register.simple_tag
def stays(plan: Merging, kind: Kind) -> list[Line]:
    """What the other page says of rows that are in both, and is not taken over."""
    lines = []
    for one in plan.left:
        model = kind.lists[one.list]
        label = f"{list_label(one.list, kind)}: {row_title(one.row, model, kind)}"
        words = said(one.other, readers(model, kind).get(one.column, str))
        lines.append(Line(label, f"{field_label(one.column, model)}: {words}"))
    return lines


@register.simple_tag
def goes(plan: Merging, kind: Kind) -> list[Line]:
    return [Line(list_label(name, kind), row_title(row, kind.lists[name], kind)) for name, row in plan.dropped]
