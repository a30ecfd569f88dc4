"""Merging two pages about the same thing, and saying that two are not."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fanwiki.text import diff, names

from .. import absorbing, access, again, editing, followers, inbound, kinds, moved, shape, titles
from ..absorbing import Seen
from ..fields import FormLine
from ..kinds import DIFFERENT, Kind
from ..models import Page
from ..rows import Relation
from .asked import number, reason, refused, to_account
from .read import get_page


class OtherForm(forms.Form):
    name = FormLine(label=gettext_lazy("The other page"), max_length=300)


@to_account("merge_pages")
def merge(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Which page, then field by field what becomes of both, then the outcome, then the act."""
    page = get_page(kind, slug, request.user)
    if not kind.is_shown:
        raise Http404
    if page.deleted:
        return redirect(page)
    asked = request.POST if request.method == "POST" else request.GET
    key = number(asked.get("other"))
    if key is None:
        return choose(request, page)
    other = Page.objects.with_head().with_picture().filter(pk=key).first()
    done = absorbing.merged_before(page, other) if other else None
    if done and request.method == "POST":
        return redirect(done)
    told = unsuitable(page, other)
    if told or other is None:
        return choose(request, page, told)
    refusal = again.refusal(request)
    if request.POST.get("do") == "merge" and not refusal:
        refusal, answer = done_or_refused(request, page, other)
        if answer:
            return answer
    return look(request, page, other, refusal)


def done_or_refused(request: HttpRequest, page: Page, other: Page) -> tuple[str, HttpResponse | None]:
    """Why not, or where to go from here."""
    if told := refused(request, page):
        return told, None
    summary = reason(request) or _("Merged “%(other)s” into “%(title)s”") % {"other": other.title, "title": page.title}
    this, theirs = (number(request.POST.get(name)) or 0 for name in ("base", "other_base"))
    seen = Seen(this, theirs, request.POST.dict())
    try:
        batch = absorbing.merge(page, other, seen=seen, by=request.user, summary=summary)
    except ValidationError as error:
        other = Page.objects.with_head().get(pk=other.pk)
        before = absorbing.merged_before(page, other)
        told = " ".join(map(str, error.messages))
        return told, redirect(before) if before else redirect(page) if other.deleted else None
    messages.success(request, _("Merged. This is what was done; all of it can be taken back."))
    return "", redirect(batch)


def look(request: HttpRequest, page: Page, other: Page, refusal: str) -> HttpResponse:
    page, other = (Page.objects.with_head().with_picture().get(pk=one.pk) for one in (page, other))
    if page.head is None or other.head is None or page.deleted or other.deleted:
        return redirect(page)
    this, theirs = page.head.document, other.head.document
    planned = absorbing.plan(page, other, this, theirs, request.POST.dict())
    context: dict[str, Any] = {"page": page, "kind": kinds.of(page), "other": other, "plan": planned}
    context |= {"refusal": refusal, "naming": inbound.count(absorbing.naming(other))}
    if request.method == "POST":
        context["comparison"] = diff.compare(this, planned.document)
    return render(request, "pages/merge.html", context, status=409 if refusal else 200)


# --- Which page -------------------------------------------------------------------------------------------------------


def choose(request: HttpRequest, page: Page, told: str = "") -> HttpResponse:
    """By what somebody typed: one page is looked at at once, of several they choose."""
    form = OtherForm(request.GET if "name" in request.GET else None)
    found: list[Page] = []
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data["name"]
        pages = meant(kinds.of(page), typed)
        found = [one for one in pages if not unsuitable(page, one)]
        if len(found) == 1:
            return redirect(f"{page.address('merge')}?other={found[0].pk}")
        if not found:
            form.add_error("name", unsuitable(page, pages[0]) if pages else nobody(page, typed))
    context = {"page": page, "kind": kinds.of(page), "form": form, "found": found, "told": told}
    return render(request, "pages/merge_choose.html", context, status=422 if form.errors or told else 200)


def meant(kind: Kind, typed: str) -> list[Page]:
    """The pages behind an address of this wiki, a title, or a name however it is spelled."""
    if "/" in typed and (page := by_address(typed)):
        return [page]
    own = Page.objects.live().with_picture().filter(titles__kind=kind.name, titles__key=names.fold(typed))
    if names.fold(typed) and (page := own.first()):
        return [page]
    called = [page for page, _name in titles.called(kind.name, typed)]
    return called or followers.behind(kind.name, typed)


def by_address(typed: str) -> Page | None:
    try:
        path = unquote(urlsplit(typed).path)
    except ValueError:
        return None
    parts = [part for part in path.split("/") if part]
    kind = kinds.by_path(parts[0]) if len(parts) > 1 and "\0" not in path else None
    if kind is None:
        return None
    elsewhere = moved.Elsewhere.of(kind, parts[1])
    page = Page.objects.filter(kind=kind.name, slug=parts[1][:120]).first()
    return page or (elsewhere.page if elsewhere else None)


def nobody(page: Page, typed: str) -> str:
    """Why nothing was found: perhaps it is a page of another kind."""
    found = titles.called("", typed)
    return unsuitable(page, found[0][0]) if found else _("No page of this wiki is called this.")


def unsuitable(page: Page, other: Page | None) -> str:
    """Why the two cannot be merged, or ""."""
    if other is None:
        return _("There is no such page.")
    said = {"title": other.title, "kind": kinds.of(other).label, "own": kinds.of(page).label}
    if other.pk == page.pk:
        return _("This is the page itself. Name the other one.")
    if other.kind != page.kind:
        return _("“%(title)s” is a page of the kind “%(kind)s”, and this one of the kind “%(own)s”.") % said
    return _("“%(title)s” was deleted. Bring it back first.") % said if other.deleted else ""


# --- They are two -----------------------------------------------------------------------------------------------------


@require_POST
@again.gives_back
def different(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """The page says from now on that it is not the other one: an ordinary revision, undone like any other."""
    if not request.user.is_authenticated:  # nothing was typed: the button is there once more
        return redirect_to_login(reverse("pages:maintenance_list", args=["twins"]))
    access.require(request.user, "edit")
    page = get_page(kind, slug, request.user)
    other = Page.objects.live().filter(pk=number(request.POST.get("other")) or 0, kind=kind.name).first()
    if page.deleted or page.head is None or other is None or other.pk == page.pk or DIFFERENT not in kind.relations:
        return redirect(page)
    if told := refused(request, page):
        messages.error(request, told)
        return redirect("pages:maintenance_list", "twins")
    row = shape.blank(Relation) | {"type": DIFFERENT, "to": other.title}
    document = page.head.document
    said = {"title": page.title, "other": other.title}
    if not any(
        one["type"] == DIFFERENT and names.fold(one["to"]) == names.fold(other.title) for one in document["relations"]
    ):
        summary = reason(request) or _("Not the same as “%(other)s”") % said
        changed = document | {"relations": [*document["relations"], row]}
        try:
            editing.save(page, changed, base=page.head.number, by=request.user, summary=summary)
        except ValidationError as error:
            messages.error(request, " ".join(map(str, error.messages)))
            return redirect("pages:maintenance_list", "twins")
    messages.success(request, _("“%(title)s” and “%(other)s” are two from now on. Its history can undo that.") % said)
    return redirect("pages:maintenance_list", "twins")
