"""Which revision of a document brought each of its facts, rows, paragraphs and words.

Everything that a document says has a key, a digest of where it stands and what it says; a paragraph has one of its
words alone, wherever it stands. A key belongs for ever to the first revision that brought it: so what is restored, or
moved, goes back to whoever wrote it, and what any older revision said is found in the same table.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

from fanwiki.text.diff import BODY, UNSHOWN, Document, blank
from fanwiki.text.sequences import Budget, hunks, tokens, weights

BEGINNING = 1  # the revision that brought whatever has no origin
WEAVING = 2**27  # cells that looking at words may cost one revision: some 30 ms
LONGEST_WOVEN = 20_000  # letters of a paragraph; a longer one is all of whoever changed it last
MOST_RUNS = 400
NO_FACTS = UNSHOWN | {"kind"}
_BLANK_LINES = re.compile(r"(\n(?:[^\S\n]*\n)+)")

Runs = list[tuple[int, int]]  # (letters, number of the revision that brought them), from the first letter to the last


class Origin(NamedTuple):
    """Empty `runs`: all of it was brought by revision `number`."""

    number: int
    runs: Runs


Origins = dict[int, Origin]
Known = Callable[[Collection[int]], Origins]
Former = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Thing:
    """A fact ("runtime", "external_ids.imdb") or a row ("cast.k3f9"), by the keys of what it says.

    `began` is the key of a row whatever it says, of a fact its own; `parts` are columns, or the words of a list.
    """

    name: str
    key: int
    began: int
    parts: dict[str, int]

    @property
    def keys(self) -> set[int]:
        return {self.key, self.began, *self.parts.values()}


def key_of(path: str, value: Any) -> int:
    """64 bits with a sign, which every database can store."""
    said = value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(blake2b(f"{path}\0{said}".encode(), digest_size=8).digest(), signed=True)


def paragraph_key(text: str) -> int:
    return key_of(BODY, text)


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines."""
    return [part for _line, part in placed(text)]


def placed(text: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with the number of its first line, from 0."""
    line = 0
    for part in _BLANK_LINES.split(text):
        if part.strip():
            yield line, part.strip("\n")
        line += part.count("\n")


def facts(document: Document) -> Iterator[Thing]:
    for name, value in document.items():
        if name not in NO_FACTS and not is_rows(value):
            yield from _facts(name, value)


def rows(name: str, listed: Iterable[Document]) -> Iterator[Thing]:
    for row in listed:
        path = f"{name}.{row['id']}"
        said = {column: value for column, value in row.items() if column != "id" and not blank(value)}
        parts = {column: key_of(f"{path}.{column}", value) for column, value in said.items()}
        yield Thing(path, key_of(path, said), key_of(path, ""), parts)


def is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _facts(name: str, value: Any) -> Iterator[Thing]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _facts(f"{name}.{key}", member)
    elif not blank(value):
        key, words = key_of(name, value), value if isinstance(value, list) else []
        yield Thing(name, key, key, {str(word): key_of(f"{name}.", word) for word in words})


def _keys(name: str, value: Any, other: Any) -> set[int]:
    """Of all that it says, but rows which the other side has too."""
    if not is_rows(value):
        return {key for thing in _facts(name, value) for key in thing.keys}
    same = {row["id"]: row for row in other} if is_rows(other) else {}
    differing = (row for row in value if same.get(row["id"]) != row)
    return {key for thing in rows(name, differing) for key in thing.keys}


def brought(before: Document, document: Document, number: int, known: Known, former: Former = list) -> Origins:
    """The origins that revision `number` adds, where its document follows on `before`: to be kept where there is none.

    What goes and has none yet was there from the beginning; `known` gives the origins that are stored of some keys, and
    `former` older paragraphs of the page, whose words the revision may have brought back.
    """
    gone, come = set[int](), set[int]()
    for name in {*before, *document} - NO_FACTS:
        old, new = before.get(name), document.get(name)
        if old != new:
            gone |= _keys(name, old, new)
            come |= _keys(name, new, old)
    found = {key: Origin(BEGINNING, []) for key in gone - come} | {key: Origin(number, []) for key in come - gone}
    old_text, new_text = before.get(BODY) or "", document.get(BODY) or ""
    if old_text != new_text:
        found |= _Weaving(number, known).of_texts(paragraphs(old_text), paragraphs(new_text), former)
    return found


def runs_of(text: str, origin: Origin | None) -> Runs:
    """Whose letters the paragraph is made of."""
    if origin and origin.runs:
        return origin.runs
    return [(len(text), origin.number if origin else BEGINNING)]


class _Weaving:
    """Whose the words of the paragraphs are that revision `number` brings."""

    def __init__(self, number: int, known: Known) -> None:
        self.number, self.known, self.budget = number, known, Budget(WEAVING)

    def of_texts(self, before: list[str], after: list[str], former: Former) -> Origins:
        had, has = set(before), set(after)
        left = {paragraph_key(text): text for text in before if text not in has}
        new = {paragraph_key(text): text for text in after if text not in had}
        woven = self.woven(new, left)
        if new and (older := {paragraph_key(text): text for text in former()}):
            again = self.woven(new, older)
            woven = {key: _filled(runs, again[key], self.number) for key, runs in woven.items()}
        return {key: Origin(BEGINNING, []) for key in left} | {key: self.origin(runs) for key, runs in woven.items()}

    def origin(self, runs: Runs) -> Origin:
        return Origin(self.number, [] if runs[1:] == [] and runs[0][1] == self.number else runs)

    def woven(self, texts: dict[int, str], sources: dict[int, str]) -> dict[int, Runs]:
        """For each text the words that it keeps of the source which is most like it; several may come of one."""
        if not (texts and sources):
            return {key: [(len(text), self.number)] for key, text in texts.items()}
        origins = self.known(sources)
        old, new = ([text[:LONGEST_WOVEN] for text in side.values()] for side in (sources, texts))
        table = weights(old, new, self.budget)
        found, by_place = {}, list(sources.items())
        for column, (key, text) in enumerate(texts.items()):
            likeness, best = max(((row[column], at) for at, row in enumerate(table)), default=(0, 0))
            source_key, source = by_place[best] if likeness else (0, "")
            runs = runs_of(source, origins.get(source_key))
            found[key] = weave(text, source, runs, self.number, self.budget)
        return found


def weave(text: str, source: str, runs: Runs, number: int, budget: Budget) -> Runs:
    """Words that the text has from its source stay whose they were; the others are of revision `number`."""
    if max(len(text), len(source)) > LONGEST_WOVEN:
        return [(len(text), number)]
    old, new = tokens(source), tokens(text)
    owners = _owners(old, runs)
    mine: list[int] = []
    at = 0
    for hunk in hunks(old, new, budget):
        mine += owners[at : hunk.old] + [number] * (hunk.new_end - hunk.new)
        at = hunk.old_end
    mine += owners[at:]
    joined = _joined(zip(map(len, new), mine, strict=True))
    return joined if len(joined) <= MOST_RUNS else [(len(text), number)]


def _filled(runs: Runs, others: Runs, number: int) -> Runs:
    """The same, but what is of revision `number` is whose the others say; both are of one text."""
    found, rest, (room, other) = [], iter(others), (0, number)
    for letters, by in runs:
        left = letters
        while left:
            if not room:
                room, other = next(rest)
            step = min(left, room)
            found.append((step, other if by == number else by))
            left, room = left - step, room - step
    return _joined(found)


def _owners(words: list[str], runs: Runs) -> list[int]:
    """The revision of each word, which is that of its first letter."""
    owners, rest, (room, number) = [], iter(runs), (0, BEGINNING)
    for word in words:
        while room <= 0:
            more, number = next(rest, (len(word), number))
            room += more
        owners.append(number)
        room -= len(word)
    return owners


def _joined(pieces: Iterable[tuple[int, int]]) -> Runs:
    grouped = groupby(pieces, key=lambda piece: piece[1])
    return [(sum(letters for letters, _number in group), number) for number, group in grouped]


def shares(runs: Runs) -> dict[int, int]:
    """How many letters each revision brought, the most first."""
    found: dict[int, int] = {}
    for letters, number in runs:
        found[number] = found.get(number, 0) + letters
    return dict(sorted(found.items(), key=lambda share: (-share[1], -share[0])))
