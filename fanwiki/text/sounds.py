"""How names sound, so that spellings by ear fall together. `words` are folded and in the letters a to z."""

import re
from collections.abc import Sequence

from . import tables

_SILENT_H = re.compile("(?<![cstkp])h(?=[^aeiouyw]|$)")  # Oh, Ahn, Noh; not the h of ch, sh, th, kh, ph
_SILENT_R = re.compile("r(?=[^aeiouyw]|$)")  # Park, Hur
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")


def korean(words: Sequence[str]) -> str:
    """What is left of a Korean name when all usual romanisations are brought together."""
    clear = "".join(_SILENT_R.sub("", _SILENT_H.sub("", word)) for word in words)
    return _TWICE.sub(r"\1", tables.replacer("sounds_korean")(clear))


def general(words: Sequence[str]) -> str:
    """The consonants of a name in any other language, by classes; a vowel counts where a word begins with it."""
    return "".join(map(_consonants, words))


def _consonants(word: str) -> str:
    classes = tables.replacer("sounds")(word)
    first = "A" if classes[:1] in "aeiou" else ""
    return first + _TWICE.sub(r"\1", _VOWELS.sub("", classes))
