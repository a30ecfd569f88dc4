"""What a page was: its revisions, what lies between two of them, and taking one back."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fanwiki.text import diff

from .. import editing
from ..kinds import Kind
from ..models import Page, Revision
from .asked import number, reason, refused, to_account
from .filters import Filters
from .read import get_page, get_revision

REVISIONS_SHOWN = 50


@require_safe
def history(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    filters = Filters(request, kind)
    listed = page.revisions.with_reverted().select_related("by", "named_as").defer("packed")
    revisions = filters.narrow(listed.order_by("-number"))
    if before := number(request.GET.get("before")):
        revisions = revisions.filter(number__lt=min(before, 2**31 - 1))
    shown = list(revisions[: REVISIONS_SHOWN + 1])
    for revision in shown:
        revision.page = page
    older = shown[REVISIONS_SHOWN - 1].number if len(shown) > REVISIONS_SHOWN else None
    context = {"page": page, "kind": kind, "revisions": shown[:REVISIONS_SHOWN], "older": older, "filters": filters}
    return render(request, "pages/history.html", context)


@require_safe
def compare_chosen(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """Where the two radio buttons of the history lead: to the address of that comparison."""
    page = get_page(kind, slug, request.user)
    one, other = (number(request.GET.get(side)) for side in ("from", "to"))
    if one is None or other is None:
        messages.info(request, _("Choose two revisions to compare."))
        return redirect(page.address("history"))
    return redirect(page.address("compare", min(one, other), max(one, other)))


@require_safe
def compare(request: HttpRequest, kind: Kind, slug: str, a: int, b: int) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    inline = request.GET.get("view") == "inline"
    old, new = get_revision(page, a), get_revision(page, b)
    if a > b:
        return redirect(page.address("compare", b, a) + ("?view=inline" if inline else ""))
    context = {
        "page": page,
        "kind": kind,
        "old": old,
        "new": new,
        "comparison": diff.compare(old.document, new.document),
        "inline": inline,
        "between": between(page, a, b),
        "undo": page.address("undo", a + 1, b) if a < b and not page.deleted else "",
    }
    return render(request, "pages/compare.html", context)


def between(page: Page, first: int, last: int) -> str:
    """ "4 edits by 3 people between", or "2 edits by minseo between"; "" where nobody published between the two."""
    if last - first <= 1:
        return ""
    nameless = Q(by=None)
    found = page.revisions.filter(number__gt=first, number__lt=last).aggregate(
        edits=Count("pk"),
        accounts=Count("by", distinct=True),
        names=Count("by_name", distinct=True, filter=nameless),  # "" is the site itself
        account=Min("by__username"),
        name=Min("by_name", filter=nameless),
    )
    people = found["accounts"] + found["names"]
    who = ngettext("%(n)s person", "%(n)s people", people) % {"n": people}
    if people == 1:
        who = found["account"] or found["name"] or settings.SITE_NAME
    edits = ngettext("%(n)s edit", "%(n)s edits", found["edits"]) % {"n": found["edits"]}
    return _("%(edits)s by %(who)s between") % {"edits": edits, "who": who}


@to_account("restore")
def restore(request: HttpRequest, kind: Kind, slug: str, revision: int) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    old = get_revision(page, revision)
    refusal = None
    if request.method == "POST":
        refusal = restored(request, page, revision)
        if not refusal:
            messages.success(request, _("Restored revision %(number)s.") % {"number": revision})
            return redirect(page)
        page = get_page(kind, slug, request.user)  # it may have moved on, or be gone
    if page.deleted:
        return redirect(page)
    return render(request, "pages/restore.html", coming_change(page, old, kind) | {"refusal": refusal})


def restored(request: HttpRequest, page: Page, revision: int) -> str:
    """Why not, or "" where it was done."""
    if told := refused(request, page):
        return told
    summary = reason(request) or _("Restored revision %(number)s") % {"number": revision}
    base = number(request.POST.get("base")) or 0
    try:
        editing.restore(page, revision, base=base, by=request.user, summary=summary)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def coming_change(page: Page, old: Revision, kind: Kind) -> dict[str, object]:
    head = page.head
    if head is None or page.deleted:
        raise ValueError("Only a live page is restored; a deleted one is undeleted.")
    comparison = diff.compare(head.document, old.document | {"title": page.title})
    return {"page": page, "kind": kind, "old": old, "new": head, "comparison": comparison}
