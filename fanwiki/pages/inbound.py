"""What links here, and what many link to that nobody has written."""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from fanwiki.text import names

from .models import Link, Page, Title

SHOWN = 50


class Mentioned(NamedTuple):
    """A page that names this one: where it does, as paths such as "cast.k3f9.person", and under which titles."""

    page: Page
    places: list[str]
    titles: list[str]


class Listed(NamedTuple):
    rows: list[Mentioned]
    older: int | None  # the key that the next page begins below


def links_to(page: Page) -> QuerySet[Link]:
    """Every mention that leads here today. The titles are fetched first: a join would read the whole table."""
    return Link.objects.filter(title_id__in=list(Title.objects.filter(page=page).values_list("pk", flat=True)))


def links_to_title(kind: str, title: str) -> QuerySet[Link]:
    """Every mention of a title that has no page, those that name no kind among them."""
    keys = Title.objects.filter(key=names.fold(title), kind__in=("", kind) if kind else ("",))
    return Link.objects.filter(title_id__in=list(keys.values_list("pk", flat=True)))


def narrowed(links: QuerySet[Link], where: str) -> QuerySet[Link]:
    """To the mentions in the text ("body") or in one list ("cast"); "" is all of them."""
    return links.filter(Q(where=where) | Q(where__startswith=f"{where}.")) if where else links


def listed(links: QuerySet[Link], before: int | None, count: int = SHOWN) -> Listed:
    """The pages that these links stand in, the newest page first."""
    older = links.filter(page_id__lt=before) if before else links
    keys = list(older.order_by("-page_id").values_list("page_id", flat=True).distinct()[: count + 1])
    pages = Page.objects.with_picture().in_bulk(keys[:count])
    places: dict[int, list[Link]] = defaultdict(list)
    for link in links.filter(page_id__in=keys[:count]).select_related("title").order_by("where"):
        places[link.page_id].append(link)
    rows = [mentioned(pages[key], places[key]) for key in keys[:count] if key in pages]
    return Listed(rows, keys[count - 1] if len(keys) > count else None)


def mentioned(page: Page, links: Collection[Link]) -> Mentioned:
    return Mentioned(page, [link.where for link in links], sorted({link.title.printed for link in links}))


def count(links: QuerySet[Link]) -> int:
    return links.values("page_id").distinct().count()


def former_titles(page: Page) -> list[Title]:
    """The titles that lead here because the page had them."""
    return list(page.titles.filter(page=page).exclude(key=names.fold(page.title)).order_by("printed"))


class Wanted(NamedTuple):
    key: str
    kind: str
    title: str
    pages: int


def wanted(below: tuple[int, str] | None = None, count: int = SHOWN) -> list[Wanted]:
    """Titles without a page by the number of pages that name them; one title is one row, whatever kind is meant.

    `below` is the number and the key of the last row that was seen.
    """
    rows = Title.objects.filter(page=None, shared=False, links__isnull=False).values("key")
    # A link that names no kind has kind "": the greatest is the one that was said.
    rows = rows.annotate(pages=Count("links__page", distinct=True), named=Max("kind"), said=Max("printed"))
    if below:
        rows = rows.filter(Q(pages__lt=below[0]) | Q(pages=below[0], key__gt=below[1]))
    found = rows.order_by("-pages", "key")[:count]
    return [Wanted(row["key"], row["named"], row["said"], row["pages"]) for row in found]
