"""Taking back one change or a run of changes of a page, with a look before."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fanwiki.text import diff

from .. import editing, undoing
from ..kinds import Kind
from ..models import Page, Revision
from ..refusals import Conflict
from .asked import number, reason, refused, to_account
from .read import NoRevision, get_page


@to_account("undo")
def undo(request: HttpRequest, kind: Kind, slug: str, a: int, b: int) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    first, last = sorted((a, b))
    if (a, b) != (first, last):
        return redirect(page.address("undo", first, last))
    refusal = ""
    if request.method == "POST":
        refusal = undone(request, page, first, last)
        if not refusal:
            messages.success(request, _("Undone. What came later is still there."))
            return redirect(page)
        page = get_page(kind, slug, request.user)  # it may have moved on, or be gone
    if page.deleted:
        return redirect(page)
    context = {"page": page, "kind": kind, "first": first, "last": last, "refusal": refusal}
    return render(request, "pages/undo.html", context | look(page, first, last))


def undone(request: HttpRequest, page: Page, first: int, last: int) -> str:
    """Why not, or "" where it was done."""
    if told := refused(request, page):
        return told
    base, keep = number(request.POST.get("base")) or 0, "keep" in request.POST
    try:
        change = undoing.change(page, first, last)
        summary = reason(request) or default_summary(change)
        editing.undo(page, first, last, base=base, by=request.user, summary=summary, keep=keep)
    except Revision.DoesNotExist as error:
        raise NoRevision(page, last, deletion=False) from error
    except Conflict:
        return _("Later changes are in the way.")
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def default_summary(change: undoing.Change) -> str:
    numbers = change.numbers
    if len(numbers) > 1:
        return _("Undid revisions %(first)s to %(last)s") % {"first": numbers[0], "last": numbers[-1]}
    if not change.last.author:
        return _("Undid revision %(number)s") % {"number": numbers[0]}
    return _("Undid revision %(number)s by %(name)s") % {"number": numbers[0], "name": change.last.author}


def look(page: Page, first: int, last: int) -> dict[str, Any]:
    """What undoing would do now, or in words why there is no such thing as undoing it."""
    if page.head is None:
        raise Http404
    try:
        change = undoing.change(page, first, last)
    except Revision.DoesNotExist as error:
        raise NoRevision(page, last, deletion=False) from error
    except undoing.Refused as error:
        return {"impossible": " ".join(error.messages), "head": page.head}
    now = page.head.document
    planned = undoing.undoing(now, change.before, change.after)
    outcome = planned.document if planned.outcome == "possible" else planned.kept
    return {
        "change": change,
        "planned": planned,
        "head": page.head,
        "comparison": diff.compare(now, outcome),
        "summary": default_summary(change),
    }


@to_account("rollback")
def rollback(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    refusal = ""
    if request.method == "POST":
        refusal = rolled_back(request, page)
        if not refusal:
            return redirect(page)
        page = get_page(kind, slug, request.user)
    if page.deleted or page.head is None:
        return redirect(page)
    context: dict[str, Any] = {"page": page, "kind": kind, "head": page.head, "refusal": refusal}
    try:
        older, numbers = undoing.last_run(page, page.head)
    except undoing.Refused as error:
        context["impossible"] = " ".join(error.messages)
    else:
        comparison = diff.compare(page.head.document, older.document | {"title": page.title})
        context |= {"older": older, "count": len(numbers), "comparison": comparison}
    return render(request, "pages/rollback.html", context)


def rolled_back(request: HttpRequest, page: Page) -> str:
    """Why not, or "" where it was done and told."""
    if told := refused(request, page):
        return told
    base = number(request.POST.get("base")) or 0
    try:
        head = page.head
        older, numbers = undoing.last_run(page, head) if head else (None, [])
        said = {"number": older and older.number, "name": head.author if head else ""}
        summary = reason(request) or _("Rolled back to revision %(number)s, before %(name)s") % said
        editing.rollback(page, base=base, by=request.user, summary=summary)
    except ValidationError as error:
        return " ".join(error.messages)
    count = len(numbers)
    done = ngettext("Rolled back one edit by %(name)s.", "Rolled back %(count)s edits by %(name)s.", count)
    messages.success(request, done % (said | {"count": count}))
    return ""
