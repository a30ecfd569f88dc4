"""Where a page stands in lists and in the calendar: worked out of its document, and of what others say of it."""

from collections import defaultdict
from collections.abc import Collection
from operator import attrgetter
from typing import Any, NamedTuple

from django.db import connection

from fanwiki.text import dates, letters

from . import facets, kinds
from .documents import Document
from .facets import Value
from .inserting import Existing, insert, insert_values
from .kinds import Kind
from .models import Day, Listed, Page, Title
from .prepared import Prepared, Removal
from .rechecks import Change

LISTED = ("own", "given", "order", "day", "long", "mark")
COLUMNS = ("kind", "chunk", *LISTED)
AS_STORED = attrgetter(*COLUMNS)
REPLACED = Existing("page_id", LISTED)
LOCKED = Prepared(
    lambda pages: (
        Listed.objects.filter(pk__in=pages)
        .select_for_update(no_key=True)
        .order_by("pk")
        .values_list("page_id", *COLUMNS)
    )
)
HELD = Prepared(
    lambda keys: (
        Title.objects.filter(key__in=keys)
        .select_for_update(no_key=True)
        .order_by("pk")
        .values_list("kind", "key", "page")
    )
)
DAYS_OF = Removal(lambda page: Day.objects.filter(page=page[0]))
LONG = 1500  # letters of Markdown that make a page worth reading from the front page


def days_of(kind: Kind, document: Document) -> list[tuple[str, int, int]]:
    """(occasion, year, MMDD): month and day only of a date that nobody doubts."""
    known = [(what, dates.parse(told)) for what, told in kind.days(document)]
    return [(what, day.year, 0 if day.mark else day.number % 10000) for what, day in known]


def write_days(kind: Kind, page: Page, document: Document, before: Document | None, *, new: bool = False) -> None:
    """`new` where the page was made in this transaction: then it has none yet."""
    days = days_of(kind, document)
    if before is not None and days == days_of(kind, before):
        return
    if not new:
        DAYS_OF([page.pk])
    insert_values(Day, ("page_id", "what", "year", "month_day"), [(page.pk, *day) for day in days])


def listed_of(kind: Kind, document: Document) -> dict[str, Any]:
    """What lists know of a page by its own document."""
    return {
        "own": facets.lines(kind.facet_values(document)),
        "order": letters.order(document["title"]),
        "day": kind.day(document),
        "long": kind.featured and len(document["body"]) >= LONG,
    }


def place(kind: Kind, page: Page, document: Document) -> dict[str, Any]:
    """The page's whole place in lists: by its document, and by what others say of it."""
    row = Listed(page=page, kind=kind.name, **listed_of(kind, document))
    row.given = facets.lines(kinds.given(kind, [page.pk])[page.pk])
    row.derive()
    return values_listed(row)


def listed_as(page: Page) -> dict[str, Any] | None:
    """What is stored of it; None where nothing is."""
    row = Listed.objects.filter(pk=page.pk).first()
    return values_listed(row) if row else None


def values_listed(row: Listed) -> dict[str, Any]:
    return dict(zip(COLUMNS, AS_STORED(row), strict=True))


class Said(NamedTuple):
    """What a change says of other pages: values that are theirs now, and pages of which it says something no more, so
    that all that others say of them has to be read."""

    more: dict[int, set[Value]]
    less: set[int]


def write_listed(kind: Kind, change: Change) -> None:
    """The page's own place in lists, where it changed, and that of others of which it says something else now.

    Other titles may lead to those that `moved` by now: others may mean them by it, or no longer.
    """
    page, before = change.page, change.before
    own = listed_of(kind, change.document)
    changed = before is None or own != listed_of(kind, before)
    said = said_of(kind, change.document, before, certain=change.new or before is not None)
    unread = {pk for _kind, pk in change.moved} | said.less | ({page.pk} if before is None else set())
    touched = unread | said.more.keys() | ({page.pk} if changed else set())
    rows = locked(touched - {page.pk} if change.new else touched)
    if changed:
        row = rows.setdefault(page.pk, Listed(page_id=page.pk, kind=kind.name))
        for name, value in own.items():
            setattr(row, name, value)
    for pk in said.more.keys() & rows.keys():
        rows[pk].given = facets.lines({*facets.values(rows[pk].given), *said.more[pk]})
    store_listed(rows, unread - {page.pk} if change.unnamed else unread)


def locked(pages: Collection[int]) -> dict[int, Listed]:
    """Before what others say of them is read, and in one order."""
    rows = {}
    for told in LOCKED(sorted(pages)):
        row = rows[told[0]] = Listed.from_db(connection.alias, [], told)
        row.long = bool(row.long)
        row.was = AS_STORED(row)
    return rows


def store_listed(rows: dict[int, Listed], unread: Collection[int]) -> None:
    """Those that changed; of those `unread`, what other pages say is worked out anew."""
    for name in {row.kind for row in rows.values()}:
        of_kind = [pk for pk, row in rows.items() if row.kind == name and pk in unread]
        for pk, given in kinds.given(kinds.registry[name], of_kind).items():
            rows[pk].given = facets.lines(given)
    for row in rows.values():
        row.derive()
    insert([row for row in rows.values() if AS_STORED(row) != row.was], existing=REPLACED)


def said_of(kind: Kind, document: Document | None, before: Document | None, *, certain: bool = True) -> Said:
    """Of live pages, in facets of theirs. Their titles are held until the transaction ends: whoever makes one lead
    elsewhere, or says something too, sees this change then.

    Where it is not `certain` that the tables say what `before` says, all values are read anew.
    """
    told, had = (kind.facets_given(one) if one else set() for one in (document, before))
    changed = {key for key, _value in told ^ had}
    rows = HELD(sorted({key for _kind, key in changed}))
    led = {(title_kind, key): pk for title_kind, key, pk in rows if pk and (title_kind, key) in changed}
    said = Said(defaultdict(set), {led[key] for key, _value in (had - told if certain else told | had) if key in led})
    for key, value in told - had:
        if key in led:
            said.more[led[key]].add(value)
    return said


def refresh(pages: Collection[int]) -> None:
    """What others say of these pages, worked out anew."""
    rows = locked(pages)
    store_listed(rows, rows)


def withdraw(kind: Kind, page: Page, before: Document, led: set[int]) -> None:
    """A deleted page stands in no list and says nothing of others. `led` are pages that titles lead to instead."""
    Listed.objects.filter(page=page).delete()
    DAYS_OF([page.pk])
    refresh(led | said_of(kind, None, before).less)
