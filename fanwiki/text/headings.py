"""A Markdown text as its sections, and sections as a text again."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from .names import fold

HEADING = re.compile(r" {0,3}#{1,2}[ \t]+(.*?)[ \t]*#*[ \t]*$")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,}|:{3,})")
CITED = re.compile(r"\[\^([^\]\s]+)\](?!:)")


class Section(NamedTuple):
    """`key` is the heading as it is compared, "" for what stands before the first; `text` begins with its heading."""

    key: str
    title: str
    text: str

    @property
    def inner(self) -> str:
        """Without the heading."""
        return self.text.partition("\n")[2].strip("\n") if self.title else self.text


def split(body: str) -> list[Section]:
    """In their order; a heading that comes twice has a number from then on."""
    found: list[tuple[str, list[str]]] = [("", [])]
    fence = ""
    for line in body.split("\n"):
        mark = FENCE.match(line)
        heading = None if fence else HEADING.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if heading and heading[1]:
            found.append((heading[1], []))
        found[-1][1].append(line)
    return numbered((title, "\n".join(lines).strip("\n")) for title, lines in found)


def numbered(found: Iterable[tuple[str, str]]) -> list[Section]:
    sections: list[Section] = []
    times = Counter[str]()
    for title, text in found:
        if text.strip():
            key = fold(title) or title
            times[key] += 1
            sections.append(Section(f"{key}.{times[key]}" if times[key] > 1 else key, title, text))
    return sections


def joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def recited(body: str, keys: dict[str, str]) -> str:
    """With the sources cited by other keys."""
    return CITED.sub(lambda found: f"[^{keys.get(found[1], found[1])}]", body)
