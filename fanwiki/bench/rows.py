"""Very many pages as rows at once, as far as searches read them: a hundred thousand in a minute or two, where to save
them takes ten."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import F

from fanwiki.pages import documents, storage
from fanwiki.pages.inserting import insert_values
from fanwiki.pages.models import Name, Page, Revision, Title
from fanwiki.search import following
from fanwiki.search.models import NameKey
from fanwiki.text.names import fold, slugify

Numbered = Sequence[tuple[int, documents.Document]]  # each with the key of its page
Rows = list[tuple[Any, ...]]


def write_pages(some: Numbered, head: int | None = None) -> None:
    """`head` is what the key of each page's only revision is greater than its own, None where there is none."""
    pages, titles, names = [], [], []
    for pk, one in some:
        kind, title = one["kind"], one["title"]
        pages.append(Page(pk=pk, kind=kind, title=title, slug=f"{slugify(title)[:100]}-{pk}"))
        key = f"{fold(title)[:180]} {pk}"  # one of its own: what several pages share is of no interest here
        titles.append(Title(kind=kind, key=key, printed=title, owner_id=pk, page_id=pk))
        names += [
            Name(page_id=pk, row=f"n{n}", position=n, text=text, kind=row["kind"], lang=row["lang"], key=fold(text))
            for n, row in enumerate(one["names"], 1)
            if (text := row["text"])
        ]
    Page.objects.bulk_create(pages)
    Title.objects.bulk_create(titles)
    Name.objects.bulk_create(names)
    if head is not None:
        write_revisions(some, head)


def write_revisions(some: Numbered, head: int) -> None:
    raw = [(pk, documents.dumps(document)) for pk, document in some]
    Revision.objects.bulk_create(
        Revision(
            pk=pk + head,
            page_id=pk,
            number=1,
            packed=storage.pack(told),
            digest=documents.digest(told),
            size=len(told.decode()),
        )
        for pk, told in raw
    )
    Page.objects.filter(pk__range=(raw[0][0], raw[-1][0])).update(head=F("pk") + head)


def keys_of(some: Numbered) -> Rows:
    return [(pk, key, place) for pk, one in some for key, place in following.keys_of(one).items()]


def write_keys(rows: Rows) -> None:
    insert_values(NameKey, following.COLUMNS, rows)


def settle() -> None:
    """Clears up and counts, as PostgreSQL does by itself within a minute; within a transaction it only counts."""
    whole = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if whole else "ANALYZE")
