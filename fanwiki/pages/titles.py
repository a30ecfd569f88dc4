"""Titles and the pages they lead to: links, references and redirects all resolve here."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import kinds
from .documents import Document
from .kinds import Mention
from .models import Name, Page, Title
from .shape import Invalid, Problem

Key = tuple[str, str]  # kind ("" for any) and folded title


def intern(mentions: Iterable[Mention]) -> dict[Key, Title]:
    """The rows of these titles, made where they were never mentioned before."""
    wanted = {mention.key: mention.title for mention in mentions}
    found = fetch(wanted)
    missing = sorted(wanted.keys() - found.keys())  # sorted, so that two savers never wait for each other in a ring
    if missing:
        rows = [Title(kind=kind, key=key, printed=wanted[kind, key]) for kind, key in missing]
        Title.objects.bulk_create(rows, ignore_conflicts=True)
        lead({key for _kind, key in missing})
        found |= fetch(missing)
    return found


def fetch(wanted: Collection[Key]) -> dict[Key, Title]:
    rows = Title.objects.filter(key__in={key for _kind, key in wanted})
    return {(row.kind, row.key): row for row in rows if (row.kind, row.key) in wanted}


def pages_for(keys: Collection[str]) -> dict[Key, Page]:
    """Where titles lead: to the live page that owns the title, else to the only one that has it among its names."""
    found: dict[Key, Page] = {}
    named: dict[Key, dict[int, Page]] = defaultdict(dict)
    for name in Name.objects.filter(key__in=keys, page__deleted=False).select_related("page"):
        named[name.page.kind, name.key][name.page_id] = name.page
    for key, pages in named.items():
        if len(pages) == 1:
            found[key] = next(iter(pages.values()))
    for title in Title.objects.filter(key__in=keys, owner__deleted=False).select_related("owner"):
        if title.owner:
            found[title.kind, title.key] = title.owner
    for folded in keys:
        first = next((found[kind, folded] for kind in kinds.registry if (kind, folded) in found), None)
        if first:
            found["", folded] = first
    return found


def lead(keys: Collection[str]) -> None:
    """Point the rows of these titles where they lead now. One or two rows, however often they are mentioned."""
    leads = pages_for(keys)
    changed = []
    for title in Title.objects.filter(key__in=keys):
        page = leads.get((title.kind, title.key))
        if title.page_id != (page and page.pk):
            title.page = page
            changed.append(title)
    Title.objects.bulk_update(changed, ["page"])


def own(page: Page, printed: str) -> None:
    """Give the page its title; Invalid where a live page has it. The row is locked before its owner is read:
    an UPDATE with a condition on the owner would be decided by what PostgreSQL saw before it waited.
    """
    key = names.fold(printed)
    Title.objects.bulk_create([Title(kind=page.kind, key=key, printed=printed)], ignore_conflicts=True)
    row = Title.objects.select_for_update().get(kind=page.kind, key=key)
    owner = Page.objects.live().filter(titles=row).exclude(pk=page.pk).first()
    if owner:
        message = _(
            "There is a page called “%(title)s” already: %(address)s. If you mean another, add something in brackets "
            "to the title that tells them apart."
        )
        said = {"title": owner.title, "address": owner.get_absolute_url()}
        raise Invalid([Problem(str(message) % said, "title")])
    Title.objects.filter(pk=row.pk).update(owner=page, printed=printed)


def keys_of(document: Document) -> set[str]:
    """Every key that a page with this document answers to."""
    return {names.fold(document["title"]), *(names.fold(row["text"])[:200] for row in document["names"])}


def resolve(mentions: Iterable[Mention]) -> dict[Key, Page]:
    """For documents that are not the current one, whose mentions are not stored: where they would lead today."""
    keys = {mention.key for mention in mentions}
    leads = pages_for({key for _kind, key in keys})
    return {key: leads[key] for key in keys if key in leads}
