"""The pictures of pages that have none: a pattern for each address, and a title broken into lines that fit on it."""

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

PATTERNS = ("rays", "rings", "bars", "sun", "dots", "frames")  # symbols of static/cards.svg
HUES = 24

# In units of the card's drawing, which is 200 wide and 300 high.
WIDTH, HEIGHT, LEFT = 172, 128, 14
SIZES = (40, 36, 33, 29, 25, 22, 19, 16)
LEADING = 0.96

# Widths of letters in em, measured in the condensed face that cards are set in. Other scripts have no such face.
NARROW, USUAL, CAPITAL, BROAD, SQUARE = 0.22, 0.42, 0.48, 0.64, 1.0
NARROW_LETTERS, BROAD_LETTERS = frozenset("ijlft.,:;'’!|()[] "), frozenset("mwMW@%—")
LAST_LATIN, FIRST_PUNCTUATION = "\u024f", "\u2000"  # between them stand Greek, Cyrillic, Hebrew, Arabic …


class Line(NamedTuple):
    text: str
    y: float


class Lines(NamedTuple):
    size: int
    lines: list[Line]
    below: float  # where the next text goes


def pattern_of(slug: str) -> str:
    return PATTERNS[hashlib.sha256(slug.encode()).digest()[1] % len(PATTERNS)]


def width(text: str) -> float:
    return sum(map(width_of_letter, text))


def width_of_letter(letter: str) -> float:
    if letter in NARROW_LETTERS:
        return NARROW
    if unicodedata.east_asian_width(letter) in "WF":
        return SQUARE
    if letter in BROAD_LETTERS or LAST_LATIN < letter < FIRST_PUNCTUATION:
        return BROAD
    return CAPITAL if letter.isupper() else USUAL


def fit(title: str) -> Lines:
    """In the largest size that lets every word stand whole; the longest titles are cut."""
    for size in SIZES:
        lines = broken(title.split(), WIDTH / size)
        if len(lines) * size * LEADING <= HEIGHT and all(width(line) * size <= WIDTH for line in lines):
            return placed(lines, size)
    return placed(cut(title, SIZES[-1]), SIZES[-1])


def broken(words: Iterable[str], room: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cut(title: str, size: int) -> list[str]:
    """Lines of as many letters as fit, words broken where they must be."""
    lines, room = [""], WIDTH / size - width("…")
    for letter in title:
        if width(lines[-1] + letter) > room:
            lines.append("")
        lines[-1] += letter
    most = int(HEIGHT / (size * LEADING))
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]}…"]


def placed(lines: list[str], size: int) -> Lines:
    first, step = LEFT + size, size * LEADING
    rows = [Line(line, round(first + n * step, 1)) for n, line in enumerate(lines)]
    return Lines(size, rows, round(rows[-1].y + 30, 1) if rows else first)
