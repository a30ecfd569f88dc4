"""The gardener's shed: what is wrong with pages or missing on them, each kind of it in a list of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import findings, maintenance
from .asked import number


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    context = {"groups": maintenance.in_groups(maintenance.counts()), "wanted": maintenance.wanted()}
    return render(request, "pages/maintenance.html", context)


@require_safe
def found(request: HttpRequest, name: str) -> HttpResponse:
    """By key: what was seen last is said by its number."""
    check, after = findings.checks.get(name), number(request.GET.get("after"))
    if check is None:
        raise Http404
    listed = maintenance.listed(check, after)
    context = {"check": check, "listed": listed, "count": maintenance.count(name), "further": bool(after)}
    return render(request, "pages/maintenance_list.html", context)
