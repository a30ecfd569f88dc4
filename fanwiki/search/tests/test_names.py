"""What fans type for people and films that are well known, counted: `-s` shows the classes and what is missed."""

from collections import defaultdict
from pathlib import Path

import pytest

from conftest import make_page
from fanwiki.pages.kinds import language_of
from fanwiki.search.finding import suggest
from fanwiki.text import hangul, names

pytestmark = pytest.mark.django_db

ROWS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "well_known.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
FIRST, FIRST_FIVE = 0.99, 0.995  # when written: 99.4 and 99.7 %, of a list that the rules were tried on


def entered(row):
    """Kind, names and what is typed."""
    kind, given, typed = row
    return kind, given.split("; "), typed.split("; ")


def row_of(text):
    lang = language_of(text)
    return {"text": text, "kind": "name", "lang": lang if names.script_of(text) != "Latn" else "und-Latn"}


def variations(title, others):
    """(class, query) that follow from the names alone."""
    latin = next((name for name in (title, *others) if name.isascii()), "")
    yield "as it stands", title
    yield from (("the native name", other) for other in others if not other.isascii())
    words = title.replace("-", " ").split()
    if len(words) > 1:
        yield "word order", " ".join([*words[1:], words[0]])
        yield "spacing", title.replace(" ", "").replace("-", "")
    if len(latin) > 7:
        yield "a beginning", latin[: len(latin) - 2]
        middle = len(latin) // 2
        yield "one typing error", latin[:middle] + latin[middle + 1 :]
        yield "one typing error", latin[:2] + latin[3] + latin[2] + latin[4:]
        yield "one typing error", f"{latin[:middle]}x{latin[middle + 1 :]}"
        yield "one typing error", f"{latin[:4]}{latin[3:]}"
    for native in filter(hangul.syllables, (title, *others)):
        syllables = hangul.syllables(native)
        if len(syllables) > 1:
            yield "initial consonants", hangul.first_consonants(native)
            yield "half a syllable", syllables[:-1] + hangul.first_consonants(syllables[-1])
        yield "the keyboard", hangul.keystrokes(native.replace(" ", ""))


def tries():
    """(class, query, title) of everything."""
    for row in ROWS:
        _kind, (title, *others), typed = entered(row)
        yield from (("another spelling", query, title) for query in typed)
        yield from ((what, query, title) for what, query in variations(title, others))


@pytest.fixture
def wiki(db):
    for row in ROWS:
        kind, given, _typed = entered(row)
        make_page(kind, given[0], names=[row_of(name) for name in given])


def test_the_right_page_comes_first(wiki):
    places, missed = defaultdict(list), []
    for what, query, title in tries():
        found = [hit.page.title for hit in suggest(query, limit=5)]
        places[what].append(found.index(title) if title in found else 99)
        missed += [] if found[:1] == [title] else [f"{what}: {query} is {title}, found {found}"]
    for what, some in places.items():
        print(f"{what}: {sum(place == 0 for place in some)} of {len(some)}")
    print("\n".join(missed))
    every = [place for some in places.values() for place in some]
    assert len(ROWS) >= 125 and len(every) > 1000
    assert sum(place == 0 for place in every) / len(every) >= FIRST
    assert sum(place < 5 for place in every) / len(every) >= FIRST_FIVE
