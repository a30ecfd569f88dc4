"""A cast list as it stands on other sites, one credit a line: "Jeon Jong-seo as Ok-ju"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from .names import fold

# Between who and what: " as ", " ... ", " - ", a long dash, or the cells of a table.
BETWEEN = re.compile(r"\[\[[^\[\]]*\]\]|( as(?: |$)| ?(?:\.{3,}|…) ?| [-–] | ?— ?|\t)", re.IGNORECASE)
LINK = re.compile(r"\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
CELLS = re.compile(r"\[\[[^\[\]]*\]\]|(\|\|?)")
MARKS = re.compile(r"'{2,5}|\*\*|__|<ref[^<>]*/>|<ref[^<>]*>[^<]*</ref>")
BULLET = re.compile(r"(?:[*#:;•·–-]+ |[*•·]|[0-9]{1,4}[.)] )")
HEADING = re.compile(r"(=+)[^=]+\1$|#{1,6} ")
RULE = re.compile(r"\|? ?:?-{3,}:? ?\|[|: -]*$")  # between the head of a table and its rows
ROW = ("{|", "|-", "|}")


class Credit(NamedTuple):
    who: str
    part: str = ""
    printed: str = ""
    """The words for the part, where they are other ones than the title of its page."""


def parse(text: str) -> list[Credit]:
    """Lines that only set the list up (headings, heads and rules of tables, dashes) name nobody."""
    spaced = (re.sub(r"[^\S\n]*\t[^\S\n]*", "\t", re.sub(r"[^\S\t\n]+", " ", line)) for line in lines(text))
    return [credit for line in in_one_line(map(str.strip, spaced)) if fold((credit := of_line(line)).who)]


def lines(text: str) -> list[str]:
    """A break in a cell ends a line, too."""
    return re.sub(r"<br ?/?>", "\n", text).splitlines()


def in_one_line(lines: Iterable[str]) -> list[str]:
    """Each row of a table in a line, a tab between its cells; the other lines as they are."""
    found: list[str] = []
    row: list[str] = []  # of a table that has each cell in a line of its own
    for line in [*lines, ""]:
        cells = split_cells(line) if line.startswith("|") else []
        if len(cells) == 1 and not line.startswith(ROW):
            row += cells
            continue
        if row:
            found.append("\t".join(row))
            row = []
        if RULE.match(line):
            found = found[:-1]  # the head of the table
        elif not line.startswith((*ROW, "!")):
            found.append("\t".join(cells) or line)
    return found


def split_cells(line: str) -> list[str]:
    return [cell for cell in map(str.strip, pieces(CELLS, line)) if cell]


def pieces(between: re.Pattern[str], line: str) -> list[str]:
    """The line, parted where `between` matches outside of every link."""
    found, start = [], 0
    for match in between.finditer(line):
        if match[1]:
            found.append(line[start : match.start()])
            start = match.end()
    return [*found, line[start:]]


def of_line(line: str) -> Credit:
    if HEADING.match(line):
        return Credit("")
    line = MARKS.sub("", BULLET.sub("", line, count=1) if BULLET.match(line) else line).strip()
    match = next((match for match in BETWEEN.finditer(line) if match[1] and match.start()), None)
    if match is None:
        return Credit(named(line)[0])
    who, part = line[: match.start()], line[match.end() :]
    if match[1] == "\t":
        part = part.partition("\t")[0]
    title, words = named(part)
    return Credit(named(who)[0], title, words if words != title else "")


def named(said: str) -> tuple[str, str]:
    """The title of the page, another one than its words only where all is one link; and the words that are shown."""
    said = said.strip()
    if whole := LINK.fullmatch(said):
        title = whole[1].strip()
        return title, (whole[2] or title).strip()
    plain = LINK.sub(lambda link: link[2] or link[1], said).strip()
    return plain, plain
