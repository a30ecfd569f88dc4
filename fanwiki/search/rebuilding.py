"""The index of words made again from the documents, in parts that are each on disk before the next is begun."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from fanwiki.pages import followers
from fanwiki.pages.documents import stored
from fanwiki.pages.models import Page

from . import content, popular
from .engines import engine
from .models import Entry

PART = 500


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
    while part := list(missing().filter(pk__gt=last).values_list("pk", flat=True)[:PART]):
        add(part)
        last, done = part[-1], done + len(part)
        yield done, max(total, done)


@transaction.atomic
def add(pages: list[int]) -> None:
    """The pages are held first, so that nobody changes one of them between its document and its words."""
    list(Page.objects.select_for_update(no_key=True).filter(pk__in=pages).order_by("pk").values_list("pk"))
    left = list(missing().filter(pk__in=pages).values_list("pk", "head__packed", "head__keyframe__packed"))
    engine().fill((page, content.of(stored(packed, keyframe))) for page, packed, keyframe in left)


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
