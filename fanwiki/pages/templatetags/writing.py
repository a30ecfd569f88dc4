"""What the editor is drawn with: which fields stand where, what went wrong, what two people changed at once."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django import forms, template
from django.db import models
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanwiki.text import diff
from fanwiki.text.merge import Clash

from .. import conflicts, kinds, pasting, shape
from ..conflicts import OURS, THEIRS, Question
from ..editor import Editor
from ..fields import Reference
from ..forms import PageForm, RowForm
from ..kinds import Kind
from ..models import GalleryPicture, Name, Note, Relation, Source
from ..rows import Row
from .changes import field_label, list_label, part_label, row_title
from .comparison import Cell, Piece, cell, in_order, readable
from .pages import script_lang

register = template.Library()

# Columns that stand in the row itself. The rest of a row is folded away below it.
FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    Name.list_name: ("text", "kind", "lang", "primary"),
    GalleryPicture.list_name: ("picture", "caption"),
    Relation.list_name: ("type", "to", "start", "end"),
    Source.list_name: ("title", "url", "key"),
    Note.list_name: ("field", "text", "src"),
}
NOT_FACTS = frozenset({"title", "body", "base", "of_page", "edit_summary", "minor"})
NO_CELLS = frozenset({"id", "position", "DELETE"})
LONG = 160  # letters; a field for more takes the whole width


@register.filter
def facts(form: PageForm) -> list[BoundField]:
    """The fields that take a whole line come first."""
    return sorted((form[name] for name in form.fields if name not in NOT_FACTS), key=lambda field: not is_long(field))


@register.filter
def in_its_language(field: BoundField) -> SafeString:
    """The field, marked with the language that what stands in it is read aloud in."""
    lang = script_lang(str(field.value() or ""))
    return field.as_widget(attrs={"lang": lang} if lang else None)


@register.filter
def is_long(field: BoundField) -> bool:
    return (getattr(field.field, "max_length", None) or 0) >= LONG


@register.filter
def names_picture(field: BoundField) -> bool:
    """Whether it takes the title of a picture: then one can be uploaded for it."""
    return field.name == "picture"


@register.filter
def is_fact(field: BoundField) -> bool:
    """Whether a source should say so."""
    form: Any = field.form
    return field.name in kinds.of_root(form._meta.model).cited_columns


@register.simple_tag
def prefixes() -> str:
    """What may stand before a title in a link."""
    return " ".join(kinds.registry)


@register.filter
def is_check(field: BoundField) -> bool:
    return isinstance(field.field, forms.BooleanField)


# --- Rows -------------------------------------------------------------------------------------------------------------


def first_columns(model: Any) -> list[str]:
    """Of an app's own list: what must be filled in, whom it names, and what is chosen."""
    told = FIRST_COLUMNS.get(model.list_name)
    return list(told) if told else [name for name, field in shape.columns(model).items() if is_first(field)]


def is_first(field: models.Field) -> bool:
    return isinstance(field, Reference) or bool(field.choices) or not (field.blank or field.has_default())


@register.filter
def first_fields(form: RowForm) -> list[BoundField]:
    return [form[name] for name in first_columns(form._meta.model)]


@register.filter
def folded_fields(form: RowForm) -> list[BoundField]:
    first = first_columns(form._meta.model)
    return [form[name] for name in form.fields if name not in NO_CELLS and name not in first]


@register.filter
def folded_words(form: RowForm) -> str:
    """What the folded fields say, in one line; "" where all are empty."""
    return " · ".join(said for said in map(value_text, folded_fields(form)) if said)


@register.filter
def has_errors(fields: list[BoundField]) -> bool:
    return any(field.errors for field in fields)


@register.filter
def row_name(form: RowForm) -> str:
    """What tells this row from the others: the first thing it says in words; "" for an empty one."""
    typed = (value_text(field) for field in first_fields(form) if not isinstance(field.field, forms.ChoiceField))
    return next((said for said in typed if said), "")


def value_text(field: BoundField) -> str:
    value = field.value()
    if isinstance(field.field, forms.BooleanField):
        return str(field.label) if value else ""
    if isinstance(field.field, forms.ChoiceField):
        labels: dict[Any, Any] = dict(getattr(field.field, "choices", ()))
        return str(labels.get(value, "")) if value else ""
    return str(value or "")


@register.simple_tag
def pasted_text(editor: Editor, list_name: str) -> str:
    """What still waits in the list's box to become rows."""
    return str((editor.data or {}).get(pasting.PREFIX + list_name, ""))


# --- What went wrong --------------------------------------------------------------------------------------------------


def list_id(name: str) -> str:
    """Of a list in the form: its own name is the id of the page's section, which a preview draws beside the form."""
    return f"list-{name}"


class Trouble(NamedTuple):
    """`where` is the id that the summary's link leads to, or ""."""

    where: str
    label: str
    message: str


@register.simple_tag
def troubles(editor: Editor) -> list[Trouble]:
    """Everything that keeps the page from being published, in the order of the form."""
    found = list(form_troubles(editor.form, ""))
    found += form_troubles(editor.source, "") if editor.source else []
    for name, formset in editor.parts.items():
        label = list_label(name, editor.kind)
        found += [Trouble(list_id(name), label, str(message)) for message in formset.non_form_errors()]
        for number, form in enumerate(formset.forms, 1):
            where = _("%(list)s, row %(number)s") % {"list": label, "number": number}
            found += form_troubles(form, where, list_id(name))
    return found


def form_troubles(form: Any, where: str, anchor: str = "") -> Iterator[Trouble]:
    for name, messages in form.errors.items():
        known = name in form.fields and not form[name].is_hidden
        label = capfirst(str(form[name].label)) if known else ""
        for message in messages:
            target = form[name].id_for_label if known else anchor
            yield Trouble(target, ", ".join(filter(None, (where, label))), message)


# --- Two at once ------------------------------------------------------------------------------------------------------


Rows = dict[str, dict[str, Any]]  # the forms of each list by the ids of their rows


class Side(NamedTuple):
    """What one of the two says: in words about a row, in marked pieces, or in the columns of a row that it changed."""

    value: str
    words: str = ""
    spans: Sequence[Piece] = ()
    cells: Sequence[Cell] = ()


class Choice(NamedTuple):
    """A question as it is drawn. `where` is the id of its field or list in the form, or ""."""

    question: Question
    where: str
    label: str
    sides: tuple[Side, Side]


@register.simple_tag
def parts_in(editor: Editor) -> list[str]:
    """The parts of which the form has their changes already."""
    found = editor.questions.already_in if editor.questions else []
    return [part_label(part, editor.kind) for part in found]


@register.filter
def listed(words: Sequence[str]) -> str:
    return conflicts.listed(words)


@register.simple_tag
def choices(editor: Editor) -> list[Choice]:
    """What a conflict asks, in the order of the form."""
    asked = editor.questions.asked if editor.questions else []
    order = ["body", *shape.columns(editor.kind.root), *editor.kind.lists]
    places = {name: place for place, name in reversed([*enumerate(order)])}
    asked.sort(key=lambda question: places.get(re.split(r"[. ]", question.clash.path)[0], 0))
    rows = {name: {row["id"].value(): row for row in formset.forms} for name, formset in editor.parts.items()}
    return [choice(question, editor, rows) for question in asked]


def choice(question: Question, editor: Editor, rows: Rows) -> Choice:
    clash = question.clash
    path, is_order = clash.path.removesuffix(" (order)"), clash.path.endswith(" (order)")
    name, _dot, rest = path.partition(".")
    if is_order:
        return Choice(question, *order_label(name, editor), order_sides(clash, name, editor))
    if name not in editor.kind.lists:
        where = editor.form[name].id_for_label if name in editor.form.fields else ""
        return Choice(
            question, where, field_label(path, editor.kind.root), sides(clash, path, editor.kind.root, editor)
        )
    row_id, _dot, column = rest.partition(".")
    model = editor.kind.lists[name]
    where, label = row_label(clash, model, column, rows[name].get(row_id), editor.kind)
    return Choice(question, where, label, sides(clash, column, model, editor))


def order_label(name: str, editor: Editor) -> tuple[str, str]:
    if name in editor.kind.lists:
        return list_id(name), _("%(list)s: order") % {"list": list_label(name, editor.kind)}
    return editor.form[name].id_for_label, _("%(list)s: order") % {"list": field_label(name, editor.kind.root)}


def row_label(clash: Clash, model: type[Row], column: str, form: Any, kind: Kind) -> tuple[str, str]:
    """A row that is not in the form has its own name, and the place of its list."""
    row = clash.ours or clash.theirs
    said = row_name(form) if form else row_title(row, model, kind) if isinstance(row, dict) else ""
    label = f"{model.list_label}: {said}" if said else str(model.list_label)
    where = form[column or "position"].id_for_label if form else list_id(model.list_name)
    return where, f"{label}, {field_label(column, model)}" if column else label


def order_sides(clash: Clash, name: str, editor: Editor) -> tuple[Side, Side]:
    """Numbered, without the places at both ends that the two have in common."""
    model, rows = editor.kind.lists.get(name), [*clash.ours]
    titles = {key: key for key in rows}
    if model and editor.questions:
        titles = {row["id"]: row_title(row, model, editor.kind) for row in editor.questions.merge.document[name]}
    alike = [one == other for one, other in zip(clash.ours, clash.theirs, strict=True)]
    first, last = alike.index(False), len(alike) - alike[::-1].index(False)
    ours, theirs = (
        ", ".join(f"{n}. {titles.get(key, '')}" for n, key in enumerate(side[first:last], first + 1))
        for side in (clash.ours, clash.theirs)
    )
    return Side(OURS, spans=[Piece(ours)]), Side(THEIRS, spans=[Piece(theirs)])


def sides(clash: Clash, name: str, model: type[models.Model], editor: Editor) -> tuple[Side, Side]:
    """`name` is the column; a whole row has none."""
    if name:
        key = "" if name == diff.BODY else name  # a comparison has the text apart
        [both] = cells({key: clash.theirs}, {key: clash.ours}, model, editor.kind) or [Cell("", [], [])]
        return Side(OURS, spans=both.new), Side(THEIRS, spans=theirs_only(both.old))
    if clash.ours and clash.theirs:
        both_rows = cells(clash.theirs, clash.ours, model, editor.kind)
        theirs = [Cell(told.label, [], theirs_only(told.old)) for told in both_rows]
        return Side(OURS, cells=both_rows), Side(THEIRS, cells=theirs)
    return row_side(OURS, clash.ours, clash, model, editor), row_side(THEIRS, clash.theirs, clash, model, editor)


def row_side(value: str, row: Any, clash: Clash, model: type[models.Model], editor: Editor) -> Side:
    """Of a row that one of the two removed."""
    if not row:
        return Side(value, _("Remove it"))
    return Side(value, _("Keep it, with these changes"), cells=cells(clash.base or {}, row, model, editor.kind))


def cells(old: Any, new: Any, model: type[models.Model], kind: Kind) -> list[Cell]:
    """The columns that differ, each with its marked pieces."""
    changes = diff.compare(*({key: value for key, value in side.items() if key != "id"} for side in (old, new)))
    return [cell(change, model, kind, shorten=readable) for change in in_order(changes.fields, model)]


def theirs_only(pieces: list[Piece]) -> list[Piece]:
    """Nothing was removed: what only one side says is marked alike on both."""
    return [piece._replace(mark="ins") if piece.mark == "del" else piece for piece in pieces]
