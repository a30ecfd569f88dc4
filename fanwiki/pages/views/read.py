"""Reading a page: as it is, and as it was."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fanwiki.text import names

from .. import access, followers, kinds, moved, reading, titles
from ..kinds import Kind, Mention
from ..models import Page, Revision


def find_page(pages: QuerySet[Page], kind: Kind, slug: str) -> Page:
    """Live or deleted; Elsewhere where it moved, Http404 where there never was one."""
    page = pages.filter(kind=kind.name, slug=slug).first()
    if page is None:
        raise moved.Elsewhere.of(kind, slug) or Http404
    return page


def of_live_page(view: Callable[[HttpRequest, Page], HttpResponse]) -> Callable[..., HttpResponse]:
    """For what programs fetch of a page: 410 in a few words where it was deleted, whoever asks."""

    @wraps(view)
    def answered(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
        page = find_page(Page.objects.all(), kind, slug)
        if page.deleted:
            return HttpResponseGone(_("This page was deleted."), content_type="text/plain; charset=utf-8")
        return view(request, page)

    return answered


def get_page(kind: Kind, slug: str, user: Any) -> Page:
    """The page with its head; a deleted one only for those who may see it, for others it is not there."""
    page = find_page(Page.objects.with_head().with_picture().select_related("rendering"), kind, slug)
    if page.deleted and not access.may(user, "see_deleted"):
        raise Http404
    if page.head:
        page.head.page = page
    return page


class NoRevision(Http404):
    """A page without a revision of this number; or, for `deletion`, one without anything to show."""

    def __init__(self, page: Page, number: int, *, deletion: bool) -> None:
        super().__init__(number)
        self.page, self.number, self.deletion = page, number, deletion


def get_revision(page: Page, number: int) -> Revision:
    """One that has a document; `errors.not_found` says why there is none."""
    revision = page.revisions.select_related("keyframe", "by", "named_as").filter(number=number).first()
    if revision is None or not revision.packed:
        raise NoRevision(page, number, deletion=revision is not None)
    revision.page = page
    return revision


@require_safe
def read(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    page = Page.objects.with_head().with_picture().select_related("rendering").filter(kind=kind.name, slug=slug).first()
    if page is None:
        return missing(request, kind, slug)
    if page.deleted:
        return gone(request, page)
    drawn = reading.current(page)
    arrived = moved.arrived_from(page, request.GET.get("from", ""))
    context = {"page": page, "kind": kind, "reading": drawn, "revision": page.head, "is_current": True}
    context["arrived"] = arrived
    return render(request, kind.template, context)


def missing(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """To the page that is meant where one answers to this as a name; else 404, with the way to write it."""
    if elsewhere := moved.Elsewhere.of(kind, slug):
        raise elsewhere
    leads, key = titles.resolve([Mention("", kind.name, slug)]), (kind.name, names.fold(slug))
    if key in leads.shared:
        return choices(request, kind, slug)
    if meant := leads.pages.get(key):
        return redirect(moved.arrival(meant, slug))
    typed = Page.objects.live().filter(kind=kind.name, slug=slug.lower()).first()
    if typed and typed.slug != slug:
        return redirect(typed)
    meant_by_it = followers.behind(kind.name, slug)
    if len(meant_by_it) == 1:
        return redirect(moved.arrival(meant_by_it[0], slug))
    if meant_by_it:
        return chooser(request, kind, slug.replace("-", " "), meant_by_it)
    return unwritten(request, kind, slug)


def unwritten(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """404, with the way to write the page that the address names."""
    title = slug.replace("-", " ").strip().capitalize()
    context = {"kind": kind, "title": title, "deleted": titles.deleted(kind.name, title)}
    return render(request, "pages/missing.html", context, status=404)


def choices(request: HttpRequest, kind: Kind | None, name: str) -> HttpResponse:
    """The pages that are called so, with what tells them apart."""
    found = titles.called(kind.name if kind else "", name)
    return chooser(request, kind, found[0][1] if found else name, [page for page, _text in found])


def chooser(request: HttpRequest, kind: Kind | None, name: str, pages: list[Page]) -> HttpResponse:
    context = {"kind": kind, "name": name, "pages": pages}
    answer = render(request, "pages/called.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def called(request: HttpRequest) -> HttpResponse:
    """Where a link leads whose words are the name of several pages; to the page itself where it is only one."""
    name, kind = request.GET.get("name", "")[:200], kinds.registry.get(request.GET.get("kind", ""))
    if not names.fold(name):
        raise Http404
    found = titles.called(kind.name if kind else "", name)
    if len(found) == 1:
        return redirect(moved.arrival(found[0][0], name))
    return choices(request, kind, name)


def gone(request: HttpRequest, page: Page) -> HttpResponse:
    """410: everybody learns that the page was deleted; who, when and why only those who may see deleted pages."""
    return render(request, "pages/gone.html", {"page": page, "kind": kinds.of(page)}, status=410)


@require_safe
def revision(request: HttpRequest, kind: Kind, slug: str, number: int) -> HttpResponse:
    page = get_page(kind, slug, request.user)
    shown = get_revision(page, number)
    kept = page.revisions.exclude(packed=b"").values_list("number", flat=True)
    context = {
        "page": page,
        "kind": kind,
        "reading": reading.of_document(shown.document, page),
        "revision": shown,
        "is_current": bool(page.head and shown.pk == page.head.pk),
        "permanent": True,
        "earlier": kept.filter(number__lt=number).order_by("-number").first(),
        "later": kept.filter(number__gt=number).order_by("number").first(),
    }
    answer = render(request, kind.template, context)
    answer.headers["X-Robots-Tag"] = "noindex"  # what a page was is no search engine's business
    return answer
