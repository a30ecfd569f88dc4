"""Three documents to one, and what both sides changed differently."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import Any, Final, NamedTuple

from fanwiki.text.diff import BODY, Document, parts
from fanwiki.text.sequences import (
    ALIKE,
    ALL_TABLES,
    PER_LINE,
    Budget,
    Hunk,
    between,
    hunks,
    keyed,
    pairs,
    tokens,
)

MISSING: Final = object()
MOST_PASSAGES = 40  # of one text that clash one by one; more of them are one clash: nobody answers 41 questions


@dataclass(frozen=True)
class Clash:
    """What both changed; None where a side has no such thing. Each passage of a text is a clash of its own.

    `lines` says of a passage which lines of the base became which lines of the merged text.
    """

    path: str
    base: Any
    ours: Any
    theirs: Any
    lines: Hunk | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Merge:
    """`document` has ours in a clash unless theirs was asked for. Its rows are those of the three: copy to change."""

    document: Document
    clashes: list[Clash]
    ours_parts: set[str]
    theirs_parts: set[str]


def merge(base: Document, ours: Document, theirs: Document, taking: Collection[int] = ()) -> Merge:
    """Fields by name, rows by id, words as a set, texts by paragraph and then by word.

    `taking` are the numbers of the clashes that theirs wins. Which clashes there are does not depend on it.
    """
    merging = _Merging(taking)
    document = merging.members("", base, ours, theirs)
    return Merge(document, merging.clashes, {*parts(base, ours)}, {*parts(base, theirs)})


class _Merging:
    """One merge: the clashes met so far, and what looking at each side's texts may still cost."""

    def __init__(self, taking: Collection[int]) -> None:
        self.clashes: list[Clash] = []
        self.taking = taking
        self.budgets = (
            Budget(ALL_TABLES // 2),
            Budget(ALL_TABLES // 2),
        )  # one each, or it would not be symmetric

    def value(self, path: str, base: Any, ours: Any, theirs: Any) -> Any:
        if theirs in (ours, base):
            return ours
        if base == ours:
            return theirs
        if all(isinstance(side, dict) for side in (base, ours, theirs)):
            return self.members(f"{path}.", base, ours, theirs)
        if all(isinstance(side, list) for side in (base, ours, theirs)):
            return self.rows(path, base, ours, theirs)
        if all(isinstance(side, str) for side in (base, ours, theirs)) and _is_text(path, base, ours, theirs):
            return self.text(path, base, ours, theirs)
        return self.clash(path, base, ours, theirs)

    def clash(self, path: str, base: Any, ours: Any, theirs: Any) -> Any:
        sides = (None if side is MISSING else side for side in (base, ours, theirs))
        return theirs if self.lost(Clash(path, *sides)) else ours

    def lost(self, clash: Clash) -> bool:
        """Whether theirs wins this one."""
        self.clashes.append(clash)
        return len(self.clashes) - 1 in self.taking

    def members(self, prefix: str, base: Document, ours: Document, theirs: Document) -> Document:
        """What becomes of each key; one that is gone is left out."""
        got = {
            key: self.value(prefix + key, *(side.get(key, MISSING) for side in (base, ours, theirs)))
            for key in {**base, **theirs, **ours}
        }
        return {key: value for key, value in got.items() if value is not MISSING}

    def rows(self, path: str, base: list[Any], ours: list[Any], theirs: list[Any]) -> Any:
        b, o, t = keyed(base), keyed(ours), keyed(theirs)
        if b is None or o is None or t is None:
            return self.clash(path, base, ours, theirs)
        got = self.members(f"{path}.", b, o, t)
        common = b.keys() & o.keys() & t.keys()
        places = [[key for key in side if key in common] for side in (b, o, t)]
        if places[1] != places[2] and places[0] not in places[1:]:
            frame = self.clash(f"{path} (order)", *places)
        else:
            frame = places[2] if places[0] == places[1] else places[1]
        kept = [[key for key in side if key in got] for side in (o, t)]
        return [got[key] for key in _in_order(frame, kept)]

    def text(self, path: str, base: str, ours: str, theirs: str) -> str:
        lines, budgets = _lines(base), self.budgets
        pieces = [*_pieces(lines, _side(lines, ours, budgets[0]), _side(lines, theirs, budgets[1]))]
        clashing = [piece for piece in pieces if piece.settled is None]
        many = len(clashing) > MOST_PASSAGES
        all_lost = many and self.lost(_text_clash(path, clashing))
        merged: list[str] = []
        at = 0
        for piece in pieces:
            words = piece.settled
            if words is None:
                words = piece.theirs if all_lost or (not many and self.passage_lost(path, piece, at)) else piece.ours
            merged += words
            at += sum(word.count("\n") for word in words)
        return "".join(merged).removesuffix("\n")

    def passage_lost(self, path: str, piece: "_Piece", at: int) -> bool:
        """`at` is the line of the merged text at which the passage stands."""
        stands = piece.theirs if len(self.clashes) in self.taking else piece.ours
        lines = Hunk(piece.start, piece.start + len(piece.base), at, at + len(stands))
        return self.lost(_text_clash(path, [piece], lines))


def _is_text(path: str, *sides: str) -> bool:
    return path.rpartition(".")[2] == BODY or any("\n" in side for side in sides)


def _text_clash(path: str, pieces: Sequence["_Piece"], lines: Hunk | None = None) -> Clash:
    base, ours, theirs = (_joined(passages) for passages in zip(*(piece.sides for piece in pieces), strict=True))
    return Clash(path, base, ours, theirs, lines)


def _joined(passages: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("".join(lines).strip("\n") for lines in passages)


def _in_order(frame: list[str], sides: list[list[str]]) -> list[str]:
    """The frame, and behind each of its rows what either side put there, sorted so that no side is first."""
    runs: dict[str | None, list[list[str]]] = {}
    fixed = {*frame}
    for side in sides:
        anchor: str | None = None
        run: list[str] = []
        for key in side:
            if key in fixed:
                anchor, run = key, []
                continue
            if not run:
                runs.setdefault(anchor, []).append(run)
            run.append(key)
    behind = {anchor: [key for run in sorted(found) for key in run] for anchor, found in runs.items()}
    ordered = behind.get(None, []) + [key for row in frame for key in (row, *behind.get(row, []))]
    return list(dict.fromkeys(ordered))


@dataclass(frozen=True)
class _Side:
    """One side's lines or words, and how they differ from the base."""

    items: list[str]
    hunks: list[Hunk]
    budget: Budget


@dataclass
class _Passage:
    """base[start:end], which one side changed, or both did in one place."""

    start: int
    end: int
    ours: list[Hunk]
    theirs: list[Hunk]

    def of(self, side: _Side, changes: list[Hunk]) -> _Side:
        """A side's own form of this passage, its hunks counted from the passage's start."""
        first, last = changes[0], changes[-1]
        start = first.new - (first.old - self.start)
        end = last.new_end + self.end - last.old_end
        hunks_here = [change.moved(-self.start, -start) for change in changes]
        return _Side(side.items[start:end], hunks_here, side.budget)


class _Piece(NamedTuple):
    """A part of the text: what it becomes, in words or lines; or, where that is None, the lines of each side."""

    settled: Sequence[str] | None
    start: int = 0  # of `base`, in lines
    base: Sequence[str] = ()
    ours: Sequence[str] = ()
    theirs: Sequence[str] = ()

    @property
    def sides(self) -> tuple[Sequence[str], ...]:
        return self.base, self.ours, self.theirs


def _pieces(base: list[str], ours: _Side, theirs: _Side) -> Iterator[_Piece]:
    at = 0
    for passage in _passages(ours.hunks, theirs.hunks, touching=True):
        yield _Piece(base[at : passage.start])
        yield _piece(passage, base, ours, theirs)
        at = passage.end
    yield _Piece(base[at:])


def _piece(passage: _Passage, base: list[str], ours: _Side, theirs: _Side) -> _Piece:
    settled = _settled(passage, ours, theirs)
    if settled is not None:
        return _Piece(settled)
    original = base[passage.start : passage.end]
    mine, other = passage.of(ours, passage.ours), passage.of(theirs, passage.theirs)
    woven = _merged_words(original, mine, other)
    return _Piece(woven, passage.start, original, mine.items, other.items)


def _merged_words(base: list[str], ours: _Side, theirs: _Side) -> list[str] | None:
    """One passage woven word by word; None where both changed the same words, or it is too long."""
    cost = PER_LINE * (len(base) + len(ours.items) + len(theirs.items))
    if not (ours.budget.take(cost) and theirs.budget.take(cost)):
        return None
    lines = [tokens(line) for line in base]
    words = [*chain(*lines)]
    left, right = _in_words(lines, ours), _in_words(lines, theirs)
    merged: list[str] = []
    at = 0
    for passage in _passages(left.hunks, right.hunks, touching=False):
        settled = _settled(passage, left, right)
        if settled is None:
            return None
        merged += words[at : passage.start]
        if passage.start == at and not _parted(merged, settled + words[passage.end : passage.end + 1]):
            return None
        merged += settled
        at = passage.end
    return merged + words[at:]


def _parted(before: list[str], after: list[str]) -> bool:
    """Whether a space, or nothing, is where two changes meet: else they make a word that nobody wrote."""
    return not before or not after or before[-1].isspace() or after[0].isspace()


def _settled(passage: _Passage, ours: _Side, theirs: _Side) -> list[str] | None:
    """What the one side made of it that changed it, or both alike."""
    forms = []
    if passage.ours:
        forms.append(passage.of(ours, passage.ours).items)
    if passage.theirs:
        forms.append(passage.of(theirs, passage.theirs).items)
    return forms[0] if forms[0] == forms[-1] else None


def _passages(ours: list[Hunk], theirs: list[Hunk], *, touching: bool) -> Iterator[_Passage]:
    """The changes of both sides in order, those that overlap together; those that touch too, if asked."""
    passage: _Passage | None = None
    for hunk, is_ours in sorted([*((hunk, True) for hunk in ours), *((hunk, False) for hunk in theirs)]):
        if passage is None or not _joins(passage, hunk, touching):
            if passage:
                yield passage
            passage = _Passage(hunk.old, hunk.old_end, [], [])
        (passage.ours if is_ours else passage.theirs).append(hunk)
        passage.end = max(passage.end, hunk.old_end)
    if passage:
        yield passage


def _joins(passage: _Passage, hunk: Hunk, touching: bool) -> bool:
    if hunk.old != passage.end:
        return hunk.old < passage.end
    both_add_here = passage.start == hunk.old_end  # and nobody knows in which order
    return touching or both_add_here


def _lines(text: str) -> list[str]:
    """Each with its line end, the last one too, which may have had none."""
    return [f"{line}\n" for line in text.split("\n")]


def _side(base: list[str], text: str, budget: Budget) -> _Side:
    lines = _lines(text)
    return _Side(lines, _line_hunks(base, lines, budget), budget)


def _line_hunks(base: list[str], side: list[str], budget: Budget) -> list[Hunk]:
    """Parted at empty lines as well, where these stand between paragraphs that are alike."""
    found: list[Hunk] = []
    for hunk in hunks(base, side, budget):
        before, after = base[hunk.old : hunk.old_end], side[hunk.new : hunk.new_end]
        lasting = pairs(before, after, budget) if {*before} & {*after} else []
        equal = [(hunk.old + i, hunk.new + j) for i, j in lasting if before[i] == after[j]]
        found += between(equal, hunk)
    return found


def _in_words(base: list[list[str]], side: _Side) -> _Side:
    """The same side with words for items: whole lines come and go whole, changed ones are looked into."""
    lines = [tokens(line) for line in side.items]
    old, new = [*chain(*base)], [*chain(*lines)]
    old_at, new_at = [0, *accumulate(map(len, base))], [0, *accumulate(map(len, lines))]
    found: list[Hunk] = []
    for hunk in side.hunks:
        whole = Hunk(old_at[hunk.old], old_at[hunk.old_end], new_at[hunk.new], new_at[hunk.new_end])
        found += _word_hunks(old, new, whole, side.budget)
    return _Side(new, found, side.budget)


def _word_hunks(old: list[str], new: list[str], whole: Hunk, budget: Budget) -> list[Hunk]:
    """One hunk for a passage that was written anew: the few words it still shares are chance."""
    before, after = old[whole.old : whole.old_end], new[whole.new : whole.new_end]
    found = hunks(before, after, budget)
    kept = _written(before) - sum(_written(before[hunk.old : hunk.old_end]) for hunk in found)
    if 2 * kept < ALIKE * (_written(before) + _written(after)):
        return [whole]
    return [hunk.moved(whole.old, whole.new) for hunk in found]


def _written(words: list[str]) -> int:
    return len(words) - sum(map(str.isspace, words))
