"""What may have been meant, where nothing is found."""

from collections.abc import Sequence
from string import ascii_lowercase

from fanwiki.text import tokens
from fanwiki.text.queries import Query
from fanwiki.text.tokens import Phrase

from .content import Level
from .engines import engine

SHORTEST, LONGEST = 4, 20  # letters of a word in which one typing error is looked for
CORRECTED = 2  # words of a query
WEIGHED, ENOUGH = 8, 50  # words that could be meant, and pages of each that are counted


def corrected(query: Query) -> str:
    """The query with words that pages have in place of those that none has; "" where there is nothing to say."""
    typed = {item.value: tokens.words(item.value) for item in query.words}
    single = {value: found[0] for value, found in typed.items() if len(found) == 1}
    known = engine().known(list(single.values())) if single else []
    missing = {value: word for value, word in single.items() if word not in known}
    if not missing or len(missing) > CORRECTED:
        return ""
    better = {value: nearest(word) for value, word in missing.items()}
    if not all(better.values()):
        return ""
    return " ".join(better.get(item.value) or item.typed if not item.name else item.typed for item in query.items)


def nearest(word: str) -> str:
    """The commonest word that differs by one letter; "" where there is none."""
    if not (word.isascii() and word.isalpha() and SHORTEST <= len(word) <= LONGEST):
        return ""
    found = engine().known(edits(word))[:WEIGHED]
    return max(found, key=pages_with, default="")


def pages_with(word: str) -> int:
    return len(engine().find([Level([[Phrase((word,))]], ENOUGH)], []))


def edits(word: str) -> Sequence[str]:
    """Two letters exchanged, one too many, one too few, or another one: the likelier errors first."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    shorter = [a + b[1:] for a, b in cuts if b]
    longer = [a + letter + b for a, b in cuts for letter in ascii_lowercase]
    other = [a + letter + b[1:] for a, b in cuts if b for letter in ascii_lowercase]
    return [edit for edit in dict.fromkeys([*swapped, *shorter, *longer, *other]) if edit != word]
