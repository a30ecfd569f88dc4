"""The place of a page's text that a query is about, in a few words, with what was asked for marked."""

import re
from collections.abc import Collection, Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from fanwiki.pages import kinds
from fanwiki.pages.documents import Document
from fanwiki.pages.templatetags.pages import in_script
from fanwiki.text import plain, tokens
from fanwiki.text.tokens import Phrase

from . import content

LENGTH, BEFORE = 220, 70  # letters of a snippet, and of those the ones before the first mark
LOOKED_AT = 60_000  # letters of a text
REACH = LENGTH - BEFORE
PLACES, TIMES = 2000, 100  # of all words in one text, and of each
MORE = "…"
EMPTY_LINES = re.compile(r"\n{3,}")
SIGNS = " \t\r\n|-=:*_#>`"  # lines of nothing else say nothing


class Piece(NamedTuple):
    text: str
    marked: bool


def of(document: Document, phrases: Collection[Phrase]) -> list[Piece]:
    """From whichever of the page's texts has most of the words, the body first; without any, its description."""
    wanted = Wanted(phrases)
    best, most = quoted(document["body"], wanted) if phrases else ("", 0)
    for text in lines(document) if most < wanted.count else ():
        if wanted.at_most(text) > most:
            place, there = wanted.passage(text)
            if there > most:
                best, most = cut(text, place), there
        if most >= wanted.count:
            break
    return list(wanted.pieces(best if most else document["description"]))


def lines(document: Document) -> Iterator[str]:
    yield document["description"]
    yield from content.others(kinds.registry[document["kind"]], document)


def quoted(body: str, wanted: "Wanted") -> tuple[str, int]:
    """The part with most of the words, and how many these are. Only the lines about it are made readable, which takes
    longer than to find it; but all, where a word was only the sign of a line, or too little is left of them."""
    text = plain.content(body)
    if "\n\n\n" in text:  # where a spoiler stood, for one
        text = EMPTY_LINES.sub("\n\n", text)
    place, there = wanted.passage(text)
    if not there:
        return "", 0
    first, last = text.rfind("\n", 0, max(place - LENGTH, 0)) + 1, text.find("\n", place + 2 * LENGTH)
    before, behind = text[:first].strip(SIGNS), text[last:].strip(SIGNS) if last >= 0 else ""
    line = plain.in_one_line(text[first : last if last >= 0 else len(text)])
    place, seen = wanted.passage(line)
    if seen < there or (len(line) < LENGTH and (before or behind)):
        line, before, behind = plain.in_one_line(text), "", ""
        place, seen = wanted.passage(line)
    return cut(line, place, begun=bool(before), more=bool(behind)), seen


class Wanted:
    def __init__(self, phrases: Collection[Phrase]) -> None:
        self.words = {word for phrase in phrases for word in phrase.words if not phrase.begins}
        self.words |= {word for phrase in phrases if phrase.begins for word in phrase.words[:-1]}
        self.beginnings = tuple({phrase.words[-1] for phrase in phrases if phrase.begins})
        self.words -= {*self.beginnings}
        self.count = len(self.words) + len(self.beginnings)
        self.times = min(TIMES, PLACES // max(self.count, 1) + 1)

    def has(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings or ("\0",))

    def at_most(self, text: str) -> int:
        """How many of the words the text may have."""
        lower = text.lower()
        there = sum(word in lower for word in (*self.words, *self.beginnings))
        return self.count if there < self.count and tokens.is_folded(text) else there

    def passage(self, text: str) -> tuple[int, int]:
        """Where the part of the text with most different words begins, and how many these are."""
        text = text[:LOOKED_AT]
        best, most = self.nearest(self.places(text))
        if not most and tokens.is_folded(text):  # written with other accents, or not at all
            spans = tokens.spans(text[: LOOKED_AT // 4])
            return self.nearest((span.start, span.word) for span in spans if self.has(span.word))
        return best, most

    def nearest(self, places: Iterable[tuple[int, str]]) -> tuple[int, int]:
        best, most, last = 0, 0, dict[str, int]()
        for start, word in places:
            last[word] = start
            near = [place for place in last.values() if place > start - REACH]
            if len(near) > most:
                best, most = min(near), len(near)
            if most == self.count:
                break
        return best, most

    def places(self, text: str) -> Iterator[tuple[int, str]]:
        """Where the words stand, in their order; of each the first times."""
        lower = text.lower()
        if len(lower) != len(text):  # a few capitals are one letter, and two when they are small
            lower = text
        found = [stands(lower, word, begins=len(word) >= tokens.LONGEST) for word in self.words]
        found += [stands(lower, word, begins=True) for word in self.beginnings]
        return merge(*(islice(places, self.times) for places in found))

    def pieces(self, text: str) -> Iterator[Piece]:
        """Pairs of signs that overlap are one mark."""
        done, end = 0, 0
        for start, stop in self.marks(text):
            if start > end or not end:
                yield from (
                    Piece(text[a:b], marked) for a, b, marked in ((done, end, True), (end, start, False)) if b > a
                )
                done = start
            end = max(end, stop)
        yield from (Piece(text[a:b], marked) for a, b, marked in ((done, end, True), (end, len(text), False)) if b > a)

    def marks(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where. Words of plain letters stand there as they are asked for, but for very long ones."""
        if tokens.is_folded(text) or any(len(word) >= tokens.LONGEST for word in self.words):
            yield from ((span.start, span.end) for span in tokens.spans(text) if self.has(span.word))
            return
        for start, word in self.places(text):
            end = start + len(word)
            while text[end : end + 1].isalnum():
                end += 1
            yield start, end


def stands(text: str, word: str, *, begins: bool) -> Iterator[tuple[int, str]]:
    """Where the word does. Not within other words, where words of the script stand apart."""
    close, start = tokens.IS_CLOSE.match(word), text.find(word)
    while start >= 0:
        end = start + len(word)
        if close or not (text[start - 1 : start].isalnum() or (text[end : end + 1].isalnum() and not begins)):
            yield start, word
        start = text.find(word, end)


def cut(text: str, place: int, *, begun: bool = False, more: bool = False) -> str:
    """At spaces, where there are some. `begun` where there is something before the text, `more` behind it."""
    start = max(place - BEFORE, 0) if len(text) > LENGTH else 0
    end = min(start + LENGTH, len(text))
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", place, end), start + LENGTH // 2)
    begun, more = begun or start > 0, more or end < len(text)
    return f"{MORE * begun}{text[start:end].strip()}{MORE * more}"


def html(pieces: Iterable[Piece]) -> SafeString:
    """Escaped, each run of another script with its language."""
    told = ((in_script(piece.text), piece.marked) for piece in pieces)
    return mark_safe("".join(f"<mark>{said}</mark>" if marked else said for said, marked in told))  # noqa: S308 - as told
