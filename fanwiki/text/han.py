"""Han characters: which signs they are, and how Chinese names are read. How Japanese ones are is never guessed."""

import re

from anyascii import anyascii

from . import tables
from .names import fold

SIGN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def in_pinyin(simple: str, *, person: bool) -> tuple[str, str]:
    """Family and given name of simplified characters in pinyin without tones; a title is all of the first."""
    if not person:
        return _read(simple), ""
    known = tables.pairs("pinyin_surnames")
    size = 2 if len(simple) > 2 and simple[:2] in known else 1  # noqa: PLR2004 - a given name behind the two
    family = simple[:size]
    return known.get(family) or _read(family), _read(simple[size:])


def in_cantonese(simple: str) -> list[str]:
    """The syllables as they are spelled in Hong Kong; [] where a sign is not known."""
    read = tables.signs("cantonese")
    return [read[ord(sign)] for sign in simple] if all(ord(sign) in read for sign in simple) else []


def _read(text: str) -> str:
    return fold(anyascii(text))
