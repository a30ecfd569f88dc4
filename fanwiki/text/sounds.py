"""How names sound, so that spellings by ear fall together. `words` are folded and in the letters a to z."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from . import tables

_SILENT_H = re.compile("(?<![cstkp])h(?=[^aeiouyw]|$)")  # Oh, Ahn, Noh; not the h of ch, sh, th, kh, ph
_SILENT_R = re.compile("r(?=[^aeiouyw]|$)")  # Park, Hur
_TWICE = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiou]+")
_LAST_H = re.compile("(?<=[aeiou])h$")  # Hamamah
_LAST_L = re.compile("l$")
_UNHEARD = {"al", "el", "e", "i"}  # the article of Arabic names, what joins two names in Persian: often left out
_LEFT_OUT = re.compile("[^A-Z]+")
_MARKED = "çćčĉśşšșţțźżž"
HISSING = re.compile(f"[{_MARKED}]", re.IGNORECASE)  # heard otherwise than without its mark
_HISSING = str.maketrans(dict.fromkeys(_MARKED, "s"))


def korean(words: Sequence[str]) -> str:
    """What is left of a Korean name when all usual romanisations are brought together."""
    clear = "".join(_SILENT_R.sub("", _SILENT_H.sub("", word)) for word in words)
    return _TWICE.sub(r"\1", tables.replacer("sounds_korean")(clear))


def chinese(words: Sequence[str]) -> str:
    """The consonants of a Mandarin name, by classes in which pinyin and Wade–Giles are the same."""
    return "".join(_classes("sounds_chinese", _LAST_H.sub("", word)) for word in words)


def cantonese(words: Sequence[str]) -> str:
    """The same of a Cantonese name, whichever way it is spelled."""
    return "".join(_classes("sounds_cantonese", word) for word in words)


def aspirated(words: Sequence[str]) -> str:
    """The same of a name from India or South-East Asia, where an h behind a consonant is often left out, and an r that
    only lengthens a vowel; a last l is heard as n in Thai."""
    heard = (_LAST_L.sub("n", _SILENT_R.sub("", word)) for word in words)
    return _TWICE.sub(r"\1", "".join(_classes("sounds_aspirated", word) for word in heard))


@lru_cache(maxsize=8192)
def _classes(table: str, word: str) -> str:
    return _LEFT_OUT.sub("", tables.replacer(table)(word))


def general(words: Sequence[str]) -> str:
    """The consonants of a name in any other language, by classes; a vowel counts where a word begins with it. Articles
    are left out."""
    heard = [word for word in words if word not in _UNHEARD and tables.pairs("habits").get(word) != ""]
    return "".join(map(_consonants, heard or words))


def otherwise(words: Sequence[str]) -> Iterator[list[str]]:
    """The words as somebody may have meant them who spells one of their letters as another language does."""
    for pattern, ways in _ways():
        if any(map(pattern.search, words)):
            yield from ([pattern.sub(way, word) for word in words] for way in ways)


@cache
def _ways() -> list[tuple[re.Pattern[str], list[str]]]:
    told = tables.lists("sounds_otherwise").items()
    return [(re.compile(letters), [way.replace(tables.NOTHING, "") for way in ways]) for letters, ways in told]


@lru_cache(maxsize=8192)
def _consonants(word: str) -> str:
    classes = tables.replacer("sounds")(_LAST_H.sub("", word))
    first = "A" if classes[:1] in "aeiou" else ""
    return first + _TWICE.sub(r"\1", _VOWELS.sub("", classes))


@lru_cache(maxsize=8192)
def spelled(system: str, latin: str) -> str:
    """A name with its vowels, in a spelling to which those that are usual in a language are brought (`spellings_…`)."""
    return _TWICE.sub(r"\1", tables.replacer(f"spellings_{system}")(latin))


def unmarked(text: str) -> str:
    """With letters that hiss as an s."""
    return text.lower().translate(_HISSING)


def by_ear(word: str, script: str) -> str:
    """A word in a script of which single letters do not tell how they are heard, in Latin letters where they do not."""
    if script == "Grek":
        return tables.replacer("greek")(word)
    return _arabic(word) if script == "Arab" else word


def without_article(word: str) -> str:
    """A word in Arabic letters; any other stays."""
    return word.removeprefix("ال") if len(word) > 4 else word  # noqa: PLR2004 - a word of three letters behind it


def _arabic(word: str) -> str:
    """Without the article; the last letter as "-a", "-ah" or "-eh"."""
    word = without_article(word)
    word = f"{word[:-1]}ا" if word.endswith("ه") else word
    first = {"و": "w", "ي": "y"}.get(word[:1], "")
    return first + tables.replacer("arabic")(word[1:] if first else word)
