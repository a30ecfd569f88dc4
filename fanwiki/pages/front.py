"""What the front page shows: asked anew each time, so that it is as fresh as the last change."""

import datetime
from functools import lru_cache
from random import Random
from typing import NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from fanwiki.accounts.models import User

from . import days, kinds
from .days import Occurrence
from .kinds import Kind
from .models import Feature, Listed, Page, Revision

FRESH, TODAY = 6, 6  # pages of a kind, and occasions, that are shown
AMONG = 48
STEP = 10_000  # revisions


class Totals(NamedTuple):
    kinds: list[tuple[Kind, int]]
    revisions: int
    editors: int


class Front:
    """All pages that it shows come in one query, when it is known which they are."""

    def __init__(self, today: datetime.date) -> None:
        shown = [kind for kind in kinds.registry.values() if kind.in_navigation]
        fresh = [(kind, newest(kind)) for kind in shown]
        occasions = days.this_day(today, TODAY)
        feature = chosen(today) or in_turn(today) or fullest()
        wanted = {feature, *(page for _kind, pages in fresh for page in pages), *(row[0] for row in occasions)}
        found = Page.objects.live().with_picture().in_bulk(page for page in wanted if page)
        self.feature = found.get(feature) if feature else None
        self.newest = [(kind, [found[page] for page in pages if page in found]) for kind, pages in fresh]
        self.today = [
            Occurrence(found[page], what, year, today.year - year) for page, what, year in occasions if page in found
        ]
        self.totals = totals(shown)


def newest(kind: Kind) -> list[int]:
    return list(Listed.objects.filter(kind=kind.name).order_by("-page").values_list("page_id", flat=True)[:FRESH])


def chosen(today: datetime.date) -> int | None:
    """What staff chose for this day; of several, what began last."""
    running = Feature.objects.filter(Q(last=None) | Q(last__gte=today), first__lte=today, page__deleted=False)
    return running.order_by("-first", "-pk").values_list("page_id", flat=True).first()


def in_turn(today: datetime.date) -> int | None:
    """Another page every day, among all that have much to read: the one whose number mixes best with the day's.

    A page more changes nothing for the rest of the day, unless it happens to be the best.
    """
    of_the_day = Random(today.toordinal()).randrange(1, 65_521)  # noqa: S311 - the same all day, in each process
    mixed = (F("page_id") % 65_519 + 1) * of_the_day % 65_521  # a sum would leave neighbours in one order on most days
    rows = Listed.objects.filter(long=True).order_by(mixed, "page_id")
    return rows.values_list("page_id", flat=True).first()


def fullest() -> int | None:
    """Where no page has much to read: the one with most among the newest of the first kind."""
    first = next(iter(kinds.registry))
    among = Listed.objects.filter(kind=first).order_by("-page").values("page")[:AMONG]
    return Page.objects.filter(pk__in=among).order_by("-head__size", "pk").values_list("pk", flat=True).first()


def totals(shown: list[Kind]) -> Totals:
    counts = dict(Listed.objects.order_by().values_list("kind").annotate(count=Count("*")))
    editors = User.objects.filter(Exists(Revision.objects.filter(by=OuterRef("pk")))).count()
    return Totals([(kind, counts.get(kind.name, 0)) for kind in shown], revisions(), editors)


def revisions() -> int:
    """All of them. They never go and never change, so those far back are counted once by each process."""
    last = Revision.objects.aggregate(last=Max("pk"))["last"] or 0
    far = max(last // STEP - 1, 0) * STEP
    return counted(far) + Revision.objects.filter(pk__gt=far).count()


@lru_cache(maxsize=4)
def counted(far: int) -> int:
    return Revision.objects.filter(pk__lte=far).count() if far else 0
