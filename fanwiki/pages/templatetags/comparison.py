"""What comparisons are drawn with: data of `text.diff` in, words for people out, no more than a browser can open."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django import template
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from fanwiki.text.diff import Comparison, FieldChange, RowChange, Span, TextRow

from .. import shape
from ..kinds import Kind
from ..rows import Row
from .changes import field_label, grouped, list_label, readers, row_title
from .pages import in_script

register = template.Library()

MOST_ROWS = 200  # of one list
MOST_LINES, MOST_LETTERS = 1_000, 200_000  # of the text
LONGEST_LINE, LONGEST_MARK = 20_000, 4_000  # letters
BESIDE = 400  # letters kept before and after a change where much around it is the same
PER_PIECE = 16  # letters that would fit into the markup of one piece

WHAT_HAPPENED = {
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "changed": gettext_lazy("Changed"),
    "moved": gettext_lazy("Moved"),
}
WHERE_TO = {
    ("moved_from", True): ("arrow-down", gettext_lazy("Moved: it stands further down now")),
    ("moved_from", False): ("arrow-up", gettext_lazy("Moved: it stands further up now")),
    ("moved_to", True): ("arrow-up", gettext_lazy("Moved here: it stood further up")),
    ("moved_to", False): ("arrow-down", gettext_lazy("Moved here: it stood further down")),
}
LONGEST_READ = 20_000  # letters of one side of a question
MARKUP = {"": "{}", "del": "<del>{}</del>", "ins": "<ins>{}</ins>", "gap": '<span class="gap">{}</span>'}


class Piece(NamedTuple):
    """A span as it is shown; in a "gap" it is words about what is left out."""

    text: str
    mark: str = ""


Shorten = Callable[[list[Span]], list[Piece]]


class Cell(NamedTuple):
    """One column of a change: what it was and what it is."""

    label: str
    old: list[Piece]
    new: list[Piece]


class RowView(NamedTuple):
    title: str
    what: str
    label: Any
    cells: list[Cell]


class ListView(NamedTuple):
    """`left` rows that changed too are not among its rows."""

    name: str
    label: str
    rows: list[RowView]
    left: int


class Move(NamedTuple):
    """One end of a passage that moved. `here` and `there` are parts of ids; `there` is "" where it is not shown."""

    here: str
    there: str
    icon: str
    label: Any


@dataclass(frozen=True)
class Line:
    """A line of the text; `both` is old and new woven into one, for the inline view. `move` is on a passage's first."""

    what: str
    old: list[Piece]
    new: list[Piece]
    both: list[Piece]
    count: int
    move: Move | None = None


class Drawn(NamedTuple):
    """`left` lines of the text that changed are not among its lines."""

    fields: list[Cell]
    lists: list[ListView]
    text: list[Line]
    left: int


# --- Fields and rows --------------------------------------------------------------------------------------------------


def cell(change: FieldChange, model: type[models.Model], kind: Kind, *, shorten: Shorten | None = None) -> Cell:
    """Codes and lists of words are marked by the word; any other text as `text.diff` marked it."""
    label = field_label(change.name, model)
    reader = readers(model, kind).get(change.name)
    words = isinstance(change.old, list) or isinstance(change.new, list)
    if not (reader or words):
        shorten = shorten or shortened
        return Cell(label, shorten(change.old_spans), shorten(change.new_spans))
    old, new = ([(reader or str)(value) for value in as_list(side)] for side in (change.old, change.new))
    return Cell(label, marked(old, new, "del"), marked(new, old, "ins"))


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "", False) else [value]


def marked(words: list[str], others: list[str], mark: str) -> list[Piece]:
    pieces = [Piece(word, "" if word in others else mark) for word in words if word]
    return [one for piece in pieces for one in (Piece(", "), piece)][1:]


def row_view(change: RowChange, model: type[Row], kind: Kind) -> RowView:
    title = row_title(change.new or change.old or {}, model, kind)
    cells = [cell(field, model, kind) for field in in_order(change.fields, model)]
    return RowView(title or str(model.list_label), change.what, WHAT_HAPPENED[change.what], cells)


def in_order(changes: list[FieldChange], model: type[models.Model]) -> list[FieldChange]:
    """As the form has them, what all rows have last: a stored document knows only the alphabet."""
    order = sorted(shape.columns(model), key=lambda name: name in ("src", "note"))
    places = {name: place for place, name in enumerate(order)}
    return sorted(changes, key=lambda change: places.get(change.name.partition(".")[0], len(places)))


def list_views(changes: Iterable[RowChange], kind: Kind) -> Iterator[ListView]:
    lists: dict[str, list[RowChange]] = {name: [] for name in kind.lists}
    for change in changes:
        lists[change.list].append(change)
    for name, found in lists.items():
        if found:
            rows = [row_view(change, kind.lists[name], kind) for change in found[:MOST_ROWS]]
            yield ListView(name, list_label(name, kind), rows, len(found) - len(rows))


# --- Long pieces ------------------------------------------------------------------------------------------------------


def shortened(spans: Iterable[Span]) -> list[Piece]:
    """What is the same far from a change, and the end of a long change, is told instead of shown."""
    found: list[Piece] = []
    room, left = LONGEST_LINE, 0
    for span in spans:
        if room <= 0:
            left += len(span.text)
            continue
        pieces = change(span) if span.mark else same(span.text)
        room -= sum(len(piece.text) + PER_PIECE for piece in pieces)
        found += pieces
    return [*found, Piece(more(left), "gap")] if left else found


def readable(spans: list[Span]) -> list[Piece]:
    """All of it, as long as a person would read it all."""
    if sum(len(span.text) for span in spans) > LONGEST_READ:
        return shortened(spans)
    return [Piece(span.text, span.mark) for span in spans]


def same(text: str) -> list[Piece]:
    if (hidden := len(text) - 2 * BESIDE) <= BESIDE:
        return [Piece(text)]
    said = ngettext("… %(n)s character the same …", "… %(n)s characters the same …", hidden) % {"n": grouped(hidden)}
    return [Piece(text[:BESIDE]), Piece(said, "gap"), Piece(text[-BESIDE:])]


def change(span: Span) -> list[Piece]:
    if (hidden := len(span.text) - LONGEST_MARK) <= BESIDE:
        return [Piece(span.text, span.mark)]
    return [Piece(span.text[:LONGEST_MARK], span.mark), Piece(more(hidden), "gap")]


def more(letters: int) -> str:
    return ngettext("… %(n)s more character", "… %(n)s more characters", letters) % {"n": grouped(letters)}


# --- The text ---------------------------------------------------------------------------------------------------------


def line(row: TextRow, move: Move | None, origin: TextRow | None) -> Line:
    """Inline, a passage that moved is shown where it stands now with what was taken out of it."""
    both = row.new if row.what == "same" else list(woven(origin.old if origin else row.old, row.new))
    return Line(row.what, shortened(row.old), shortened(row.new), shortened(both), row.count, move)


def woven(old: list[Span], new: list[Span]) -> Iterator[Span]:
    """Both sides in one run: they have their unmarked pieces in common, in one order."""
    left, right = iter(old), iter(new)
    while True:
        kept = None
        for span in left:
            if not span.mark:
                kept = span
                break
            yield span
        for span in right:
            if not span.mark:
                break
            yield span
        if kept is None:
            return
        yield kept


def told(rows: list[TextRow]) -> list[TextRow]:
    """Without the empty lines between paragraphs, unless nothing else was changed: then they get a sign."""
    found = [row for row in rows if row.what == "fold" or any(span.text.strip() for span in (*row.old, *row.new))]
    if any(row.what not in ("same", "fold") for row in found):
        return found
    return [row if row.old or row.new else with_sign(row) for row in rows]


def with_sign(row: TextRow) -> TextRow:
    if row.what == "added":
        return replace(row, new=[Span("¶", "ins")])
    return replace(row, old=[Span("¶", "del")]) if row.what == "removed" else row


def lines(rows: list[TextRow]) -> tuple[list[Line], int]:
    """As many lines as a browser can open, and how many more differ."""
    rows = told(rows)
    shown, left = rows[: fitting(rows)], rows[fitting(rows) :]
    origin = origins(rows)
    heads: dict[tuple[str, int], int] = {(row.what, row.move): place for place, row in reversed([*enumerate(shown)])}
    drawn = [line(row, move_at(place, row, heads), origin.get(place)) for place, row in enumerate(shown)]
    return drawn, sum(row.count for row in left if row.what not in ("same", "fold"))


def fitting(rows: list[TextRow]) -> int:
    """How many rows there is room for."""
    room = MOST_LETTERS
    for place, row in enumerate(rows[:MOST_LINES]):
        letters = sum(min(len(span.text), LONGEST_MARK) + PER_PIECE for span in (*row.old, *row.new))
        room -= min(letters, 2 * LONGEST_LINE)
        if room < 0:
            return place
    return min(len(rows), MOST_LINES)


def origins(rows: list[TextRow]) -> dict[int, TextRow]:
    """For each place to which a line moved the row that it left: a passage keeps the order of its lines."""
    left: dict[int, list[TextRow]] = {}
    for row in reversed(rows):
        if row.what == "moved_from":
            left.setdefault(row.move, []).append(row)
    return {place: left[row.move].pop() for place, row in enumerate(rows) if row.what == "moved_to"}


def move_at(place: int, row: TextRow, heads: dict[tuple[str, int], int]) -> Move | None:
    """What the first line of a passage that moved says; `heads` are the places of all first lines."""
    if not row.move or heads[row.what, row.move] != place:
        return None
    start, end = (heads.get((what, row.move), MOST_LINES) for what in ("moved_from", "moved_to"))
    ids = [f"from-{row.move}", f"to-{row.move}"]
    here, there = ids if row.what == "moved_from" else reversed(ids)
    other = "moved_to" if row.what == "moved_from" else "moved_from"
    icon, label = WHERE_TO[row.what, start < end]
    return Move(here, there if (other, row.move) in heads else "", icon, label)


# --- Tags -------------------------------------------------------------------------------------------------------------


@register.filter
def markup(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((format_html(MARKUP[piece.mark], in_script(piece.text)),) for piece in pieces))


@register.simple_tag
def drawn(comparison: Comparison, kind: Kind) -> Drawn:
    """A comparison in the words of its kind of page."""
    fields = [cell(field, kind.root, kind) for field in in_order(comparison.fields, kind.root)]
    return Drawn(fields, [*list_views(comparison.rows, kind)], *lines(comparison.text))
