"""Two documents to a list of what changed: data, which a template draws."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from fanwiki.text.moves import Fates, fates
from fanwiki.text.sequences import Budget, Hunk, hunks, keyed, pairs, tokens

Document = dict[str, Any]
BODY = "body"
UNSHOWN = frozenset({"version", BODY})
SHORTEST_FOLD = 2
LONGEST_RUN = 2000  # added or removed lines; a longer run is one block: nobody reads it line by line

Mark = Literal["", "del", "ins"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of plain text, never HTML."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`old` and `new` are the values; the spans are what they look like, "KR, US" for a list of words."""

    name: str
    old: Any
    new: Any
    old_spans: list[Span]
    new_spans: list[Span]


Fields = list[FieldChange]  # RowChange has a `list` of its own


@dataclass(frozen=True, slots=True)
class RowChange:
    """A moved row has `fields` too where it was changed as well; an added or removed one has all it says."""

    list: str
    id: str
    what: Literal["added", "removed", "changed", "moved"]
    old: Document | None
    new: Document | None
    fields: Fields


@dataclass(frozen=True, slots=True)
class TextRow:
    """A line without its line end; `count` equal lines folded away; or a block of `count` lines, if many.

    A moved line is two rows, "moved_from" with its old form and "moved_to" with its new one. Rows with the same `move`
    (1, 2, 3 … in the order of the old text) are one passage that moved.
    """

    what: Literal["same", "changed", "added", "removed", "moved_from", "moved_to", "fold"]
    old: list[Span]
    new: list[Span]
    count: int = 1
    move: int = 0


@dataclass(frozen=True)
class Comparison:
    fields: list[FieldChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    text: list[TextRow] = field(default_factory=list)
    coarse: bool = False  # too large: some of it is compared by whole lines only
    old: Document = field(default_factory=dict)
    new: Document = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (self.fields or self.rows or self.text)


def parts(old: Document | None, new: Document | None) -> list[str]:
    """What changed: "facts", lists of rows by their names, "text". None is a page that is not there."""
    before, after = old or {}, new or {}
    changed = [key for key in sorted({*before, *after} - UNSHOWN) if _differ(before.get(key), after.get(key))]
    lists = [key for key in changed if _is_rows(before.get(key), after.get(key))]
    facts = ["facts"] if len(changed) > len(lists) else []
    return [*facts, *lists, *(["text"] if _differ(before.get(BODY), after.get(BODY)) else [])]


def compare(old: Document, new: Document) -> Comparison:
    """Everything that differs between two documents, in the order of the newer one."""
    budget = Budget()
    keys = [key for key in {**new, **old} if key not in UNSHOWN and _differ(old.get(key), new.get(key))]
    lists = [key for key in keys if _is_rows(old.get(key), new.get(key))]
    facts = [key for key in keys if key not in lists]
    fields = [change for key in facts for change in _field(key, old.get(key), new.get(key), budget)]
    rows = [change for key in lists for change in _rows(key, old.get(key) or [], new.get(key) or [], budget)]
    text = list(_text(old.get(BODY) or "", new.get(BODY) or "", budget))
    return Comparison(fields, rows, text, budget.exceeded, old, new)


def blank(value: Any) -> bool:
    """What a document may leave out. 0 is a value."""
    return value is None or value is False or value in ("", [], {})


def _differ(old: Any, new: Any) -> bool:
    return bool(old != new and not (blank(old) and blank(new)))


def _is_rows(old: Any, new: Any) -> bool:
    sides = [value for value in (old, new) if not blank(value)]
    return all(isinstance(side, list) and isinstance(side[0], dict) and keyed(side) for side in sides)


def _field(name: str, old: Any, new: Any, budget: Budget) -> Iterator[FieldChange]:
    """One change; for a dictionary one for each of its keys, as "external_ids.imdb"."""
    if isinstance(old or new, dict) and isinstance(new or old, dict):
        before, after = old or {}, new or {}
        for key in {**after, **before}:
            if _differ(before.get(key), after.get(key)):
                yield from _field(f"{name}.{key}", before.get(key), after.get(key), budget)
    else:
        yield FieldChange(name, old, new, *_field_spans(_shown(old), _shown(new), budget))


def _shown(value: Any) -> str:
    if blank(value):
        return ""
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    return "✓" if value is True else str(value)


def _field_spans(old: str, new: str, budget: Budget) -> tuple[list[Span], list[Span]]:
    if old and new and pairs([old], [new], budget):
        return _spans(old, new, budget)
    return _span(old, "del"), _span(new, "ins")


def _spans(old: str, new: str, budget: Budget) -> tuple[list[Span], list[Span]]:
    if old == new:
        return _span(old), _span(new)
    before, after = tokens(old), tokens(new)
    left: list[Span] = []
    right: list[Span] = []
    at = 0
    for hunk in hunks(before, after, budget):
        kept = _span("".join(before[at : hunk.old]))
        left += kept + _span("".join(before[hunk.old : hunk.old_end]), "del")
        right += kept + _span("".join(after[hunk.new : hunk.new_end]), "ins")
        at = hunk.old_end
    kept = _span("".join(before[at:]))
    return left + kept, right + kept


def _span(text: str, mark: Mark = "") -> list[Span]:
    return [Span(text, mark)] if text else []


def _rows(name: str, old: list[Document], new: list[Document], budget: Budget) -> Iterator[RowChange]:
    """In the order of the list, a removed row where it stood."""
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    order, at = list(after), 0
    for hunk in hunks(list(before), order, budget):
        yield from _staying(name, order[at : hunk.new], before, after, budget)
        for key in list(before)[hunk.old : hunk.old_end]:
            if key not in after:
                yield RowChange(name, key, "removed", before[key], None, _row_fields(before[key], {}, budget))
        for key in order[hunk.new : hunk.new_end]:
            what: Literal["moved", "added"] = "moved" if key in before else "added"
            was = before.get(key)
            yield RowChange(name, key, what, was, after[key], _row_fields(was or {}, after[key], budget))
        at = hunk.new_end
    yield from _staying(name, order[at:], before, after, budget)


def _staying(
    name: str, ids: list[str], before: dict[str, Document], after: dict[str, Document], budget: Budget
) -> Iterator[RowChange]:
    for key in ids:
        fields = _row_fields(before[key], after[key], budget)
        if fields:
            yield RowChange(name, key, "changed", before[key], after[key], fields)


def _row_fields(old: Document, new: Document, budget: Budget) -> list[FieldChange]:
    keys = [key for key in {**new, **old} if key != "id" and _differ(old.get(key), new.get(key))]
    return [change for key in keys for change in _field(key, old.get(key), new.get(key), budget)]


def _text(old: str, new: str, budget: Budget) -> Iterator[TextRow]:
    if old == new:
        return
    before, after = _lines(old), _lines(new)
    found = hunks(before, after, budget)
    changes = _Changes(before, after, fates(before, after, found, budget), budget)
    at = 0
    for hunk in found:
        yield from _folded(before[at : hunk.old], change_before=at > 0, change_after=True)
        yield from changes.rows(hunk)
        at = hunk.old_end
    yield from _folded(before[at:], change_before=True, change_after=False)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


class _Changes:
    """The lines of two texts that differ, as rows."""

    def __init__(self, old: list[str], new: list[str], fate: Fates, budget: Budget) -> None:
        self.old, self.new, self.changed, self.budget = old, new, fate.changed, budget
        self.moved_from: dict[int, TextRow] = {}
        self.moved_to: dict[int, TextRow] = {}
        for i, j in fate.moved.items():
            left, right = _spans(old[i], new[j], budget)
            self.moved_from[i] = TextRow("moved_from", left, [], move=fate.block[i])
            self.moved_to[j] = TextRow("moved_to", [], right, move=fate.block[i])

    def rows(self, hunk: Hunk) -> Iterator[TextRow]:
        i, j = hunk.old, hunk.new
        lasting = [(line, self.changed[line]) for line in range(i, hunk.old_end) if line in self.changed]
        for row, column in [*lasting, (hunk.old_end, hunk.new_end)]:
            yield from _run(self.old, range(i, row), self.moved_from, _removed)
            yield from _run(self.new, range(j, column), self.moved_to, _added)
            if row < hunk.old_end:
                before, after = self.old[row], self.new[column]
                yield TextRow("same" if before == after else "changed", *_spans(before, after, self.budget))
            i, j = row + 1, column + 1


def _run(
    lines: list[str], places: range, moved: dict[int, TextRow], row: Callable[[str, int], TextRow]
) -> Iterator[TextRow]:
    """Lines that have none beside them: those that moved one by one, the others as a block where they are many."""
    for is_moved, group in groupby(places, moved.__contains__):
        if is_moved:
            yield from (moved[place] for place in group)
        else:
            yield from (row(text, count) for text, count in _blocks([lines[place] for place in group]))


def _removed(text: str, count: int) -> TextRow:
    return TextRow("removed", _span(text, "del"), [], count)


def _added(text: str, count: int) -> TextRow:
    return TextRow("added", [], _span(text, "ins"), count)


def _blocks(lines: list[str]) -> list[tuple[str, int]]:
    if len(lines) > LONGEST_RUN:
        return [("\n".join(lines), len(lines))]
    return [(line, 1) for line in lines]


def _folded(lines: list[str], *, change_before: bool, change_after: bool) -> Iterator[TextRow]:
    """Equal lines; what is far from a change is one row, if that is shorter."""
    head = _reach(lines) if change_before else 0
    tail = _reach(lines[::-1]) if change_after else 0
    hidden = len(lines) - head - tail
    if hidden < SHORTEST_FOLD:
        head, hidden, tail = len(lines), 0, 0
    yield from (TextRow("same", _span(line), _span(line)) for line in lines[:head])
    if hidden:
        yield TextRow("fold", [], [], hidden)
    yield from (TextRow("same", _span(line), _span(line)) for line in lines[head + hidden :])


def _reach(lines: list[str]) -> int:
    """Lines up to the first of the next few that says something: an empty one shows nobody where they are."""
    return next((n for n, line in enumerate(lines[:3], 1) if line.strip()), min(len(lines), 1))
