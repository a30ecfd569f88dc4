"""Ways in: the front page, the pages of a kind, what changed lately."""

from typing import Any

from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from .. import access, chance, kinds, maintenance
from ..choices import Choices
from ..front import Front
from ..kinds import Kind
from ..listing import Listing
from ..models import Revision
from .asked import number
from .filters import Filters, SiteFilters

SHOWN = 50
JOBS = 3
FAR = 20_000  # revisions of the whole site that one request looks through for what is rare


def page_of(rows: QuerySet[Any], request: HttpRequest) -> tuple[list[Any], int | None]:
    """Rows newest first by their key, never by offset, and the key that the next page begins below."""
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows.order_by("-pk")[: SHOWN + 1])
    return shown[:SHOWN], shown[SHOWN - 1].pk if len(shown) > SHOWN else None


def own_address(request: HttpRequest) -> str:
    """Of this part of a list, without whatever else was asked."""
    before = number(request.GET.get("before"))
    return f"{request.path}?before={before}" if before else request.path


def filtered(rows: QuerySet[Revision], request: HttpRequest, filters: Filters) -> tuple[list[Revision], int | None]:
    """As `page_of`, in bounded steps where rows are rare: then they may be few, and more stand further back."""
    if not filters.asked:
        return page_of(rows, request)
    newest = Revision.objects.aggregate(newest=Max("pk"))["newest"] or 0
    floor = min(number(request.GET.get("before")) or newest, newest) - FAR
    shown, older = page_of(filters.narrow(rows.filter(pk__gte=floor)), request)
    return shown, older or (floor if floor > 1 else None)


def changes(user: Any) -> QuerySet[Revision]:
    """Revisions with their page and author; those of deleted pages only for those who may see them."""
    rows = Revision.objects.with_reverted().select_related("page__lead_picture__page", "by").defer("packed")
    return rows if access.may(user, "see_deleted") else rows.filter(page__deleted=False)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    front = Front(timezone.localdate())
    newest = list(changes(request.user).order_by("-pk")[:6])
    context = {"front": front, "feature": front.feature, "changes": newest, "jobs": maintenance.jobs(JOBS)}
    return render(request, "home.html", context)


@require_safe
def index(request: HttpRequest, kind: Kind) -> HttpResponse:
    listing = Listing(Choices.of(kind, request.GET))
    pages, more = listing.part
    return render(request, "pages/index.html", {"kind": kind, "listing": listing, "pages": pages, "more": more})


@require_safe
def any_page(request: HttpRequest) -> HttpResponse:
    """One live page by chance, of any kind that the navigation has or of the one asked for; each is as likely."""
    kind = kinds.registry.get(request.GET.get("kind", ""))
    among = [kind] if kind else [each for each in kinds.registry.values() if each.in_navigation]
    found = chance.page(among)
    if found is None:
        return redirect("pages:index", kind) if kind else redirect("pages:home")
    answer = redirect(found)
    add_never_cache_headers(answer)
    return answer


@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    filters = SiteFilters(request)
    rows, older = filtered(changes(request.user), request, filters)
    context = {"changes": rows, "older": older, "filters": filters, "own_address": own_address(request)}
    return render(request, "pages/recent.html", context)
