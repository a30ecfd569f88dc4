"""What a search can be narrowed by: kinds, and values of facets, of the pages that were found."""

from collections import Counter
from typing import Any, NamedTuple

from django.utils.text import capfirst

from fanwiki.pages import facets, kinds
from fanwiki.pages.models import Listed
from fanwiki.text import queries

from . import asking
from .results import MOST, Results

OFFERED = ("decade", "genre", "country", "language", "format")
AT_MOST = 6  # values of one facet


class Offer(NamedTuple):
    said: str
    pages: int
    query: str


class Group(NamedTuple):
    label: Any
    offers: list[Offer]


def groups(results: Results) -> list[Group]:
    """Of the pages that are counted; what all of them have in common is no choice. One query."""
    rows = list(Listed.objects.filter(page__in=results.found[:MOST]).values_list("kind", "own"))
    count, printed = counted(rows)
    found = [
        group(
            results,
            "kind",
            [(name, str(capfirst(kinds.registry[name].plural))) for name in count["kind"]],
            count["kind"],
            len(rows),
        )
    ]
    known = asking.known_facets()
    for name in OFFERED:
        values = [(key, facets.said(known[name], key, printed[name, key])) for key in count[name]]
        found.append(group(results, name, values, count[name], len(rows)))
    return [one for one in found if one.offers]


def counted(rows: list[tuple[str, str]]) -> tuple[dict[str, Counter[str]], dict[tuple[str, str], str]]:
    count: dict[str, Counter[str]] = {name: Counter() for name in ("kind", *OFFERED)}
    printed: dict[tuple[str, str], str] = {}
    for kind, own in rows:
        count["kind"][kind] += 1
        for value in facets.values(own):
            if value.facet in count:
                count[value.facet][value.key] += 1
                printed.setdefault((value.facet, value.key), value.printed)
    return count, printed


def group(results: Results, name: str, values: list[tuple[str, str]], count: Counter[str], total: int) -> Group:
    typed = " ".join(item.typed for item in results.asked.query.items)
    ranked = sorted(values, key=lambda value: (-count[value[0]], value[0]))
    offers = [
        Offer(said, count[key], f"{typed} {queries.operator(name, f'{key}s' if name == 'decade' else key)}")
        for key, said in ranked
        if count[key] < total
    ]
    return Group(asking.label(name), offers[:AT_MOST])
