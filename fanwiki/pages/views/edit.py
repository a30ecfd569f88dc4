"""Writing: the editor of a page, the preview while typing, and what happens when a form comes too late."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from django.views.decorators.http import require_POST, require_safe

from fanwiki.accounts import limits
from fanwiki.text import diff, markup

from .. import access, editing, kinds, reading, titles
from ..documents import Document
from ..editing import Conflict
from ..fields import MAX_BODY_BYTES
from ..forms import Editor, resent
from ..kinds import Kind, Mention
from ..models import Page, Revision
from ..shape import Invalid
from .asked import too_fast
from .read import get_page, missing

Answer = HttpResponseBase

log = logging.getLogger(__name__)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What kind of page shall it be? Asked where a link does not say."""
    return render(request, "pages/choose.html", {"title": request.GET.get("title", "")[:200]})


def new(request: HttpRequest, kind: Kind) -> Answer:
    if request.method != "POST" and not access.may(request.user, "edit"):
        return redirect_to_login(request.get_full_path())
    document = kind.blank() | {"title": request.GET.get("title", "")[:200]}
    return write(request, kind, document, None)


def edit(request: HttpRequest, kind: Kind, slug: str) -> Answer:
    if request.method != "POST" and not access.may(request.user, "edit"):
        return redirect_to_login(request.get_full_path())
    page = Page.objects.with_head().filter(kind=kind.name, slug=slug).first()
    if page is None or page.head is None:
        return missing(request, kind, slug)
    if page.deleted:
        if request.method != "POST":
            return redirect(page)
        return write(request, kind, editing.last_document(page), page)
    return write(request, kind, page.head.document, page)


def write(request: HttpRequest, kind: Kind, document: Document, page: Page | None) -> Answer:
    """Draw the editor, or do what the pressed button says."""
    if request.method != "POST":
        return draw(request, Editor(kind, document=document, page=page))
    editor = Editor(kind, request.POST, document=document, page=page)
    if not access.may(request.user, "edit"):
        if not limits.allow(request.META["REMOTE_ADDR"], "redraw"):
            raise PermissionDenied
        told = _("You are not logged in any more. Log in in a new tab, then publish here: your text stays.")
        return draw(request, editor, refusal=told, status=403)
    looks = "add" in request.POST or request.POST.get("do") in ("preview", "changes")
    if looks and not limits.allow(request.user, "preview"):
        told = _("That was very often in one minute. Wait a moment: your text stays.")
        return later(draw(request, editor, refusal=told, status=429))
    if added := request.POST.get("add"):
        return draw(request, editor.add_rows(added) if added in kind.offered else editor)
    if not editor.is_valid():
        return draw(request, editor, status=422)
    return BUTTONS.get(request.POST.get("do", "publish"), publish)(request, editor)


def preview(request: HttpRequest, editor: Editor) -> Answer:
    return draw(request, editor, reading=reading.of_document(shown_document(editor), editor.page))


def show_changes(request: HttpRequest, editor: Editor) -> Answer:
    head = editor.page.head if editor.page else None
    before = head.document if head and head.packed else editor.kind.blank()
    return draw(request, editor, comparison=diff.compare(before, shown_document(editor)))


def shown_document(editor: Editor) -> Document:
    """As it would be published: a new page has its first name already."""
    return editor.document if editor.page else editor.kind.complete(editor.document)


def publish(request: HttpRequest, editor: Editor) -> Answer:
    said = editor.form.cleaned_data
    try:
        if told := too_fast(request):
            return later(draw(request, editor, refusal=told, status=429))
        revision = editing.save(
            editor.page,
            editor.document,
            base=said["base"],
            by=request.user,
            summary=said["edit_summary"],
            minor=said["minor"],
        )
    except Conflict as conflict:
        return draw(request, settled(request, editor, conflict), conflict=conflict, status=409)
    except Invalid as invalid:
        editor.refuse(invalid.problems)
        return draw(request, editor, status=422)
    except ValidationError as error:
        return draw(request, editor, refusal=" ".join(error.messages), status=409)
    except OperationalError as error:
        log.error("The database did not take a save of %s", request.path, exc_info=error)
        told = _("The wiki is too busy to save right now. Wait a moment, then publish again: your text stays.")
        return later(draw(request, editor, refusal=told, status=503))
    messages.success(request, published(revision, editor.page))
    return redirect(revision.page)


def later(answer: HttpResponse) -> HttpResponse:
    answer.headers["Retry-After"] = str(limits.wait())
    return answer


def published(revision: Revision, page: Page | None) -> str:
    if page and page.head and revision.pk == page.head.pk:
        return _("Nothing was changed.")
    if "merged" in revision.tags:
        return _("Published, together with what others changed while you were editing.")
    return _("Published.")


def settled(request: HttpRequest, editor: Editor, conflict: Conflict) -> Editor:
    """The editor with the merge in it: ours at each clash, theirs told beside it. Publishing goes on from there."""
    data = resent(editor.kind, request.POST, conflict)
    again = Editor(editor.kind, data, document=conflict.merged, page=editor.page)
    if again.is_valid():
        again.refuse(conflict.problems)
    return again


BUTTONS = {"preview": preview, "changes": show_changes, "publish": publish}


def draw(request: HttpRequest, editor: Editor, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"editor": editor, "page": editor.page, "kind": editor.kind, **more}
    return render(request, "pages/edit.html", context, status=status)


@require_POST
def live_preview(request: HttpRequest) -> HttpResponse:
    """The text as HTML, for the script of the Markdown field."""
    if not access.may(request.user, "edit"):
        raise PermissionDenied
    body = request.POST.get("content", "")
    if len(body.encode()) > MAX_BODY_BYTES or not limits.allow(request.user, "preview"):
        return HttpResponse(_("The preview rests for a minute. Your text is safe."), status=429)
    text = markup.render(body, None, kinds.registry)
    refs = reading.References(*titles.resolve(Mention("body", *link) for link in text.links))
    return render(request, "pages/_live_preview.html", {"text": text, "refs": refs})


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Pictures cannot be uploaded: said plainly to whoever drops one into the Markdown field."""
    return JsonResponse({"image": [_("This wiki takes no pictures yet.")]}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> Answer:
    """A form that was open too long: the editor comes back with everything typed, and a fresh token."""
    match = request.resolver_match
    if match is None or match.view_name not in ("pages:edit", "pages:new"):
        return plain_csrf_failure(request, reason)
    kind: Kind = match.kwargs["kind"]
    try:
        sent = request.POST
    except RequestDataTooBig:
        return plain_csrf_failure(request, reason)
    if not limits.allow(request.META["REMOTE_ADDR"], "redraw"):
        return plain_csrf_failure(request, reason)
    page = get_page(kind, match.kwargs["slug"], request.user) if "slug" in match.kwargs else None
    document = page.head.document if page and page.head else kind.blank()
    editor = Editor(kind, sent, document=document, page=page)
    told = _("The form was open for a long time and has to be confirmed. Publish again: your text is all here.")
    return draw(request, editor, refusal=told, status=403)
