"""Where a page stands in lists and in the calendar: worked out of its document, and of what others say of it."""

from collections.abc import Collection
from typing import Any

from fanwiki.text import dates, letters

from . import facets, kinds
from .documents import Document
from .inserting import insert
from .kinds import Kind
from .models import Day, Listed, Page, Title

LISTED = ["own", "given", "order", "day", "long", "mark"]
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
        Day.objects.filter(page=page).delete()
    insert([Day(page_id=page.pk, what=what, year=year, month_day=day) for what, year, day in days])


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
    return {name: getattr(row, name) for name in ("kind", "chunk", *LISTED)}


def write_listed(kind: Kind, page: Page, document: Document, before: Document | None, led: set[int]) -> None:
    """The page's own place in lists, where it changed, and that of others of which it says something else now.

    `led` are pages to which another title leads by now: others may mean them by it, or no longer.
    """
    own = listed_of(kind, document)
    moved = before is None or own != listed_of(kind, before)
    others = led | whose(kind, document, before)
    stored = {page.pk} if moved and before is not None else set()
    rows = locked((others - {page.pk} if before is None else others) | stored)
    if moved:
        row = rows.setdefault(page.pk, Listed(page=page, kind=kind.name))
        for name, value in own.items():
            setattr(row, name, value)
    store_listed(rows.values())


def locked(pages: Collection[int]) -> dict[int, Listed]:
    """Before what others say of them is read, and in one order."""
    rows = Listed.objects.filter(pk__in=pages).select_for_update(no_key=True).order_by("pk") if pages else ()
    found = {row.page_id: row for row in rows}
    for row in found.values():
        row.was = values_listed(row)
    return found


def store_listed(rows: Collection[Listed]) -> None:
    """Those that changed, with what other pages say of them worked out anew."""
    changed = []
    for name in {row.kind for row in rows}:
        of_kind = [row for row in rows if row.kind == name]
        given = kinds.given(kinds.registry[name], [row.page_id for row in of_kind])
        for row in of_kind:
            row.given = facets.lines(given[row.page_id])
            row.derive()
            changed += [row] if values_listed(row) != row.was else []
    Listed.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["own", "given", "order", "day", "long", "mark"],
    )


def whose(kind: Kind, document: Document | None, before: Document | None) -> set[int]:
    """The live pages of which the document says something else now in facets of theirs. Their titles are held until
    the transaction ends: whoever makes one lead elsewhere, or says something too, sees this change then."""
    told, had = (kind.facets_given(one) if one else set() for one in (document, before))
    changed = {key for key, _word in told ^ had}
    if not changed:
        return set()
    held = Title.objects.filter(key__in={key for _kind, key in changed}).select_for_update(no_key=True).order_by("pk")
    rows = held.values_list("kind", "key", "page")
    return {pk for title_kind, key, pk in rows if pk and (title_kind, key) in changed}


def refresh(pages: Collection[int]) -> None:
    """What others say of these pages, worked out anew."""
    store_listed(locked(pages).values())


def withdraw(kind: Kind, page: Page, before: Document, led: set[int]) -> None:
    """A deleted page stands in no list and says nothing of others. `led` are pages that titles lead to instead."""
    Listed.objects.filter(page=page).delete()
    Day.objects.filter(page=page).delete()
    refresh(led | whose(kind, None, before))
