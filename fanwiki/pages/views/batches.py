"""Acts on many pages: what they did, and taking all of it back."""

import datetime
import time
from itertools import takewhile
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from fanwiki.accounts.models import User

from .. import access, batches
from ..models import Batch, Page
from .asked import reason, to_account, too_fast
from .lists import changes, page_of

LOOKED_AT, SECONDS = 100, 2  # pages of which the look says what would become of them, and how long it looks
SINCE = datetime.timedelta(days=1)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = Batch.objects.select_related("by").annotate(count=Count("revisions"))
    shown, older = page_of(rows, request)
    return render(request, "pages/batches.html", {"batches": shown, "older": older})


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    act = get_batch(pk)
    rows, older = page_of(changes(request.user).filter(batch=act), request)
    context = {
        "batch": act,
        "left": left_for(request, act),
        "changes": rows,
        "older": older,
        "count": act.revisions.count(),
        "taken_back_by": act.taken_back_by.order_by("-pk").first(),
        "may_take_back": access.may_take_back(request.user, act) and bool(batches.touched(act.revisions.all())),
    }
    return render(request, "pages/batch.html", context)


def left_for(request: HttpRequest, act: Batch) -> list[Any]:
    """What was left; pages that were deleted since only to those who may see them."""
    if access.may(request.user, "see_deleted"):
        return list(act.left)
    live = set(Page.objects.live().filter(pk__in=[row[0] for row in act.left]).values_list("pk", flat=True))
    return [row for row in act.left if row[0] in live]


def get_batch(pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("by", "takes_back"), pk=min(pk, 2**63 - 1))


@to_account("undo")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    act = get_batch(pk)
    if request.user.is_authenticated and not access.may_take_back(request.user, act):
        raise PermissionDenied
    pages = batches.touched(act.revisions.all())
    if request.method == "POST":
        told = too_fast(request)
        if not told:
            summary = reason(request) or _("Took back an act on many pages")
            return answer(request, batches.take_back(act, by=request.user, summary=summary), act.get_absolute_url())
        messages.error(request, told)
    context = {"batch": act, "pages": len(pages)} | look(request, pages)
    return render(request, "pages/take_back.html", context)


def look(request: HttpRequest, pages: batches.Touched) -> dict[str, Any]:
    """What would become of the first pages; for all of them would be as much work as the act. Some may be deleted, so
    whoever is not known any more sees none.
    """
    if not request.user.is_authenticated:
        return {}
    first, until = dict(list(pages.items())[:LOOKED_AT]), time.monotonic() + SECONDS
    plans = list(takewhile(lambda _plan: time.monotonic() < until, batches.preview(first)))
    return {"plans": plans, "unseen": len(pages) - len(plans), "idle": bool(plans) and not any(p.act for p in plans)}


def answer(request: HttpRequest, done: Batch, back: str) -> HttpResponse:
    if done.pk:
        messages.success(request, _("Taken back. This is what was done."))
        return redirect(done)
    messages.info(request, _("Nothing was left to take back."))
    for _page, title, _address, why in done.left:
        messages.warning(request, f"{title}: {why}")
    return redirect(back)


class SinceForm(forms.Form):
    """Times are UTC, as everywhere on the site."""

    since = forms.DateTimeField(
        label=gettext_lazy("Everything since (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


@to_account("take_back")
def take_user_back(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that an account did since a moment, with a look before."""
    user = User.objects.meant(name)
    if user is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = SinceForm(asked if "since" in asked else None, initial={"since": timezone.now() - SINCE})
    context: dict[str, Any] = {"about": user, "form": form}
    if form.is_bound and form.is_valid():
        since = form.cleaned_data["since"]
        if request.method == "POST":
            told = too_fast(request)
            if not told:
                summary = reason(request) or _("Took back what %(name)s did") % {"name": user}
                done = batches.take_user_back(user, since, by=request.user, summary=summary)
                return answer(request, done, request.path)
            messages.error(request, told)
        pages = batches.by_user(user, since)
        context |= {"pages": len(pages)} | look(request, pages)
    return render(request, "pages/take_user_back.html", context, status=422 if form.errors else 200)
