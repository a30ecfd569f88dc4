"""The gardener's shed, read: how much there is to do, what each check found, and small jobs for today."""

import hashlib
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from . import findings, parts, rechecks
from .findings import Check
from .models import Finding, Link, Page, Title

SHOWN = 50
MOST = 1000  # as far as a list is counted: the cost of counting is bounded, and nothing is kept that could be stale
ENOUGH = 2 * (MOST + 1)
LOOKED_AT = 60  # findings, among which jobs are chosen
FEW = "SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM pages_finding WHERE name = %s ORDER BY id LIMIT %s) AS few)"


class Listed(NamedTuple):
    rows: list[Finding]
    films: dict[int, Page]  # third pages that a proof names, by their key
    more: int | None  # the key that the next page begins behind


class Job(NamedTuple):
    check: Check
    page: Page

    @property
    def address(self) -> str:
        return parts.address(self.page, self.check.place)


def counts() -> dict[str, int]:
    """How many findings each check has, and `MOST` + 1 where they are more. One query."""
    names = list(findings.checks)
    said = [value for name in names for value in (name, name, MOST + 1)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([FEW] * len(names)), said)
        return dict(cursor.fetchall())


def count(name: str) -> int:
    return Finding.objects.filter(name=name).order_by("pk")[: MOST + 1].count()


def wanted() -> int:
    """How many titles are named that have no page, counted as far as the findings are."""
    named = Title.objects.filter(Exists(Link.objects.filter(title=OuterRef("pk"))), page=None, shared=False)
    rows = list(named.values_list("key", flat=True)[:ENOUGH])  # a title may be wanted in two kinds, and is one
    return MOST + 1 if len(rows) == ENOUGH else min(len(set(rows)), MOST + 1)


def listed(check: Check, after: int | None) -> Listed:
    """In the order in which they were found; two queries."""
    found = Finding.objects.filter(name=check.name, pk__gt=after or 0).select_related(
        "page__lead_picture__page", "about"
    )
    rows = list(found.order_by("pk")[: SHOWN + 1])
    shown, more = rows[:SHOWN], rows[SHOWN - 1].pk if len(rows) > SHOWN else None
    if check is findings.ORPHAN:  # who names a page and who names it no more, at once, may not see each other
        alone = set(rechecks.orphans({row.page_id for row in shown}))
        shown = [row for row in shown if row.page_id in alone]
    third = Page.objects.with_picture().in_bulk({row.detail["film"] for row in shown if "film" in row.detail})
    return Listed(shown, third, more)


def jobs(number: int, day: date | None = None) -> list[Job]:
    """Questions that a fan can answer, of different kinds and about different pages, others each day.

    Three queries at most, however much there is: from some key on, and from the first where little stands behind it.
    """
    turn = (day or timezone.now().date()).isoformat()
    newest = Finding.objects.aggregate(newest=Max("pk"))["newest"] or 0
    asked = {name: check for name, check in findings.checks.items() if check.job}
    rows = Finding.objects.filter(name__in=asked).select_related("page__lead_picture__page").order_by("pk")
    found = list(rows.filter(pk__gte=int(share(turn) * newest))[:LOOKED_AT])
    if len(varied(found)) < number:
        found += [row for row in rows[:LOOKED_AT] if row not in found]
    found.sort(key=lambda row: share(turn, str(row.pk)))
    return [Job(asked[row.name], row.page) for row in varied(found)[:number]]


def varied(found: list[Finding]) -> list[Finding]:
    """No check and no page twice; the first of each."""
    pages, names, kept = set[int](), set[str](), []
    for row in found:
        if row.page_id not in pages and row.name not in names:
            kept.append(row)
            pages.add(row.page_id)
            names.add(row.name)
    return kept


def share(*words: str) -> float:
    """Between 0 and 1, the same for the same words."""
    return int.from_bytes(hashlib.sha256("/".join(words).encode()).digest()[:6]) / 2**48


def in_groups(numbers: dict[str, int]) -> list[tuple[str, list[tuple[Check, int]], list[Check]]]:
    """Each group with the lists that have something, and with those where nothing is to be done."""
    grouped = []
    for group in findings.Group:
        members = [check for check in findings.checks.values() if check.group == group]
        full = [(check, numbers[check.name]) for check in members if numbers[check.name]]
        grouped.append((str(group.label), full, [check for check in members if not numbers[check.name]]))
    return grouped
