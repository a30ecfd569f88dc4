"""The only writer: every change of a page, through whichever door, ends here as one new revision."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from fanwiki.text import diff, names
from fanwiki.text.markup import Rendered
from fanwiki.text.merge import merge

from . import access, documents, kinds, projection, references, rendering, storage, tagging, titles, undoing
from .documents import Document
from .fields import cleaned
from .inserting import Existing, insert_one
from .models import SPECIAL, Batch, Page, Reversal, Revision
from .prepared import Update
from .refusals import LOST, Conflict, Moved
from .shape import Invalid
from .transactions import whole

HEADED = Update(
    lambda page, was, head, deleted: (
        Page.objects.filter(pk=page[0], head=was[0]),
        {"head": head[0], "deleted": deleted[0]},
    )
)
User = Any  # the user model, or None for the site itself


class Entry(NamedTuple):
    """One revision from elsewhere: its author has an account here (`by`) or only a name (`by_name`)."""

    document: Document
    at: datetime
    summary: str = ""
    by: User = None
    by_name: str = ""
    minor: bool = False


def save(
    page: Page | None,
    document: Document,
    *,
    base: int,
    by: User,
    summary: str,
    minor: bool = False,
    batch: Batch | None = None,
) -> Revision:
    """Publish the document, merged with what others published since revision `base`; None makes a new page.

    Gives the new revision, or the current one where nothing changed. Invalid where a rule is broken, Conflict where
    both sides changed the same thing, Moved where the page is gone, PermissionDenied where `by` may not edit.
    """
    kind = kinds.registry[document["kind"]] if page is None else kinds.of(page)
    document = kind.canonical(document if page is None else document | {"title": page.title})
    document = document if page else kind.complete(document)
    kind.check(document)
    rendered = rendering.ahead(page, document)
    told = {"base": base, "by": by, "summary": summary, "minor": minor, "batch": batch}
    return publish(page, kind, document, rendered=rendered, **told)


@whole
def publish(
    page: Page | None, kind: kinds.Kind, document: Document, *, rendered: Rendered | None, base: int, **told: Any
) -> Revision:
    by = told["by"]
    access.require(by, "edit")
    if page is None:
        return create(kind, document, rendered, by=by, summary=told["summary"])
    page, head = lock(page)
    before = live_document(page, head, by)
    tags = []
    if head.number != base:
        ours, document = document, together(page, head, base=base, document=document)
        rendered = rendered if rendering.same_text(ours, document) else None
        tags = ["merged"]
    document = references.checked(kind, document, before)
    digest = documents.digest(documents.dumps(document))
    if digest == head.digest:
        return head
    reverted = tagging.reverts_to(page, head, digest)
    undid = undoing.since(reverted, head) if reverted else ()
    tags += [*tagging.noticed(before, document), *(["manual_revert"] if reverted else [])]
    return change(page, head, before, document, rendered, tags=tags, undid=undid, base=base, **told)


def lock(page: Page) -> tuple[Page, Revision]:
    """The page, held until the transaction ends, and its head. Never joined: PostgreSQL would show the old head."""
    page = Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    head = Revision.objects.select_related("keyframe", "by").get(pk=page.head_id or 0)
    head.page = page
    return page, head


def live_document(page: Page, head: Revision, by: User) -> Document:
    """Moved where the page is deleted; who did it, and why, is for those who may see deleted pages."""
    if not page.deleted:
        return head.document
    if by and access.may(by, "see_deleted"):
        message = _("%(name)s deleted this page: %(summary)s. Your text is still here; copy it where you need it.")
        raise Moved(message % {"name": head.author, "summary": head.summary or "—"})
    raise Moved(_("This page was deleted while you were editing. Your text is still here; copy it where you need it."))


def together(page: Page, head: Revision, *, base: int, document: Document) -> Document:
    """What is published where a page moved on. Both sides may be valid and the whole not: that is a Conflict too."""
    started = page.revisions.select_related("keyframe").filter(number=base).exclude(packed=b"").first()
    if started is None:
        raise Moved(LOST)
    outcome = merge(started.document, document | {"title": head.document["title"]}, head.document)
    if outcome.clashes:
        raise Conflict(outcome.clashes, outcome.document, head)
    if problems := kinds.of(page).problems(outcome.document):
        raise Conflict([], outcome.document, head, problems)
    return outcome.document


def create(kind: kinds.Kind, document: Document, rendered: Rendered | None, *, by: User, summary: str) -> Revision:
    """The first revision of a new page. Sent twice by the same person, it is the same revision."""
    document = references.checked(kind, document, kind.blank())
    rendered = rendered or rendering.render(document)
    new = projection.mention(kind, document, rendered)
    try:
        page = new_page(kind, document, new)
    except Invalid:
        twin = Page.objects.live().filter(titles__kind=kind.name, titles__key=names.fold(document["title"])).first()
        head = twin and twin.head
        if head and head.by == by and head.digest == documents.digest(documents.dumps(document)):
            return head
        raise
    revision = append(page, None, None, document, by=by, summary=summary, tags=["new"])
    projection.project(page, document, None, rendered, new)
    return revision


def new_page(kind: kinds.Kind, document: Document, new: titles.Interned) -> Page:
    """Invalid where the title is taken; where somebody takes the address at this moment, it gets another."""
    title, card = document["title"], kind.card(document)
    claim = titles.new_claim(kind.name, title, new)
    for _try in range(5):
        slug = projection.free_slug(kind, document)
        page = Page(kind=kind.name, title=title, slug=slug, hue=projection.hue_of(slug), card=card)
        if insert_one(page, existing=Existing()):
            titles.give(page, title, claim)
            return page
    raise Moved(_("Somebody else published at the same moment. Publish again."))


def change(
    page: Page, head: Revision, before: Document, document: Document, rendered: Rendered | None = None, **told: Any
) -> Revision:
    """The next revision of a page that is there and locked, and all that follows from it."""
    revision = append(page, head, before, document, **told)
    projection.project(page, document, before, rendered or rendering.text_of(page, document, before))
    return revision


def append(
    page: Page,
    head: Revision | None,
    before: Document | None,
    document: Document | None,
    *,
    undid: Iterable[int] = (),
    **told: Any,
) -> Revision:
    """Write one revision behind the head, and make it the head where the head is still the one that was read.

    `undid` are the numbers of the revisions that it takes back.
    """
    told["tags"] = [*told["tags"], *(["batch"] if told.get("batch") else [])]
    told["summary"] = cleaned(names.clean_line, told["summary"])[:255]
    raw = documents.dumps(document) if document else b""
    size = len(raw.decode())
    revision = Revision(
        page=page,
        number=head.number + 1 if head else 1,
        digest=documents.digest(raw),
        size=size,
        growth=size - (head.size if head else 0),
        parts=diff.parts(before, document),
        **told,
    )
    pack(revision, raw, head)
    insert_one(revision)
    if not HEADED([page.pk], [head.pk if head else None], [revision.pk], [document is None]):
        raise Moved(_("Somebody else published at the same moment. Publish again."))
    page.head, page.deleted = revision, document is None
    if undid:
        mark_undone(revision, undid)
    return revision


def mark_undone(revision: Revision, undid: Iterable[int]) -> None:
    """An edit takes back edits alone: a title, or that the page is there, is not changed by it."""
    found = revision.page.revisions.filter(number__in=list(undid)).values_list("pk", "tags")
    by_edit = SPECIAL.isdisjoint(revision.tags)
    undone = [pk for pk, tags in found if not by_edit or SPECIAL.isdisjoint(tags)]
    Reversal.objects.bulk_create(Reversal(undone_id=pk, by=revision) for pk in undone)


def pack(revision: Revision, raw: bytes, head: Revision | None) -> None:
    keyframe = (head.keyframe or head) if head else None
    if keyframe is None or not raw:
        revision.keyframe, revision.packed = keyframe, storage.pack(raw) if raw else b""
        return
    packed = storage.pack(raw, keyframe.raw)
    steps = revision.number - keyframe.number
    if storage.worth_a_keyframe(len(packed), steps, len(keyframe.packed)):
        revision.packed = storage.pack(raw)
    else:
        revision.keyframe, revision.packed = keyframe, packed


@whole
def restore(page: Page, number: int, *, base: int, by: User, summary: str) -> Revision:
    """Make an old revision the current one again, under the page's present title. `base` is the head that was seen."""
    access.require(by, "restore")
    page, head = lock(page)
    before = live_document(page, head, by)
    if head.number != base:
        raise Moved(_("The page has changed since you looked. This is what restoring would change now."))
    old = page.revisions.select_related("keyframe").get(number=number)
    document = kinds.of(page).canonical(old.document | {"title": page.title})
    if document == before:
        return head
    told = {"by": by, "summary": summary, "base": base, "undid": undoing.since(number, head)}
    return change(page, head, before, document, tags=["restore"], **told)


@whole
def undo(page: Page, first: int, last: int, *, base: int, by: User, summary: str, keep: bool = False) -> Revision:
    """Take the revisions first … last back, whatever came after them. `base` is the head that was seen.

    Where later changes clash, Conflict; unless `keep` says that what stands there now stays and the rest is undone.
    Refused where there is nothing to do, or no such way to take it back.
    """
    access.require(by, "undo")
    page, head = lock(page)
    before = live_document(page, head, by)
    if head.number != base:
        raise Moved(_("The page has changed since you looked. This is what undoing would change now."))
    taken = undoing.change(page, first, last)
    planned = undoing.undoing(before, taken.before, taken.after)
    if planned.outcome == "clash" and not (keep and planned.kept != before):
        raise Conflict(planned.clashes, planned.document, head, planned.problems)
    if planned.outcome in ("undone", "nothing"):
        raise undoing.Refused(_("There is nothing left to undo: the page says so already."))
    whole_of_it = planned.outcome == "possible"
    document = planned.document if whole_of_it else planned.kept
    told = {"by": by, "summary": summary, "base": base, "undid": taken.numbers if whole_of_it else ()}
    return change(page, head, before, document, tags=["undo"], **told)


@whole
def rollback(page: Page, *, base: int, by: User, summary: str) -> Revision:
    """Take back the run of edits that the last author made. `base` is the head that was seen.

    Moved, with the name, where somebody has edited since; Refused where the last author is the only one.
    """
    access.require(by, "rollback")
    page, head = lock(page)
    before = live_document(page, head, by)
    if head.number != base:
        message = _("%(name)s has edited this page since you looked, so nothing was rolled back.")
        raise Moved(message % {"name": head.author or _("The site itself")})
    older, numbers = undoing.last_run(page, head)
    document = kinds.of(page).canonical(older.document | {"title": page.title})
    if document == before:
        raise undoing.Refused(_("There is nothing left to undo: the page says so already."))
    told = {"by": by, "summary": summary, "base": base, "undid": numbers}
    return change(page, head, before, document, tags=["rollback"], **told)


@whole
def rename(
    page: Page,
    title: str,
    *,
    was: str,
    by: User,
    summary: str,
    take_over: bool = False,
    batch: Batch | None = None,
    undid: Iterable[int] = (),
) -> Revision:
    """Give the page another title, and the address that goes with it; both old ones lead to it still.

    `was` is the title that was seen: Moved where the page has another one by now. Invalid where the new one breaks a
    rule or is taken; `take_over` takes it from a page that was only called so before.
    """
    access.require(by, "rename")
    page, head = lock(page)
    before = live_document(page, head, by)
    kind = kinds.of(page)
    document = kind.canonical(before | {"title": title})
    if document["title"] == page.title:
        return head
    if page.title != was:
        raise Moved(_("This page was renamed to “%(title)s” while you were looking.") % {"title": page.title})
    if broken := undoing.new_problems(document, before):
        raise Invalid(broken)
    titles.own(page, document["title"], take_over=take_over)
    leaves = names.fold(document["title"]) != names.fold(page.title)
    tags = ["rename", *(["redirect"] if leaves else [])]
    told = {"by": by, "summary": summary, "base": head.number, "batch": batch, "undid": undid}
    revision = append(page, head, before, document, tags=tags, **told)
    projection.move(page, document, take_over=take_over)
    projection.project(page, document, before, rendering.text_of(page, document, before))
    return revision


@whole
def delete(page: Page, *, by: User, summary: str, batch: Batch | None = None, undid: Iterable[int] = ()) -> Revision:
    """A revision with no document: the page is gone for readers, its history stays. Deleting it twice is once."""
    access.require(by, "delete")
    page, head = lock(page)
    if page.deleted:
        return head
    before = head.document
    told = {"by": by, "summary": summary, "base": head.number, "batch": batch, "undid": undid}
    revision = append(page, head, before, None, tags=["delete"], **told)
    projection.withdraw(page, before)
    return revision


@whole
def undelete(
    page: Page, *, by: User, summary: str, title: str = "", take_over: bool = False, batch: Batch | None = None
) -> Revision:
    """Bring back the last document, under another `title` if one is given.

    Invalid where another page has the title by now; `take_over` takes it from one that was only called so before.
    """
    access.require(by, "undelete")
    page, head = lock(page)
    if not page.deleted:
        return head
    kind, last = kinds.of(page), last_document(page)
    document = kind.canonical(last | {"title": title or page.title})
    if broken := undoing.new_problems(document, last):
        raise Invalid(broken)
    if head.batch and head.batch.moved:
        projection.give_back(page, head.batch.moved)
    titles.own(page, document["title"], take_over=take_over)
    told = {"by": by, "summary": summary, "base": head.number, "batch": batch, "undid": [head.number]}
    revision = append(page, head, None, document, tags=["undelete"], **told)
    if "~" in page.slug or document["title"] != page.title:  # another page had moved in; perhaps it has left
        projection.move(page, document, take_over=take_over)
    projection.project(page, document, None, rendering.render(document))
    return revision


def last_document(page: Page) -> Document:
    """What a deleted page said last."""
    revisions = page.revisions.select_related("keyframe").exclude(packed=b"")
    return revisions.latest("number").document


@whole
def record(page: Page | None, entries: Sequence[Entry], *, batch: Batch | None = None) -> Page:
    """Append many revisions at once, oldest first, each with its own time and author; tables are written at the end.

    `page` None makes a new page with the title of the last document. For seeds and imports, which ask for permission
    at their door. Invalid where a document breaks a rule: then nothing is stored. Whoever makes many pages keeps some
    fifty calls in one transaction: each of its own is written to disk by itself, which takes a third of the time.
    """
    kind = kinds.registry[entries[-1].document["kind"]]
    checked = [kind.complete(kind.canonical(entry.document)) for entry in entries]
    for document in checked:
        kind.check(document)
    head, new, rendered = None, None, rendering.render(checked[-1])
    if page is None:
        new = projection.mention(kind, checked[-1], rendered)
        page = new_page(kind, checked[-1], new)
    else:
        page, head = lock(page)
    standing = before = head.document if head and head.packed else None
    for entry, own in zip(entries, checked, strict=True):
        told = entry._asdict() | {"tags": ["imported"], "batch": batch}
        del told["document"]
        document = own | {"title": page.title}
        head = append(page, head, before, document, **told)
        before = document
    projection.project(page, before or {}, standing, rendered, new)
    return page
