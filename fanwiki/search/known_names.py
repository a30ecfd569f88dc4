"""The names of the pages that most links lead to, as each process keeps them: of what somebody typed with errors in all
its parts, no key is right, and it is held against each of them.

What is found here is only a key to ask for, among those of pages: a list that is old by an hour finds nobody under a
name that is gone.
"""

from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from fanwiki.pages.statements import run
from fanwiki.text import keys
from fanwiki.text.asking import TWO_ERRORS, Ask, Query, forgiven
from fanwiki.text.keys import Tier

from .models import PopularKey

MOST = 30_000  # names, about 2 MB: to hold a query against all of them costs two or three milliseconds
NEAREST = 20  # of them


def meant(query: Query) -> list[Ask]:
    """Those that differ from a long query in two or three letters, articles left out."""
    whole = query.varied
    if len(whole) <= TWO_ERRORS or query.is_hangul:
        return []
    most = forgiven(whole, Tier.ERRORS)
    found = process.extract(whole, names(), scorer=OSA.distance, score_cutoff=most, limit=NEAREST)
    return [Ask(form + name, Tier.ERRORS, 0, whole) for name, *_errors in found for form in (keys.NAME, keys.VARIED)]


def names() -> list[str]:
    return read(last())[0]


def links() -> dict[int, int]:
    """How many led to each of the pages when their keys were made."""
    return read(last())[1]


def last() -> tuple[Any, ...] | None:
    """What tells whether the keys were made anew."""
    newest = run(f"SELECT id, page_id, key FROM {PopularKey._meta.db_table} ORDER BY id DESC LIMIT 1", ()).rows  # noqa: S608
    return newest[0] if newest else None


@lru_cache(maxsize=1)
def read(_last: tuple[Any, ...] | None) -> tuple[list[str], dict[int, int]]:
    """The names without their articles, and the links."""
    found = PopularKey.objects.filter(key__startswith=keys.NAME).order_by("-links", "page")[:MOST]
    varied = PopularKey.objects.filter(key__startswith=keys.VARIED).order_by("-links", "page")[:MOST]
    columns = "page", "place", "key"
    called = {row[:2]: row[2][1:] for rows in (found, varied) for row in rows.values_list(*columns)}
    linked = PopularKey.objects.order_by().values_list("page", "links").distinct()
    return [name for name in called.values() if len(name) >= TWO_ERRORS], dict(linked)
