"""Acts on many pages: each page in a transaction of its own, all of them under one batch that can be taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import access, projection, taking_back
from .fields import cleaned
from .models import Act, Batch, Page, Reversal, Revision, RevisionQuerySet
from .taking_back import Plan

User = Any
Touched = dict[int, list[int]]  # the numbers of revisions, by page, the page that was touched last first
MOST_PAGES = 2000


def begin(act: Act, *, by: User, summary: str, about: str = "", **more: Any) -> Batch:
    """`more` is the batch that it `takes_back`, or what it `moved`."""
    said = cleaned(names.clean_line, summary)[:255]
    return Batch.objects.create(act=act, by=by, summary=said, about=about[:200], **more)


def finish(batch: Batch, left: Iterable[tuple[Page, str]] = ()) -> Batch:
    """`left` are the pages that it could not do, each with the reason."""
    batch.left = [[page.pk, page.title, page.get_absolute_url(), str(why)] for page, why in left]
    batch.finished = True
    Batch.objects.filter(pk=batch.pk).update(left=batch.left, finished=True)
    return batch


def touched(revisions: RevisionQuerySet) -> Touched:
    """Without those that somebody has taken back already."""
    rows = list(revisions.order_by("-pk").values_list("pk", "page_id", "number"))
    gone = taken_back({page for _key, page, _number in rows})
    found: Touched = defaultdict(list)
    for key, page, number in rows:
        if key not in gone and (page in found or len(found) < MOST_PAGES):
            found[page].append(number)
    return dict(found)


def taken_back(pages: set[int]) -> set[int]:
    """Keys of revisions that one that stands took back. Not nested in SQL: PostgreSQL may plan that very badly."""
    by: dict[int, list[int]] = defaultdict(list)
    for undone, later in Reversal.objects.filter(undone__page__in=pages).values_list("undone_id", "by_id"):
        by[undone].append(later)
    gone: set[int] = set()
    for key in sorted(by, reverse=True):
        if not gone.issuperset(by[key]):
            gone.add(key)
    return gone


def by_user(user: User, since: datetime) -> Touched:
    return touched(Revision.objects.filter(by=user, at__gte=since))


def preview(pages: Touched) -> Iterator[Plan]:
    """What taking them back would do, page by page; nothing is written."""
    rows = Page.objects.with_head().in_bulk(list(pages))
    for pk, numbers in pages.items():
        page = rows[pk]
        if page.head:
            page.head.page = page
            yield taking_back.plan(page, page.head, numbers)


def take_back(batch: Batch, *, by: User, summary: str) -> Batch:
    """A batch that undoes another one; one without a key where nothing of it was left to take back."""
    if not access.may_take_back(by, batch):
        raise PermissionDenied(_("Your account may not do this."))
    pages = touched(batch.revisions.all())
    about = f"№ {batch.pk}" if batch.act == Act.TAKE_BACK else str(batch)
    done = take_pages_back(pages, by=by, summary=summary, about=about, takes_back=batch)
    if done.pk and batch.takes_back and batch.takes_back.moved:
        hand_over_again(batch.takes_back.moved, done)
    return done


@transaction.atomic
def hand_over_again(moved: dict[str, Any], done: Batch) -> None:
    """Where a merge was taken back, and that is taken back too: the page is gone once more, and its titles lead on."""
    pages = Page.objects.select_for_update(no_key=True).order_by("pk").in_bulk([moved["page"], moved["to"]])
    page, to = pages[moved["page"]], pages[moved["to"]]
    if page.deleted and not to.deleted:
        done.moved = projection.hand_over(page, to)
        Batch.objects.filter(pk=done.pk).update(moved=done.moved)
        projection.lead(set(done.moved["titles"]))


def take_user_back(user: User, since: datetime, *, by: User, summary: str) -> Batch:
    access.require(by, "take_back")
    return take_pages_back(by_user(user, since), by=by, summary=summary, about=user.username)


def take_pages_back(pages: Touched, *, by: User, summary: str, **about: Any) -> Batch:
    """One page after the other, so that nobody waits for all of them; what was done stays done if it breaks off."""
    batch = begin(Act.TAKE_BACK, by=by, summary=summary, **about)
    told = {"by": by, "summary": summary, "batch": batch}
    plans = [taking_back.take_back(pk, numbers, **told) for pk, numbers in pages.items()]
    give_titles_back([planned for planned in plans if planned.waits], **told)
    finish(batch, [(planned.page, why) for planned in plans for why in planned.left])
    if not batch.revisions.exists():
        Batch.objects.filter(pk=batch.pk).delete()
        batch.pk = None
    return batch


def give_titles_back(plans: Iterable[Plan], **told: Any) -> None:
    """Pages that wait for each other's titles are renamed back step by step, the last renaming of all first."""
    steps = [(renaming, planned) for planned in plans for renaming in planned.renamings]
    for renaming, planned in sorted(steps, key=lambda step: -step[0].key):
        taking_back.rename_back(planned, renaming, **told)


def on_each(act: Act, pages: Iterable[Page], do: Any, *, by: User, summary: str, about: str = "") -> Batch:
    """`do(page, by=, summary=, batch=)` for every page; what one page refuses does not keep the others from it."""
    batch = begin(act, by=by, summary=summary, about=about)
    left = []
    for page in pages:
        if refusal := refused(do, page, by=by, summary=summary, batch=batch):
            left.append((page, refusal))
    return finish(batch, left)


def refused(do: Any, page: Page, **told: Any) -> str:
    """Why not, or "" where it was done."""
    try:
        do(page, **told)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
