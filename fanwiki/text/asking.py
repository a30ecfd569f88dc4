"""The keys that a query asks for: those of what is certainly meant, of what is likely, and of what is possible."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from . import habits, han, hangul, keyboards, keys, sounds
from .keys import Tier
from .names import script_of

TWO_ERRORS, THREE_ERRORS = 8, 16  # letters of a name in which so many typing errors are forgiven
QUARTER = 4  # letters of it at least that must be right
SHORTEST_KEYS = 3  # letters that may have been typed in another layout
TURNED = 3  # words of a query that is looked for in every order, misspelled or not
LONG = 8  # letters of a query of which only those in the middle may have been exchanged unseen by its halves
SHORT_FOR = 5  # syllables that a Korean title may be abbreviated to
FRONT = 3  # consonants of a name that are heard rightly
SIGNS = 4  # Han characters or kana of a name in which one may be another one
# By how much the spellings of a language fall together, and few other names with them.
HEARD_AS = {
    keys.KOREAN: Tier.SOUND,
    keys.JAPANESE: Tier.SOUND,
    keys.CHINESE: Tier.HEARD,
    keys.CANTONESE: Tier.HEARD,
    keys.ASPIRATED: Tier.HEARD,
    keys.GENERAL: Tier.HEARD,
}


class Ask(NamedTuple):
    """A key to look for and, where `begins`, all that begin with it: those are of the tier `beyond`, unless a colon
    follows the key. `like` is what the name behind a key is compared with."""

    key: str
    tier: int
    beyond: int = 0
    like: str = ""

    @property
    def begins(self) -> bool:
        return bool(self.beyond)


class Query:
    """What was typed, in the forms that names are stored in."""

    def __init__(self, typed: str) -> None:
        self.typed = re.sub(r"\s+", "", typed[: keys.LONGEST])
        self.words = keys.words_of(typed)
        self.whole = "".join(self.words)
        self.text = typed[: keys.LONGEST]

    @cached_property
    def varied(self) -> str:
        return habits.varied(self.words)

    @cached_property
    def latin(self) -> str:
        return "".join(keys.in_latin(self.words))

    @cached_property
    def orders(self) -> list[list[str]]:
        return keys.turned(self.words) if len(self.words) <= TURNED else [self.words]

    @cached_property
    def is_hangul(self) -> bool:
        return bool(hangul.HANGUL.search(self.typed))

    @cached_property
    def consonants(self) -> str:
        """Where it is nothing but first consonants, or some among whole syllables: 박ㅇㅂ."""
        return hangul.only_consonants(self.typed) or hangul.consonants_among(self.typed)


# --- What is certain -------------------------------------------------------------------------------------------------


def certain(query: Query) -> list[Ask]:
    """The name as it is typed, its beginning, its consonants."""
    found = list(_by_consonants(query))
    if not query.whole or hangul.only_consonants(query.typed):
        return found
    whole = query.whole
    found += [Ask(keys.NAME + whole, Tier.EXACT, Tier.PREFIX), Ask(keys.TURNED + whole, Tier.SAME, Tier.PREFIX)]
    found.append(Ask(keys.PART + whole, Tier.PREFIX, Tier.PREFIX))
    for one in dict.fromkeys((query.varied, han.numbered(query.varied))):
        found.append(Ask(keys.VARIED + one, Tier.SAME, Tier.WITHIN))
        if one != whole:
            beyond = 0 if one.isascii() else Tier.WITHIN  # of Han characters in other forms, as what was typed
            found += [Ask(form + one, Tier.SAME, beyond) for form in (keys.NAME, keys.TURNED)]
            found.append(Ask(keys.PART + one, Tier.PREFIX, beyond))
    if not query.text.isascii() and (counted := habits.in_vietnamese(query.words)):
        found.append(Ask(keys.VARIED + counted, Tier.SAME, Tier.WITHIN))
    if any(len(word) == 1 for word in query.words[:-1]) and len(query.words) <= TURNED:
        found.append(Ask(keys.TURNED + "".join([*query.words[1:], query.words[0]]), Tier.WITHIN, Tier.WITHIN))
    if query.is_hangul:
        found.append(Ask(keys.STROKES + keys.strokes_of(query.typed), Tier.WITHIN, Tier.WITHIN))
    elif query.latin:
        found.append(Ask(keys.LATIN + query.latin, Tier.SAME, Tier.WITHIN))
        if query.latin != whole:
            found.append(Ask(keys.NAME + query.latin, Tier.SAME, Tier.WITHIN))
            found.append(Ask(keys.TURNED + query.latin, Tier.SAME))
    return found


def _by_consonants(query: Query) -> Iterator[Ask]:
    if query.consonants:
        like = "" if hangul.only_consonants(query.typed) else query.typed
        yield Ask(keys.CONSONANTS + query.consonants, Tier.CONSONANTS, Tier.FIRST_CONSONANTS, like)


def heard_exactly(query: Query) -> list[Ask]:
    """Names that sound the same, of languages in which that says much."""
    return [ask for ask in by_ear(query, begun=False) if ask.tier == Tier.SOUND]


# --- What is likely --------------------------------------------------------------------------------------------------


def likely(query: Query, *, begun: bool = True) -> list[Ask]:
    """Another spelling by ear, the wrong keyboard, a typing error; `begun` also names that only begin as it is heard,
    which are the least likely."""
    if not query.whole or hangul.only_consonants(query.typed):
        return []
    heard = list(_abbreviated(query))
    if not hangul.VOWEL.search(query.typed):
        heard += [*by_ear(query, begun=begun), *_in_pinyin(query), *_in_korean(query)]
    return [*heard, *_by_keys(query), *_mistyped(query, query.words)]


def _abbreviated(query: Query) -> Iterator[Ask]:
    """A title by the first letters of its words; a Korean one by the first syllables of some."""
    whole = query.whole
    if hangul.syllables(whole) == whole and 1 < len(whole) <= SHORT_FOR:
        yield Ask(f"{keys.ABBREVIATED}{whole[:2]}:", Tier.ABBREVIATED, Tier.ABBREVIATED, whole)
    elif len(query.words) == 1 and 2 < len(whole) <= keys.MOST_STARTS:  # noqa: PLR2004 - as many words at least
        yield Ask(keys.ABBREVIATED + whole, Tier.ABBREVIATED, Tier.ABBREVIATED)


def by_ear(query: Query, *, begun: bool = True) -> Iterator[Ask]:
    """Spellings of one language by its rules; of others by what consonants they have, which says less."""
    for sound, tier in HEARD_AS.items():
        for words in map(keys.in_latin, dict.fromkeys(map(tuple, (query.orders[0], query.orders[-1])))):
            for heard in dict.fromkeys(_heard(sound, words, query.whole)):
                whole = not begun or len(heard) < keys.SHORTEST_SOUND
                yield Ask(f"{sound}{heard}:" if whole else sound + heard, tier, Tier.LOOSE, "".join(words))


def _heard(sound: str, words: Sequence[str], typed: str) -> Iterator[str]:
    """The name as it sounds, and where letters are heard in several ways, in the others too."""
    spelled = [words]
    if sound == keys.GENERAL:
        spelled += sounds.otherwise(words)
    elif sound == keys.JAPANESE and typed != (said := typed[:1] + typed[1:].replace("は", "わ")):
        spelled += [keys.in_latin([said])]  # a particle, perhaps, which is said otherwise than it is written
    elif sound == keys.JAPANESE and script_of(typed) == "Cyrl":
        spelled += [[word.replace("v", "w") for word in words]]
    elif sound == keys.CANTONESE:
        spelled += [[word.replace("j", "z") for word in words]]  # as in Jyutping, or as in English
    yield from filter(None, (keys.hear(sound, one) for one in spelled))


def _in_pinyin(query: Query) -> Iterator[Ask]:
    """Of Han characters, as if they were Chinese: other characters may be read the same."""
    if han.SIGN.search(query.whole):
        family, given = han.in_pinyin(query.varied, person=True)
        spelled = "".join([*family, *given])
        yield from (Ask(form + spelled, Tier.SOUND) for form in (keys.LATIN, keys.NAME, keys.TURNED))


def _in_korean(query: Query) -> Iterator[Ask]:
    """Of Han characters, as they are read in Korea: names and titles are written so there in credits, and in China."""
    if han.SIGN.search(query.whole):
        yield from (Ask(keys.NAME + read, Tier.SOUND) for read in han.in_korean(query.varied))


def _by_keys(query: Query) -> Iterator[Ask]:
    """As if another keyboard layout had been on."""
    if len(query.typed) < SHORTEST_KEYS:
        return
    if query.typed.isascii():
        yield Ask(keys.STROKES + query.typed.lower(), Tier.KEYBOARD, Tier.KEYBOARD)
    for meant in map(keys.words_of, keyboards.meant(query.text)):
        if meant:
            beyond = 0 if query.typed.isascii() else Tier.KEYBOARD
            yield Ask(keys.NAME + "".join(meant), Tier.KEYBOARD, beyond)
            yield Ask(keys.TURNED + "".join(meant), Tier.KEYBOARD)


def _mistyped(query: Query, words: Sequence[str]) -> Iterator[Ask]:
    """With one letter more, less or another one, or two exchanged: the names that begin like its first half, and of
    those that may be meant by their length, those that end like its second one. One of the two has no error in it."""
    whole = "".join(words)
    if query.is_hangul:
        strokes = keys.strokes_of(query.typed)
        yield from (*_end(keys.STROKES_BACKWARDS, strokes), *_front(keys.STROKES, strokes))
    elif han.SIGN.search(whole):
        if len(whole) >= SIGNS:
            yield from (_error(keys.NAME + whole[:end], whole) for end in {1, len(whole) // 2})
    else:
        varied = habits.varied(words)
        for spelling in dict.fromkeys((whole, varied)):
            yield from _end(keys.BACKWARDS, spelling)
        for form in (keys.NAME, keys.TURNED, keys.PART, keys.LATIN):
            yield from _front(form, whole)
        yield from _front(keys.VARIED, varied)


def _end(backwards: str, whole: str) -> Iterator[Ask]:
    """Names that end so."""
    size = len(whole)
    if size + 1 < keys.SHORTEST:
        return
    for other in range(max(keys.SHORTEST, size - 1), size + 2):
        if other > keys.SHORT:
            yield _error(f"{backwards}{other}<{whole[: size // 2 - 1 : -1]}", whole)
        else:
            yield from _mistyped_short(f"{backwards}{other}", whole, other)


def _front(form: str, whole: str) -> Iterator[Ask]:
    """Names that begin so, or so but for two letters in the middle, of which each half has one."""
    size = len(whole)
    if size >= keys.SHORT:
        yield from (_error(form + whole[:end], whole) for end in (size // 2, size * 2 // 3))
    elif size + 1 < keys.SHORTEST:
        return
    for at in range(1, size) if size < LONG else (size // 2, size // 2 + 1):
        swapped = whole[: at - 1] + whole[at] + whole[at - 1] + whole[at + 1 :]
        yield Ask(form + swapped, Tier.ERROR, 0, whole)


def _mistyped_short(front: str, whole: str, other: int) -> Iterator[Ask]:
    """Two thirds of names of another length."""
    (second, last), size = keys.thirds(other), len(whole)
    yield _error(f"{front}1{whole[:last]}:", whole)
    yield _error(f"{front}2{whole[size - (other - second) :]}:", whole)
    yield _error(f"{front}3{whole[size - (other - last) :]}{whole[:second]}:", whole)


def _error(key: str, whole: str) -> Ask:
    return Ask(key, Tier.ERROR, Tier.ERROR, whole)


def forgiven(name: str, tier: int) -> int:
    """How many typing errors a name may be away from what was typed."""
    if tier == Tier.ERRORS and han.SIGN.search(name):
        return len(name) // 3  # a sign is as much as some letters
    if tier == Tier.ERRORS and len(name) >= THREE_ERRORS:
        return 3
    return 2 if len(name) >= TWO_ERRORS else 1


# --- What is possible ------------------------------------------------------------------------------------------------


def possible(query: Query) -> list[Ask]:
    """An error in words that stand in another order, two errors in a long name, one word that is right, a beginning on
    another keyboard."""
    if not query.whole or hangul.only_consonants(query.typed):
        return []
    found = [ask for words in query.orders[1:] for ask in _mistyped(query, words)]
    found += [*_mistyped_twice(query), *_begun_alike(query), *_said_more(query), *_shortened(query)]
    found += _heard_in_front(query)
    if query.typed.isascii() and len(query.typed) >= SHORTEST_KEYS:
        meant = ("".join(keys.words_of(text)) for text in keyboards.meant(query.text))
        found += [Ask(keys.NAME + text, Tier.KEYBOARD, Tier.KEYBOARD) for text in meant if text]
    return found


def _mistyped_twice(query: Query) -> Iterator[Ask]:
    """The first quarter of names, and the last one of those that are up to two letters longer or shorter."""
    if query.is_hangul:
        yield from _quarters(keys.STROKES, keys.STROKES_BACKWARDS, keys.strokes_of(query.typed))
    elif not han.SIGN.search(query.whole):
        yield from _quarters(keys.NAME, keys.BACKWARDS, query.whole)
        if query.varied != query.whole:
            yield from _quarters(keys.VARIED, keys.BACKWARDS, query.varied)
    elif len(query.whole) > SIGNS:
        yield Ask(keys.NAME + query.whole[:2], Tier.ERRORS, Tier.ERRORS, query.whole)


def _quarters(straight: str, backwards: str, whole: str) -> Iterator[Ask]:
    size = len(whole)
    if size <= TWO_ERRORS:
        return
    part = max(QUARTER, size // 4)
    yield Ask(straight + whole[:part], Tier.ERRORS, Tier.ERRORS, whole)
    for other in range(size - 2, size + 3):
        yield Ask(f"{backwards}{other}<{whole[: -part - 1 : -1]}", Tier.ERRORS, Tier.ERRORS, whole)


def _begun_alike(query: Query) -> Iterator[Ask]:
    """Names that begin with one of the words, and the first letter of the next one; or with the first half."""
    if query.is_hangul or len(query.whole) < keys.SHORT:
        return
    for words in query.orders:
        whole = "".join(words)
        fronts = {whole[: len(whole) // 2], words[0] + words[1][:1] if len(words) > 1 else ""}
        for form, front in product((keys.NAME, keys.TURNED), filter(None, fronts)):
            yield Ask(form + front, Tier.LOOSE, Tier.LOOSE, whole)


def _heard_in_front(query: Query) -> Iterator[Ask]:
    """Of what was typed in another script than that of the name: whatever stands behind its first consonants may be
    heard in many ways."""
    if query.whole.isascii() or not query.latin or query.is_hangul:
        return
    for words in map(keys.in_latin, dict.fromkeys(map(tuple, (query.orders[0], query.orders[-1])))):
        for front in dict.fromkeys(heard[:FRONT] for heard in _heard(keys.GENERAL, words, query.whole)):
            yield Ask(keys.GENERAL + front, Tier.LOOSE, Tier.LOOSE, "".join(words))


def _shortened(query: Query) -> Iterator[Ask]:
    """Titles in Han characters or kana of which some signs were left out."""
    if han.SIGN.search(query.whole) and 1 < len(query.whole) <= SHORT_FOR:
        yield Ask(keys.NAME + query.whole[0], Tier.ABBREVIATED, Tier.ABBREVIATED, query.whole)


def _said_more(query: Query) -> Iterator[Ask]:
    """Names of which all was typed, and something behind it: a year, "film", another title."""
    for end in range(1, min(len(query.words), keys.MOST_STARTS)):
        front = "".join(query.words[:end])
        if len(front) >= keys.SHORTEST:
            yield from (Ask(form + front, Tier.LOOSE) for form in (keys.NAME, keys.VARIED))
