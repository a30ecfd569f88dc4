"""The sections of a text as they were typed: one of them cut out, and put back."""

from collections.abc import Collection
from typing import NamedTuple

from fanwiki.text import markup

LEAD = "lead"  # what stands before the first section; the ids of sections begin with "s-"


class Section(NamedTuple):
    """Its heading is part of it, and ends at `inner`. `start`, `inner` and `end` count letters of the text."""

    id: str
    title: str
    start: int
    inner: int
    end: int


def split(body: str, kinds: Collection[str]) -> list[Section]:
    """LEAD, which may be empty, then the sections, with the ids that `markup.render` gives them; LEAD alone where the
    text is shown as it was typed."""
    starts = markup.outline(body, kinds)
    at = [0]
    for line in body.split("\n") if starts else ():
        at.append(at[-1] + len(line) + 1)
    ends = [*(at[first] for _id, _title, first, _end in starts), len(body)]
    found = [
        Section(name, title, at[first], min(at[inner], len(body)), end)
        for (name, title, first, inner), end in zip(starts, ends[1:], strict=True)
    ]
    return [Section(LEAD, "", 0, 0, ends[0]), *found]


def find(body: str, name: str, kinds: Collection[str]) -> Section | None:
    return next((section for section in split(body, kinds) if section.id == name), None)


def cut(body: str, section: Section) -> str:
    return body[section.start : section.end].strip("\n")


def put(body: str, section: Section, text: str) -> str:
    """The text with this in place of the section: with nothing, the section goes."""
    was, text = body[section.start : section.end], text.strip("\n")
    if text == was.strip("\n"):
        return body
    after = body[section.end :]
    if not text:
        return body[: section.start] + after if after else body[: section.start].rstrip("\n")
    return body[: section.start] + text + ("\n\n" if after else "") + after


def between(body: str, section: Section, other: str) -> str | None:
    """What another text says in place of the section; None where they differ in other places, too."""
    before, after = body[: section.start], body[section.end :]
    within = len(other) >= len(before) + len(after) and other.startswith(before) and other.endswith(after)
    return other[len(before) : len(other) - len(after)].strip("\n") if within else None


def first_changed(old: str, new: str, kinds: Collection[str]) -> str:
    """The id of the first section of `new` that `old` says otherwise or does not have; "" where there is none."""
    before = {section.id: cut(old, section) for section in split(old, kinds)}
    return next((section.id for section in split(new, kinds) if before.get(section.id) != cut(new, section)), "")
