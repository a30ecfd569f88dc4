"""The made-up wiki in the database: through the engine, as an import would do it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Length
from django.utils import timezone

from fanwiki.accounts.models import User
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page, Revision

from .documents import Document, World


class Wiki(NamedTuple):
    film: Page
    editor: User
    edits: Iterator[Document]  # of the film, each laid over the one before; the next one is new
    text: int  # bytes of its Markdown
    packed: int  # bytes that one of its revisions takes
    stored: int  # the same with all that is kept of it: the row, its indexes


def fill(pages: int, revisions: int) -> Wiki:
    """The long film first, so that recent changes are of many pages."""
    world = World(pages)
    editor = User.objects.create_user("bench", "bench@example.org")
    start = complete(world.long_film())
    edits = world.edits(start)
    with transaction.atomic():
        film = editing.record(None, [entry(start, 0, editor)])
        before = size_of_database()
        editing.record(film, [entry(document, n, editor) for n, document in enumerate(islice(edits, revisions - 1), 1)])
        stored = (size_of_database() - before) // max(revisions - 1, 1)
        for document in world.small():
            editing.record(None, [entry(complete(document), 0, editor)])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as its own housekeeper does within a minute
    text = len(start["body"].encode())
    return Wiki(Page.objects.get(pk=film.pk), editor, edits, text, packed_size(film), stored)


def complete(document: Document) -> Document:
    return kinds.registry[document["kind"]].blank() | document


def entry(document: Document, minute: int, by: Any) -> editing.Entry:
    at = timezone.now() - timedelta(days=1) + timedelta(minutes=minute)
    return editing.Entry(document, at, f"Edit {minute}: more precise" if minute else "Begun", by)


def packed_size(page: Page) -> int:
    bytes_of_all = Revision.objects.filter(page=page).aggregate(total=Sum(Length("packed")))["total"]
    return int(bytes_of_all) // page.revisions.count()


def size_of_database() -> int:
    """Of the table of revisions with its indexes; SQLite knows the whole file only, which holds little else here."""
    question = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.vendor == "sqlite"
        else "SELECT pg_total_relation_size('pages_revision')"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
