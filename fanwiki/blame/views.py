"""Who wrote what of a page, as it is or as it was, beside the text or as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanwiki.pages.kinds import Kind
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.views.asked import number
from fanwiki.pages.views.read import NoRevision, get_page

from .telling import Behind, tell

BESIDE = "beside"
LONGEST_NUMBER = 2**31 - 1  # that every database knows


@require_safe
def blame(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    revision = as_of(page, number(request.GET.get("at")))
    is_current = bool(page.head and page.head.pk == revision.pk)
    beside = request.GET.get("view") == BESIDE
    context: dict[str, Any] = {"page": page, "kind": kind, "revision": revision, "beside": beside}
    context |= {"is_current": is_current, "at": "" if is_current else f"at={revision.number}"}
    context["keep"] = f"view={BESIDE}&" if beside else ""
    try:
        told = tell(page, revision)
        context |= {"told": told, "refs": told.refs}
    except Behind:
        context["behind"] = True
    return render(request, "blame/blame.html", context)


def as_of(page: Page, asked: int | None) -> Revision:
    """The head, or the last revision up to the one asked for that has a document: a deletion has none."""
    head = page.head
    if head and head.packed and (asked is None or asked >= head.number):
        return head
    asked = LONGEST_NUMBER if asked is None else min(asked, LONGEST_NUMBER)
    kept = page.revisions.select_related("keyframe", "by").exclude(packed=b"")
    found = kept.filter(number__lte=asked).order_by("-number").first()
    if found is None:
        raise NoRevision(page, asked, deletion=False)
    found.page = page
    return found
