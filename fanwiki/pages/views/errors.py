"""Answers to requests that cannot be read, and to addresses at which there is nothing."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from ..models import Page
from .read import NoRevision, unwritten

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
MEGABYTE = 1024 * 1024


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without a look at the form, unlike Django's own: the form may be what cannot be read."""
    if isinstance(exception, TOO_LARGE):
        bounds = {"most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE}
        return render(None, "413.html", bounds, status=413)
    return render(None, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the way to the history where only the number of a revision is wrong, and to writing the page where none is.

    Of a deleted page nothing is said here: its own address tells what became of it.
    """
    if isinstance(exception, NoRevision):
        context = {"page": exception.page, "number": exception.number, "deletion": exception.deletion}
        return render(request, "pages/no_revision.html", context, status=404)
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    if {"kind", "slug"} <= asked.keys() and not Page.objects.filter(kind=asked["kind"].name, slug=asked["slug"]):
        return unwritten(request, asked["kind"], asked["slug"])
    return page_not_found(request, exception)
