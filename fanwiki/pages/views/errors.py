"""Answers to requests that cannot be read or came too late, and to addresses at which there is nothing."""

from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import ResolverMatch
from django.views import csrf
from django.views.defaults import page_not_found

from .. import access, again, moved
from ..models import Page
from .asked import STALE, may_redraw, unknown
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


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The form that was sent comes back with everything typed, and a fresh token."""
    try:
        match = request.resolver_match if request.POST is not None else None
        answer = given_back(request, match, late(request)) if match and hasattr(match.func, "gives_back") else None
    except (RequestDataTooBig, OperationalError, Http404, PermissionDenied):
        answer = None
    if answer is None or answer.status_code != HTTPStatus.FORBIDDEN:
        return csrf.csrf_failure(request, reason)
    return answer


def late(request: HttpRequest) -> str:
    """What to tell whoever sends a form with a stale token. PermissionDenied where that is too often."""
    if not access.may(request.user, "edit"):
        return unknown(request)
    if may_redraw(request):
        return str(STALE)
    raise PermissionDenied


def given_back(request: HttpRequest, match: ResolverMatch, why: str) -> HttpResponseBase:
    """Also of a page that has moved: here nobody is left to lead the form on."""
    view: again.View[HttpResponseBase] = match.func
    ask = partial(again.ask, view, request, why, HTTPStatus.FORBIDDEN)
    try:
        return ask(match.kwargs)
    except moved.Elsewhere as elsewhere:
        return ask(match.kwargs | {"slug": elsewhere.page.slug})
