"""The origins of each page, written with it."""

from collections.abc import Collection, Iterator
from functools import partial

from fanwiki.pages.documents import Document
from fanwiki.pages.followers import followers
from fanwiki.pages.inserting import Existing, insert_values
from fanwiki.pages.models import Page
from fanwiki.pages.prepared import Update
from fanwiki.text import blame
from fanwiki.text.blame import Origins

from .models import Origin, Traced
from .tracing import all_stored, stored, undone_to, walked

COLUMNS = ("page_id", "key", "number", "runs")
FOLLOWED = Update(lambda page, was, now: (Traced.objects.filter(page=page[0], number=was[0]), {"number": now[0]}))


def add(page: Page, origins: Origins) -> None:
    """What has an origin keeps it."""
    rows = [(page.pk, key, number, runs) for key, (number, runs) in origins.items()]
    insert_values(Origin, COLUMNS, rows, existing=Existing())


def follows(page: Page, number: int) -> bool:
    """Whether all before revision `number` is known; then that one counts as known too."""
    if number > blame.BEGINNING + 1:
        return FOLLOWED([page.pk], [number - 1], [number]) > 0
    columns, row = ("page_id", "number"), (page.pk, number)
    return bool(insert_values(Traced, columns, [row], existing=Existing(), tell=("page_id",)))


def known_until(page: Page) -> int:
    return Traced.objects.filter(page=page).values_list("number", flat=True).first() or blame.BEGINNING


def trace(page: Page, number: int) -> None:
    """All that its history says up to revision `number`, which is its last; anew where that seems to be known."""
    done = known_until(page)
    if done >= number:
        Origin.objects.filter(page=page).delete()
        Traced.objects.filter(page=page).delete()
        done = blame.BEGINNING
    if number > blame.BEGINNING:
        origins = all_stored(page)
        add(page, {key: origin for key, origin in walked(page, origins, done).items() if key not in origins})
        Traced.objects.update_or_create(page=page, defaults={"number": number})


class Blame:
    """The table of origins as a follower of the engine."""

    def write(self, page: Page, document: Document, before: Document | None, *, new: bool) -> None:
        head = page.head
        number = head.number if head else blame.BEGINNING
        if new and number == blame.BEGINNING:
            return
        if head and before is not None and number > blame.BEGINNING and follows(page, number):
            add(page, blame.brought(before, document, number, partial(stored, page), partial(undone_to, head)))
        else:
            trace(page, number)

    def led(self, pages: Collection[int]) -> None:
        """Where titles lead says nothing about who wrote what."""

    def withdraw(self, page: Page) -> None:
        """The history of a deleted page stays, and what it says comes back with it."""
        if page.head and not follows(page, page.head.number):
            trace(page, page.head.number)

    def drift(self, page: Page, document: Document | None) -> Iterator[str]:
        head = page.head.number if page.head else blame.BEGINNING
        if known_until(page) != head or all_stored(page) != walked(page, {}):
            yield "who wrote what differs from what its history says"


followers.append(Blame())
