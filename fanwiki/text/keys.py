"""The keys that a name is found under: in every script, and by ear. `asking.py` asks for them.

A key is a letter that says its form, and the name in that form. Forms that bring several names together carry, behind
a colon, the name itself: what was found is then compared with what was asked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from anyascii import anyascii

from . import habits, han, hangul, romaji, sounds, tables
from .names import LONGEST_KEY, fold, script_of

LONGEST = 200  # letters of a name or a query that are looked at
MOST_WORDS, MOST_STARTS = 5, 10  # names of more words are not turned round, but found from each of the first ones on

NAME, TURNED, VARIED = "n", "w", "v"  # as it is, from a later word, with what is written by habit brought to one
PART = "m"  # the end of a long name, a given name, a name without its middle: what several may have in common
LATIN, STROKES, CONSONANTS = "r", "k", "c"  # in Latin letters, by the keys of a Korean keyboard, by first consonants
KOREAN, JAPANESE, CHINESE, CANTONESE, ASPIRATED, GENERAL = "s", "j", "h", "y", "i", "x"  # how it sounds
ABBREVIATED = "a"  # by first letters, or the first syllables of two words
SOUNDS = (KOREAN, JAPANESE, CHINESE, CANTONESE, ASPIRATED, GENERAL)
BACKWARDS, STROKES_BACKWARDS = "t", "u"  # with how long it is, from the end on: for names with a typing error in front

SHORTEST_SOUND = 3
SHORTEST, SHORT = 3, 6  # letters of names in which a typing error is forgiven; of those that stand there in pieces
LATER = 4  # places in a name without spaces from which on it is found, too
_BETWEEN = re.compile(r"[\s\-‐-―_·・･/\\,.:;!?¿¡()\[\]{}<>|&+*•\"“”«»「」『』〜~=]+")

_ELIDED = re.compile(r"\b(all|d|dell|l|nell|un)['’](?=\w{3})", re.IGNORECASE)  # articles that hang on the next word


def words_of(text: str) -> list[str]:
    """Folded, letters that stand for one another as one; what stands between words is left out."""
    text = text[:LONGEST]
    if "'" in text or "’" in text:
        text = _ELIDED.sub(r"\1 ", text)
    if text.isascii():
        return [word for word in map(fold, _BETWEEN.split(text)) if word]
    words = (tables.translated("letters", fold(word)).translate(romaji.TO_HIRAGANA) for word in _BETWEEN.split(text))
    return [word for word in words if word]


_HYPHENS = re.compile(r"[\-‐-―]+")


def parts_of(text: str) -> list[str]:
    """The words, those joined by hyphens as one: nobody begins a name with the second half of a given name."""
    return words_of(_HYPHENS.sub("", text[:LONGEST]))


def turned(words: Sequence[str]) -> list[list[str]]:
    """The words in their order, begun with each of them: as they stand first."""
    if len(words) > MOST_WORDS:
        return [list(words)]
    return [[*words[n:], *words[:n]] for n in range(len(words))] or [[]]


def in_latin(words: Sequence[str]) -> list[str]:
    """The words in the letters a to z; [] where one of them holds Han characters, whose reading is not guessed."""
    if any(map(han.SIGN.search, words)):
        return []
    return [word if word.isascii() else latin_of(word) for word in words]


@lru_cache(maxsize=4096)
def latin_of(word: str) -> str:
    if hangul.HANGUL.search(word):
        return fold(hangul.revised(word))
    if romaji.KANA.search(word):
        return fold(romaji.of_kana(word))
    return fold(anyascii(sounds.by_ear(word, script_of(word))))


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
    seen: set[str] = set()
    for name in called:
        words = words_of(name.text)
        if (same := " ".join(sorted(words))) in seen:  # in another order: it is found by those keys, too
            made: Iterable[str] = [NAME + "".join(words)]
        else:
            seen.add(same)
            parts = parts_of(name.text) if _HYPHENS.search(name.text) else words
            tongue = name.lang.partition("-")[0]
            spoken = words_of(sounds.unmarked(name.text)) if sounds.HISSING.search(name.text) else words
            heard = sounds_of(scripts, tongues, name.lang, person=person)
            made = of_name(words, parts, spoken, person=person, heard=heard, chinese=tongue == "zh")
            if words and not person and tongue in ABBREVIATING:
                made = chain(made, _initials(words))
            if not person and (tongue == "vi" or not name.text.isascii()) and (counted := habits.in_vietnamese(words)):
                made = chain(made, [VARIED + counted])
        for key in made if words else ():
            found.setdefault(key[:LONGEST_KEY], name.place)
    return {key: place for key, place in found.items() if key[0] != LATIN or not stands_already(key, found)}


def stands_already(key: str, found: Collection[str]) -> bool:
    """Whether what a name is in Latin letters is the beginning of a key in any case, because somebody wrote it so."""
    return NAME + key[1:] in found or TURNED + key[1:] in found


def sounds_of(scripts: Collection[str], tongues: Collection[str], lang: str = "", *, person: bool) -> str:
    """As which languages a name in Latin letters is heard. Han characters alone may be Japanese or Chinese; a film may
    be called so in its own language or in English, where that is not told."""
    if not person and lang and not lang.startswith("und") and lang.partition("-")[0] not in SPELLED_BY_EAR:
        return GENERAL
    heard = ""
    if "Hang" in scripts or "ko" in tongues:
        heard = KOREAN
    elif "Jpan" in scripts or "ja" in tongues:
        heard = JAPANESE + GENERAL
    elif "zh" in tongues:
        heard = CHINESE + GENERAL
    elif "Hani" in scripts:
        heard = JAPANESE + CHINESE + GENERAL
    elif not SOUTHERN.isdisjoint(scripts):
        heard = ASPIRATED + GENERAL
    return heard if heard and (person or GENERAL in heard) else heard + GENERAL


ABBREVIATING = ("", "en", "und")  # languages in whose titles people write first letters alone
SPELLED_BY_EAR = {"ko", "ja", "zh", "th", "hi", "ta", "te", "bn", "ml", "kn", "mr", "pa", "gu", "ur"}
# Scripts of languages that tell aspirated consonants from others, and whose spellings in Latin letters do not.
SOUTHERN = frozenset({"Thai", "Laoo", "Khmr", "Mymr", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh"})  # fmt: skip  # noqa: E501


def of_name(
    words: Sequence[str],
    parts: Sequence[str],
    spoken: Sequence[str],
    *,
    person: bool,
    heard: str,
    chinese: bool = False,
) -> Iterator[str]:
    """`spoken` are the words as they are heard; `chinese` where its Han characters are surely no Japanese ones."""
    whole = "".join(words)
    yield NAME + whole
    yield from later(parts, whole, person=person, by_initials=heard == GENERAL)
    # "Il" and "le" are no articles in Korean and Vietnamese names.
    other = habits.varied(words) if not person or GENERAL in heard else tables.translated("han", whole)
    with_digits = other if person else han.numbered(other)
    if with_digits != whole:
        yield VARIED + with_digits
    if hangul.syllables(whole):
        yield from _of_hangul(words, person=person)
    elif han.SIGN.search(whole):
        yield from (*_in_pinyin(other, person=person), *_in_cantonese(other)) if chinese else ()
    else:
        yield from misspelled(BACKWARDS, whole)
        if with_digits != whole:
            yield from misspelled(BACKWARDS, with_digits)
        yield from _of_letters(words, spoken, heard, person=person)


def _initials(words: Sequence[str]) -> Iterator[str]:
    """LOTR for "The Lord of the Rings"."""
    whole = "".join(words)
    if tables.pairs("habits").get(words[0]) == "":
        words = words[1:]
    if len(words) > 2 and whole.isascii():  # noqa: PLR2004
        yield f"{ABBREVIATED}{''.join(word[0] for word in words[:MOST_STARTS])}:{whole}"


def later(parts: Sequence[str], whole: str, *, person: bool, by_initials: bool) -> Iterator[str]:
    """From later words on, or later signs where a script has no spaces; without or with short middle names."""
    if len(parts) > MOST_WORDS:
        yield from (PART + "".join(parts[n:]) for n in range(1, min(len(parts), MOST_STARTS)))
        return
    yield from (TURNED + "".join(order) for order in turned(parts)[1:])
    if len(parts) == 1 and len(whole) > 2 and (han.SIGN.search(whole) or (not person and hangul.syllables(whole))):  # noqa: PLR2004
        simple = tables.translated("han", whole)
        yield from (PART + simple[n:] for n in range(1, min(len(whole) - 1, LATER + 1)))
    if person and by_initials and len(parts) > 2 and whole.isascii():  # noqa: PLR2004 - a middle one among them
        yield PART + parts[0] + parts[-1]
        yield TURNED + "".join(word[0] for word in parts[:-1]) + parts[-1]


def _of_letters(words: Sequence[str], spoken: Sequence[str], sounds_like: str, *, person: bool) -> Iterator[str]:
    latin, heard_in = in_latin(words), in_latin(spoken)
    if latin != words:
        yield from (LATIN + "".join(order) for order in turned(latin)[:2])
        if not "".join(words).isascii():
            yield from misspelled(BACKWARDS, "".join(latin))
    for sound in sounds_like:
        for order in _orders(heard_in) if person and sound not in (KOREAN, CHINESE) else [heard_in]:
            if heard := hear(sound, order):
                yield f"{sound}{heard}:{''.join(order)}"


def _orders(words: list[str]) -> Iterator[list[str]]:
    """By ear from the last word on too, which may be a surname, and without what stands between."""
    yield words
    if len(words) > 1:
        yield [words[-1], words[0]]


def hear(sound: str, words: Sequence[str]) -> str:
    """The name as it sounds; "" where that is too short to say anything."""
    heard = _HEARD[sound](words)
    return heard if len(heard) >= (SHORTEST_SOUND - 1 if sound in _SHORT else SHORTEST_SOUND) else ""


_HEARD = {
    KOREAN: sounds.korean,
    JAPANESE: lambda words: romaji.sound("".join(words)),
    CHINESE: sounds.chinese,
    CANTONESE: sounds.cantonese,
    ASPIRATED: sounds.aspirated,
    GENERAL: sounds.general,
}
_SHORT = (CHINESE, CANTONESE, GENERAL)  # languages of short names


_SPELLED: dict[str, Callable[[str], str]] = {
    KOREAN: lambda latin: sounds.spelled("korean", latin),
    JAPANESE: romaji.sound,
    CHINESE: lambda latin: sounds.spelled("chinese", latin),
    CANTONESE: lambda latin: sounds.spelled("cantonese", latin),
}


def spelled(key: str, latin: str) -> str:
    """A name in the spelling in which names that sound like this key are compared."""
    form = key[0].lower()
    return _SPELLED[form](latin) if form in _SPELLED else sounds.spelled("general", latin)


def _in_pinyin(simple: str, *, person: bool) -> Iterator[str]:
    syllables, others = han.in_pinyin(simple, person=person)
    family, given = "".join(syllables), "".join(others)
    yield LATIN + family + given
    if given:
        yield LATIN + given + family
    if heard := hear(CHINESE, [*syllables, *others]):
        yield f"{CHINESE}{heard}:{family}{given}"


def _in_cantonese(simple: str) -> Iterator[str]:
    spelled = han.in_cantonese(simple)
    if spelled:
        yield LATIN + "".join(spelled)
    if heard := hear(CANTONESE, spelled):
        yield f"{CANTONESE}{heard}:{''.join(spelled)}"


def _of_hangul(words: Sequence[str], *, person: bool) -> Iterator[str]:
    whole = "".join(words)
    strokes = strokes_of(whole)
    yield STROKES + strokes
    yield from misspelled(STROKES_BACKWARDS, strokes)
    yield from _consonants(whole)
    surname = hangul.family_name(whole) if person else ""
    if surname:
        yield from _of_person(surname, whole.removeprefix(surname))
    elif len(words) > 1:
        yield from (f"{ABBREVIATED}{words[0][0]}{word[0]}:{whole}" for word in words[1:MOST_WORDS])
    yield LATIN + hangul.mccune(whole)
    yield from _spelled([in_latin(words)])


def strokes_of(text: str) -> str:
    """Shift is left out: who has the wrong layout on does not notice capitals either."""
    return hangul.keystrokes(text).lower()


def _of_person(surname: str, given: str) -> Iterator[str]:
    """With the spellings that families use, and by the given name."""
    spelled = hangul.revised(given)
    usual = tables.lists("korean_surnames")[surname]
    yield LATIN + usual[0] + spelled
    yield LATIN + spelled + usual[0]
    yield LATIN + spelled + hangul.revised(surname)
    yield from _spelled([[family, spelled] for family in usual])
    if len(given) > 1:
        yield PART + given
        yield STROKES + strokes_of(given)
        yield from _consonants(given)
        if heard := hear(KOREAN, [spelled]):
            yield f"{KOREAN}{heard}:{spelled}"


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
        yield f"{CONSONANTS}{consonants}:{text}"


def thirds(size: int) -> tuple[int, int]:
    """Where the second and the last third of a name begin."""
    return size // 3, size * 2 // 3


def misspelled(form: str, whole: str) -> Iterator[str]:
    """What is left of a name with an error in its front half: its end. A short name stands there as each two thirds of
    it, with what is missing behind the colon: one such pair is in every misspelling by one letter."""
    size = len(whole)
    if size > SHORT:
        yield f"{form}{size}<{whole[::-1]}"
    elif size >= SHORTEST:
        second, last = thirds(size)
        yield f"{form}{size}1{whole[:last]}:{whole[last:]}"
        yield f"{form}{size}2{whole[second:]}:{whole[:second]}"
        yield f"{form}{size}3{whole[last:]}{whole[:second]}:{whole[second:last]}"


def whole_of(key: str) -> str:
    """The name that a key carries behind its colon; the key's own where it carries none."""
    front, _colon, rest = key.partition(":")
    if key[:1].lower() not in (BACKWARDS, STROKES_BACKWARDS):
        return rest or front[1:]
    _size, backwards, name = key.partition("<")
    return name[::-1] if backwards else put_together(front[2:3], front[3:], rest)


def put_together(which: str, pair: str, rest: str) -> str:
    if which == "1":
        return pair + rest
    if which == "2":
        return rest + pair
    end = len(pair) + len(rest) - thirds(len(pair) + len(rest))[1]
    return pair[end:] + rest + pair[:end]


class Tier:
    """How well a key answers, the best first."""

    EXACT, SAME, PREFIX, WITHIN, WORDS, CONSONANTS, FIRST_CONSONANTS = range(7)
    SOUND, KEYBOARD, ERROR, ABBREVIATED, HEARD, ERRORS, LOOSE = range(7, 14)
