"""Titles and the pages they lead to: links, references and redirects all resolve here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import kinds
from .documents import Document
from .kinds import Mention
from .models import Name, Page, Title
from .shape import Invalid, Problem

MOST_CALLED = 200
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


class Leads(NamedTuple):
    """Where titles lead, and those that several live pages have among their names and none as its own."""

    pages: dict[Key, Page]
    shared: set[Key]


def leads(keys: Collection[str]) -> Leads:
    """To the live page that owns the title, else to the only one that has it among its names."""
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
    shared = {key for key in named if key not in found}
    for folded in keys:
        anybody(folded, found, shared)
    return Leads(found, shared)


def anybody(folded: str, found: dict[Key, Page], shared: set[Key]) -> None:
    """Where a link that names no kind leads: as in the first kind that knows the title."""
    first = next((kind for kind in kinds.registry if (kind, folded) in found), None)
    if first:
        found["", folded] = found[first, folded]
    elif any((kind, folded) in shared for kind in kinds.registry):
        shared.add(("", folded))


def lead(keys: Collection[str]) -> set[int]:
    """Point the rows of these titles where they lead now. One or two rows, however often they are mentioned.

    Gives the pages that one of them leads to now, or led to until now.
    """
    now = leads(keys)
    changed: list[Title] = []
    moved: set[int | None] = set()
    for title in Title.objects.filter(key__in=keys):
        page, shared = now.pages.get((title.kind, title.key)), (title.kind, title.key) in now.shared
        if (title.page_id, title.shared) != (page and page.pk, shared):
            moved.update((title.page_id, page.pk if page else None))
            title.page, title.shared = page, shared
            changed.append(title)
    Title.objects.bulk_update(changed, ["page", "shared"])
    return {pk for pk in moved if pk}


def own(page: Page, printed: str, *, take_over: bool = False) -> None:
    """Give the page its title; Invalid where a live page has it. The row is locked before its owner is read:
    an UPDATE with a condition on the owner would be decided by what PostgreSQL saw before it waited.

    `take_over` takes it from a page that was only called so before.
    """
    key = names.fold(printed)
    Title.objects.bulk_create([Title(kind=page.kind, key=key, printed=printed)], ignore_conflicts=True)
    row = Title.objects.select_for_update(no_key=True).get(kind=page.kind, key=key)
    owner = Page.objects.live().filter(titles=row).exclude(pk=page.pk).first()
    if owner:
        former = names.fold(owner.title) != key
        if not (former and take_over):
            raise Taken(owner, printed, former=former)
    Title.objects.filter(pk=row.pk).update(owner=page, printed=printed)


class Taken(Invalid):
    """A live page has this title, or had it before (`former`): then it may be taken over, if that is asked for."""

    def __init__(self, owner: Page, printed: str, *, former: bool) -> None:
        self.owner, self.former = owner, former
        message = _(
            "There is a page called “%(title)s” already: %(address)s. If you mean another, add something in brackets "
            "to the title that tells them apart."
        )
        if former:
            message = _(
                "“%(printed)s” leads to “%(title)s” (%(address)s), which was called that before. Add something in "
                "brackets to the title that tells them apart."
            )
        said = {"title": owner.title, "address": owner.get_absolute_url(), "printed": printed}
        super().__init__([Problem(str(message % said), "title")])


def of(page: Page) -> set[str]:
    """The keys of all titles that it has or had."""
    return set(page.titles.values_list("key", flat=True))


def keys_of(document: Document) -> set[str]:
    """Every key that a page with this document answers to."""
    return {names.fold(document["title"]), *(names.fold(row["text"])[:200] for row in document["names"])}


def resolve(mentions: Iterable[Mention]) -> Leads:
    """For documents that are not the current one, whose mentions are not stored: where they would lead today."""
    keys = {mention.key for mention in mentions}
    now = leads({key for _kind, key in keys})
    return Leads({key: now.pages[key] for key in keys if key in now.pages}, keys & now.shared)


def called(kind: str, name: str) -> list[tuple[Page, str]]:
    """The live pages of a kind ("" for any) that have this title or name, and how it is printed there."""
    key = names.fold(name)
    rows = Name.objects.filter(key=key, page__deleted=False).select_related("page").order_by("page__title")
    found = {row.page_id: (row.page, row.text) for row in rows if key and kind in ("", row.page.kind)}
    own = Title.objects.filter(key=key, owner__deleted=False).select_related("owner")
    for title in own:
        if title.owner and kind in ("", title.kind):
            found[title.owner.pk] = (title.owner, title.printed)
    return list(found.values())[:MOST_CALLED]


def deleted(kind: str, title: str) -> Page | None:
    """A deleted page that had this title; of any kind, where none is said."""
    had = Page.objects.with_head().filter(titles__key=names.fold(title), deleted=True)
    return (had.filter(kind=kind) if kind else had).first()
