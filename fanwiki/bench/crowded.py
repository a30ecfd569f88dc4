"""The names of a crowd in the database, written as rows at once; and what it costs to find somebody among them."""

import gc
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import cycle
from random import Random
from statistics import median, quantiles
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import RequestFactory

from fanwiki.pages.models import Link, Title
from fanwiki.search import content, popular, views
from fanwiki.search.engines import engine
from fanwiki.search.finding import suggest
from fanwiki.search.models import NameKey

from . import machine, rows
from .crowd import Crowd
from .typed import Known, known, queries
from .wiki import complete

AT_ONCE = 2000
LINKS = 3  # of each page to others: to a few of them much more often than to most
WELL_KNOWN = 40  # pages more that lead to each of those that fans look for


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
    famous = [one.document for one in known()]
    called = (row["text"] for document in famous for row in document["names"])
    documents = [*Crowd(size, others=called).documents(), *famous]
    Random(2).shuffle(documents)  # noqa: S311 - the same each time
    made = written = 0.0
    count = 0
    with transaction.atomic():
        for first in range(0, len(documents), AT_ONCE):
            some = list(enumerate(documents[first : first + AT_ONCE], first + 1))
            rows.write_pages(some)
            begun = time.perf_counter()
            made_now = rows.keys_of(some)
            between = time.perf_counter()
            rows.write_keys(made_now)
            made += between - begun
            written += time.perf_counter() - between
            count += len(made_now)
            engine().fill(content.line_of(pk, complete(one)) for pk, one in some)
        sought = {*map(id, famous)}
        write_links(len(documents), [pk for pk, one in enumerate(documents, 1) if id(one) in sought])
        engine().settle()
    popular.refresh()
    rows.settle()
    text = sum(len(json.dumps(document, ensure_ascii=False).encode()) for document in documents)
    names = sum(1 + len(document["names"]) for document in documents)
    return Loaded(len(documents), names, count, made, written, size_of_keys(), text)


def write_links(pages: int, famous: Sequence[int]) -> None:
    die = Random(3)  # noqa: S311 - the same each time
    titles = dict(Title.objects.values_list("page", "pk"))
    named = (min(int(die.paretovariate(0.5)), pages) if n else die.randint(1, pages) for n in cycle(range(LINKS)))
    links = [
        Link(page_id=pk, title_id=titles[next(named)], where="body") for pk in range(1, pages + 1) for _ in range(LINKS)
    ]
    links += [
        Link(page_id=one, title_id=titles[page], where="cast")
        for page in famous
        for one in die.sample(range(1, pages + 1), min(WELL_KNOWN, pages))
    ]
    Link.objects.bulk_create(links, batch_size=5000)


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


# --- What is said of it ----------------------------------------------------------------------------------------------


def measured(size: int) -> dict[str, Any]:
    """As data: loading, time, and the share of what is typed that finds the right page, by class."""
    loaded = fill(size)
    gc.freeze()  # as a server does when it starts
    for query in ("warm", "zzzz warm"):  # tables are read when they are first needed
        suggest(query)
    asked = list(answers())
    return {
        **loaded._asdict(),
        "wall_ms": percentiles([one.seconds for one in asked]),
        "cpu_ms": percentiles([one.cpu for one in asked]),
        "seen": quality([one for one in asked if not one.unseen]),
        "unseen": quality([one for one in asked if one.unseen]),
        "missed": [f"{one.what}: {one.query} is {one.title}" for one in asked if one.place != 0 and not one.unseen],
    }


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    cut = quantiles(seconds, n=100)
    return {"p50": median(seconds) * 1000, "p95": cut[94] * 1000, "p99": cut[98] * 1000}


def quality(asked: Sequence[Answer]) -> dict[str, tuple[int, float, float]]:
    """By class how many were asked, and of a hundred how many found the right page first, and among the first five."""
    classes: dict[str, list[int | None]] = defaultdict(list)
    for one in asked:
        classes[one.what].append(one.place)
        classes["all"].append(one.place)
    return {what: (len(places), share(places, 1), share(places, 5)) for what, places in sorted(classes.items())}


def share(places: Sequence[int | None], first: int) -> float:
    return 100 * sum(place is not None and place < first for place in places) / len(places)


def lines(told: dict[str, Any]) -> Iterator[str]:
    pages, made, written = told["pages"], told["made_s"], told["written_s"]
    yield f"{pages:,} pages, {told['names']:,} names, {told['keys']:,} keys ({told['keys'] / pages:.1f} a page)"
    yield f"keys made in {made:.1f} s, {pages / made:,.0f} pages/s; written in {written:.1f} s, {pages / written:,.0f}"
    yield f"keys {told['key_bytes'] / 1e6:.0f} MB with their index, documents {told['text_bytes'] / 1e6:.0f} MB"
    for name, what in (("wall_ms", "suggest, by the clock"), ("cpu_ms", "suggest, CPU of server and database")):
        yield f"{what}: " + ", ".join(f"{at} {value:.2f} ms" for at, value in told[name].items())
    for name, what in (("seen", "tuned on"), ("unseen", "not looked at while tuning")):
        yield ""
        yield f"{what:32} {'asked':>6} {'first':>6} {'in five':>8}"
        for of, (count, first, five) in told[name].items():
            yield f"  {of:30} {count:6} {first:6.1f} {five:8.1f}"
