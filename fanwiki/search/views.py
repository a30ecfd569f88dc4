"""The search page, and what completes a name while it is typed."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from fanwiki.pages import kinds, moved, shown
from fanwiki.pages.templatetags.visuals import monogram
from fanwiki.text import keys, names
from fanwiki.text.keys import Tier

from . import why
from .finding import Hit, suggest

SHOWN, SUGGESTED = 60, 8
SECONDS = 60  # that a suggestion may be kept


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages by their names. With `go`, an exact name of one page leads there at once."""
    query, kind = typed(request), kinds.registry.get(request.GET.get("kind", ""))
    hits = suggest(query, [kind.name] if kind else (), SHOWN)
    exact = [hit for hit in hits if hit.tier == Tier.EXACT]
    if request.GET.get("go") and len(exact) == 1:
        return redirect(moved.arrival(exact[0].page, query))
    context = {"query": query, "groups": groups(hits), "count": len(hits), "most": SHOWN, "only": kind, "exact": exact}
    return render(request, "search/search.html", context)


@require_safe
def api_suggest(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    among = [kind] if kind in kinds.registry else ()
    answer = JsonResponse({"results": [as_data(hit) for hit in suggest(typed(request), among, SUGGESTED)]})
    answer.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, public=True, max_age=SECONDS)
    return answer


def typed(request: HttpRequest) -> str:
    """In one line; "" for what is no text."""
    try:
        return names.clean_line(request.GET.get("q", "")[: keys.LONGEST])
    except ValueError:
        return ""


def groups(hits: list[Hit]) -> list[tuple[kinds.Kind, list[Hit]]]:
    """By kind: first the kind of the best hit."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.page.kind, []).append(hit)
    return [(kinds.registry[kind], some) for kind, some in found.items()]


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
