"""Writing: the editor of a page, the preview while typing, and what happens when a form comes too late."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fanwiki.accounts import limits
from fanwiki.text import diff, markup, names

from .. import access, again, conflicts, editing, kinds, parts, pasting, reading, titles, twins, unsourced
from ..documents import Document
from ..drafts import Draft
from ..editor import Editor
from ..fields import MAX_BODY_BYTES
from ..kinds import Kind, Mention
from ..models import Page, Revision
from ..parts import Part
from ..refusals import Conflict
from ..shape import Invalid, Problem
from . import drafts, published
from .asked import later, number, too_fast, unknown
from .read import missing

Answer = HttpResponseBase


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What kind of page shall it be? Asked where a link does not say."""
    title = request.GET.get("title", "")[:200]
    return render(request, "pages/choose.html", {"title": title, "deleted": title and titles.deleted("", title)})


@again.gives_back
def new(request: HttpRequest, kind: Kind) -> Answer:
    """Begun with what makes a page; `?whole=1` asks for all that it may have."""
    if request.method != "POST" and not access.may(request.user, "edit"):
        return redirect_to_login(request.get_full_path())
    title = request.GET.get("title", "")[:200]
    return write(request, kind, kind.blank() | {"title": title}, None, drafts.asked_for(request, kind, new=True))


@again.gives_back
def edit(request: HttpRequest, kind: Kind, slug: str) -> Answer:
    if request.method != "POST" and not access.may(request.user, "edit"):
        return redirect_to_login(request.get_full_path())
    draft = drafts.asked_for(request, kind)
    page = sent_of(request, kind, draft) or of_newcomer(request.user).filter(kind=kind.name, slug=slug).first()
    if page is None or page.head is None:
        return missing(request, kind, slug)
    if page.deleted:
        if request.method != "POST" and draft is None:
            return redirect(page)
        document = kind.blank() if withheld(request, page) else editing.last_document(page)
        return write(request, kind, document, page, draft)
    return write(request, kind, page.head.document, page, draft)


def withheld(request: HttpRequest, page: Page | None) -> bool:
    """Whether nothing of the page may be shown to them but what they send."""
    return bool(page and page.deleted) and not access.may(request.user, "see_deleted")


def sent_of(request: HttpRequest, kind: Kind, draft: Draft | None = None) -> Page | None:
    """The page that a form was drawn for, wherever it is by now: another one may have moved into its address."""
    key = draft.page_id if draft else number(request.POST.get("of_page"))
    return Page.objects.with_head().filter(kind=kind.name, pk=key).first() if key else None


def of_newcomer(user: Any) -> QuerySet[Page]:
    """Each page says in `has_written` whether the user has published anything yet."""
    return Page.objects.with_head().annotate(has_written=Exists(Revision.objects.filter(by=user.pk or 0)))


def write(
    request: HttpRequest, kind: Kind, document: Document, page: Page | None, draft: Draft | None = None
) -> Answer:
    """Draw the editor, as the page is or as a draft was left; or keep what was sent, and do what the button says."""
    typed = request.POST if request.method == "POST" else draft.typed if draft else None
    part = part_of(request, kind, document, page, typed)
    editor = Editor(kind, typed, document=document, page=page, part=part)
    if request.method != "POST":
        return open_editor(request, drafts.opened(editor, draft), document)
    editor.questions = conflicts.carried(page, request.POST)
    if not access.may(request.user, "edit"):
        return draw(request, editor, refusal=unknown(request), status=403)
    if told := again.refusal(request):
        return draw(request, editor, refusal=told)
    editor.draft = drafts.kept(request, kind, page)
    return pressed(request, editor, document)


def pressed(request: HttpRequest, editor: Editor, document: Document) -> Answer:
    grows = pasting.asked(editor) or "add" in request.POST
    looks = grows or request.POST.get("do") in ("preview", "changes", "whole")
    if looks and not limits.allow(request.user, "preview"):
        told = _("That was very often in one minute. Wait a moment: your text stays.")
        return later(draw(request, editor, refusal=told, status=429))
    if editor.part is UNKNOWN:
        return open_editor(request, editor, document)
    if grows:
        return grown(request, editor, document)
    if editor.part and request.POST.get("do") == "whole" and not withheld(request, editor.page):
        editor.is_valid()
        return draw(request, editor if "base" in editor.form.errors else editor.whole())
    if not editor.is_valid():
        return draw(request, editor, status=422)
    return answer(request, editor)


def grown(request: HttpRequest, editor: Editor, document: Document) -> Answer:
    """The form with more rows in one of its lists: what was pasted, or empty ones. Where all that was pasted is there,
    it is as if the box had been empty.
    """
    if pasted := pasting.asked(editor):
        done = pasting.take(editor, pasted)
        if done.idle and "paste" not in request.POST:
            messages.info(request, done.message)
            return pressed(request, done.editor, document)
        return draw(request, done.editor, pasted=done, status=422 if done.refused else 200)
    added = request.POST["add"]
    return draw(request, editor.add_rows(added) if added in editor.parts else editor)


UNKNOWN = Part("", "")  # what no page has


def part_of(request: HttpRequest, kind: Kind, document: Document, page: Page | None, typed: Any) -> Part | None:
    """None for the whole page. A form says itself what it holds: a section may have grown to the whole text."""
    name = str(request.GET.get("part", "") if typed is None else typed.get("part", request.GET.get("part", "")))
    if page is None:
        begins = "whole" not in request.GET if typed is None else name == parts.BEGIN
        return parts.beginning(kind) if begins else None
    find = parts.find if typed is None else parts.sent
    return (find(kind, name, document) or UNKNOWN) if name else None


def open_editor(request: HttpRequest, editor: Editor, document: Document) -> HttpResponse:
    """For a part that is not there, the whole page, which a form of it has not changed."""
    page, user = editor.page, request.user
    if editor.part is UNKNOWN:
        return draw(request, Editor(editor.kind, document=document, page=page), unknown=True, status=404)
    written = getattr(page, "has_written", True) if page else Revision.objects.filter(by=user.pk).exists()
    return draw(request, editor, newcomer=not written)


def answer(request: HttpRequest, editor: Editor) -> Answer:
    """Put what was chosen in a conflict into the form, then do what the pressed button says."""
    act = BUTTONS.get(request.POST.get("do", "publish"), ask_or_publish)
    if withheld(request, editor.page):  # a part is laid over the rest of its page, which a look would show
        act = publish
    if editor.questions is None:
        if not request.POST.get(conflicts.TOKEN):
            return act(request, editor)
        told = _("The choices could not be read. The form has what would be published: look at it, then publish again.")
        return draw(request, editor, refusal=told, status=409)
    answered = editor.questions.answered(editor.document, request.POST)
    editor.questions = answered.questions
    if answered.document != editor.document:
        editor = editor.holding(answered.document, editor.form.cleaned_data["base"])
    if not editor.is_valid():
        return draw(request, editor, status=422)
    return draw(request, editor, late=True, status=409) if answered.late else act(request, editor)


def preview(request: HttpRequest, editor: Editor) -> Answer:
    coming = outcome(editor)
    drawn = reading.of_document(coming.document, editor.page)
    return show(request, coming, reading=drawn, likely=meant_already(request, editor))


def show_changes(request: HttpRequest, editor: Editor) -> Answer:
    coming = outcome(editor)
    return show(request, coming, comparison=diff.compare(published_document(editor), coming.document))


def show(request: HttpRequest, coming: "Outcome", **more: Any) -> Answer:
    """What would be published, and which new facts have no source yet."""
    bare = unsourced.labels(published_document(coming.editor), coming.document, coming.editor.kind)
    return draw(request, coming.editor, together=coming.together, unsourced=bare, **more)


def published_document(editor: Editor) -> Document:
    head = editor.page.head if editor.page else None
    return head.document if head and head.packed else editor.kind.blank()


class Outcome(NamedTuple):
    """What would be published now; the editor asks about what clashes. `together` tells whose changes are in it."""

    editor: Editor
    document: Document
    together: str = ""


def outcome(editor: Editor) -> Outcome:
    """A new page has its first name already; a page that moved on has what others published since."""
    page = editor.page
    if page is None or page.head is None:
        return Outcome(editor, editor.kind.complete(editor.document))
    base = editor.form.cleaned_data["base"]
    if page.deleted or page.head.number == base:
        return Outcome(editor, editor.document)
    try:
        document = editing.together(page, page.head, base=base, document=editor.document)
    except Conflict as conflict:
        return Outcome(settled(editor, conflict), conflict.merged)
    others = conflicts.between(page, base, page.head.number + 1)
    return Outcome(editor, document, published.whose_changes(others, editor.kind))


def meant_already(request: HttpRequest, editor: Editor) -> list[twins.Likely]:
    """The pages that a new one is perhaps about, but for those of which its editor has said that they are others."""
    if editor.page is not None:
        return []
    others = set(request.POST.getlist("others"))
    document = editor.kind.complete(editor.document)
    return [one for one in twins.likely(document) if str(one.page.pk) not in others]


def ask_or_publish(request: HttpRequest, editor: Editor) -> Answer:
    """Pressing once more, with the answer in the form, publishes a page that may be there already. Of one that has the
    very title the engine tells: it is another's, or this form was sent twice.
    """
    own = names.fold(editor.kind.complete(editor.document)["title"])
    if likely := [one for one in meant_already(request, editor) if names.fold(one.page.title) != own]:
        return draw(request, editor, likely=likely, asking=True, status=409)
    return publish(request, editor)


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
        return draw(request, settled(editor, conflict), asking=bool(conflict.clashes), status=409)
    except Invalid as invalid:
        editor.refuse(invalid.problems)
        return draw(request, editor, status=422)
    except ValidationError as error:
        return draw(request, editor, refusal=" ".join(error.messages), status=409)
    drafts.published(request, editor)
    messages.success(request, published.told(revision, editor, request.user))
    return redirect(published.landing(revision, editor))


def settled(editor: Editor, conflict: Conflict) -> Editor:
    """The editor with the merge in it: ours at each clash, and a question about each. Publishing goes on from there."""
    base = editor.form.cleaned_data["base"]
    again = editor.holding(conflict.merged, conflict.head.number)
    again.questions = conflicts.after(conflict.head.page, editor.document, base=base, head=conflict.head)
    if again.is_valid():
        again.refuse(beside(conflict))
    return again


def beside(conflict: Conflict) -> list[Problem]:
    """What stands beside each field: the questions themselves are told above, with both sides."""
    count = len(conflict.clashes)
    told = _("Two of you changed this. Choose above which of the two stands.")
    asked = [problem._replace(message=told) for problem in conflict.problems[:count]]
    return [*dict.fromkeys(asked), *conflict.problems[count:]]


BUTTONS = {"preview": preview, "changes": show_changes, "publish": ask_or_publish}


def draw(request: HttpRequest, editor: Editor, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"editor": editor, "page": editor.page, "kind": editor.kind, **drafts.around(request, editor), **more}
    if editor.page is None and editor.form["title"].value():
        context["deleted"] = titles.deleted(editor.kind.name, editor.form["title"].value())
        context["others"] = dict.fromkeys(request.POST.getlist("others")[: twins.MOST])
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
