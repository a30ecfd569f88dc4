"""Who names a page, and which pages are named that nobody has written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanwiki.text import names

from .. import inbound, kinds
from ..kinds import Kind
from .asked import number
from .read import get_page


@require_safe
def what_links_here(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    where, before = request.GET.get("where", ""), number(request.GET.get("before"))
    places = places_of_links()
    found = inbound.links_to(page)
    context = {
        "page": page,
        "kind": kind,
        "where": where if where in places else "",
        "places": places,
        "listed": inbound.listed(inbound.narrowed(found, where if where in places else ""), before),
        "count": inbound.count(found),
        "former": inbound.former_titles(page),
    }
    return render(request, "pages/links.html", context)


def places_of_links() -> dict[str, str]:
    """ "body", and every list of any kind that can name a page, with what it is called."""
    lists = {name: model for kind in kinds.registry.values() for name, model in kind.lists.items()}
    return {"body": ""} | {name: str(model.list_label) for name, model in lists.items() if kinds.names_pages(model)}


@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    """By key: what was seen last is said by its number and key."""
    pages, key = number(request.GET.get("pages")), names.fold(request.GET.get("after", "")[:200])
    rows = inbound.wanted((min(pages, 2**31), key) if pages else None, inbound.SHOWN + 1)
    shown = rows[: inbound.SHOWN]
    more = shown[-1] if len(rows) > len(shown) else None
    return render(request, "pages/wanted.html", {"rows": shown, "more": more, "further": bool(pages)})


@require_safe
def wanted_by(request: HttpRequest) -> HttpResponse:
    """The pages that name a title which has no page."""
    kind, title = kinds.registry.get(request.GET.get("kind", "")), request.GET.get("title", "")[:200]
    found = inbound.links_to_title(kind.name if kind else "", title)
    listed = inbound.listed(found, number(request.GET.get("before")))
    context = {"kind": kind, "title": title, "listed": listed, "count": inbound.count(found)}
    return render(request, "pages/wanted_by.html", context)
