"""Giving a page another title, and bringing what other pages say of it up to date."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import editing, inbound, rewriting
from ..fields import FormLine
from ..kinds import Kind
from ..models import Page
from .asked import reason, refused, to_account
from .read import get_page
from .titled import TitleForm


class RenameForm(TitleForm):
    title = FormLine(label=gettext_lazy("New title"), max_length=200)
    edit_summary = FormLine(label=gettext_lazy("Why is it renamed?"), required=False, max_length=255)
    was = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)


@to_account("rename")
def rename(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    if page.deleted:
        return redirect(page)
    asked = {"title": request.GET.get("title", page.title)[:200], "was": page.title}
    form = RenameForm(request.POST) if request.method == "POST" else RenameForm(initial=asked)
    if form.is_bound and form.is_valid() and (done := renamed(request, page, form)):
        return redirect(done.address("rewrite") if rewriting.outdated(done).exists() else done)
    context = {"page": page, "kind": kind, "form": form, "former": inbound.former_titles(page)}
    context["mentions"] = inbound.count(inbound.links_to(page))
    return render(request, "pages/rename.html", context, status=422 if form.errors else 200)


def renamed(request: HttpRequest, page: Page, form: RenameForm) -> Page | None:
    """The page under its new title; None where the form says why not."""
    said = form.cleaned_data
    if told := refused(request, page, "rename"):
        form.add_error(None, told)
        return None
    default = _("Renamed from “%(old)s” to “%(new)s”") % {"old": page.title, "new": said["title"]}
    summary = said["edit_summary"] or default
    told_how = {"was": said["was"], "by": request.user, "summary": summary, "take_over": said["take_over"]}
    try:
        revision = editing.rename(page, said["title"], **told_how)
    except ValidationError as error:
        form.refuse(error)
        return None
    unchanged = page.head and revision.pk == page.head.pk
    told = _("It is called “%(title)s” already.") if unchanged else _("The page is called “%(title)s” now.")
    messages.success(request, told % {"title": revision.page.title})
    return revision.page


@to_account("edit")
def rewrite(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The pages that still say a former title, and the offer to rewrite them all."""
    page = get_page(kind, slug, request.user)
    if page.deleted:
        return redirect(page)
    found = rewriting.outdated(page)
    refusal = ""
    if request.method == "POST" and found.exists():
        refusal = refused(request, page)
        if not refusal:
            summary = reason(request) or _("%(title)s under its present title") % {"title": page.title}
            return redirect(rewriting.rewrite(page, by=request.user, summary=summary))
    context: dict[str, Any] = {"page": page, "kind": kind, "refusal": refusal, "listed": inbound.listed(found, None)}
    context |= {"count": inbound.count(found), "former": inbound.former_titles(page)}
    return render(request, "pages/rewrite.html", context)
