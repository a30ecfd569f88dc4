"""The names of a crowd in the database, written as rows at once; and what it costs to find somebody among them."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from statistics import median, quantiles
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import RequestFactory

from fanwiki.pages import kinds
from fanwiki.pages.models import Link, Name, Page, Title
from fanwiki.search import following, views
from fanwiki.search.finding import suggest
from fanwiki.search.models import NameKey
from fanwiki.text.names import fold, slugify

from . import machine
from .crowd import Crowd, Document
from .typed import Known, known, queries

AT_ONCE = 2000
LINKS = 3  # of each page to others: to a few of them much more often than to most
MISSES = 40


class Loaded(NamedTuple):
    pages: int
    names: int
    keys: int
    made_s: float  # seconds that making the keys took
    written_s: float  # seconds that writing them took
    key_bytes: int
    text_bytes: int


class Answer(NamedTuple):
    what: str  # the class of the query
    query: str
    title: str
    unseen: bool
    place: int | None  # of the right page among those that were suggested, from 0
    seconds: float
    cpu: float  # seconds that the server and, where it is another process, the database ran


# --- Loading ---------------------------------------------------------------------------------------------------------


def fill(size: int) -> Loaded:
    """The crowd and the known ones, shuffled; all rows that finding reads, made by the functions that saving uses."""
    documents = [*Crowd(size).documents(), *(one.document for one in known())]
    Random(2).shuffle(documents)  # noqa: S311 - the same each time
    made = written = 0.0
    count = 0
    with transaction.atomic():
        for first in range(0, len(documents), AT_ONCE):
            some = list(enumerate(documents[first : first + AT_ONCE], first + 1))
            write_pages(some)
            begun = time.perf_counter()
            rows = [(pk, key, place) for pk, one in some for key, place in following.keys_of(one).items()]
            between = time.perf_counter()
            following.insert_values(NameKey, following.COLUMNS, rows)
            made += between - begun
            written += time.perf_counter() - between
            count += len(rows)
        write_links(len(documents))
    analyse()
    text = sum(len(json.dumps(document, ensure_ascii=False).encode()) for document in documents)
    names = sum(1 + len(document["names"]) for document in documents)
    return Loaded(len(documents), names, count, made, written, size_of_keys(), text)


def write_pages(some: Sequence[tuple[int, Document]]) -> None:
    pages, titles, rows = [], [], []
    for pk, one in some:
        card = kinds.registry[one["kind"]].blank() | one
        pages.append(Page(pk=pk, kind=one["kind"], title=one["title"], slug=f"{slugify(one['title'])[:100]}-{pk}"))
        titles.append(Title(pk=pk, kind=one["kind"], key=f"{fold(one['title'])[:180]} {pk}", printed=one["title"], owner_id=pk, page_id=pk))
        rows += [Name(page_id=pk, row=f"n{n}", position=n, text=row["text"], kind=row["kind"], lang=row["lang"],
                      key=fold(row["text"])) for n, row in enumerate(one["names"], 1)]  # fmt: skip
        del card
    Page.objects.bulk_create(pages)
    Title.objects.bulk_create(titles)
    Name.objects.bulk_create(rows)


def write_links(pages: int) -> None:
    die = Random(3)  # noqa: S311 - the same each time
    links = [
        Link(page_id=pk, title_id=min(int(die.paretovariate(0.5)), pages) if n else die.randint(1, pages), where=f"body{n}")
        for pk in range(1, pages + 1)
        for n in range(LINKS)
    ]
    Link.objects.bulk_create(links, batch_size=5000)


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def size_of_keys() -> int:
    """Bytes of the table of keys with its indexes."""
    table = NameKey._meta.db_table
    question = (
        f"SELECT pg_total_relation_size('{table}')"
        if connection.vendor == "postgresql"
        else f"SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = '{table}')"  # noqa: S608 - the name of our table
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


# --- Asking ----------------------------------------------------------------------------------------------------------


def answers() -> Iterator[Answer]:
    """What is found for all that is typed, each asked as the server is."""
    factory, people, pids = RequestFactory(), known(), processes()
    for what, query, one in sorted(tries(people), key=lambda each: hash_of(each[1])):
        request = factory.get("/api/v1/suggest", {"q": query})
        begun, before = time.perf_counter(), machine.cpu(pids)
        views.api_suggest(request)
        took, ran = time.perf_counter() - begun, machine.cpu(pids) - before
        found = [(hit.page.kind, hit.page.title) for hit in suggest(query, limit=views.SUGGESTED)]
        me = one.kind, one.given[0]
        yield Answer(what, query, one.given[0], one.unseen, found.index(me) if me in found else None, took, ran)


def processes() -> list[int]:
    """This one, and PostgreSQL's behind its connection."""
    if connection.vendor != "postgresql":
        return [os.getpid()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [os.getpid(), cursor.fetchone()[0]]


def tries(people: Iterable[Known]) -> Iterator[tuple[str, str, Known]]:
    for one in people:
        yield from ((what, query, one) for what, query in dict.fromkeys(queries(one)))


def hash_of(query: str) -> int:
    return Random(query).randrange(1 << 30)  # noqa: S311 - an order that mixes the classes
