"""A list that was pasted into the editor as text becomes rows of it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanwiki.text import credits, names

from .editor import Editor
from .shape import MAX_ROWS

MOST_LINES = 10 * MAX_ROWS  # that are read at all
PREFIX = "paste-"  # of the field that takes the text for a list, and the name of its button


class Pasted(NamedTuple):
    """The editor with the rows in it; where they were `refused`, as it was, the text still in its box. `idle`: all of
    them were there.
    """

    editor: Editor
    list_name: str
    message: str
    refused: bool = False
    idle: bool = False


def asked(editor: Editor) -> str:
    """The list that something was pasted for; "" for none."""
    lists = (name for name, formset in editor.parts.items() if formset.model.pasted)
    return next((name for name in lists if editor.data.get(PREFIX + name, "").strip()), "")


def take(editor: Editor, list_name: str) -> Pasted:
    """Rows that are in the list already are left out; what does not fit is refused as a whole."""
    lines = len(credits.lines(editor.data[PREFIX + list_name]))
    rows = list(new_rows(editor, list_name)) if lines < MOST_LINES else []
    there = sum(1 for form in editor.parts[list_name].forms if form.has_changed() or form["id"].value())
    if there + (count := len(rows) or lines) > MAX_ROWS:
        told = _("The list would have %(count)d rows, and it may have %(most)d. Nothing was added: paste fewer lines.")
        return Pasted(editor, list_name, told % {"count": there + count, "most": MAX_ROWS}, refused=True)
    if not rows and not credits.parse(editor.data[PREFIX + list_name]):
        return Pasted(editor, list_name, _("No line names anybody."), refused=True)
    more = editor.add_rows(list_name, rows)
    del more.data[PREFIX + list_name]
    if not rows:
        told = _("Everybody whom you pasted is in the list already, so no row was added.")
        return Pasted(more, list_name, told, idle=True)
    told = ngettext(
        "One row was added. Look at it, then publish.",
        "%(count)d rows were added. Look through them, then publish.",
        len(rows),
    )
    return Pasted(more, list_name, told % {"count": len(rows)})


def new_rows(editor: Editor, list_name: str) -> Iterator[dict[str, str]]:
    columns, parsed = editor.parts[list_name].model.pasted, credits.parse(editor.data[PREFIX + list_name])
    known = {key_of(*(form[column].value() or "" for column in columns[:2])) for form in editor.parts[list_name].forms}
    for credit in parsed:
        key = key_of(credit.who, credit.part)
        if key not in known:
            known.add(key)
            yield dict(zip(columns, credit, strict=True))


def key_of(who: str, part: str) -> tuple[str, str]:
    return names.fold(who) or who, names.fold(part) or part
