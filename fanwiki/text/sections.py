"""The sections of a text as they were typed: one of them cut out, and put back."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from fanwiki.text import markup

LEAD = "lead"  # what stands before the first section; the ids of sections begin with "s-"


class Section(NamedTuple):
    """Its heading is part of it. `start` and `end` count letters of the text."""

    id: str
    title: str
    start: int
    end: int


def sections(body: str, kinds: Collection[str]) -> list[Section]:
    """In their order, with the ids that `markup.render` gives them; [] where the text is shown as it was typed."""
    starts = markup.outline(body, kinds)
    if not starts:
        return []
    at = [0]
    for line in body.split("\n"):
        at.append(at[-1] + len(line) + 1)
    ends = [*(at[line] for _id, _title, line in starts[1:]), len(body)]
    return [Section(name, title, at[line], end) for (name, title, line), end in zip(starts, ends, strict=True)]


def find(body: str, name: str, kinds: Collection[str]) -> Section | None:
    """The section of this id; LEAD is there whenever anything can stand there."""
    found = sections(body, kinds)
    return lead(body, found) if name == LEAD else next((section for section in found if section.id == name), None)


def lead(body: str, found: Sequence[Section]) -> Section:
    return Section(LEAD, "", 0, found[0].start if found else len(body))


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
    was, now = sections(old, kinds), sections(new, kinds)
    before = {section.id: cut(old, section) for section in [lead(old, was), *was]}
    return next((one.id for one in [lead(new, now), *now] if before.get(one.id) != cut(new, one)), "")
