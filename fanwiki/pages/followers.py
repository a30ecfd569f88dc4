"""What rooms that the engine does not know keep about pages, written in the transaction of each page; and the pages
that they know under a name, or hear in it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from .documents import Document
from .models import Page


class Follower(Protocol):
    """Keeps rows of its own about pages. All of it is called inside a transaction that holds the page."""

    def write(self, page: Page, document: Document, before: Document | None, *, new: bool) -> None:
        """As `projection.project` is called: `before` is what the rows are made of now, None where there are none or
        they are not to be trusted; `new` where the page was made in this transaction."""

    def led(self, pages: Collection[int]) -> None:
        """Titles that led to these pages lead elsewhere now, or others lead to them."""

    def withdraw(self, page: Page) -> None:
        """The page was deleted."""

    def drift(self, page: Page, document: Document | None) -> Iterator[str]:
        """How its rows differ from the document, None for a deleted page; for `verify`."""


class Alike(NamedTuple):
    """A page that a name brings to mind; `sure` where it is called so, and does not only sound so."""

    page: Page
    sure: bool
    why: Any


# From a kind and what stood in an address to the pages that are surely meant by it, the surest alone.
Door = Callable[[str, str], Collection[Page]]

# Makes all rows of one follower anew, and tells how far it is: (pages done, of how many).
Rebuilder = Callable[[], Iterator[tuple[int, int]]]

followers: list[Follower] = []
rebuilders: dict[str, Rebuilder] = {}
doors: list[Door] = []
ears: list[Callable[[str, str], Iterable[Alike]]] = []  # from a kind and a name


def written(page: Page, document: Document, before: Document | None, moved: set[int], *, new: bool) -> None:
    """`moved` are pages that a title led to before, or leads to now."""
    for follower in followers:
        follower.write(page, document, before, new=new)
    led(moved - {page.pk})


def led(pages: Collection[int]) -> None:
    for follower in followers if pages else ():
        follower.led(pages)


def withdrawn(page: Page, moved: set[int]) -> None:
    for follower in followers:
        follower.withdraw(page)
    led(moved - {page.pk})


def drift(page: Page, document: Document | None) -> Iterator[str]:
    for follower in followers:
        yield from follower.drift(page, document)


def alike(kind: str, name: str) -> Iterator[Alike]:
    for ear in ears:
        yield from ear(kind, name)


def behind(kind: str, name: str) -> list[Page]:
    """The pages behind the first door that opens."""
    return next((list(found) for door in doors if (found := door(kind, name))), [])
