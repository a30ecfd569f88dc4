"""Kana in Latin letters, and the many spellings of Japanese as one. Readings of kanji are never guessed."""

import re
from functools import lru_cache

from . import tables

KANA = re.compile("[ぁ-ゖァ-ヺー]")
TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_SMALL_TSU = re.compile(r"っ+(?=([a-z]?))")
_LEFT_OUT = re.compile("[^a-z0-9]+")
_LONG = re.compile(r"(.)\1+")


def of_kana(text: str) -> str:
    """Letters for the kana of the text; whatever else stands there, such as kanji, stays."""
    read = tables.replacer("kana")(text.translate(TO_HIRAGANA))
    return _SMALL_TSU.sub(lambda found: found[1], read)


@lru_cache(maxsize=8192)
def sound(latin: str) -> str:
    """The one spelling that all usual ones of a Japanese name are brought to. `latin` is folded; "" for no letters."""
    brought = tables.replacer("sounds_japanese")(_LEFT_OUT.sub("", latin))
    return _LONG.sub(r"\1", tables.replacer("sounds_japanese")(brought))
