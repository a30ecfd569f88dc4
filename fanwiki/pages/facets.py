"""What lists of pages are narrowed by: a facet such as genre, and a page's values in it as one line each."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from fanwiki.text import letters, names

LETTER, TAG = "letter", "tag"
LONGEST = 100  # letters of a value in an address


class Facet(NamedTuple):
    """`said` gives a value in words, where it is no text that somebody wrote. A page has one value, or `several`:
    then a list is narrowed by more than one at once. One facet may be offered `within` another, as years in a decade.
    """

    name: str
    label: Any
    said: Callable[[str], Any] | None = None
    several: bool = True
    within: str = ""
    indexed: bool = False  # whether search engines may list what one value of it gives
    newest_first: bool = False  # values by themselves, the greatest first, and not by how many pages have them


class Value(NamedTuple):
    """Of one page: `key` is what the address says, `printed` how it was typed."""

    facet: str
    key: str
    printed: str


BY_LETTER = Facet(LETTER, pgettext_lazy("of an alphabet", "Letter"), several=False)
BY_TAG = Facet(TAG, pgettext_lazy("of a page", "Tag"))


def key_of(facet: Facet, value: str) -> str:
    """As it stands in an address: codes and numbers as they are, words folded; "" for what cannot be asked for."""
    return str(value) if facet.said or facet.name == LETTER else folded(value)


@lru_cache(maxsize=4096)
def folded(value: str) -> str:
    """The same few genres and tags come with every save."""
    return names.slugify(value)


def value_of(facet: Facet, value: str) -> Value | None:
    key = key_of(facet, value)
    return Value(facet.name, key, str(value)) if key else None


def said(facet: Facet, key: str, printed: str) -> str:
    """`printed` for what somebody wrote, with a capital, as at the beginning of a line."""
    return str(facet.said(key)) if facet.said else str(capfirst(printed))


def lines(values: Iterable[Value]) -> str:
    """Each once, in one order, so that the same values are the same text."""
    return "\n".join(sorted({f"{facet}\t{key}\t{printed}" for facet, key, printed in values}))


def values(text: str) -> list[Value]:
    return [Value(*line.split("\t")) for line in text.split("\n")] if text else []


def letter_of(title: str) -> Value | None:
    found = letters.letter(title)
    return Value(LETTER, found, found) if found else None
