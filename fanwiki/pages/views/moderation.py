"""Deleting a page and bringing it back."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import access, editing, inbound
from ..fields import FormLine
from ..kinds import Kind
from ..models import Page
from ..titles import Taken
from .asked import of_another, reason, too_fast
from .read import get_page

FIRST = 10  # of the pages that link here, beside the question


@login_required
def delete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    access.require(request.user, "delete")
    page = get_page(kind, slug, request.user)
    why = reason(request) if request.method == "POST" else ""
    told = (of_another(request, page) or too_fast(request)) if why else ""
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


class UndeleteForm(forms.Form):
    title = FormLine(label=gettext_lazy("Title"), required=False, max_length=200)
    take_over = forms.BooleanField(label=gettext_lazy("Take the title over"), required=False)
    edit_summary = FormLine(label=gettext_lazy("Why does it come back?"), required=False, max_length=255)


@login_required
def undelete(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    access.require(request.user, "undelete")
    page = get_page(kind, slug, request.user)
    form = UndeleteForm(request.POST or None, initial={"title": page.title})
    taken = None
    if request.method == "POST" and form.is_valid():
        back, taken = undeleted(request, page, form)
        if back:
            messages.success(request, _("%(title)s is back.") % {"title": back.title})
            return redirect(back)
    context = {"page": page, "kind": kind, "form": form, "taken": taken}
    return render(request, "pages/undelete.html", context, status=422 if form.errors else 200)


def undeleted(request: HttpRequest, page: Page, form: forms.Form) -> tuple[Page | None, Taken | None]:
    """The page; else why not stands in the form, and Taken says who has the title by now."""
    said = form.cleaned_data
    if told := of_another(request, page):
        form.add_error(None, told)
        return None, None
    named = {"title": said["title"], "take_over": said["take_over"]}
    try:
        return editing.undelete(page, by=request.user, summary=said["edit_summary"], **named).page, None
    except Taken as taken:
        form.add_error("title", taken.problems[0].message)
        return None, taken
    except ValidationError as error:
        form.add_error("title", " ".join(error.messages))
        return None, None
