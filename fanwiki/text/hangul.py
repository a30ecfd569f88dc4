"""Hangul taken apart: in Latin letters, by first consonants, and by the keys of a keyboard."""

import re
import unicodedata
from functools import cache, lru_cache

from . import tables

_FIRST, _BY_CONSONANT, _BY_VOWEL = 0xAC00, 588, 28
CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_ENDS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

_SYLLABLE = re.compile("[가-힣]")
HANGUL = re.compile("[가-힣ㄱ-ㅣ]")
VOWEL = re.compile("[ㅏ-ㅣ]")  # by itself, as nobody writes who means Korean
ONLY_CONSONANTS = re.compile("[ㄱ-ㅎ]{2,}")


def syllables(text: str) -> str:
    """Only the whole syllables of the text."""
    return "".join(_SYLLABLE.findall(text))


@lru_cache(maxsize=4096)
def parts(syllable: str) -> tuple[int, int, int]:
    """Places of first consonant, vowel and end in their alphabets."""
    code = ord(syllable) - _FIRST
    return code // _BY_CONSONANT, code % _BY_CONSONANT // _BY_VOWEL, code % _BY_VOWEL


def revised(text: str) -> str:
    """Syllable by syllable, as names are written: no sound changes across them."""
    return _romanised(text, "revised")


def mccune(text: str) -> str:
    """McCune–Reischauer without ŏ, ŭ and apostrophes, as it is typed; each syllable as if it began a word."""
    return _romanised(text, "mccune")


def _romanised(text: str, system: str) -> str:
    known = tables.lists("korean_romanisation")
    letters = known[f"{system}-first"], known[f"{system}-vowel"], known["end"]
    spelled = (letters[n][place] for sign in syllables(text) for n, place in enumerate(parts(sign)))
    return "".join(spelled).replace(tables.NOTHING, "")


def first_consonants(text: str) -> str:
    """ㅈㅈㅅ for 전종서."""
    return "".join(CONSONANTS[parts(sign)[0]] for sign in syllables(text))


def family_name(text: str) -> str:
    """The surname that a Korean name begins with; "" where it begins with none that we know."""
    name, known = syllables(text), tables.lists("korean_surnames")
    if len(name) > 2 and name[:2] in known:  # noqa: PLR2004 - two syllables, and a given name behind them
        return name[:2]
    return name[:1] if len(name) > 1 and name[:1] in known else ""


# --- The keyboard ----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _keys_of(sign: str) -> str:
    keys = tables.pairs("korean_keyboard")
    if _SYLLABLE.match(sign):
        first, vowel, end = parts(sign)
        return keys[CONSONANTS[first]] + keys[_VOWELS[vowel]] + keys.get(_ENDS[end], "")
    return keys.get(sign, sign)


def keystrokes(text: str) -> str:
    """The keys that type it, as Latin letters: 옥주 is "dhrwn". What is no Hangul stays."""
    return "".join(map(_keys_of, unicodedata.normalize("NFC", text)))


_CONJOINING = {0x1100 + n: letter for n, letter in enumerate(CONSONANTS)}  # as systems that decompose send them


@cache
def _apart() -> dict[int, str]:
    """ㄱ and ㅅ for ㄳ, and so on, for `str.translate`."""
    keys = tables.pairs("korean_keyboard")
    single = {key: letter for letter, key in keys.items() if len(key) == 1}
    return {ord(letter): single[two[0]] + single[two[1]] for letter, two in keys.items() if len(two) > 1}


def only_consonants(text: str) -> str:
    """The letters of a text that is nothing but consonants, two at least, each by itself: ㄱㅅ for ㄳ; else ""."""
    single = "".join(text.translate(_CONJOINING).translate(_apart()).split())
    return single if ONLY_CONSONANTS.fullmatch(single) else ""


def consonants_among(text: str) -> str:
    """The first consonants of a text of syllables and single consonants: ㅂㅇㅂ for 박ㅇㅂ; "" for any other text."""
    mixed = all(sign in CONSONANTS or _SYLLABLE.match(sign) for sign in text) and any(map(_SYLLABLE.match, text))
    if not mixed or len(text) < 2 or not any(sign in CONSONANTS for sign in text):  # noqa: PLR2004 - one says nothing
        return ""
    return "".join(sign if sign in CONSONANTS else first_consonants(sign) for sign in text)


def begins_with(name: str, typed: str) -> bool:
    """Whether the syllables of a name begin with those that were typed, or with their first consonants."""
    return len(typed) <= len(name) and all(
        sign == syllable or sign == first_consonants(syllable) for sign, syllable in zip(typed, name, strict=False)
    )
