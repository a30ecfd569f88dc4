"""The search page, what completes a name while it is typed, and both for machines."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fanwiki.accounts import limits
from fanwiki.pages import kinds, moved, shown
from fanwiki.pages.templatetags.visuals import monogram
from fanwiki.pages.views.asked import later, number
from fanwiki.text import keys, names, queries

from . import examples, narrowing, snippets, why
from .finding import Hit, suggest
from .results import MOST, SHOWN, Results, Text

IN_ITS_TEXT = _("Found in its text")
SUGGESTED = 8
FEW = 6  # pages of each kind that are shown by their names, where texts have the words too
SECONDS = 60  # that an answer may be kept


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages by their names, then by their words. With `go`, an exact name of one page leads there at once."""
    query = asked_for(request, queries.LONGEST)
    results = Results(query, number(request.GET.get("page")) or 1)
    if request.GET.get("go") and len(results.exact) == 1:
        return redirect(moved.arrival(results.exact[0].page, query))
    if results.number > results.parts:
        raise Http404
    first = results.number == 1
    context = {
        "query": query,
        "results": results,
        "named": groups(results.names, FEW if results.found else len(results.names)) if first else [],
        "narrow": narrowing.groups(results) if first and results.found and not results.is_more else [],
        "most": MOST,
        "earlier": address(query, results.number - 1) if not first else "",
        "later": address(query, results.number + 1) if results.number < results.parts else "",
    }
    return render(request, "search/search.html", context)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "search/help.html", {"examples": examples.told()})


@require_safe
def api_search(request: HttpRequest) -> HttpResponse:
    """A part of the results: on the first one, those found by name come first. `next` is the address of the next."""
    if not limits.spare(limits.address(request), "search"):
        return later(JsonResponse({"error": "Too many searches in a minute."}, status=429))
    query = asked_for(request, queries.LONGEST)
    results = Results(query, number(request.GET.get("page")) or 1)
    if results.number > results.parts:
        return kept(JsonResponse({"error": "There is no such part."}, status=404))
    named = results.names[:SHOWN] if results.number == 1 else []
    more = results.number < results.parts
    told = {
        "results": [*(as_data(hit) | {"snippet": ""} for hit in named), *map(as_found, results.texts)],
        "count": results.total,
        "more": results.is_more,
        "next": address(query, results.number + 1, "search:api") if more else None,
    }
    return kept(JsonResponse(told))


@require_safe
def api_suggest(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    among = [kind] if kind in kinds.registry else ()
    return kept(JsonResponse({"results": [as_data(hit) for hit in suggest(typed(request), among, SUGGESTED)]}))


def kept(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, public=True, max_age=SECONDS)
    return answer


def address(query: str, part: int = 1, view: str = "search:search") -> str:
    told = {"q": query} | ({"page": str(part)} if part > 1 else {})
    return f"{reverse(view)}?{urlencode(told)}"


def typed(request: HttpRequest, longest: int = keys.LONGEST) -> str:
    """In one line; "" for what is no text."""
    try:
        return names.clean_line(request.GET.get("q", "")[:longest])
    except ValueError:
        return ""


def asked_for(request: HttpRequest, longest: int) -> str:
    """With the kind that an address may name beside it."""
    query, kind = typed(request, longest), request.GET.get("kind", "")
    return f"{query} kind:{kind}" if query and kind in kinds.registry else query


def groups(hits: list[Hit], most: int) -> list[tuple[kinds.Kind, list[Hit]]]:
    """By kind: first the kind of the best hit."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.page.kind, []).append(hit)
    return [(kinds.registry[kind], some[:most]) for kind, some in found.items()]


def as_data(hit: Hit) -> dict[str, Any]:
    """`title` is the name as it is shown, `page` what names the page in a text or a field; `native` is the name in its
    own script, where that is another one; `why` is "" for the title itself, or else a sentence in which the text of
    `found` stands, the name that was found; `visual` is HTML."""
    page, name, native = hit.page, shown.of_page(hit.page), hit.page.card.get("native")
    return {
        "title": name.text,
        "lang": name.lang,
        "kind": page.kind,
        "group": capfirst(kinds.of(page).plural),
        "url": page.get_absolute_url(),
        "line": kinds.of(page).line(page.card),
        "native": native if native and native["text"] != name.text else None,
        "why": why.plain(hit),
        "page": page.title,
        "visual": monogram(page, "", "round"),
        "found": {"text": hit.name, "lang": hit.lang} if why.told(hit) else None,
    }


def as_found(text: Text) -> dict[str, Any]:
    """`snippet` is safe HTML, with <mark> around what was asked for."""
    return as_data(Hit(text.page, 0, "", "", "")) | {"why": str(IN_ITS_TEXT), "snippet": snippets.html(text.snippet)}
