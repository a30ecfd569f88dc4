"""Every live page for search engines, in chunks of a kind: cut by key, so that none is counted through to."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.db.models import F, IntegerField, Max, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from . import kinds
from .kinds import Kind
from .models import Page, Revision

SIZE = 10_000  # keys in a chunk: at most as many pages
SLUG = "~"  # stands for any, and in no address of a kind
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    address: str
    changed: datetime


def chunks() -> list[Entry]:
    """Those that have a page, with the time of the newest revision that is the head of one. Two queries."""
    number = Cast((F("pk") - 1) / SIZE, IntegerField())
    found = (
        Page.objects.live()
        .filter(kind__in=kinds.registry, head__isnull=False)
        .annotate(chunk=number)
        .values_list("kind", "chunk")
        .annotate(newest=Max("head"))
        .order_by("kind", "chunk")
    )
    rows = list(found)
    times = dict(Revision.objects.filter(pk__in=[newest for *_, newest in rows]).values_list("pk", "at"))
    return [Entry(reverse("pages:sitemap_chunk", args=[kind, chunk]), times[newest]) for kind, chunk, newest in rows]


def pages(kind: Kind, chunk: int) -> Iterator[Entry]:
    """One query, whatever the chunk. Addresses as `reverse` writes them, which is too slow for ten thousand."""
    before, after = reverse("pages:read", args=[kind.name, SLUG]).split(SLUG)
    for slug, changed in in_chunk(kind, chunk).values_list("slug", "head__at").iterator(chunk_size=1000):
        yield Entry(f"{before}{quote(slug, safe=f'{RFC3986_SUBDELIMS}/~:@')}{after}", changed)


def in_chunk(kind: Kind, chunk: int) -> QuerySet[Page]:
    first = chunk * SIZE
    live = Page.objects.live().filter(kind=kind.name, head__isnull=False)
    return live.filter(pk__gt=first, pk__lte=first + SIZE).order_by("pk")


def written(outer: str, inner: str, entries: Iterable[Entry], absolute: Callable[[str], str]) -> str:
    """ "urlset" of "url", or "sitemapindex" of "sitemap"."""
    origin = absolute("/").removesuffix("/")
    lines = [
        f"<{inner}><loc>{escape(origin + entry.address)}</loc>"
        f"<lastmod>{entry.changed.isoformat(timespec='seconds')}</lastmod></{inner}>"
        for entry in entries
    ]
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{NAMESPACE}">\n{body}\n</{outer}>\n'
