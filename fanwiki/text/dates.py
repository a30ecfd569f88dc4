"""Dates as people know them: a year, a month or a day, sure, about ("~") or doubtful ("?")."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1870, 2100

# 2023, 2023-10, 2023-10-06; also 2023/10/6 and the Korean 2023.10.06. with its last full stop.
_DATE = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?\.?)?\s*([~?]?)", re.ASCII)


@dataclass(frozen=True)
class PartialDate:
    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def number(self) -> int:
        """YYYYMMDD, with 00 for what is not known: it sorts before every day that it may mean."""
        return self.year * 10000 + (self.month or 0) * 100 + (self.day or 0)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + self.mark


@lru_cache(maxsize=4096)
def parse(text: str) -> PartialDate:
    """ValueError, with a message for a person, on anything but a real date between 1870 and 2100."""
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise ValueError(_("Write a date as 2023, 2023-10 or 2023-10-06; end it with ~ for about, ? for doubtful."))
    year, month, day = (int(match[group]) if match[group] else None for group in (1, 3, 4))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(_("The year of a date lies between 1870 and 2100."))
    if month is not None and month not in range(1, 13):
        raise ValueError(_("The month of a date lies between 01 and 12."))
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(_("This month has no such day."))
    return PartialDate(year, month, day, match[5])
