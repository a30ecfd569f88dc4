"""The origins of what a page says, from its revisions."""

import json
from collections.abc import Collection, Iterator
from functools import partial

from django.db.models import Min

from fanwiki.pages import documents, storage
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.prepared import Prepared
from fanwiki.text import blame
from fanwiki.text.blame import Origins

from .models import Origin

AT_ONCE = 100  # revisions
KEYS_AT_ONCE = 10_000
STORED = Prepared(
    lambda page, keys: Origin.objects.filter(page=page[0], key__in=keys).values_list("key", "number", "runs")
)


def stored(page: Page, keys: Collection[int]) -> Origins:
    """Of those keys that have an origin; the others came with the first revision."""
    asked = list(keys)
    chunks = (asked[first : first + KEYS_AT_ONCE] for first in range(0, len(asked), KEYS_AT_ONCE))
    return {key: of(number, json.loads(runs)) for some in chunks for key, number, runs in STORED([page.pk], some)}


def all_stored(page: Page) -> Origins:
    rows = Origin.objects.filter(page=page).values_list("key", "number", "runs")
    return {key: of(number, runs) for key, number, runs in rows}


def of(number: int, runs: list[list[int]]) -> blame.Origin:
    return blame.Origin(number, [(letters, by) for letters, by in runs])


def walked(page: Page, origins: Origins, done: int = 1) -> Origins:
    """The origins after all of its history; `origins` are those up to revision `done`, and stay as they are."""
    found = dict(origins)

    def known(keys: Collection[int]) -> Origins:
        return {key: found[key] for key in keys if key in found}

    before: Document = {}
    for revision, document in history(page, done):
        if revision.number > done:
            former = partial(undone_to, revision)
            for key, origin in blame.brought(before, document, revision.number, known, former).items():
                found.setdefault(key, origin)
        before = document
    return found


def undone_to(revision: Revision) -> list[str]:
    """The paragraphs from before what it undid, where it is an undo: words of these may have come back."""
    if "undo" not in revision.tags:
        return []
    first = revision.undid.aggregate(first=Min("undone__number"))["first"] or 0
    earlier = revision.page.revisions.select_related("keyframe").filter(number=first - 1).exclude(packed=b"").first()
    return blame.paragraphs(earlier.document["body"]) if earlier else []


def history(page: Page, since: int) -> Iterator[tuple[Revision, Document]]:
    """The documents from the last one that there was at revision `since`; a deletion has none."""
    kept = page.revisions.select_related("keyframe").exclude(packed=b"").order_by("number")
    first = kept.filter(number__lte=since).values_list("number", flat=True).last() or 1
    keyframes: dict[int, bytes] = {}
    for revision in kept.filter(number__gte=first).iterator(AT_ONCE):
        revision.page = page
        yield revision, documents.loads(unpacked(revision, keyframes))


def unpacked(revision: Revision, keyframes: dict[int, bytes]) -> bytes:
    """A keyframe is the same for hundreds of revisions, so it is unpacked once."""
    if revision.keyframe is None:
        return revision.raw
    if revision.keyframe.pk not in keyframes:
        keyframes.clear()
        keyframes[revision.keyframe.pk] = revision.keyframe.raw
    return storage.unpack(bytes(revision.packed), keyframes[revision.keyframe.pk])
