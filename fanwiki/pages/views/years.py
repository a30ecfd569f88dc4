"""A year: what came out in it, who was born, what has an anniversary; and all years."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanwiki.text.dates import FIRST_YEAR, LAST_YEAR

from .. import days


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/years.html", {"decades": days.decades()})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """404 for a year in which no date of this wiki can lie."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return render(request, "pages/year.html", {"year": days.Year(year)})
