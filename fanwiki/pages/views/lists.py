"""Ways in: the front page, the pages of a kind, what changed lately."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import access, kinds
from ..kinds import Kind
from ..models import Page, Revision
from .asked import number

SHOWN = 50


def page_of(rows: QuerySet[Any], request: HttpRequest) -> tuple[list[Any], int | None]:
    """Rows newest first by their key, never by offset, and the key that the next page begins below."""
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows.order_by("-pk")[: SHOWN + 1])
    return shown[:SHOWN], shown[SHOWN - 1].pk if len(shown) > SHOWN else None


def changes(user: Any) -> QuerySet[Revision]:
    """Revisions with their page and author; those of deleted pages only for those who may see them."""
    rows = Revision.objects.select_related("page", "by").defer("packed")
    return rows if access.may(user, "see_deleted") else rows.filter(page__deleted=False)


def fullest(among: int = 48) -> Page | None:
    """The page with the most to read among the newest of the first kind: a bounded look, however many there are."""
    first = next(iter(kinds.registry))
    newest = Page.objects.live().filter(kind=first).order_by("-pk").values("pk")[:among]
    return Page.objects.filter(pk__in=newest).order_by("-head__size", "pk").first()


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    live = Page.objects.live()
    context = {
        "feature": fullest(),
        "newest": [
            (kind, list(live.filter(kind=kind.name).order_by("-pk")[:8]))
            for kind in kinds.registry.values()
            if kind.in_navigation
        ],
        "changes": list(changes(request.user).order_by("-pk")[:6]),
        "revisions": Revision.objects.count(),
    }
    return render(request, "home.html", context)


@require_safe
def index(request: HttpRequest, kind: Kind) -> HttpResponse:
    pages, older = page_of(Page.objects.live().filter(kind=kind.name), request)
    return render(request, "pages/index.html", {"kind": kind, "pages": pages, "older": older})


@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    rows, older = page_of(changes(request.user), request)
    return render(request, "pages/recent.html", {"changes": rows, "older": older})
