"""What the dates of a film say: two releases on one day, and whether it is out, read with today's date."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from fanwiki.text import dates

from .works import Work

Row = dict[str, Any]
UPCOMING, TODAY, AGO = "upcoming", "today", "ago"


class SameDay(NamedTuple):
    """Releases of different kinds on one full date. `differ` where another day stands in sources, else `perhaps`."""

    date: str
    differ: bool
    perhaps: bool
    proof: tuple[Row, ...]


class Status(NamedTuple):
    """Upcoming (on `date`, as a row has it), out today, or `years` ago; it changes when a day makes it change.

    `about` where the date is partial, about or doubtful; `differ` where sources name different days.
    """

    what: str
    date: str
    years: int
    about: bool
    differ: bool


def same_day(releases: Iterable[Row]) -> list[SameDay]:
    """Each date once, with the first release of each kind."""
    days: dict[int, list[Row]] = defaultdict(list)
    for row in releases:
        if row["date"] and dates.parse(row["date"]).day:
            days[dates.parse(row["date"]).number].append(row)
    found = []
    for _day, rows in sorted(days.items()):
        kinds = {row["kind"]: row for row in sorted(rows, key=lambda row: bool(row["disputed"]), reverse=True)}
        if len(kinds) > 1:
            proof = tuple(row for row in rows if row in kinds.values())
            differ = any(row["disputed"] for row in proof)
            perhaps = any(dates.parse(row["date"]).mark for row in proof)
            found.append(SameDay(proof[0]["date"].rstrip("~?"), differ, perhaps, proof))
    return found


def status(film: Work, date: str, today: datetime.date) -> Status | None:
    """`date` is the first one as its row has it, or a year. Silent in the first year, and where it may be either."""
    now = today.year * 10000 + today.month * 100 + today.day
    if not film.first:
        return None
    if film.first > now:
        return Status(UPCOMING, date, 0, film.about, film.disputed)
    if film.first == film.last == now:
        return Status(TODAY, date, 0, film.about, film.disputed)
    least, most = years_since(film.last, now), years_since(film.first, now)
    return Status(AGO, date, most, film.about or least < most, film.disputed) if least else None


def years_since(day: int, now: int) -> int:
    """Whole years: a day before the anniversary it is one less."""
    return (now - day) // 10000 if now > day else 0
