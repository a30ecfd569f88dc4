"""The calendar: what happened on this day of any year, and what belongs to a year."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from fanwiki.text.dates import FIRST_YEAR, LAST_YEAR

from . import kinds
from .choices import OLDEST, Choices
from .models import Day, Page

MONTHS, HUNDRED = range(1, 13), 100
OF_A_MONTH, OF_A_YEAR, BIRTHS = 6, 4, 12  # pages that are shown
AGES = (10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100)
MOST = 5000  # days of one year, or of one day in any year, that are looked at
RELEASED, BORN = "released", "born"


class Occurrence(NamedTuple):
    """`years` ago: 0 is today."""

    page: Page
    what: str
    year: int
    years: int


class Of(NamedTuple):
    """Some pages of a month or of a former year, and how many more there are."""

    number: int
    pages: list[Page]
    more: int


def this_day(today: datetime.date, most: int) -> list[tuple[int, str, int]]:
    """(page, occasion, year), the earliest first: round years before others, then the latest."""
    days = Day.objects.filter(month_day=today.month * HUNDRED + today.day, year__lte=today.year)
    rows = days.order_by("-year", "page").values_list("page_id", "what", "year")[:MOST]
    chosen = sorted(rows, key=lambda row: (-roundness(today.year - row[2]), -row[2]))[:most]
    return sorted(chosen, key=lambda row: (row[2], row[0]))


def roundness(age: int) -> int:
    return sum(age % step == 0 for step in (5, 10, 25, 50, 100)) if age else 0


class Year:
    """Three queries, whatever the year."""

    def __init__(self, number: int) -> None:
        self.number = number
        rows = Day.objects.filter(what__in=(RELEASED, BORN), year=number).order_by("month_day", "page")
        found = list(rows.values_list("what", "month_day", "page_id")[:MOST])
        released = [(day // HUNDRED, page) for what, day, page in found if what == RELEASED]
        born = [page for what, _day, page in found if what == BORN]
        before = anniversaries(number)
        by_month = first_of(released, OF_A_MONTH)
        wanted = [page for pages in (*by_month.values(), *before.values(), born[:BIRTHS]) for page in pages]
        self.pages = Page.objects.live().with_picture().in_bulk(wanted)
        self.released = len(released)
        counts = Counter(month for month, _page in released)
        self.months = [self.of(month, by_month[month], counts[month]) for month in sorted(by_month, key=last_if_none)]
        self.births = self.of(0, born[:BIRTHS], len(born))
        self.anniversaries = [self.of(age, pages, len(pages)) for age, pages in sorted(before.items())]

    def of(self, number: int, pages: list[int], count: int) -> Of:
        shown = [self.pages[page] for page in pages if page in self.pages]
        return Of(number, shown, count - len(pages))

    @property
    def is_empty(self) -> bool:
        return not (self.months or self.births.pages or self.anniversaries)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > FIRST_YEAR else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < LAST_YEAR else None

    @property
    def listed(self) -> str:
        """The address of all pages that were released in it, from January on."""
        kind = next((kind for kind in kinds.registry.values() if kind.dated), None)
        return Choices(kind, (("year", str(self.number)),)).sort(OLDEST).address if kind else ""


def last_if_none(month: int) -> int:
    return month or len(MONTHS) + 1


def first_of(rows: Iterable[tuple[int, int]], most: int) -> dict[int, list[int]]:
    """Pages by the number that they come with, at most so many of each."""
    found = defaultdict[int, list[int]](list)
    for number, page in rows:
        if len(found[number]) < most:
            found[number].append(page)
    return found


def anniversaries(year: int) -> dict[int, list[int]]:
    """By how many years ago, those that were released then: of each year the pages that were begun first."""
    released = Day.objects.filter(what=RELEASED, year__in=[year - age for age in AGES])
    place = Window(RowNumber(), partition_by=F("year"), order_by=F("page").asc())
    rows = released.annotate(place=place).filter(place__lte=OF_A_YEAR).order_by("year", "page")
    return first_of(((year - then, page) for then, page in rows.values_list("year", "page_id")), OF_A_YEAR)


def decades() -> list[tuple[int, list[tuple[int, int]]]]:
    """(decade, (year, how many releases)) of every year of which anything is known, the newest decade first."""
    counts: dict[int, int] = defaultdict(int)
    for what, year, count in Day.objects.order_by().values_list("what", "year").annotate(count=Count("*")):
        counts[year] += count if what == RELEASED else 0
    found = defaultdict[int, list[tuple[int, int]]](list)
    for year in sorted(counts):
        found[year // 10 * 10].append((year, counts[year]))
    return sorted(found.items(), reverse=True)
