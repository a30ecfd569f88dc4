"""What the editor is drawn with: which fields stand where, what went wrong, what two people changed at once."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms, template
from django.db import models
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanwiki.text.merge import Clash

from .. import shape
from ..editing import Conflict
from ..fields import Reference
from ..forms import Editor, PageForm, RowForm
from ..kinds import Kind
from ..models import Name, Note, Relation, Source
from .changes import field_label, list_label, readers, row_title
from .pages import script_lang

register = template.Library()

# Columns that stand in the row itself. The rest of a row is folded away below it.
FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    Name.list_name: ("text", "kind", "lang", "primary"),
    Relation.list_name: ("type", "to", "start", "end"),
    Source.list_name: ("key", "kind", "title", "url"),
    Note.list_name: ("field", "text", "src"),
}
NOT_FACTS = frozenset({"title", "body", "base", "edit_summary", "minor"})
NO_CELLS = frozenset({"id", "position", "DELETE"})
LONG = 160  # letters; a field for more takes the whole width


@register.filter
def facts(form: PageForm) -> list[BoundField]:
    """The fields that take a whole line come first."""
    return sorted((form[name] for name in form.fields if name not in NOT_FACTS), key=lambda field: not is_long(field))


@register.filter
def is_long(field: BoundField) -> bool:
    return (getattr(field.field, "max_length", None) or 0) >= LONG


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
def row_widget(field: BoundField, kind: Kind) -> SafeString:
    """The field itself, as its widget's template draws it, in a tenth of the time: a cast of 300 has 2,700 of them."""
    widget = field.field.widget
    if field.name == "field" and isinstance(getattr(field.form, "instance", None), Note):
        known = [(name, field_label(name, kind.root)) for name in shape.columns(kind.root)]
        return row_select(field, [("", _("The whole page")), *known])
    if isinstance(widget, forms.Select):
        return row_select(field, widget.choices)
    if isinstance(widget, forms.TextInput | forms.NumberInput | forms.HiddenInput):
        return row_input(field, widget)
    return field.as_widget()


def row_input(field: BoundField, widget: forms.widgets.Input) -> SafeString:
    value = widget.format_value(field.value())
    attrs = {"type": widget.input_type, "value": value, "lang": script_lang(value or "") or None}
    return format_html("<input{}>", flatatt(named(field) | attrs))


def row_select(field: BoundField, choices: Iterable[Any]) -> SafeString:
    """Of choices without groups."""
    value = field.value() or ""
    options = ((code, flatatt({"selected": code == value}), said) for code, said in choices)
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
    return format_html("<select{}>{}</select>", flatatt(named(field)), drawn)


def named(field: BoundField) -> dict[str, Any]:
    """The attributes that every widget of this field has."""
    return {"name": field.html_name, "id": field.auto_id} | field.build_widget_attrs(field.field.widget.attrs)


# --- What went wrong --------------------------------------------------------------------------------------------------


class Trouble(NamedTuple):
    """`where` is the id that the summary's link leads to, or ""."""

    where: str
    label: str
    message: str


@register.simple_tag
def troubles(editor: Editor) -> list[Trouble]:
    """Everything that keeps the page from being published, in the order of the form."""
    found = list(form_troubles(editor.form, ""))
    for name, formset in editor.parts.items():
        label = list_label(name, editor.kind)
        found += [Trouble(name, label, str(message)) for message in formset.non_form_errors()]
        for number, form in enumerate(formset.forms, 1):
            where = _("%(list)s, row %(number)s") % {"list": label, "number": number}
            found += form_troubles(form, where, name)
    return found


def form_troubles(form: Any, where: str, anchor: str = "") -> Iterator[Trouble]:
    for name, messages in form.errors.items():
        known = name in form.fields and not form[name].is_hidden
        label = capfirst(str(form[name].label)) if known else ""
        for message in messages:
            target = form[name].id_for_label if known else anchor
            yield Trouble(target, ", ".join(filter(None, (where, label))), message)


# --- Two at once ------------------------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """One thing that both changed. The form has ours; `where` is the id of its field or list there."""

    where: str
    label: str
    ours: str
    theirs: str


@register.simple_tag
def choices(conflict: Conflict, editor: Editor) -> list[Choice]:
    """In the order of the form."""
    order = ["body", *shape.columns(editor.kind.root), *editor.kind.lists]
    places = {name: place for place, name in reversed([*enumerate(order)])}
    clashes = sorted(conflict.clashes, key=lambda clash: places.get(re.split(r"[. ]", clash.path)[0], 0))
    return [choice(clash, editor, conflict) for clash in clashes]


def choice(clash: Clash, editor: Editor, conflict: Conflict) -> Choice:
    path, is_order = clash.path.removesuffix(" (order)"), clash.path.endswith(" (order)")
    name, _dot, rest = path.partition(".")
    if name not in editor.kind.lists:
        return scalar_choice(clash, editor)
    if is_order:
        return order_choice(clash, name, editor, conflict)
    return row_choice(clash, name, rest, editor)


def scalar_choice(clash: Clash, editor: Editor) -> Choice:
    read = readers(editor.kind.root, editor.kind).get(clash.path, str)
    column = clash.path.partition(".")[0]
    where = editor.form[column].id_for_label if column in editor.form.fields else ""
    return Choice(where, field_label(clash.path, editor.kind.root), *sides(clash, read))


def order_choice(clash: Clash, name: str, editor: Editor, conflict: Conflict) -> Choice:
    model = editor.kind.lists[name]
    titles = {row["id"]: row_title(row, model, editor.kind) for row in conflict.merged[name]}
    label = _("%(list)s: order") % {"list": list_label(name, editor.kind)}
    return Choice(name, label, *sides(clash, lambda key: titles.get(key, "")))


def row_choice(clash: Clash, name: str, rest: str, editor: Editor) -> Choice:
    row_id, _dot, column = rest.partition(".")
    model, formset = editor.kind.lists[name], editor.parts[name]
    form: Any = next((form for form in formset.forms if form["id"].value() == row_id), None)
    label = f"{model.list_label}: {row_name(form)}" if form else str(model.list_label)
    where = form[column or "position"].id_for_label if form else name
    if column:
        read = readers(model, editor.kind).get(column, str)
        return Choice(where, f"{label}, {field_label(column, model)}", *sides(clash, read))
    return Choice(where, label, *sides(clash, lambda row: row_title(row, model, editor.kind)))


def sides(clash: Clash, read: Any) -> tuple[str, str]:
    ours, theirs = (side_text(side, read) for side in (clash.ours, clash.theirs))
    return ours, theirs


def side_text(value: Any, read: Any) -> str:
    """ "" for a value that is empty or a row that was removed."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(read, value)))
    return "" if value in (None, "", False) else str(read(value))
