"""The keys that a name is found under, and those that a query asks for: in every script, and by ear.

A key is a letter that says its form, and the name in that form. Forms that bring several names together carry, behind
a colon, the name itself: what was found is then compared with what was asked.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from anyascii import anyascii

from . import hangul, romaji, sounds, tables
from .names import LONGEST_KEY, fold, script_of

LONGEST = 200  # letters of a name or a query that are looked at
MOST_WORDS = 5  # names of more are found from their beginning only

NAME, TURNED, LATIN, STROKES, CONSONANTS = "n", "w", "r", "k", "c"  # as it is, from a later word, in Latin letters …
KOREAN, JAPANESE, GENERAL = "s", "j", "x"  # how it sounds
PIECES, STROKE_PIECES = "t", "u"  # halves, of which a typing error leaves one whole

SHORTEST_SOUND = 3
SHORTEST_PIECES, LONGEST_PIECES = 4, 90
_BETWEEN = re.compile(r"[\s\-‐-―_·・･/\\,.:;!?¿¡()\[\]{}<>|&+*•\"“”«»「」『』〜~=]+")
_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def words_of(text: str) -> list[str]:
    """Folded; what stands between words is left out."""
    return [word for word in map(fold, _BETWEEN.split(text[:LONGEST])) if word]


def turned(words: Sequence[str]) -> list[list[str]]:
    """The words in their order, begun with each of them: as they stand first."""
    if len(words) > MOST_WORDS:
        return [list(words)]
    return [[*words[n:], *words[:n]] for n in range(len(words))] or [[]]


def in_latin(words: Sequence[str]) -> list[str]:
    """The words in the letters a to z; [] where one of them holds Han characters, whose reading is not guessed."""
    if any(_HAN.search(word) for word in words):
        return []
    return [word if word.isascii() else fold(_latin(word)) for word in words]


def _latin(word: str) -> str:
    if hangul.HANGUL.search(word):
        return hangul.revised(word)
    return romaji.of_kana(word) if romaji.KANA.search(word) else anyascii(word)


# --- What a page is found under --------------------------------------------------------------------------------------


class Called(NamedTuple):
    """A name of a page; `place` says which, and comes back with what is found."""

    text: str
    place: int
    lang: str = ""


def of_page(called: Sequence[Called], *, person: bool) -> dict[str, int]:
    """The place of the name that each key is made of; where several give the same, the first of them."""
    found: dict[str, int] = {}
    scripts = {script_of(name.text) for name in called}
    tongues = {name.lang.partition("-")[0] for name in called}
    heard = sounds_of(scripts, tongues)
    places: dict[str, int] = {}
    for name in called:
        places.setdefault(name.text, name.place)
    for text, place in places.items():
        for key in of_name(text, person=person, heard=heard):
            found.setdefault(key[:LONGEST_KEY], place)
    return found


def sounds_of(scripts: Collection[str], tongues: Collection[str]) -> str:
    """As which languages the names in Latin letters are heard. Han characters alone may be Japanese."""
    if "Hang" in scripts or "ko" in tongues:
        return KOREAN
    if "Jpan" in scripts or "ja" in tongues:
        return JAPANESE
    return JAPANESE + GENERAL if "Hani" in scripts and "zh" not in tongues else GENERAL


def of_name(text: str, *, person: bool, heard: str) -> Iterator[str]:
    words = words_of(text)
    whole = "".join(words)
    if not whole:
        return
    yield NAME + whole
    yield from (TURNED + "".join(order) for order in turned(words)[1:])
    if hangul.syllables(whole):
        yield from _of_hangul(words, person=person)
    else:
        yield from _of_letters(words, heard)


def _of_letters(words: list[str], sounds_like: str) -> Iterator[str]:
    """By ear from the last word on too, which may be a surname, but for Korean: there it stands first."""
    whole, latin = "".join(words), in_latin(words)
    yield from pieces(PIECES, whole)
    orders = turned(latin)
    if not whole.isascii() and any(latin):
        yield from (LATIN + "".join(order) for order in orders[:2])
    for sound in sounds_like:
        for order in (orders[0],) if sound == KOREAN else (orders[0], orders[-1]):
            if heard := hear(sound, order):
                yield f"{sound}{heard}:{''.join(order)}"


def hear(sound: str, words: Sequence[str]) -> str:
    """The name as it sounds; "" where that is too short to say anything."""
    if sound == JAPANESE:
        heard = romaji.sound("".join(words))
    else:
        heard = (sounds.korean if sound == KOREAN else sounds.general)(words)
    return heard if len(heard) >= SHORTEST_SOUND else ""


def _of_hangul(words: list[str], *, person: bool) -> Iterator[str]:
    whole = "".join(words)
    strokes = hangul.keystrokes(whole)
    yield STROKES + strokes
    yield from pieces(STROKE_PIECES, strokes)
    yield from _consonants(whole)
    surname = hangul.family_name(whole) if person else ""
    if surname:
        yield from _of_person(surname, whole.removeprefix(surname))
    yield LATIN + hangul.mccune(whole)
    yield from _spelled([in_latin(words)])


def _of_person(surname: str, given: str) -> Iterator[str]:
    """With the spellings that families use, and by the given name."""
    spelled = hangul.revised(given)
    usual = tables.lists("korean_surnames")[surname]
    yield LATIN + usual[0] + spelled
    yield LATIN + spelled + usual[0]
    yield LATIN + spelled + hangul.revised(surname)
    yield from _spelled([[family, spelled] for family in usual])
    if len(given) > 1:
        yield TURNED + given
        yield STROKES + hangul.keystrokes(given)
        yield from _consonants(given)
        yield from _spelled([[spelled]])


def _spelled(ways: Iterable[list[str]]) -> Iterator[str]:
    """By the Latin letters, and by their sound: of spellings that sound the same, the first."""
    heard: dict[str, str] = {}
    for words in ways:
        heard.setdefault(hear(KOREAN, words), "".join(words))
    for sound, latin in heard.items():
        if latin:
            yield LATIN + latin
        if sound:
            yield f"{KOREAN}{sound}:{latin}"


def _consonants(text: str) -> Iterator[str]:
    consonants = hangul.first_consonants(text)
    if len(consonants) > 1:
        yield CONSONANTS + consonants


def pieces(form: str, whole: str) -> Iterator[str]:
    """Both halves, with the length of all: one of them is in every misspelling by one letter."""
    size = len(whole)
    if SHORTEST_PIECES <= size <= LONGEST_PIECES:
        first, last = whole[: size // 2], whole[size // 2 :]
        yield f"{form}<{size}.{first}:{last}"
        yield f"{form}>{size}.{last}:{first}"


def whole_of(key: str) -> str:
    """The name that a key carries behind its colon; the key's own where it carries none."""
    front, _colon, rest = key.partition(":")
    if key[:1] in (PIECES, STROKE_PIECES):
        piece = front.partition(".")[2]
        return piece + rest if key[1:2] == "<" else rest + piece
    return rest or front[1:]


# --- What a query asks for -------------------------------------------------------------------------------------------


class Tier:
    """How well a key answers, the best first."""

    EXACT, SAME, PREFIX, WITHIN, CONSONANTS, FIRST_CONSONANTS, SOUND, KEYBOARD, ERROR, LOOSE = range(10)


class Ask(NamedTuple):
    """A key to look for, or what keys begin with. `like` is what the name behind a key is compared with."""

    key: str
    tier: int
    begins: bool = False
    like: str = ""


def asked(query: str) -> list[Ask]:
    """What is certain: the name as it is typed, its beginning, its consonants."""
    words = words_of(query)
    whole = "".join(words)
    typed = re.sub(r"\s+", "", query[:LONGEST])
    if consonants := hangul.only_consonants(typed):
        key = CONSONANTS + consonants
        return [Ask(key, Tier.CONSONANTS), Ask(key, Tier.FIRST_CONSONANTS, True)]
    if not whole:
        return []
    latin = "".join(in_latin(words))
    found = [Ask(NAME + whole, Tier.EXACT), Ask(TURNED + whole, Tier.SAME), Ask(NAME + whole, Tier.PREFIX, True)]
    found.append(Ask(TURNED + whole, Tier.WITHIN, True))
    if hangul.HANGUL.search(typed):
        strokes = STROKES + hangul.keystrokes(typed)
        found += [Ask(strokes, Tier.SAME), Ask(strokes, Tier.WITHIN, True)]
    elif latin:
        found += [Ask(LATIN + latin, Tier.SAME), Ask(LATIN + latin, Tier.WITHIN, True)]
        if latin != whole:
            found += [
                Ask(NAME + latin, Tier.SAME),
                Ask(TURNED + latin, Tier.SAME),
                Ask(NAME + latin, Tier.WITHIN, True),
            ]
    return found


def asked_loosely(query: str) -> list[Ask]:
    """What may be meant: another spelling by ear, the wrong keyboard, a typing error."""
    words = words_of(query)
    typed = re.sub(r"\s+", "", query[:LONGEST])
    if not words or hangul.only_consonants(typed):
        return []
    orders = turned(words)
    return [*_by_ear([in_latin(order) for order in orders]), *_by_keys(typed), *_mistyped(typed, orders)]


def asked_by_ear(query: str) -> list[Ask]:
    return [ask for ask in _by_ear([in_latin(order) for order in turned(words_of(query))]) if ask.tier == Tier.SOUND]


def _by_ear(orders: Iterable[list[str]]) -> Iterator[Ask]:
    for sound, words in product((KOREAN, JAPANESE, GENERAL), orders):
        if heard := hear(sound, words):
            whole = "".join(words)
            tier = Tier.LOOSE if sound == GENERAL else Tier.SOUND
            yield Ask(f"{sound}{heard}:", tier, True, whole)
            if len(heard) > SHORTEST_SOUND:
                yield Ask(f"{sound}{heard}", Tier.LOOSE, True, whole)


def _by_keys(typed: str) -> Iterator[Ask]:
    """As if the other layout of a Korean keyboard had been on."""
    if hangul.HANGUL.search(typed):
        meant = fold(hangul.keystrokes(typed))
        yield from (Ask(NAME + meant, Tier.KEYBOARD), Ask(NAME + meant, Tier.KEYBOARD, True))
    elif typed.isascii() and typed.isalpha() and len(typed) >= SHORTEST_SOUND:
        yield from (Ask(STROKES + typed, Tier.KEYBOARD), Ask(STROKES + typed, Tier.KEYBOARD, True))


def _mistyped(typed: str, orders: Sequence[list[str]]) -> Iterator[Ask]:
    if hangul.HANGUL.search(typed):
        yield from _nearly(STROKE_PIECES, hangul.keystrokes(typed))
        return
    for order in orders:
        yield from _nearly(PIECES, "".join(order))


def _nearly(form: str, whole: str) -> Iterator[Ask]:
    """The halves of all names that are a letter longer, as long or a letter shorter; and two letters exchanged just
    where the halves meet, which leaves neither whole."""
    for size in range(max(SHORTEST_PIECES, len(whole) - 1), len(whole) + 2):
        front, back = size // 2, size - size // 2
        yield Ask(f"{form}<{size}.{whole[:front]}:", Tier.ERROR, True, whole)
        yield Ask(f"{form}>{size}.{whole[-back:]}:", Tier.ERROR, True, whole)
    middle = len(whole) // 2
    if middle and form == PIECES:
        swapped = whole[: middle - 1] + whole[middle] + whole[middle - 1] + whole[middle + 1 :]
        yield Ask(NAME + swapped, Tier.ERROR)
