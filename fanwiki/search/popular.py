"""The keys of the pages that most links lead to, once more and apart: of the thousands of names that begin like a short
query, those that are probably meant.

They are made anew now and then, not with each page: who is well known does not change from one hour to the next. What
is found here is asked for among the keys of pages, too, so nobody is found under a name that is gone.
"""

from collections.abc import Collection, Iterator

from django.db import connection, transaction

from fanwiki.pages import followers
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Link, Page, Title
from fanwiki.text import keys

from .models import NameKey, PopularKey

MOST = 5000  # pages
LEAST = 8  # links that lead to each of them
FORMS = (keys.NAME, keys.TURNED, keys.PART, keys.VARIED, keys.LATIN, keys.STROKES, keys.CONSONANTS, *keys.SOUNDS)
SMALL = 1000  # revisions of a wiki in which no beginning has too many names

MAKE = f"""
    INSERT INTO {PopularKey._meta.db_table} (key, page_id, place, links)
    SELECT k.key, k.page_id, k.place, most.links FROM (
        SELECT t.page_id, count(*) AS links FROM {Link._meta.db_table} l
        JOIN {Title._meta.db_table} t ON t.id = l.title_id WHERE t.page_id IS NOT NULL
        GROUP BY t.page_id HAVING count(*) >= {LEAST} ORDER BY links DESC, t.page_id LIMIT {MOST}
    ) most JOIN {NameKey._meta.db_table} k ON k.page_id = most.page_id
    WHERE substr(k.key, 1, 1) IN ({", ".join(f"'{form}'" for form in FORMS)})
"""  # noqa: S608 - names of our tables and numbers of our own


class PopularKeys:
    """They follow the revisions of all pages, not those of each."""

    def write(self, page: Page, document: Document, before: Document | None, *, new: bool) -> None:
        if is_due(page.head_id or 0):
            transaction.on_commit(refresh, robust=True)

    def led(self, pages: Collection[int]) -> None:
        """Until they are made anew, links that led elsewhere count for where they led."""

    def withdraw(self, page: Page) -> None:
        """Nobody is found here who is not found among all."""

    def drift(self, page: Page, document: Document | None) -> Iterator[str]:
        """They may be older than the page."""
        yield from ()


def is_due(revision: int) -> bool:
    """Whether its number has no more than two digits before zeros. So they are made as many times while a site grows to
    ten times its size, whatever size it has."""
    return revision >= SMALL and not str(revision)[2:].strip("0")


@transaction.atomic
def refresh() -> None:
    PopularKey.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(MAKE)


followers.followers.append(PopularKeys())
