"""The plain rows that facts are worked out from, and what it takes to say that one film came before another."""

import calendar
from collections.abc import Iterable
from typing import NamedTuple

from fanwiki.text import dates

FEATURE = "film"
UNKNOWN = 0
AGAIN = "rerelease"
NOT_ACTED = ("self", "archive")
DIRECTING_JOBS = {"director", "directors", "co-director", "codirector", "directed by", "series director"}


class Work(NamedTuple):
    """A film that was first shown on a day from `first` to `last`, both YYYYMMDD; both 0 where nobody knows.

    `about` where its date is only about right or doubtful, `disputed` where sources name different days.
    """

    page: int
    format: str = FEATURE
    first: int = UNKNOWN
    last: int = UNKNOWN
    about: bool = False
    disputed: bool = False


class Part(NamedTuple):
    """A credit: `what` is "cast" or a department, `text` the size of the part or the job; both pages are known."""

    work: int
    person: int
    what: str
    text: str = ""

    @property
    def acted(self) -> bool:
        return self.what == "cast" and self.text not in NOT_ACTED

    @property
    def directed(self) -> bool:
        return self.what == "directing" and directs(self.text)


Works = dict[int, Work]


def directs(job: str) -> bool:
    """Assistants are of the same department, and no directors; nor is a director of photography."""
    return job.casefold() in DIRECTING_JOBS


def last_day(number: int) -> int:
    """The last day that a date of YYYYMMDD may mean, where 00 stands for what is not known."""
    year, month, day = number // 10000, number // 100 % 100, number % 100
    if not year or day:
        return number
    month = month or 12
    return year * 10000 + month * 100 + calendar.monthrange(year, month)[1]


def first_day(number: int) -> int:
    year, month, day = number // 10000, number // 100 % 100, number % 100
    return year * 10000 + (month or 1) * 100 + (day or 1) if year else UNKNOWN


def work(page: int, format_: str, released: int, doubt: str = "", until: int = 0) -> Work:
    """`doubt` is the date of `released` as a row has it that is disputed, about or doubtful, "" where none is. `until`
    then is the first day that is none of it, or else the latest day that a row names."""
    about = doubt.endswith(("~", "?"))
    last = last_day(max(released, until) if doubt else released)
    return Work(page, format_, first_day(released), last, about, bool(doubt) and not about)


def work_of(document: dict, page: int = 0) -> Work:
    """The same of a document. A rerelease tells of no first showing."""
    shown = [row for row in document["releases"] if row["date"] and row.get("kind") != AGAIN]
    rows = [(dates.parse(row["date"]), row["disputed"]) for row in shown]
    released = min((date.number for date, _disputed in rows), default=(document["year"] or 0) * 10000)
    unsure = [date for date, disputed in rows if disputed or date.mark]
    doubt = max((str(date) for date in unsure if date.number == released), key=marked, default="")
    sure = [date.number for date, disputed in rows if not (disputed or date.mark)]
    until = min(sure) if sure else max((date.number for date in unsure), default=0)
    return work(page, document["format"], released, doubt, until)


def marked(date: str) -> bool:
    return date.endswith(("~", "?"))


def before(one: Work, other: Work) -> bool:
    """Whether the rows prove that it was first shown on an earlier day."""
    return UNKNOWN < one.last < other.first


def in_order(pages: Iterable[int], works: Works) -> list[int]:
    """Each once, by the first day that they may have been shown; those without any date last."""
    return sorted(set(pages), key=lambda page: (works[page].first or 99999999, page))


def unsure(pages: Iterable[int], works: Works) -> bool:
    """Whether an order of these films rests on a date that is about or doubtful."""
    return any(works[page].about for page in pages)


def year(one: Work) -> int:
    return one.first // 10000
