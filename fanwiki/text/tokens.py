"""The words of a text as the search index has them, and as a query asks for them."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from fanwiki.text.names import fold

LONGEST = 40  # letters of one word; what is longer is several
FOLDED = 100  # letters that are folded at once: some become two


def _marks() -> str:
    """What hangs on a letter, as ranges of a pattern: Python's own letters leave it out, and would end a word there."""
    signs = (code for code in range(0x300, min(sys.maxunicode, 0x11FFF)) if unicodedata.category(chr(code))[0] == "M")
    runs = groupby(enumerate(signs), lambda pair: pair[1] - pair[0])
    found = [[code for _n, code in run] for _key, run in runs]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in found)


_WORD = re.compile(rf"[\w{_marks()}]+")
_FOLDED = re.compile("[^\x00-\x7f\xa0\xab\xb7\xbb\u2000-\u206f]")  # neither ASCII nor usual signs between words
_PLAIN = re.compile(f"[a-z0-9]{{1,{LONGEST}}}")
# Hangul, kana and Han are written without spaces, or with endings that hang on their words.
_CLOSE = "\u1100-\u11ff\u3005\u3007\u3040-\u30fa\u30fc-\u30ff\u3131-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"  # fmt: skip  # noqa: E501
_RUN = re.compile(rf"[{_CLOSE}]+|[^{_CLOSE}]+")
IS_CLOSE = re.compile(f"[{_CLOSE}]")


class Span(NamedTuple):
    """A word, and where in the text it stands."""

    word: str
    start: int
    end: int


class Phrase(NamedTuple):
    """Words that stand one behind the other; the last may be the beginning of a longer one."""

    words: tuple[str, ...]
    begins: bool = False


def words(text: str) -> list[str]:
    """Folded, in their order. Close scripts give each sign with the next, and the last of a run alone: so any part of
    a run is found, a single sign as what words begin with."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    found: list[str] = []
    for word in _WORD.findall(text.replace("_", " ")):
        if word.isascii() and len(word) <= LONGEST:
            found.append(word.lower())
        else:
            found += _of_word(word)
    return found


def spans(text: str) -> Iterator[Span]:
    """The same words with their places. Where folding changes the number of signs, that of the whole word."""
    for match in _WORD.finditer(text.replace("_", " ")):
        start, end = match.span()
        word = match[0]
        if word.isascii() and len(word) <= LONGEST:
            yield Span(word.lower(), start, end)
            continue
        found = _of_word(word)
        if len(found) == end - start and len(found) > 1:
            yield from (Span(word, start + n, min(start + n + len(word), end)) for n, word in enumerate(found))
        else:
            yield from (Span(word, start, end) for word in found)


def is_folded(text: str) -> bool:
    """Whether some letter of it stands in the index as another one, or may do so."""
    return not text.isascii() and bool(_FOLDED.search(text))


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    folded = "".join(fold(word[n : n + FOLDED]) for n in range(0, len(word), FOLDED))
    found: list[str] = []
    for run in _RUN.findall(folded):
        if IS_CLOSE.match(run):
            found += [run[n : n + 2] for n in range(len(run))]
        else:
            found += [run[n : n + LONGEST] for n in range(0, len(run), LONGEST)]
    return tuple(found)


def phrase(text: str) -> Phrase:
    """What finds the text wherever it stands, in the middle of a run too."""
    found = words(text)
    if not (found and IS_CLOSE.fullmatch(found[-1])):
        return Phrase(tuple(found))
    alone = len(found) == 1 or len(found[-2]) == 1 or found[-2][1] != found[-1] or not IS_CLOSE.match(found[-2])
    return Phrase(tuple(found), begins=True) if alone else Phrase(tuple(found[:-1]))
