"""References under a page's former titles, written under its present one: ordinary revisions in one batch."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fanwiki.text import links, names
from fanwiki.text.markup import Rendered

from . import access, batches, editing, inbound, kinds, merging, references, rendering, titles
from .documents import Document
from .models import Act, Batch, Page, Title

User = Any
TAG = re.compile(r"<[^>]*>")


def outdated(page: Page) -> Any:
    """The links that lead here under a title that the page no longer has."""
    return inbound.links_to(page).filter(title__key__in={key for _kind, key in former_keys(page)})


def former_keys(page: Page) -> set[titles.Key]:
    """Of links of the page's kind and of those that name none, as far as they lead here."""
    keys = [title.key for title in inbound.former_titles(page)]
    return set(Title.objects.filter(page=page, key__in=keys).values_list("kind", "key"))


def rewrite(page: Page, *, by: User, summary: str) -> Batch:
    """In every page that says a former title. A page that cannot be rewritten is told in the batch."""
    access.require(by, "edit")
    write = partial(rewrite_one, page=page, former=former_keys(page))
    pages = pages_of(outdated(page))
    return batches.on_each(Act.REWRITE, pages, write, by=by, summary=summary, about=page.title)


def pages_of(found: Any) -> Iterable[Page]:
    keys = found.values_list("page_id", flat=True).distinct()
    return Page.objects.live().with_head().filter(pk__in=list(keys)[: batches.MOST_PAGES])


def rewrite_one(other: Page, *, page: Page, former: set[titles.Key], **told: Any) -> None:
    """ValidationError, which says why, where it cannot be done."""
    if other.head is None:
        return
    before = other.head.document
    document = merging.without_twins(rewritten(before, page, former), before)
    if document == before:
        raise ValidationError(_("The title stands where it cannot be rewritten, such as in a passage of code."))
    editing.save(other, document, base=other.head.number, **told)


def rewritten(document: Document, page: Page, former: set[titles.Key]) -> Document:
    kind = kinds.registry[document["kind"]]
    for mention in kind.references(document):
        if mention.key in former:
            document = references.put(document, mention.where, page.title)
    return document | {"body": rewritten_body(document, page, former)}


def rewritten_body(document: Document, page: Page, former: set[titles.Key]) -> str:
    """As it was where the words that a reader sees would change: then something was no link, but code."""

    def meant(target: links.Target) -> bool:
        return (target.kind, names.fold(target.title)) in former

    body: str = document["body"]
    new = links.retitle(body, kinds.registry, meant, prefixed(page))
    same = new == body or words(rendering.render(document)) == words(rendering.render(document | {"body": new}))
    return new if same else body


def prefixed(page: Page) -> str:
    """The title as a link says it: with its kind where a link without one would lead elsewhere."""
    anybody = titles.leads({names.fold(page.title)}).pages.get(("", names.fold(page.title)))
    return page.title if anybody == page else f"{page.kind}:{page.title}"


def words(text: Rendered) -> str:
    drawn = [text.lead, *(section.title + section.html for section in text.sections), text.footnotes]
    return TAG.sub("", "".join(drawn))
