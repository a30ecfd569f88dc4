"""Lists of lines or words side by side: what they share, in order, at a bounded cost."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

# A cell is one item of one side held against one item of the other: about 0.2 ns and one bit of memory.
ONE_TABLE = 2**27  # 30 ms and 16 MB
ALL_TABLES = 2**30  # a quarter of a second, for everything that one comparison does
PER_PAIR = 2**14  # what holding two lines against each other costs, however short they are
PER_LINE = 2**15  # what a line costs by itself: its words, its spans
MOST_HUNKS = 2**13
ALIKE = 0.4  # two texts that share fewer of their words than this are not two forms of one text

_MARKS = (  # what belongs to the letter before it, and is not a letter for `re`
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0962\u0963\u0980-\u0dff\u0e31\u0e34-\u0e3a"
    r"\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u0f18-\u0fbc\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200c\u200d\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
_UNSPACED = (  # Chinese, Japanese, Thai, Lao, Burmese and Khmer set no spaces between words
    r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    r"\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_LETTERS = rf"(?:[^\W{_UNSPACED}]+[{_MARKS}]*)+"
_TOKEN = re.compile(
    rf"\n|[^\S\n]+|{_LETTERS}(?:['’‐-]{_LETTERS})*|.(?:[{_MARKS}]|(?<=\u200d)\S)*",
    re.DOTALL,
)


def tokens(text: str) -> list[str]:
    """Words, runs of spaces, line ends and single signs; joined they are the text again.

    A run of Hangul is a word, as is "Balle-rina" or "2023-10-06"; a Chinese sign stands alone.
    """
    return _TOKEN.findall(text)


class Hunk(NamedTuple):
    """old[start:end] became new[start:end]; two hunks of one comparison never touch."""

    old: int
    old_end: int
    new: int
    new_end: int

    def moved(self, old: int, new: int) -> "Hunk":
        return Hunk(self.old + old, self.old_end + old, self.new + new, self.new_end + new)


@dataclass
class Budget:
    """What a comparison may still cost, in cells; `exceeded` once something was left out for it."""

    cells: int = ALL_TABLES
    exceeded: bool = False

    def take(self, cells: int) -> bool:
        if cells > min(self.cells, ONE_TABLE):
            self.exceeded = True
            return False
        self.cells -= cells
        return True


def hunks(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Hunk]:
    """What changed around the longest common run of items; one hunk for all where that is too dear.

    Blank items are kept where they fit but hold nothing in place: two rewritten paragraphs with an empty line
    between them are one hunk.
    """
    whole = _trimmed(old, new, Hunk(0, len(old), 0, len(new)))
    both = {*old[whole.old : whole.old_end]} & {*new[whole.new : whole.new_end]}
    shared = {item for item in both if item.strip()}
    rows = [i for i in range(whole.old, whole.old_end) if old[i] in shared]
    columns = [j for j in range(whole.new, whole.new_end) if new[j] in shared]
    number = {item: n for n, item in enumerate(shared)}
    common = _common([number[old[i]] for i in rows], [number[new[j]] for j in columns], budget)
    gaps = between([(rows[i], columns[j]) for i, j in common], whole)
    trimmed = (_trimmed(old, new, gap) for gap in gaps)
    parts = (hunk for hunk in trimmed if hunk.old < hunk.old_end or hunk.new < hunk.new_end)
    found = [*islice(parts, MOST_HUNKS + 1)]
    if len(found) > MOST_HUNKS:
        budget.exceeded = True
        return [whole]
    return found


def between(matched: Iterable[tuple[int, int]], whole: Hunk) -> Iterator[Hunk]:
    """The parts of `whole` that lie between matched places."""
    i, j = whole.old, whole.new
    for row, column in matched:
        if row > i or column > j:
            yield Hunk(i, row, j, column)
        i, j = row + 1, column + 1
    if whole.old_end > i or whole.new_end > j:
        yield Hunk(i, whole.old_end, j, whole.new_end)


def pairs(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[tuple[int, int]]:
    """Which line of `old` lives on as which line of `new`, in order, so that most of the words are kept.

    Where looking for that is too dear, only lines in the same place are held against each other.
    """
    if not old or not new:
        return []
    size = len(old) if len(old) == len(new) else 0
    in_place = [(i, i) for i in range(size) if _alike(old[i], new[i], budget)]
    if size == 1 or (size and len(in_place) == size):
        return in_place
    table = weights(old, new, budget)
    return _best(table) if table else in_place


def weights(old: Sequence[str], new: Sequence[str], budget: Budget, *, least: float = ALIKE) -> list[list[int]]:
    """For each old line how much of it is in each new one; nothing where that is too dear."""
    if not budget.take(len(old) * len(new) * PER_PAIR + (len(old) + len(new)) * PER_LINE):
        return []
    befores, afters = [_words(line) for line in old], [_words(line) for line in new]
    if not budget.take(sum(map(len, befores)) * sum(map(len, afters))):
        return []
    return [[_weight(before, after, least) for after in afters] for before in befores]


def keyed(items: list[Any]) -> dict[str, Any] | None:
    """A list of rows by their ids; a word is its own id. None where the list is neither."""
    if all(isinstance(item, str) for item in items):
        return {item: item for item in items}
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    if all(isinstance(key, str) for key in ids) and len({*ids}) == len(ids):
        return {str(key): item for key, item in zip(ids, items, strict=True)}
    return None


def _trimmed(old: Sequence[object], new: Sequence[object], hunk: Hunk) -> Hunk:
    i, i_end, j, j_end = hunk
    while i < i_end and j < j_end and old[i] == new[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    return Hunk(i, i_end, j, j_end)


def _area(hunk: Hunk) -> int:
    return (hunk.old_end - hunk.old) * (hunk.new_end - hunk.new)


def _common(old: Sequence[int], new: Sequence[int], budget: Budget) -> list[tuple[int, int]]:
    rest = _trimmed(old, new, Hunk(0, len(old), 0, len(new)))
    if not budget.take(_area(rest)):
        return []
    equal = (op for op in Indel.opcodes(old, new) if op.tag == "equal")
    return [(op.src_start + n, op.dest_start + n) for op in equal for n in range(op.src_end - op.src_start)]


def _words(line: str) -> list[str]:
    return [token for token in tokens(line) if not token.isspace()]


def _alike(before: str, after: str, budget: Budget) -> bool:
    if not budget.take(PER_PAIR + 2 * PER_LINE):
        return False
    old, new = _words(before), _words(after)
    rest = _trimmed(old, new, Hunk(0, len(old), 0, len(new)))
    return budget.take(_area(rest)) and _weight(old, new) > 0


def _weight(before: Sequence[str], after: Sequence[str], least: float = ALIKE) -> int:
    """Twice the words that both have in one order, and one; 0 for two lines that are not alike."""
    size = len(before) + len(after)
    shared = Indel.similarity(before, after)
    return int(shared) + 1 if shared >= least * size else 0


def _best(weights: list[list[int]]) -> list[tuple[int, int]]:
    """The heaviest set of pairs that do not cross."""
    rows, columns = len(weights), len(weights[0])
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = weights[i][j] and weights[i][j] + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found
