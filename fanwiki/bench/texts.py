"""A large made-up wiki whose words are as common as those of English are, by the law of Zipf and Mandelbrot: the first
is every seventeenth word, and the first hundred are half of all."""

import gc
from bisect import bisect
from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import accumulate, islice, product
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Sum
from django.test import Client

from fanwiki.pages import followers, kinds
from fanwiki.pages.models import Page, Revision
from fanwiki.search.engines import engine

from . import rows
from .documents import Document
from .figures import Figure
from .measures import timed
from .wiki import complete

MEGA, CHUNK = 1_000_000, 1000
SEARCH = "/api/v1/search"
WORDS, SHIFT, POWER = 40_000, 2.7, 1.1
FILMS_OF_A_PERSON = 5
LETTERS = 1600  # of a page's text, of which most pages have less and some ten times as much
GENRES = ("drama", "thriller", "comedy", "action", "romance", "horror", "documentary", "animation")
SYLLABLES = [
    a + b for a, b in product(str.split("b ch d f g h j k l m n p r s sh t v w z"), str.split("a e i o u ai on er"))
]


class Author:
    """Writes pages of made-up words with one die, the same each time."""

    def __init__(self, seed: int = 7) -> None:
        self.die = Random(seed)  # noqa: S311 - to be the same each time is what it is for
        made: dict[str, None] = {}
        while len(made) < WORDS:
            made["".join(self.die.choices(SYLLABLES, k=1 + len(made) // 500 % 3 + self.die.randrange(2)))] = None
        self.words = list(made)
        self.weights = list(accumulate((n + SHIFT) ** -POWER for n in range(WORDS)))

    def some(self, count: int) -> list[str]:
        total = self.weights[-1]
        return [self.words[bisect(self.weights, self.die.random() * total)] for _ in range(count)]

    def commonest(self, count: int) -> list[str]:
        return self.words[:count]

    def text(self) -> str:
        left = int(LETTERS / 6 * self.die.expovariate(1)) + 30
        parts = []
        while left > 0:
            size = min(left, self.die.randrange(6, 22))
            parts.append(" ".join(self.some(size)).capitalize() + ".")
            left -= size
        cuts = [" ".join(parts[n : n + 5]) for n in range(0, len(parts), 5)]
        return "\n\n".join(cuts[:2] + [f"## {' '.join(self.some(2)).title()}\n\n{cut}" for cut in cuts[2:]])

    def pages(self, count: int) -> Iterator[Document]:
        """Films, with a year, genres, a director and a cast of six."""
        people = [self.name() for _ in range(count * 7 // FILMS_OF_A_PERSON + 7)]
        titles: dict[str, str] = {}  # by what is left without spaces: no two may be the same
        while len(titles) < count:
            words = self.some(self.die.randrange(1, 4))
            titles.setdefault("".join(words), " ".join(words).title())
        for title in titles.values():
            director, *cast = self.die.sample(people, 7)
            yield {
                "kind": "film",
                "title": title,
                "description": " ".join(self.some(12)).capitalize() + ".",
                "genres": self.die.sample(GENRES, 2),
                "year": self.die.randrange(1950, 2025),
                "cast": [{"person": person} for person in cast],
                "crew": [{"person": director, "department": "directing", "job": "Director"}],
                "body": self.text(),
            }

    def name(self) -> str:
        return " ".join(self.die.choices(self.words, k=2)).title()


# --- Measuring -------------------------------------------------------------------------------------------------------

WARM, ROUNDS, COMMON = 5, 4, 60
SIZES = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_words%%' OR name LIKE '%%search_entry%%'",
    "postgresql": "SELECT pg_relation_size('search_words')",
}
QUESTIONS = {"search: one common word": 1, "search: two common words": 2, "search: three, of one kind": 3}


def fill(count: int) -> None:
    """Pages behind those that are there; their words come into the index when it is made."""
    last, head = (model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Page, Revision))
    numbered = enumerate(map(canonical, Author().pages(count)), last + 1)
    while some := list(islice(numbered, CHUNK)):
        with transaction.atomic():
            rows.write_pages(some, head)
            rows.write_keys(rows.keys_of(some))
    rows.settle()


def canonical(document: Document) -> Document:
    return kinds.registry[document["kind"]].canonical(complete(document))


def measured(count: int) -> dict[str, Any]:
    """On a wiki of so many pages, which is added to what is there."""
    fill(count)
    with transaction.atomic():
        engine().clear()
    seconds = timed(lambda: deque(followers.rebuilders["search"](), maxlen=0))
    documents = Revision.objects.filter(page__deleted=False, page__head=F("pk")).aggregate(size=Sum("size"))["size"]
    with connection.cursor() as cursor:
        cursor.execute(SIZES[connection.vendor])
        size = int(cursor.fetchone()[0])
    return {
        "pages": Page.objects.live().count(),
        "rebuilt_per_s": Page.objects.live().count() / seconds,
        "index_bytes": size,
        "index_share": size / documents,
        "requests": [as_row(name, times) for name, times in asked(min(COMMON, count + len(QUESTIONS)))],
    }


def asked(words_asked: int) -> Iterator[tuple[str, list[float]]]:
    """Inside the application, without a connection: the commonest words, each some times."""
    author, client = Author(), Client(SERVER_NAME="127.0.0.1")
    common = author.commonest(words_asked)
    gc.freeze()  # as a server does when it starts
    for name, words in QUESTIONS.items():
        queries = [" ".join([*author.die.sample(common, words - 1), word]) for word in common]
        queries = [f"{query} kind:film" if words == max(QUESTIONS.values()) else query for query in queries]
        for query in queries[:WARM]:
            client.get(SEARCH, {"q": query})
        yield name, [timed(partial(client.get, SEARCH, {"q": query})) for query in queries * ROUNDS]


def as_row(name: str, times: list[float]) -> dict[str, Any]:
    figure = Figure(name, times)
    return {"name": name, "requests": len(times), "p50_ms": figure.percentile(50), "p99_ms": figure.percentile(99)}


def lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"search on {told['pages']:,} pages: index made at {told['rebuilt_per_s']:,.0f} pages/s"
    yield f"its size: {told['index_bytes'] / MEGA:.1f} MB, {told['index_share']:.0%} of the documents"
    for row in told["requests"]:
        yield f"{row['name']}: p50 {row['p50_ms']:.1f} ms, p99 {row['p99_ms']:.1f} ms"
