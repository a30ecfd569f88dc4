"""Giving a revision a name, and taking it away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import access, naming
from ..fields import FormLine
from ..kinds import Kind
from ..models import Page, Revision
from .asked import refused, to_account
from .history import REVISIONS_SHOWN
from .read import get_page, get_revision


class NameForm(forms.Form):
    name = FormLine(
        label=gettext_lazy("Name"),
        required=False,
        max_length=naming.LONGEST,
        help_text=gettext_lazy("A few words, such as “before the rewrite”. Left empty, the revision has no name."),
    )


@to_account("name_revision")
def name(request: HttpRequest, kind: Kind, slug: str, number: int) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    revision = get_revision(page, number)
    if request.user.is_authenticated:
        access.require_naming(request.user, getattr(revision, "named_as", None))
    if page.deleted:
        return redirect(page)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": naming.name_of(revision)})
    if form.is_valid() and named(request, page, revision, form):
        far = page.head and page.head.number - number >= REVISIONS_SHOWN
        return redirect(page.address("history") + (f"?before={number + 1}" if far else ""))
    context = {"page": page, "kind": kind, "revision": revision, "form": form}
    return render(request, "pages/name.html", context, status=422 if form.errors else 200)


def named(request: HttpRequest, page: Page, revision: Revision, form: NameForm) -> bool:
    """False where the form says why not."""
    if told := refused(request, page):
        form.add_error(None, told)
        return False
    text = form.cleaned_data["name"]
    naming.name(revision, text, by=request.user)
    said = _("Revision %(number)s is called “%(name)s” now.") if text else _("Revision %(number)s has no name now.")
    messages.success(request, said % {"number": revision.number, "name": text})
    return True
