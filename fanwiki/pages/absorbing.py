"""Merging two pages about the same thing: one takes the other in, and whatever names that one names it from then on.

The two pages change in one transaction. Pages that name the other one follow, each in its own, in the same batch.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from fanwiki.text import names

from . import access, batches, editing, inbound, kinds, merging, projection, rewriting, titles
from .documents import Document
from .merging import Merging
from .models import Act, Batch, Link, Page, Revision, Title
from .refusals import Moved
from .shape import Invalid
from .transactions import whole

User = Any


class Seen(NamedTuple):
    """The numbers of the two revisions that somebody looked at, and what they chose."""

    this: int
    other: int
    sides: Mapping[str, str]


def plan(page: Page, other: Page, this: Document, theirs: Document, sides: Mapping[str, str]) -> Merging:
    former = titles.of(page) | titles.of(other)
    return merging.merged(this, theirs, sides, merging.titles_of(kinds.of(page), (this, theirs), former))


def naming(other: Page) -> Any:
    """The links that would be written anew: those that say a title of the other page. Names lead on by themselves."""
    keys = titles.of(other)
    return Link.objects.filter(
        title__in=list(Title.objects.filter(page=other, key__in=keys).values_list("pk", flat=True))
    )


def merge(page: Page, other: Page, *, seen: Seen, by: User, summary: str) -> Batch:
    """`page` takes `other` in.

    Moved where one of them is not as it was seen, or gone; Invalid where the outcome breaks a rule; PermissionDenied.
    What could not follow is told in the batch.
    """
    batch = absorb(page, other, seen=seen, by=by, summary=summary)
    page.refresh_from_db()
    keys = batch.moved["titles"]
    former = set(Title.objects.filter(page=page, key__in=keys).values_list("kind", "key"))
    former.discard((page.kind, names.fold(page.title)))
    write = partial(rewriting.rewrite_one, page=page, former=former)
    told = {"by": by, "summary": summary, "batch": batch}
    found = inbound.links_to(page).filter(title__key__in=keys)
    left = [(one, why) for one in rewriting.pages_of(found) if (why := batches.refused(write, one, **told))]
    return batches.finish(batch, left)


@whole
def absorb(page: Page, other: Page, *, seen: Seen, by: User, summary: str) -> Batch:
    access.require(by, "merge_pages")
    locked = {pk: editing.lock(Page(pk=pk)) for pk in sorted((page.pk, other.pk))}
    (page, head), (other, last) = locked[page.pk], locked[other.pk]
    this, theirs = (seen_document(*told, by) for told in ((page, head, seen.this), (other, last, seen.other)))
    planned = plan(page, other, this, theirs, seen.sides)
    if planned.problems:
        raise Invalid(planned.problems)
    document = kinds.of(page).canonical(planned.document)
    moved = projection.hand_over(other, page)
    about = f"{other.title} → {page.title}"
    batch = batches.begin(Act.MERGE, by=by, summary=summary, about=about, moved=moved)
    told = {"by": by, "summary": summary, "batch": batch}
    editing.delete(other, **told)
    if document != this:
        editing.change(page, head, this, document, tags=["merge_pages"], base=seen.this, **told)
    projection.lead(set(moved["titles"]))
    return batch


def seen_document(page: Page, head: Revision, number: int, by: User) -> Document:
    if page.deleted:
        raise Moved(_("“%(title)s” is not there any more, so nothing was merged.") % {"title": page.title})
    if head.number != number:
        told = _("“%(title)s” has changed since you looked. This is what merging would make of both now.")
        raise Moved(told % {"title": page.title})
    return editing.live_document(page, head, by)


def merged_before(page: Page, other: Page) -> Batch | None:
    """The merge that took the other page in: a form that was sent twice is one act."""
    batch = other.head.batch if other.head and other.deleted else None
    return batch if batch and batch.moved.get("to") == page.pk else None
