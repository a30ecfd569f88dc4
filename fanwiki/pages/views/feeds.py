"""Atom feeds: what changed lately, on one page, and by one person."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fanwiki.accounts.models import User

from .. import feeds
from ..models import Page
from .lists import changes
from .read import of_live_page

# Whoever asks is a stranger: feeds are read by programs, and kept by caches that they share.
STRANGER = AnonymousUser()


@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    return feeds.answer(request, changes(STRANGER), title=_("Recent changes"), about=reverse("pages:recent"))


@require_safe
@of_live_page
def history(request: HttpRequest, page: Page) -> HttpResponse:
    title = _("History of %(title)s") % {"title": page.title}
    return feeds.answer(request, changes(STRANGER).filter(page=page), title=title, about=page.address("history"))


@require_safe
def user(request: HttpRequest, name: str) -> HttpResponse:
    """404 without an edit to show, as for an account that is not there."""
    person = User.objects.meant(name)
    edits = changes(STRANGER).filter(by=person)
    if person is None or (person.username != name and not edits.exists()):
        raise Http404
    if person.username != name:
        return redirect("pages:user_feed", person.username)
    title = _("Edits by %(name)s") % {"name": name}
    return feeds.answer(request, edits, title=title, about=reverse("pages:user", args=[name]), required=True)
