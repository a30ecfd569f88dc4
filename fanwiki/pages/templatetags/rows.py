"""The rows of the editor's lists: a cast of 400 has 5,000 fields, so the template draws one row for all of them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.utils import flatatt
from django.template.defaultfilters import truncatechars
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import shape
from ..forms import RowFormSet
from ..kinds import Kind
from ..models import Note
from .changes import field_label
from .pages import in_script, script_lang
from .writing import folded_words, row_name

register = template.Library()

NUMBER, NAME, SPOKEN, MORE = "__prefix__", "NAME", "SPOKEN", "MORE"  # no column is written in capitals
GAPS = re.compile(f"\x01(\\w+)\x01|({NUMBER})")
TOLD = 120  # letters of what the folded fields say


@register.simple_tag(takes_context=True)
def edit_rows(context: template.Context, formset: RowFormSet) -> SafeString:
    """The template draws an empty row with gaps in place of what differs, and they are filled in for each row in
    which nothing is wrong: a tenth of the time.
    """
    pattern = [part for part in GAPS.split(drawn_row(context, formset.empty_form, gaps=True)) if part is not None]
    draw, rows = Drawing(context["editor"].kind).value, formset.forms
    drawn = (drawn_row(context, row) if row.errors else filled(pattern, row, draw) for row in rows)
    return SafeString("".join(drawn))


@register.simple_tag(takes_context=True)
def edit_row(context: template.Context, row: Any) -> SafeString:
    return drawn_row(context, row)


def drawn_row(context: template.Context, row: Any, *, gaps: bool = False) -> SafeString:
    said = (gap(NAME), gap(SPOKEN), gap(MORE)) if gaps else (called(row), in_script(called(row)), folded_told(row))
    name, spoken, more = said
    drawing: Any = context.template
    with context.push(row=row, name=name, spoken=spoken, more=more, gaps=gaps):
        drawn: SafeString = drawing.engine.get_template("pages/_edit_row.html").render(context)
    return drawn


def filled(pattern: list[str], row: Any, draw: Callable[[BoundField], str]) -> str:
    """`pattern` has text and the names of gaps by turns."""
    number = str(row.prefix).rpartition("-")[2]
    name = called(row)
    said = {NUMBER: number, NAME: escape(name), SPOKEN: in_script(name), MORE: folded_told(row)}
    gaps = (said[name] if name in said else draw(row[name]) for name in pattern[1::2])
    return "".join(part for pair in zip(pattern[::2], [*gaps, ""], strict=True) for part in pair)


class Drawing:
    """The values of one list: what many rows say, such as the kind of a part, is drawn once."""

    def __init__(self, kind: Kind) -> None:
        self.kind, self.known = kind, dict[tuple[str, Any], SafeString]()

    def value(self, field: BoundField) -> SafeString:
        key = field.name, field.value()
        if key not in self.known:
            self.known[key] = value_drawn(field, self.kind)
        return self.known[key]


def gap(name: str) -> SafeString:
    return SafeString(f"\x01{name}\x01")


def called(row: Any) -> str:
    return row_name(row) or _("new row")


def folded_told(row: Any) -> SafeString:
    said = folded_words(row)
    if not said:
        return SafeString(escape(_("More")))
    return format_html('<span class="vh">{} </span>{}', _("More:"), in_script(truncatechars(said, TOLD)))


# --- Fields, as their widgets draw them, in a tenth of the time -------------------------------------------------------


@register.simple_tag(takes_context=True)
def row_widget(context: template.Context, field: BoundField) -> SafeString:
    kind = context["editor"].kind
    return around(field, kind, gap(field.name) if context.get("gaps") else value_drawn(field, kind))


def around(field: BoundField, kind: Kind, value: SafeString) -> SafeString:
    """The field with what `value_drawn` says of it."""
    attrs = {"name": field.html_name, "id": field.auto_id} | field.build_widget_attrs(field.field.widget.attrs)
    if row_choices(field, kind) is not None:
        attrs.pop("maxlength", None)  # of a line that is offered as a choice
        return format_html("<select{}>{}</select>", flatatt(attrs), value)
    widget = field.field.widget
    if isinstance(widget, forms.widgets.Input):
        return format_html("<input{}{}>", flatatt({"type": widget.input_type} | attrs), value)
    return value


def value_drawn(field: BoundField, kind: Kind) -> SafeString:
    """The part of a field that its value makes: attributes of an input, options of a select."""
    choices, widget = row_choices(field, kind), field.field.widget
    if choices is not None:
        value = field.value() or ""
        options = ((code, flatatt({"selected": code == value}), said) for code, said in choices)
        return format_html_join("", '<option value="{}"{}>{}</option>', options)
    if isinstance(widget, forms.CheckboxInput):
        return flatatt({"checked": widget.check_test(field.value())})
    if isinstance(widget, forms.widgets.Input):
        value = widget.format_value(field.value())
        return flatatt({"value": value, "lang": script_lang(value or "") or None})
    return field.as_widget()


def row_choices(field: BoundField, kind: Kind) -> Iterable[tuple[str, Any]] | None:
    """Of a select, none of which has groups; None for other fields."""
    if field.name == "field" and isinstance(getattr(field.form, "instance", None), Note):
        known = [(name, field_label(name, kind.root)) for name in shape.columns(kind.root)]
        return [("", _("The whole page")), *known]
    widget = field.field.widget
    return widget.choices if isinstance(widget, forms.Select) else None
