"""Drafts: keeping what is typed, offering it, throwing it away; and who else is typing."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanwiki.accounts import limits

from .. import access, again, conflicts, drafts
from ..drafts import Carried, Draft, Form, Late, TooLong
from ..editor import Editor
from ..kinds import Kind
from ..models import Page, Revision
from .asked import later, number

log = logging.getLogger(__name__)

NAMED = 3  # of those who edited a page since a draft was kept
SHOWN = 5  # who are typing into it now
INTEGER = 2**31 - 1  # as much as its column holds


# --- What a form brings -----------------------------------------------------------------------------------------------


def carried(request: HttpRequest, kind: Kind) -> Carried:
    """What the form says of its draft; one that says nothing usable gets a draft of its own."""
    token, part = request.POST.get("draft", ""), request.POST.get("draft_part", "")
    if not drafts.TOKEN.fullmatch(token):
        token = drafts.new_token()
    seq = min(number(request.POST.get("draft_seq")) or 0, INTEGER)
    return Carried(token, seq, part if part in ("facts", "text") or part in kind.offered else "")


def form_of(request: HttpRequest, kind: Kind, page: Page | None) -> Form:
    asked = request.GET.copy()
    asked.pop("draft", None)
    base = min(number(request.POST.get("base")) or 0, INTEGER)
    return Form(kind.name, page, base, asked.urlencode(), request.POST)


def kept(request: HttpRequest, kind: Kind, page: Page | None) -> Carried:
    """Keep a form that was sent, before anything of it is checked."""
    brought = carried(request, kind)
    try:
        return drafts.keep(request.user, form_of(request, kind, page), brought, submitted=True).carried
    except TooLong:
        return brought._replace(too_long=True)


def asked_for(request: HttpRequest, kind: Kind, *, new: bool = False) -> Draft | None:
    """The draft that a form is to be drawn from. 404 where there is none of theirs for such a form."""
    if request.method == "POST" or "draft" not in request.GET:
        return None
    mine = Draft.objects.kept().defer(None).filter(owner=request.user.pk, kind=kind.name, page__isnull=new)
    draft = mine.filter(token=request.GET["draft"][:50].replace("\0", "")).first()
    if draft is None:
        raise Http404
    return draft


def opened(editor: Editor, draft: Draft | None) -> Editor:
    """A form that is drawn for the first time; where it is drawn from a draft, with the questions of its conflict."""
    if draft:
        editor.questions, editor.draft = conflicts.carried(editor.page, editor.data), draft.carried
    return editor


def published(request: HttpRequest, editor: Editor) -> None:
    """Its draft has served. Where the database will not say so now, it is offered once more, and changes nothing."""
    try:
        drafts.close(request.user, editor.draft.token if editor.draft else "")
    except OperationalError as error:
        log.error("The draft of %s, which was published, stays", request.path, exc_info=error)


# --- The addresses ----------------------------------------------------------------------------------------------------


@require_POST
@again.gives_back
def keep(request: HttpRequest, kind: Kind, slug: str = "") -> HttpResponse:
    """For the script of the form: what is typed is kept, and who else is typing is told."""
    if not access.may(request.user, "edit"):
        return refused(403, _("Not kept: you are not logged in any more. Log in in a new tab: your text stays here."))
    if not drafts.TOKEN.fullmatch(request.POST.get("draft", "")):
        return HttpResponseBadRequest()
    if refusal := not_now(request):
        return refusal
    page = page_of(request, kind, slug) if slug else None
    try:
        draft = drafts.keep(request.user, form_of(request, kind, page), carried(request, kind))
    except Late:
        return JsonResponse({"late": True}, status=409)
    except TooLong:
        return refused(413, too_long())
    present = drafts.near(request.user, kind.name, page)[1] if page else []
    typing = render_to_string("pages/_draft_present.html", {"present": who(present), "kind": kind})
    return JsonResponse({"told": kept_at(draft.at), "present": typing.strip()})


def not_now(request: HttpRequest) -> JsonResponse | None:
    told = again.refusal(request)
    if not told and limits.allow(request.user, "draft"):
        return None
    often = _("Not kept yet: that was very often in one minute. Your text stays here.")
    return later(refused(429, told or often))


def page_of(request: HttpRequest, kind: Kind, slug: str) -> Page:
    """Wherever the page is by now, like the form itself."""
    key = number(request.POST.get("of_page")) or 0
    page = Page.objects.filter(kind=kind.name, pk=key).first() or Page.objects.filter(kind=kind.name, slug=slug).first()
    if page is None:
        raise Http404
    return page


def refused(status: int, told: str) -> JsonResponse:
    return JsonResponse({"told": told}, status=status)


@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Back to where the button stood: the form that the draft was offered in, or the list of all of them."""
    if not access.may(request.user, "edit"):
        return redirect("account_login")
    token = request.POST.get("token", "")[:50].replace("\0", "")
    draft = Draft.objects.defer("packed").select_related("page").filter(owner=request.user.pk, token=token).first()
    if draft is None:
        raise Http404
    drafts.close(request.user, token)
    messages.success(request, _("The draft was thrown away."))
    return redirect(draft.form_address) if "in_form" in request.POST else redirect("pages:user", draft.owner)


# --- What is drawn ----------------------------------------------------------------------------------------------------


class Offer(NamedTuple):
    """A draft, how often the page was edited since, and by whom; `head` is the newest revision."""

    draft: Draft
    edits: int = 0
    names: str = ""
    head: int = 0
    gone: bool = False


def around(request: HttpRequest, editor: Editor) -> dict[str, Any]:
    """What the form is drawn with besides itself."""
    editor.draft = editor.draft or carried(request, editor.kind)
    if not access.may(request.user, "edit"):
        return {}
    mine, others = drafts.near(request.user, editor.kind.name, editor.page)
    context: dict[str, Any] = {"present": who(others)}
    if request.method != "POST":
        offers = since(editor.page, mine)
        current = [offer for offer in offers if offer.draft.token == editor.draft.token]
        context |= {"continued": current, "offers": [offer for offer in offers if offer not in current]}
    elif editor.draft.too_long:
        context["draft_told"] = too_long()
    elif editor.draft.at:
        context["draft_told"] = kept_at(editor.draft.at)
    return context


def since(page: Page | None, mine: list[Draft]) -> list[Offer]:
    """Each with what the page did since the form of it was drawn."""
    if page is None or page.head is None or not mine:
        return [Offer(draft) for draft in mine]
    base = min(draft.base for draft in mine)
    head = page.head.number
    later = conflicts.between(page, base, head + 1) if head > base else []
    return [offer_of(draft, page, [one for one in later if one.number > draft.base]) for draft in mine]


def offer_of(draft: Draft, page: Page, later: list[Revision]) -> Offer:
    names = conflicts.authors(later)
    told = [*names[:NAMED], _("others")] if len(names) > NAMED else names
    return Offer(draft, len(later), conflicts.listed(told), page.head.number if page.head else 0, page.deleted)


def who(others: Iterable[Draft]) -> list[Draft]:
    """The newest draft of each."""
    found: dict[int, Draft] = {}
    for draft in others:
        found.setdefault(draft.owner_id, draft)
    return list(found.values())[:SHOWN]


def kept_at(at: datetime) -> str:
    return _("Draft kept %(time)s UTC") % {"time": time_format(at, "TIME_FORMAT")}


def too_long() -> str:
    return _("Not kept as a draft: it is longer than 2 MB. Publish it, or copy what you want to keep.")
