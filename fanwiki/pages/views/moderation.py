"""Deleting a page and bringing it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import access, editing, inbound
from ..fields import FormLine
from ..kinds import Kind
from ..models import Page
from .asked import reason, refused, to_account
from .read import find_page, get_page
from .titled import TitleForm

FIRST = 10  # of the pages that link here, beside the question


@to_account("delete")
def delete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    why = reason(request) if request.method == "POST" else ""
    told = refused(request, page) if why else ""
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


class UndeleteForm(TitleForm):
    edit_summary = FormLine(label=gettext_lazy("Why does it come back?"), required=False, max_length=255)


@to_account("undelete")
def undelete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = find_page(Page.objects.with_head().with_picture(), kind, slug)
    form = UndeleteForm(request.POST or None, initial={"title": page.title})
    if request.method == "POST" and form.is_valid() and (back := undeleted(request, page, form)):
        messages.success(request, _("%(title)s is back.") % {"title": back.title})
        return redirect(back)
    shown = access.may(request.user, "see_deleted") or not page.deleted
    context = {"page": page if shown else None, "kind": kind, "form": form}
    return render(request, "pages/undelete.html", context, status=422 if form.errors else 200)


def undeleted(request: HttpRequest, page: Page, form: UndeleteForm) -> Page | None:
    """The page; None where the form says why not."""
    said = form.cleaned_data
    if told := refused(request, page):
        form.add_error(None, told)
        return None
    named = {"title": said["title"], "take_over": said["take_over"]}
    try:
        return editing.undelete(page, by=request.user, summary=said["edit_summary"], **named).page
    except ValidationError as error:
        form.refuse(error)
        return None
