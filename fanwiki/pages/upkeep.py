"""Law 4 from outside: what is derived is compared with the documents, or made again from them."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from fanwiki.text.markup import Rendered

from . import documents, findings, followers, kinds, places, projection, rechecks, rendering, titles, twins
from .findings import ORPHAN, TWINS, Found
from .models import Day, Finding, KnownId, Link, Listed, Page, Rendering, Revision, Title

CHUNK = 500


def verify() -> Iterator[str]:
    """One line for each drift; nothing where all is well."""
    for page in Page.objects.with_head().iterator(CHUNK):
        for drift in page_drift(page):
            yield f"{page.kind} “{page.title}”: {drift}"
    yield from title_drift()


def page_drift(page: Page) -> Iterator[str]:
    yield from history_drift(page)
    if page.head is None or page.deleted != (not page.head.packed):
        yield "its state is not that of its last revision"
    elif page.deleted:
        models: list[Any] = [*kinds.of(page).lists.values(), Listed, Day]
        if any(model._default_manager.filter(page=page).exists() for model in models):
            yield "it is deleted, but rows of it are left"
        if Finding.objects.filter(Q(page=page) | Q(about=page, name=TWINS.name)).exists():
            yield "it is deleted, but is still listed for maintenance"
        yield from followers.drift(page, None)
    else:
        yield from derived_drift(page, page.head.document)


def history_drift(page: Page) -> Iterator[str]:
    numbers = list(page.revisions.order_by("number").values_list("number", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield "its revisions are not numbered 1, 2, 3 …"
    head = page.head
    if head and (head.number != len(numbers) or documents.digest(head.raw if head.packed else b"") != head.digest):
        yield "its current revision is not the last one, or not as it was stored"


def derived_drift(page: Page, document: documents.Document) -> Iterator[str]:
    kind = kinds.of(page)
    if projection.document_of(page) != document:
        yield "its tables differ from its document"
    rendered = rendering.render(document)
    stored = Rendering.objects.filter(page=page).first()
    if stored is None or stored.data != rendered.as_data():
        yield "its text as HTML differs from its Markdown"
    wanted = {(*mention.key, mention.where) for mention in projection.mentions(kind, document, rendered)}
    if wanted != set(Link.objects.filter(page=page).values_list("title__kind", "title__key", "where")):
        yield "its links differ from its document"
    if page.card != kind.card(document):
        yield "what lists show of it differs from its document"
    if sorted(KnownId.objects.filter(page=page).values_list("key", flat=True)) != twins.id_keys(document):
        yield "its keys in other databases differ from its document"
    found = {(one.name, one.about): one.detail for one in everything(page, document, rendered)}
    listed = [((name, about), detail) for name, about, detail in page.findings.values_list("name", "about", "detail")]
    if found != dict(listed) or len(found) != len(listed):
        yield "what maintenance lists of it differs from what there is to find"
    if places.listed_as(page) != places.place(kind, page, document):
        yield "where it stands in lists differs from what documents say"
    days = sorted(Day.objects.filter(page=page).values_list("what", "year", "month_day"))
    if days != sorted(places.days_of(kind, document)):
        yield "its days in the calendar differ from its document"
    yield from followers.drift(page, document)


def everything(page: Page, document: documents.Document, rendered: Rendered) -> list[Found]:
    """All that there is to find on a page, from scratch."""
    found = findings.of_document(page.pk, document, rendered)
    for joint in findings.joints:
        found += joint.between(pages={page.pk}) if joint.kind == page.kind else []
    found += [Found(ORPHAN.name, pk, None, {}) for pk in rechecks.orphans({page.pk})]
    return [*found, *twins.found_on(page, document)]


def title_drift() -> Iterator[str]:
    for chunk in title_chunks():
        now = titles.leads({title.key for title in chunk})
        for title in chunk:
            key = title.kind, title.key
            page = now.pages.get(key)
            if (title.page_id, title.shared) != (page and page.pk, key in now.shared):
                yield f"title “{title.printed}” ({title.kind or 'any kind'}): it leads to the wrong page"


def title_chunks() -> Iterator[list[Title]]:
    last = 0
    while chunk := list(Title.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def rebuild() -> int:
    """Page by page, each in its own transaction, so that the site can be used meanwhile."""
    count = 0
    for pk in list(Page.objects.values_list("pk", flat=True)):
        rebuild_page(pk)
        count += 1
    for chunk in title_chunks():
        projection.lead({title.key for title in chunk})
    return count


@transaction.atomic
def rebuild_page(pk: int) -> None:
    page = Page.objects.select_for_update().get(pk=pk)
    revisions = Revision.objects.select_related("keyframe").filter(page=page)
    projection.write_state(page, revisions.latest("number"))
    document = revisions.exclude(packed=b"").latest("number").document
    if page.deleted:
        projection.withdraw(page, document)
    else:
        projection.project(page, document, None, rendering.render(document))
