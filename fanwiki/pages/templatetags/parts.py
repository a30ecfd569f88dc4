"""What the editor of a part of a page is drawn with."""

import re
from typing import Any, NamedTuple

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from .. import rendering
from ..documents import Document
from ..editor import Editor
from ..forms import PageForm
from ..parts import BEGIN, BODY, TEXT, Part, address, label
from ..reading import Reading
from .changes import field_label, part_label
from .writing import facts

register = template.Library()


@register.filter
def part_fields(form: PageForm) -> list[BoundField]:
    """In the order of the whole form. Of one fact, and of a new page, the keyboard is in the first field at once."""
    begins = bool(form.part and form.part.name == BEGIN)
    if form.part and (form.part.one_fact or (begins and not form.is_bound)):
        form.fields[form.part.columns[0]].widget.attrs["autofocus"] = True
    return [form[name] for name in form.part.columns] if form.part and begins else facts(form)


@register.simple_tag(takes_context=True)
def drawn_part(context: template.Context, part: Part) -> SafeString:
    """What a preview shows of the page: the part alone, with the numbers that its sources have on the page."""
    reading: Reading = context["reading"]
    drawing: Any = context.template
    if BODY not in part.columns:
        whole = drawing.engine.get_template("pages/_reading_body.html").render(context)
        return SafeString(cut_out(whole, part.place))
    text = rendering.render(reading.doc | {BODY: typed(context["editor"], reading.doc)})
    with context.push(text=text):
        drawn: SafeString = drawing.engine.get_template("pages/_reading_text.html").render(context)
    return drawn


def typed(editor: Editor, document: Document) -> str:
    """The section of the document; as it stands in the form where others have changed more than that."""
    if editor.part is None or not editor.part.section:
        return str(document[BODY])
    within = editor.part.within(document, editor.form.was)
    return str(editor.form[BODY].value()) if within is None else within


def cut_out(html: str, place: str) -> str:
    """The section of this id, of a page that the site drew; all of it where it has none. No section is in another."""
    found = re.search(rf'<section class="[^"]*" id="{re.escape(place)}".*?</section>', html, re.DOTALL)
    return f'<div class="article body bare">{found[0]}</div>' if found else html


@register.filter
def not_yet(reading: Reading) -> list[tuple[str, str]]:
    """(address, name) of each list in which the page has nothing."""
    page, lists = reading.page, reading.kind.offered
    return [(address(page, name), label(reading.kind, name)) for name in lists if not reading.doc[name]] if page else []


class Elsewhere(NamedTuple):
    """What keeps the page from being published and is no part of the form; `address` is that of the part."""

    address: str
    label: str
    message: str


@register.simple_tag
def elsewhere_told(editor: Editor) -> list[Elsewhere]:
    found = []
    for problem in editor.elsewhere:
        name = problem.list or (TEXT if problem.field == BODY else problem.field)
        said = part_label(name, editor.kind) if problem.list or name == TEXT else field_label(name, editor.kind.root)
        if editor.page:
            found.append(Elsewhere(address(editor.page, name), said, str(problem.message)))
    return found


@register.filter
def together(found: list[Any], more: list[Any]) -> int:
    return len(found) + len(more)
