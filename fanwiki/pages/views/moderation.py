"""Deleting a page and bringing it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from .. import access, editing, inbound
from ..kinds import Kind
from .asked import reason, too_fast
from .read import get_page

FIRST = 10  # of the pages that link here, beside the question


@login_required
def delete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    access.require(request.user, "delete")
    page = get_page(kind, slug, request.user)
    why = reason(request) if request.method == "POST" else ""
    told = too_fast(request) if why else ""
    if told:
        messages.error(request, told)
    elif why:
        editing.delete(page, by=request.user, summary=why)
        messages.success(request, _("Deleted %(title)s.") % {"title": page.title})
        return redirect(page)
    found = inbound.links_to(page)
    context = {"page": page, "kind": kind, "asked": request.method == "POST" and not why}
    context |= {"listed": inbound.listed(found, None, FIRST), "count": inbound.count(found)}
    return render(request, "pages/delete.html", context)


@login_required
def undelete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    access.require(request.user, "undelete")
    page = get_page(kind, slug, request.user)
    refusal = None
    if request.method == "POST":
        try:
            editing.undelete(page, by=request.user, summary=reason(request))
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, _("%(title)s is back.") % {"title": page.title})
            return redirect(page)
    return render(request, "pages/undelete.html", {"page": page, "kind": kind, "refusal": refusal})
