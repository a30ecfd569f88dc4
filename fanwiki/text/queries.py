"""What was typed into a search: words, phrases in quotes, what must not be there, and operators such as `kind:film`."""

import re
from collections.abc import Collection
from typing import NamedTuple

from fanwiki.text import dates, tokens

LONGEST = 1000  # signs of a query that are looked at
MOST = 20  # words and phrases, exclusions, and operators: as many of each
_SIGNS = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "：": ":", "－": "-", "−": "-"}
)
_ITEM = re.compile(r'(-?)(?:([^\W\d_]{1,20}):)?(?:"([^"]*)"?|([^\s"]+))')
_YEARS = re.compile(r"([0-9]{1,4})?\s*(?:\.{2,3}|…|–|-)\s*([0-9]{1,4})?")
_DECADE = re.compile(r"([0-9]{3}0)s")


class Item(NamedTuple):
    """One part of a query: `name` is that of its operator, "" for words; `typed` is how it stands in the query."""

    typed: str
    name: str
    value: str
    excluded: bool
    quoted: bool


class Query(NamedTuple):
    typed: str
    items: tuple[Item, ...]
    cut: bool  # whether more was asked than is looked for

    def without(self, *gone: Item) -> str:
        """What to type for the same without these."""
        return " ".join(item.typed for item in self.items if item not in gone)

    @property
    def words(self) -> list[Item]:
        return [item for item in self.items if not item.name and not item.excluded]

    @property
    def excluded(self) -> list[Item]:
        return [item for item in self.items if not item.name and item.excluded]

    @property
    def operators(self) -> list[Item]:
        return [item for item in self.items if item.name]

    @property
    def plain(self) -> str:
        """The words alone, as a name is typed."""
        if not any(item.name or item.excluded or item.quoted for item in self.items):
            return self.typed
        return " ".join(item.value for item in self.words)


def parse(typed: str, operators: Collection[str]) -> Query:
    """Every text is a query: what is no operator of these is words. Each part is kept once."""
    text = typed[:LONGEST].translate(_SIGNS)
    found: dict[Item, None] = {}
    count, cut = {"words": 0, "excluded": 0, "operators": 0}, len(typed) > LONGEST
    for match in _ITEM.finditer(text):
        item = _item(match, operators)
        if item is None or item in found:
            continue
        of = "operators" if item.name else "excluded" if item.excluded else "words"
        count[of] += 1
        if count[of] > MOST:
            cut = True
        else:
            found[item] = None
    return Query(text.strip(), tuple(found), cut)


def _item(match: re.Match[str], operators: Collection[str]) -> Item | None:
    """None for what holds no letter and no digit."""
    minus, name, quoted, bare = match.groups()
    if minus and match.start() and not match.string[match.start() - 1].isspace():
        minus = ""
    name = (name or "").lower()
    value = bare if quoted is None else quoted
    known = name in operators
    if name and not known:
        value = f"{name}:{value}" if quoted is None else f"{name} {value}"
    value = " ".join(value.split())
    if not tokens.words(value):
        return None
    shown = f'"{value}"' if quoted is not None else value
    return Item(
        f"{minus}{name + ':' if known else ''}{shown}", name if known else "", value, bool(minus), quoted is not None
    )


def operator(name: str, value: str) -> str:
    """As it is typed."""
    return f'{name}:"{value}"' if re.search(r'[\s"]', value) else f"{name}:{value}"


def years(value: str) -> tuple[int, int] | None:
    """ "2023", "2010..2020", "2010..", "..1999" or "1990s": first and last, within what a date can be."""
    if decade := _DECADE.fullmatch(value):
        first = int(decade[1])
        return _possible(first, first + 9)
    if value.isascii() and value.isdecimal() and len(value) <= 4:  # noqa: PLR2004 - a year
        return _possible(int(value), int(value))
    found = _YEARS.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    first, last = int(found[1] or dates.FIRST_YEAR), int(found[2] or dates.LAST_YEAR)
    return _possible(*sorted((first, last)) if all(found.groups()) else (first, last))


def _possible(first: int, last: int) -> tuple[int, int] | None:
    first, last = max(first, dates.FIRST_YEAR), min(last, dates.LAST_YEAR)
    return (first, last) if first <= last else None


def spans_of_years(first: int, last: int) -> list[tuple[str, int]]:
    """The same as few decades and years as will do: ("decade", 2010), ("year", 2020)."""
    found: list[tuple[str, int]] = []
    year = first
    while year <= last:
        whole = year % 10 == 0 and year + 9 <= last
        found.append(("decade" if whole else "year", year))
        year += 10 if whole else 1
    return found
