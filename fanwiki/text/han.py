"""Han characters: which signs they are, and how Chinese names are read. How Japanese ones are is never guessed."""

import re
from functools import cache
from itertools import islice, product

from anyascii import anyascii

from . import tables
from .names import fold

LONGEST_KOREAN, MOST_KOREAN = 8, 16  # characters that are read in Korean, and in how many ways
SIGN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DIGITS = "〇一二三四五六七八九"
_ROMANS = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"}
_ROMAN = re.compile(f"(?<={SIGN.pattern})(?:{'|'.join(_ROMANS)})$")
_NUMBER = re.compile(f"[{_DIGITS}]?十[{_DIGITS}]?|[{_DIGITS}]+")


def in_pinyin(simple: str, *, person: bool) -> tuple[list[str], list[str]]:
    """Syllables of family and given name of simplified characters in pinyin without tones; a title is all of the
    first."""
    if not person:
        return _read(simple), []
    known = tables.pairs("pinyin_surnames")
    size = 2 if len(simple) > 2 and simple[:2] in known else 1  # noqa: PLR2004 - a given name behind the two
    family = simple[:size]
    return ([known[family]] if family in known else _read(family)), _read(simple[size:])


def in_cantonese(simple: str) -> list[str]:
    """The syllables as they are spelled in Hong Kong, digits and plain letters as they are; [] where a sign is not
    known."""
    read = tables.signs("cantonese")
    found = [read.get(ord(sign), sign if sign.isascii() else "") for sign in simple]
    return found if all(found) else []


def in_korean(simple: str) -> list[str]:
    """The first MOST_KOREAN things that they may be in Hangul; [] of too many, or where one has no Korean reading."""
    if not 1 < len(simple) <= LONGEST_KOREAN:
        return []
    read = _korean()
    ways = product(*(read.get(sign, ()) for sign in simple))
    return ["".join(way) for way in islice(ways, MOST_KOREAN)]


@cache
def _korean() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for syllable, *signs in tables.rows("korean_han"):
        for sign in signs:
            found.setdefault(sign, []).append(syllable)
    return found


def numbered(text: str) -> str:
    """With digits for numbers: 7人の侍, 無間道2."""
    return _NUMBER.sub(lambda found: str(_value(found[0])), _ROMAN.sub(lambda found: _ROMANS[found[0]], text))


def _value(signs: str) -> int | str:
    tens, ten, ones = signs.partition("十")
    if not ten:
        return "".join(str(_DIGITS.index(sign)) for sign in signs)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def _read(text: str) -> list[str]:
    return [fold(anyascii(sign)) for sign in text]
