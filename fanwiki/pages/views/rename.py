"""Giving a page another title, and bringing what other pages say of it up to date."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import access, editing, inbound, rewriting
from ..fields import FormLine
from ..kinds import Kind
from ..models import Page
from ..titles import Taken
from .asked import of_another, reason, too_fast
from .read import get_page


class RenameForm(forms.Form):
    title = FormLine(label=gettext_lazy("New title"), max_length=200)
    edit_summary = FormLine(label=gettext_lazy("Why is it renamed?"), required=False, max_length=255)
    was = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    take_over = forms.BooleanField(label=gettext_lazy("Take the title over"), required=False)


@login_required
def rename(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    access.require(request.user, "rename")
    page = get_page(kind, slug, request.user)
    if page.deleted:
        return redirect(page)
    asked = {"title": request.GET.get("title", page.title)[:200], "was": page.title}
    form = RenameForm(request.POST) if request.method == "POST" else RenameForm(initial=asked)
    taken = None
    if form.is_bound and form.is_valid():
        done, taken = renamed(request, page, form)
        if done:
            return redirect(done.address("rewrite") if rewriting.outdated(done).exists() else done)
    context = {"page": page, "kind": kind, "form": form, "former": inbound.former_titles(page), "taken": taken}
    context["mentions"] = inbound.count(inbound.links_to(page))
    return render(request, "pages/rename.html", context, status=422 if form.errors else 200)


def renamed(request: HttpRequest, page: Page, form: RenameForm) -> tuple[Page | None, Taken | None]:
    """The page under its new title; else why not stands in the form, and Taken says who has the title."""
    said = form.cleaned_data
    if told := of_another(request, page) or too_fast(request, "rename"):
        form.add_error(None, told)
        return None, None
    default = _("Renamed from “%(old)s” to “%(new)s”") % {"old": page.title, "new": said["title"]}
    summary = said["edit_summary"] or default
    told_how = {"was": said["was"], "by": request.user, "summary": summary, "take_over": said["take_over"]}
    try:
        revision = editing.rename(page, said["title"], **told_how)
    except Taken as taken:
        form.add_error("title", taken.problems[0].message)
        return None, taken
    except ValidationError as error:
        refuse(form, error)
        return None, None
    unchanged = page.head and revision.pk == page.head.pk
    told = _("It is called “%(title)s” already.") if unchanged else _("The page is called “%(title)s” now.")
    messages.success(request, told % {"title": revision.page.title})
    return revision.page, None


def refuse(form: forms.Form, error: ValidationError) -> None:
    """Beside the title where it is about the title, above the form where the page moved on."""
    for problem in getattr(error, "problems", ()):
        form.add_error("title", problem.message)
    if not hasattr(error, "problems"):
        form.add_error(None, " ".join(error.messages))


@login_required
def rewrite(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The pages that still say a former title, and the offer to rewrite them all."""
    access.require(request.user, "edit")
    page = get_page(kind, slug, request.user)
    if page.deleted:
        return redirect(page)
    found = rewriting.outdated(page)
    refusal = ""
    if request.method == "POST" and found.exists():
        refusal = of_another(request, page) or too_fast(request)
        if not refusal:
            summary = reason(request) or _("%(title)s under its present title") % {"title": page.title}
            return redirect(rewriting.rewrite(page, by=request.user, summary=summary))
    context: dict[str, Any] = {"page": page, "kind": kind, "refusal": refusal, "listed": inbound.listed(found, None)}
    context |= {"count": inbound.count(found), "former": inbound.former_titles(page)}
    return render(request, "pages/rewrite.html", context)
