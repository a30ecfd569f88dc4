"""Answers to requests that cannot be read, and to addresses at which there is nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from .read import NoRevision


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without a look at the form, unlike Django's own: the form may be what cannot be read."""
    return render(None, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """With the way to the history where only the number of a revision is wrong."""
    if not isinstance(exception, NoRevision):
        return page_not_found(request, exception)
    context = {"page": exception.page, "number": exception.number, "deletion": exception.deletion}
    return render(request, "pages/no_revision.html", context, status=404)
