"""Runs of other scripts within a line: what has to be marked with a language, to be read aloud as what it is."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from fanwiki.text.names import script_of

# What a run is read aloud in, where only its letters are known.
BY_SCRIPT = {"Hang": "ko", "Jpan": "ja", "Hani": "zh", "Grek": "el", "Hebr": "he", "Thai": "th", "Arab": "ar"}
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa"})
UNMARKED = frozenset({"Latn", "Zyyy"})

ISOLATED = ' dir="auto"'
_LATIN = (
    "A-Za-z\u00aa\u00ba\u00c0-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\u2071\u207f\u2090-\u209c\u2c60-\u2c7f\ua720-\ua7ff"
    "\uab30-\uab6f\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a"
)
_WORD = re.compile(rf"(?:(?![{_LATIN}])[^\W\d_])+")


def language_of(script: str) -> str:
    return BY_SCRIPT.get(script, f"und-{script}")


def marked(text: str, escape: Callable[[str], str], unmarked: Collection[str] = UNMARKED) -> str:
    """HTML in which each run of a script that is not `unmarked` says its language; leftward ones are isolated."""
    if text.isascii():
        return escape(text)
    return "".join(
        f'<span lang="{language_of(script)}"{ISOLATED * (script in RIGHT_TO_LEFT)}>{escape(run)}</span>'
        if script
        else escape(run)
        for script, run in runs(text, unmarked)
    )


def runs(text: str, unmarked: Collection[str] = UNMARKED) -> Iterator[tuple[str, str]]:
    """(script, piece) for the whole text in its order; "" for what needs no mark.

    Spaces, digits and signs between two words of one script are part of its run.
    """
    done = 0
    for script, start, end in joined(text):
        if script not in unmarked:
            if start > done:
                yield "", text[done:start]
            yield script, text[start:end]
            done = end
    if done < len(text):
        yield "", text[done:]


def joined(text: str) -> Iterator[tuple[str, int, int]]:
    """(script, start, end) of the runs of other scripts. Han beside kana is Japanese."""
    now: tuple[str, int, int] | None = None
    for match in _WORD.finditer(text):
        script, start, end = script_of(match[0]), match.start(), with_marks(text, match.end())
        together = now and not any(map(str.isalpha, text[now[2] : start])) and one_script(now[0], script)
        if now and together:
            now = together, now[1], end
            continue
        if now:
            yield now
        now = script, start, end
    if now:
        yield now


def with_marks(text: str, end: int) -> int:
    """Behind the vowel signs that hang on the last letter."""
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end


def one_script(one: str, other: str) -> str:
    if {one, other} == {"Jpan", "Hani"}:
        return "Jpan"
    return one if one == other else ""
