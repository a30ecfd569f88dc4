"""The index of words made again from the documents, in parts that are each on disk before the next is begun."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from fanwiki.pages import followers
from fanwiki.pages.documents import stored
from fanwiki.pages.models import Page

from . import content, popular
from .content import Line
from .engines import engine
from .models import Entry
from .processes import begin

PART = 1000
MANY = 5000  # pages for which it is worth to start a process on each processor
MOST = 4  # of these: each needs some 80 MB
Row = tuple[int, bytes, bytes | None]  # a page with the columns of its document


def missing() -> Any:
    """Live pages that are not in the index."""
    entry = Entry.objects.filter(page=OuterRef("pk"))
    return Page.objects.live().filter(~Exists(entry), head__isnull=False).order_by("pk")


def rebuild() -> Iterator[tuple[int, int]]:
    """(pages done, of how many), again and again. What is missing is added, so one that was cut short goes on where it
    was; where nothing is missing, all is made anew, and meanwhile searches find what is written already."""
    if not missing().exists():
        with transaction.atomic():
            engine().clear()
    yield from fill()
    with transaction.atomic():
        engine().settle()
    popular.refresh()


def fill() -> Iterator[tuple[int, int]]:
    total, done, last = missing().count(), 0, 0
    with readers(total) as read:
        while part := list(missing().filter(pk__gt=last).values_list("pk", flat=True)[:PART]):
            add(part, read)
            last, done = part[-1], done + len(part)
            yield done, max(total, done)


@contextmanager
def readers(pages: int) -> Iterator[Callable[[list[Row]], Iterable[Line]]]:
    """What makes lines of rows, in their order; of very many pages in processes that know nothing of the database."""
    processors = min(os.cpu_count() or 1, MOST)
    if pages < MANY or processors == 1:
        yield partial(map, line_of)
        return
    with ProcessPoolExecutor(processors, get_context("spawn"), begin) as pool:
        yield partial(pool.map, line_of, chunksize=PART // processors // 2)


def line_of(row: Row) -> Line:
    page, packed, keyframe = row
    return content.line_of(page, stored(packed, keyframe))


@transaction.atomic
def add(pages: list[int], read: Callable[[list[Row]], Iterable[Line]]) -> None:
    """The pages are held first, so that nobody changes one of them between its document and its words."""
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=pages).order_by("pk").values_list("pk"))
    engine().fill(
        read(list(missing().filter(pk__in=pages).values_list("pk", "head__packed", "head__keyframe__packed")))
    )


def fill_what_is_missing(*, verbosity: int = 1, **more: Any) -> None:
    """After the database was brought up to date: a site that is older than the index gets its pages into it."""
    known = more.get("apps")
    if known is None or "entry" not in known.all_models["search"] or not missing().exists():
        return
    for done, total in fill():
        if verbosity:
            print(f"  Reading texts for the search: {done:,} of {total:,} pages")
    with transaction.atomic():
        engine().settle()


followers.rebuilders["search"] = rebuild
