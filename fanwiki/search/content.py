"""What of a document is searched: its words in their order, and the facts that operators ask for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple

from fanwiki.pages import facets, kinds, shape
from fanwiki.pages.documents import Document
from fanwiki.pages.fields import LineField, Reference, Words
from fanwiki.text import names, plain, tokens
from fanwiki.text.tokens import Phrase

PLACES = 16_000  # words of a page that have a place; what comes later is found, but not as part of a phrase
TIMES = 255  # places of one word: as many as PostgreSQL keeps
MOST_LETTERS = 200_000  # of different words behind the last place
HEAVY = 3  # times that a word stands on a page that is about it

# What no typed word begins with, so that a fact is never found as one.
FACT, NAMED, FOCUS, GAP = ":", "~", "~~", ""
PLAIN = str.maketrans("_ '\"\\", "-----")  # signs of a key that no index has
NO_PROSE = {"picture", "type", "field", "episodes", "region"}
NOT_SEARCHED = {"names", "sources"}  # names come first, sources say what others wrote


class Content(NamedTuple):
    """`words` in their order, GAP between what stands apart; `more` have no place; `facts` neither."""

    words: list[str]
    more: list[str]
    facts: list[str]

    @property
    def digest(self) -> int:
        told = "\n".join(" ".join(part) for part in self).encode()
        return int.from_bytes(blake2b(told, digest_size=7).digest())

    @property
    def line(self) -> str:
        """As it is cut at spaces. A fact keeps the place of a gap, and stands between words that have none."""
        words = [word or FACT for word in self.words]
        for word in self.more:
            words += (FACT, word)
        return " ".join([*words, *self.facts])


class Line(NamedTuple):
    """What the index is told of a page."""

    page: int
    digest: int
    words: str


def line_of(page: int, document: Document) -> Line:
    said = of(document)
    return Line(page, said.digest, said.line)


def of(document: Document) -> Content:
    kind = kinds.registry[document["kind"]]
    named = tokens.words(" ".join(called(document)))
    found = list(named)
    for text in (document["description"], plain.content(document["body"]), *others(kind, document)):
        if some := tokens.words(text):
            found += [GAP, *some]
    count = Counter(found)
    words, more = placed(found, count)
    focus = {word for word, times in count.items() if times >= HEAVY and word}
    close = {*named, *tokens.words(f"{document['description']} {' '.join(document['tags'])}")}
    facts = [*facts_of(kind, document), *sorted(NAMED + word for word in set(named))]
    return Content(words, more, [*facts, *sorted(FOCUS + word for word in focus | close)])


def placed(found: list[str], count: Counter[str]) -> tuple[list[str], list[str]]:
    """As they are, of nearly every page. No word has more than so many places, and no page."""
    words, rest = found[:PLACES], found[PLACES:]
    if rest or max(count.values(), default=0) > TIMES:
        left = Counter[str]()
        for n, word in enumerate(words):
            left[word] += 1
            if left[word] > TIMES:
                words[n] = GAP
    more = sorted(set(rest).difference(words, [GAP]))
    size = 0
    for n, word in enumerate(more):
        size += len(word)
        if size > MOST_LETTERS:
            return words, more[:n]
    return words, more


def called(document: Document) -> Iterator[str]:
    """Without search hints, which are never shown."""
    yield document["title"]
    yield from (row["text"] for row in document["names"] if row["kind"] != "search_hint")


def others(kind: kinds.Kind, document: Document) -> Iterator[str]:
    """Facts in words, and the rows of lists, each by itself."""
    for name in prose(kind.root):
        if name not in ("title", "description"):
            value = document[name]
            yield " ".join(value) if isinstance(value, list) else value
    for name, model in kind.lists.items():
        if name not in NOT_SEARCHED:
            for row in document[name]:
                yield " ".join(row[column] for column in prose(model) if not isinstance(row[column], list))


@cache
def prose(model: Any) -> tuple[str, ...]:
    """Columns of words: texts in one line, titles of other pages, tags and genres."""
    columns = shape.columns(model).items()
    lines = (name for name, field in columns if type(field) in (LineField, Reference, Words) and not field.choices)
    return tuple(name for name in lines if name not in NO_PROSE)


def facts_of(kind: kinds.Kind, document: Document) -> list[str]:
    told = [fact("kind", kind.name)]
    told += [fact(value.facet, value.key) for value in kind.facet_values(document) if value.facet != facets.LETTER]
    told += [fact(name, names.fold(title)) for name, title in kind.credited(document)]
    return list(dict.fromkeys(told))


# --- What is asked of it ---------------------------------------------------------------------------------------------

Clause = Sequence[Phrase]  # one of them is there


class Level(NamedTuple):
    """Pages in which each clause holds, so many of them, the first by their keys. There are clauses, none is empty."""

    clauses: Sequence[Clause]
    limit: int


def marked(phrases: Iterable[Phrase], mark: str) -> Iterator[list[Phrase]]:
    """Each word for itself, of which a name or a heavy word is kept: without places."""
    for phrase in phrases:
        for n, word in enumerate(phrase.words, 1):
            yield [Phrase((mark + word,), phrase.begins and n == len(phrase.words))]


def of_kinds(names: Iterable[str]) -> list[Phrase]:
    return [Phrase((fact("kind", name),)) for name in names]


def hidden() -> list[str]:
    """The kinds that are no pages to read, such as pictures."""
    return [kind.name for kind in kinds.registry.values() if not kind.is_shown]


def fact(name: str, key: str) -> str:
    """`:genre:science-fiction`"""
    return f"{FACT}{name}{FACT}{key.lower().translate(PLAIN)}"
