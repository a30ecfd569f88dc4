"""What fans type for people and films that are well known: with the classes by which it is counted."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

from fanwiki.pages.kinds import language_of
from fanwiki.text import hangul, names, tables

Document = dict[str, Any]

FILE = Path(__file__).parent / "known.txt"
CLASSES = {"spelling": "another spelling", "script": "another script form", "translated": "a translated title",
           "part": "part of the native name"}  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = dict(zip("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`", strict=True))
UKRAINIAN = RUSSIAN | {"і": "s", "ї": "]", "є": "'"}
LONG = 7  # letters of a name of which a beginning, or one with a typing error, is typed


class Known(NamedTuple):
    """`given` are the names that an editor gave, the title first; `typed` is (class, query). `unseen`: was kept out of
    sight while the rules were made."""

    kind: str
    lang: str
    given: list[str]
    typed: list[tuple[str, str]]
    unseen: bool

    @property
    def document(self) -> Document:
        return {"kind": self.kind, "title": self.given[0], "names": [row_of(text, self.lang) for text in self.given]}


def known() -> list[Known]:
    blind, seen = (part.splitlines() for part in FILE.read_text(encoding="utf-8").split("# Seen", 1))
    found = [read(line) for line in blind if line[0] != "#"]
    return found + [read(line)._replace(unseen=False) for line in seen[1:]]


def read(line: str) -> Known:
    kind, given, *more = (part.strip() for part in line.split("|"))
    typed = []
    for part in more:
        tag, _colon, queries = part.partition(": ")
        typed += [(CLASSES[tag], query) for query in queries.split("; ")]
    entered = given.split("; ")
    what, _space, lang = kind.partition(" ")
    return Known(what, lang, entered, typed, unseen=crc32(given.encode()) % 2 == 1)


def row_of(text: str, lang: str) -> Document:
    script = names.script_of(text)
    told = lang if script == "Hani" and lang else language_of(text)
    return {"text": text, "kind": "name", "lang": "und-Latn" if script == "Latn" else told}


def queries(one: Known) -> Iterator[tuple[str, str]]:
    """(class, query): what stands in the list, and what follows from the names."""
    yield from one.typed
    title, die = one.given[0], Random(crc32(one.given[0].encode()))  # noqa: S311 - the same each time
    yield "as it stands", title
    yield from (("the native name", text) for text in one.given if not names.fold(text).isascii())
    latin = next((text for text in one.given if names.fold(text).isascii()), "")
    yield from of_latin(latin, die, person=one.kind == "person")
    for text in one.given:
        yield from of_native(text, person=one.kind == "person")


def of_latin(text: str, die: Random, *, person: bool) -> Iterator[tuple[str, str]]:
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = plain.replace("-", " ").split()
    if plain != text:
        yield "no accents", plain
    if len(words) > 1:
        yield "spacing", "".join(words)
        yield "spacing", " ".join(words)
        if person:
            yield "word order", " ".join([*words[1:], words[0]])
            yield "the surname or given name", max(plain.split()[0], plain.split()[-1], key=len)
    if len(plain) >= LONG:
        yield "a beginning", plain[: len(plain) - 2]
        yield "a beginning", plain[: max(len(plain) * 2 // 3, 5)]
        for _ in range(3):
            yield "one typing error", mistyped(plain, die)
    if len(plain) > LONG * 2:
        yield "two typing errors", mistyped(mistyped(plain, die), die)
    if plain.isascii() and len(plain) >= LONG:
        yield "wrong keyboard", composed(plain.replace("-", " "))


def mistyped(text: str, die: Random) -> str:
    """With a letter missing, twice, exchanged for another one or with its neighbour."""
    at = die.randrange(1, len(text) - 1)
    return die.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + die.choice(LETTERS) + text[at:],
            text[:at] + die.choice(LETTERS) + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ]
    )


def of_native(text: str, *, person: bool) -> Iterator[tuple[str, str]]:
    syllables, script = hangul.syllables(text), names.script_of(text)
    if len(syllables) > 1:
        yield "initial consonants", hangul.first_consonants(text)
        yield "half a syllable", syllables[:-1] + hangul.first_consonants(syllables[-1])
        yield "wrong keyboard", hangul.keystrokes(text.replace(" ", ""))
        if person and len(syllables) > 2 and " " not in text:  # noqa: PLR2004 - two syllables of a given name
            yield "part of the native name", syllables[1:]
    if script == "Cyrl" and (keys := keys_of(text.lower())):
        yield "wrong keyboard", keys
    if script in ("Hani", "Jpan") and person and len(text) > 3:  # noqa: PLR2004 - as above
        yield "part of the native name", text[2:]


def keys_of(text: str) -> str:
    """What types it where the layout for Latin letters is on; "" where one of its letters is on no key of these."""
    for layout in (RUSSIAN, UKRAINIAN):
        if all(sign in layout for sign in text if sign.isalpha()):
            return "".join(layout.get(sign, sign) for sign in text if sign not in "«»")
    return ""


# --- A Korean keyboard -----------------------------------------------------------------------------------------------


def composed(text: str) -> str:
    """What a Korean keyboard makes of the keys of a text in Latin letters: syllables where they can be."""
    letters = {key: letter for letter, key in tables.pairs("korean_keyboard").items() if len(key) == 1}
    row = [letters.get(sign, letters.get(sign.lower(), sign)) for sign in text]
    made, n = "", 0
    while n < len(row):
        syllable, used = syllable_of(row[n:])
        made += syllable
        n += used
    return made


def syllable_of(row: list[str]) -> tuple[str, int]:
    """The first syllable or letter, and how many keys it takes."""
    vowels, ends = hangul._VOWELS, hangul._ENDS
    if len(row) < 2 or row[0] not in hangul.CONSONANTS or row[1] not in vowels:  # noqa: PLR2004 - two keys at least
        return row[0], 1
    code = 0xAC00 + hangul.CONSONANTS.index(row[0]) * 588 + vowels.index(row[1]) * 28
    ended = len(row) > 2 and row[2] in ends and row[2] != " " and not (len(row) > 3 and row[3] in vowels)  # noqa: PLR2004
    return (chr(code + ends.index(row[2])), 3) if ended else (chr(code), 2)
