"""How names sound, so that spellings by ear fall together. `words` are folded and in the letters a to z."""

import re
from collections.abc import Sequence
from functools import lru_cache

from . import tables

_SILENT_H = re.compile("(?<![cstkp])h(?=[^aeiouyw]|$)")  # Oh, Ahn, Noh; not the h of ch, sh, th, kh, ph
_SILENT_R = re.compile("r(?=[^aeiouyw]|$)")  # Park, Hur
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")
_LAST_H = re.compile("(?<=[aeiou])h$")  # Hamamah
_ARTICLES = {"al", "el"}  # of Arabic names, which are written or left out
_LEFT_OUT = re.compile("[^A-Z]+")


def korean(words: Sequence[str]) -> str:
    """What is left of a Korean name when all usual romanisations are brought together."""
    clear = "".join(_SILENT_R.sub("", _SILENT_H.sub("", word)) for word in words)
    return _TWICE.sub(r"\1", tables.replacer("sounds_korean")(clear))


def chinese(words: Sequence[str]) -> str:
    """The consonants of a Mandarin name, by classes in which pinyin and Wade–Giles are the same."""
    return _LEFT_OUT.sub("", tables.replacer("sounds_chinese")("".join(words)))


def general(words: Sequence[str]) -> str:
    """The consonants of a name in any other language, by classes; a vowel counts where a word begins with it."""
    return "".join(_consonants(word) for word in words if word not in _ARTICLES or len(words) == 1)


@lru_cache(maxsize=8192)
def _consonants(word: str) -> str:
    classes = tables.replacer("sounds")(_LAST_H.sub("", word))
    first = "A" if classes[:1] in "aeiou" else ""
    return first + _TWICE.sub(r"\1", _VOWELS.sub("", classes))


def arabic(word: str) -> str:
    """A word in Arabic letters, those that are heard as vowels in Latin ones; the article is left out."""
    word = word.removeprefix("ال") if len(word) > 4 else word  # noqa: PLR2004 - a word of three letters behind it
    word = f"{word[:-1]}ا" if word.endswith("ه") else word  # as "-a", "-ah" or "-eh"
    first = {"و": "w", "ي": "y"}.get(word[:1], "")
    return first + tables.replacer("arabic")(word[1:] if first else word)
