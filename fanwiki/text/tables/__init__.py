"""The tables that names are read by: one line for each entry, with its source at the head of the file."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

NOTHING = "-"


def rows(name: str) -> list[list[str]]:
    """The words of each line of a table."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@cache
def lists(name: str) -> Mapping[str, list[str]]:
    """The first word of each line with those behind it."""
    return {first: others for first, *others in rows(name)}


@cache
def pairs(name: str) -> Mapping[str, str]:
    """The first word of each line with the second one, "" for nothing."""
    return {first: "" if other == NOTHING else other for first, other in rows(name)}


@cache
def replacer(name: str) -> Callable[[str], str]:
    """Exchanges each sign, or run of signs, of the table for what stands beside it; the upper lines win."""
    exchange = pairs(name)
    behind: dict[str, list[str]] = {}
    for run in exchange:
        behind.setdefault(run[0], []).append(re.escape(run[1:]))
    anything = re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items()))
    return lambda text: anything.sub(lambda found: exchange[found[0]], text)


@cache
def signs(name: str) -> Mapping[int, str]:
    """For `str.translate`. Of a table of lists, the signs behind the first one of a line for that; of pairs, each."""
    found: dict[int, str] = {}
    for first, *others in rows(name):
        found |= dict.fromkeys(map(ord, others), first)
    return found


def translated(name: str, text: str) -> str:
    """With each sign of the table as the first one of its line; what is not there stays."""
    return text if text.isascii() else text.translate(signs(name))
