"""The place of a page's text that a query is about, in a few words, with what was asked for marked."""

import re
from collections.abc import Collection, Iterable, Iterator
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
ACCENTED = re.compile(r"[^\W\x00-\x7f]")  # a letter of which there are others


class Piece(NamedTuple):
    text: str
    marked: bool


def of(document: Document, phrases: Collection[Phrase]) -> list[Piece]:
    """From whichever of the page's texts has most of the words, the body first; without any, its description."""
    wanted = Wanted(phrases)
    best, place, most = document["description"], 0, 0
    for text in texts(document) if phrases else ():
        start, there = wanted.passage(text)
        if there > most:
            best, place, most = text, start, there
        if most >= wanted.count:
            break
    return list(wanted.pieces(cut(best, place) if most else best))


def texts(document: Document) -> Iterator[str]:
    yield plain.readable(document["body"])
    yield document["description"]
    yield from content.others(kinds.registry[document["kind"]], document)


class Wanted:
    def __init__(self, phrases: Collection[Phrase]) -> None:
        self.words = {word for phrase in phrases for word in phrase.words if not phrase.begins}
        self.words |= {word for phrase in phrases if phrase.begins for word in phrase.words[:-1]}
        self.beginnings = tuple({phrase.words[-1] for phrase in phrases if phrase.begins})
        self.words -= {*self.beginnings}
        self.count = len(self.words) + len(self.beginnings)
        self.times = 1 if self.count == 1 else min(TIMES, PLACES // max(self.count, 1) + 1)

    def has(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings or ("\0",))

    def passage(self, text: str) -> tuple[int, int]:
        """Where the part of the text with most different words begins, and how many these are."""
        text = text[:LOOKED_AT]
        places = self.places(text)
        if not places and ACCENTED.search(text):  # written with other accents, or not at all
            places = [(span.start, span.word) for span in tokens.spans(text[: LOOKED_AT // 4]) if self.has(span.word)]
        best, most, last = 0, 0, dict[str, int]()
        for start, word in places:
            last[word] = start
            near = [place for place in last.values() if place > start - REACH]
            if len(near) > most:
                best, most = min(near), len(near)
            if most == self.count:
                break
        return best, most

    def places(self, text: str) -> list[tuple[int, str]]:
        lower = text.lower()
        if len(lower) != len(text):  # a few capitals are one letter, and two when they are small
            lower = text
        found = [(start, word) for word in self.words for start in self.stands(lower, word)]
        found += [(start, word) for word in self.beginnings for start in self.stands(lower, word, begins=True)]
        return sorted(found)

    def stands(self, text: str, word: str, *, begins: bool = False) -> Iterator[int]:
        """Where, the first times. Not within other words, where words of the script stand apart."""
        most, start = self.times, text.find(word)
        while start >= 0 and most:
            end = start + len(word)
            within = text[start - 1 : start].isalnum() or (text[end : end + 1].isalnum() and not begins)
            if not within or tokens.IS_CLOSE.match(word):
                most -= 1
                yield start
            start = text.find(word, end)

    def pieces(self, text: str) -> Iterator[Piece]:
        """Pairs of signs that overlap are one mark."""
        done, end = 0, 0
        for span in tokens.spans(text):
            if not self.has(span.word):
                continue
            if span.start > end or not end:
                yield from (
                    Piece(text[a:b], marked) for a, b, marked in ((done, end, True), (end, span.start, False)) if b > a
                )
                done = span.start
            end = max(end, span.end)
        yield from (Piece(text[a:b], marked) for a, b, marked in ((done, end, True), (end, len(text), False)) if b > a)


def cut(text: str, place: int) -> str:
    """At spaces, where there are some."""
    start = max(place - BEFORE, 0) if len(text) > LENGTH else 0
    end = min(start + LENGTH, len(text))
    if start:
        start = text.find(" ", start, place) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", place, end), start + LENGTH // 2)
    return f"{MORE * bool(start)}{text[start:end].strip()}{MORE * (end < len(text))}"


def html(pieces: Iterable[Piece]) -> SafeString:
    """Escaped, each run of another script with its language."""
    told = ((in_script(piece.text), piece.marked) for piece in pieces)
    return mark_safe("".join(f"<mark>{said}</mark>" if marked else said for said, marked in told))  # noqa: S308 - as told
