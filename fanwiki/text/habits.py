"""What people write by habit, brought to one form: articles are left out, numbers are digits."""

import re
from collections.abc import Iterable, Iterator, Sequence

from . import sounds, tables

_NUMBER = re.compile("[0-9]")
_NUMBERED = {"number", "numero", "nr", "no"}


def varied(words: Sequence[str]) -> str:
    """Without articles and "and", numbers as digits, Han characters in their simplest form. Where too little would be
    left of it, nothing is left out; nor is a last word, which may be half of a name: Kim Su-an."""
    usual = tables.pairs("habits")
    if not "".join(words).isascii():
        words = [sounds.without_article(word) for word in words]
    words = [word for n, word in enumerate(words) if not _only_counts(words, n)]
    brought = [usual.get(word, word) for word in words[:-1]] + [usual.get(word) or word for word in words[-1:]]
    left = "".join(_counted(brought) if any(_NUMBER.match(word) for word in brought) else brought)
    whole = "".join(words)
    enough = len(left) * 2 >= len(whole) or any(map(str.isdigit, left))
    kept = left if left and enough else whole
    return kept if kept.isascii() else tables.translated("han", kept)


def _only_counts(words: Sequence[str], at: int) -> bool:
    """Whether it says no more than the number behind it, and something else stands before them: Cape No. 7, Cape Number
    Seven; but No One Lives."""
    word, behind = words[at], words[at + 1 : at + 2]
    if word not in _NUMBERED or not at or not behind:
        return False
    number = behind[0] if word == "no" else tables.pairs("habits").get(behind[0], behind[0])
    return number.isdecimal()


def in_vietnamese(words: Sequence[str]) -> str:
    """The same with digits for Vietnamese numbers; "" for no other name."""
    numbers = tables.pairs("vietnamese_numbers")
    if len(words) < 2 or numbers.keys().isdisjoint(words):  # noqa: PLR2004 - one word is a name
        return ""
    return varied([numbers.get(word, word) for word in words])


def _counted(words: Iterable[str]) -> Iterator[str]:
    """Numbers of several words as one: twenty, one as 21, four, hundred as 400; nineteen, eighty, four as 1984."""
    number = 0
    for word in filter(None, words):
        if word.endswith("×"):
            number = max(number, 1) * int(word[:-1])
        elif not (word.isascii() and word.isdigit()):
            yield str(number or "")
            number = 0
            yield word
        elif 0 < int(word) < 10 ** (len(str(number)) - len(str(number).rstrip("0"))):
            number += int(word)
        else:
            yield str(number or "")
            number = 0 if word.startswith("0") else int(word)
            yield word if word.startswith("0") else ""
    yield str(number or "")
