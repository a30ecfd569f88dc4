"""What became of the lines that two texts do not share: changed where they stand, moved, or neither."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fanwiki.text.sequences import Budget, Hunk, pairs, tokens, weights

MOVED = 0.6  # a passage that keeps fewer of its words is another one
FEWEST_WORDS, FEWEST_LETTERS = 4, 16  # what is shorter stands in many places by chance
MOST_MOVES = 2**11
SEEN = 200  # letters of a line that tell whether it is long enough


@dataclass(frozen=True)
class Fates:
    """From lines of the old text to lines of the new one. `block` numbers the moves from 1: some are several lines."""

    changed: dict[int, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    block: dict[int, int] = field(default_factory=dict)


def fates(old: Sequence[str], new: Sequence[str], found: Sequence[Hunk], budget: Budget) -> Fates:
    """What stands elsewhere as it was has moved; then lines change in place; what is left may be moved and changed.

    Where the hunks are coarse, a line that stands elsewhere may never have moved: then none is looked for.
    """
    gone = [i for hunk in found for i in range(hunk.old, hunk.old_end)]
    came = [j for hunk in found for j in range(hunk.new, hunk.new_end)]
    moved = {} if budget.exceeded else _equal(old, new, gone, came, budget)
    changed = _changed(old, new, found, moved, budget)
    if budget.exceeded:
        return Fates(changed, moved, _blocks(old, new, moved))
    gone, came = _left(gone, moved, changed), _left(came, moved.values(), changed.values())
    alike = _alike(old, new, gone, came, budget)
    moved |= alike
    moved |= _neighbours(old, new, moved, {*_left(gone, alike)}, {*_left(came, alike.values())})
    return Fates(changed, moved, _blocks(old, new, moved))


def _left(lines: Iterable[int], *taken: Iterable[int]) -> list[int]:
    used = {line for one in taken for line in one}
    return [line for line in lines if line not in used]


def _says_enough(line: str) -> bool:
    words = (token for token in tokens(line[:SEEN]) if token[0].isalnum())
    return len(line) >= FEWEST_LETTERS and len([*zip(words, range(FEWEST_WORDS), strict=False)]) == FEWEST_WORDS


def _equal(old: Sequence[str], new: Sequence[str], gone: list[int], came: list[int], budget: Budget) -> dict[int, int]:
    """Lines that left one place and stand in one other: of several alike nobody knows which went where."""
    before, after = Counter(old[i] for i in gone), Counter(new[j] for j in came)
    once = {line for line, n in before.items() if n == after.get(line) == 1 and _says_enough(line)}
    if len(once) > MOST_MOVES:
        budget.exceeded = True
        return {}
    place = {new[j]: j for j in came if new[j] in once}
    return {i: place[old[i]] for i in gone if old[i] in once}


def _changed(
    old: Sequence[str], new: Sequence[str], found: Iterable[Hunk], moved: dict[int, int], budget: Budget
) -> dict[int, int]:
    arrived = {*moved.values()}
    changed: dict[int, int] = {}
    for hunk in found:
        rows = [i for i in range(hunk.old, hunk.old_end) if i not in moved]
        columns = [j for j in range(hunk.new, hunk.new_end) if j not in arrived]
        lasting = pairs([old[i] for i in rows], [new[j] for j in columns], budget)
        changed.update((rows[i], columns[j]) for i, j in lasting)
    return changed


def _alike(old: Sequence[str], new: Sequence[str], gone: list[int], came: list[int], budget: Budget) -> dict[int, int]:
    """The likest two first; of those that are as like, the two nearest the top: so both directions find the same."""
    rows, columns = [i for i in gone if _says_enough(old[i])], [j for j in came if _says_enough(new[j])]
    if not rows or not columns:
        return {}
    table = weights([old[i] for i in rows], [new[j] for j in columns], budget, least=MOVED)
    likest = sorted((-weight, i + j, i, j) for i, line in enumerate(table) for j, weight in enumerate(line) if weight)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _weight, _place, i, j in likest:
        if rows[i] not in found and columns[j] not in taken:
            found[rows[i]] = columns[j]
            taken.add(columns[j])
    return found


def _neighbours(
    old: Sequence[str], new: Sequence[str], moved: dict[int, int], gone: set[int], came: set[int]
) -> dict[int, int]:
    """Equal lines beside a moved one that went the same way, such as its heading; empty lines count for nothing."""
    before, after = _solid(old), _solid(new)
    rank, other = {i: n for n, i in enumerate(before)}, {j: n for n, j in enumerate(after)}
    found: dict[int, int] = {}
    for i, j in moved.items():
        up = zip(range(rank[i] - 1, -1, -1), range(other[j] - 1, -1, -1), strict=False)
        down = zip(range(rank[i] + 1, len(before)), range(other[j] + 1, len(after)), strict=False)
        for way in (up, down):
            for row, column in ((before[n], after[m]) for n, m in way):
                if row not in gone or column not in came or old[row] != new[column]:
                    break
                found[row] = column
                gone.remove(row)
                came.remove(column)
    return found


def _solid(lines: Sequence[str]) -> list[int]:
    return [n for n, line in enumerate(lines) if line.strip()]


def _blocks(old: Sequence[str], new: Sequence[str], moved: dict[int, int]) -> dict[int, int]:
    """Lines that follow each other on both sides are one move."""
    if not moved:
        return {}
    rank = {i: n for n, i in enumerate(_solid(old))}
    other = {j: n for n, j in enumerate(_solid(new))}
    found: dict[int, int] = {}
    number, last = 0, (-2, -2)
    for i, j in sorted(moved.items()):
        here = rank[i], other[j]
        number += here != (last[0] + 1, last[1] + 1)
        found[i], last = number, here
    return found
