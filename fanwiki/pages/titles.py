"""Titles and the pages they lead to: links, references and redirects all resolve here."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple, TypeVar

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import kinds
from .documents import Document
from .inserting import Existing, insert_values
from .kinds import Mention
from .models import Name, Page, Title
from .prepared import Prepared, Update
from .shape import Invalid, Problem

MOST_CALLED = 200
P = TypeVar("P")
Key = tuple[str, str]  # kind ("" for any) and folded title
Led = tuple[str, int]  # a page: its kind ("" where a title of no kind led to it) and its key


BY_KEY = Prepared(
    lambda keys: Title.objects.filter(key__in=keys).values_list(
        "kind", "key", "pk", "owner", "owner__deleted", "page", "shared"
    )
)
NAMED = Prepared(
    lambda keys: (
        Name.objects.filter(key__in=keys, page__deleted=False).order_by().values_list("page__kind", "key", "page")
    )
)
LOCKED = Prepared(
    lambda kind, key: (
        Title.objects.select_for_update(no_key=True).filter(kind=kind[0], key=key[0]).values_list("pk", "owner", "page")
    )
)
HELD = Prepared(
    lambda keys, pages: (
        Title.objects.select_for_update(no_key=True)
        .filter(models.Q(pk__in=keys) | models.Q(page__in=pages))
        .order_by("pk")
        .values_list("pk")
    )
)
LED_TO = Prepared(
    lambda keys: Title.objects.filter(pk__in=keys, page__isnull=False).values_list("page__kind", "page").distinct()
)
OWNED = Update(lambda pk, owner, printed: (Title.objects.filter(pk=pk[0]), {"owner": owner[0], "printed": printed[0]}))
OWNED_AND_LED = Update(
    lambda pk, owner, printed: (
        Title.objects.filter(pk=pk[0]),
        {"owner": owner[0], "printed": printed[0], "page": owner[0], "shared": False},
    )
)
POINTED = Update(lambda keys, page, shared: (Title.objects.filter(pk__in=keys), {"page": page[0], "shared": shared[0]}))
NONE = [0]  # the key of no title and no page


class Known(NamedTuple):
    """The row of a title, and the page that it leads to."""

    kind: str
    pk: int
    page_id: int | None


class Interned(NamedTuple):
    """The rows of titles, by their keys; the keys that were looked for in vain, of which `lead` has to say where they
    lead; and the rows that this transaction made, so that nobody else can have named them."""

    rows: dict[Key, Known]
    missing: set[str]
    made: set[int]


def intern(mentions: Iterable[Mention]) -> Interned:
    """The rows of these titles, made where they were never mentioned before."""
    wanted = {mention.key: mention.title for mention in mentions}
    found = fetch(wanted)
    missing = sorted(wanted.keys() - found.keys())  # sorted, so that two savers never wait for each other in a ring
    new = insert_titles([(kind, key, wanted[kind, key]) for kind, key in missing])
    found |= {(kind, key): Known(kind, pk, None) for kind, key, pk in new}
    if len(new) < len(missing):
        found |= fetch(wanted.keys() - found.keys())  # somebody else made them at this moment
    return Interned(found, {key for _kind, key in missing}, {pk for _kind, _key, pk in new})


def insert_titles(rows: list[tuple[str, str, str]]) -> list[tuple[str, str, int]]:
    """By kind, key and how they are printed. Gives those that were not there, with what they are known by."""
    names = ("kind", "key", "printed", "shared")
    return insert_values(Title, names, [(*row, False) for row in rows], existing=Existing(), tell=("kind", "key", "id"))


def fetch(wanted: Collection[Key]) -> dict[Key, Known]:
    rows = BY_KEY(sorted({key for _kind, key in wanted}))
    return {
        (kind, key): Known(kind, pk, page)
        for kind, key, pk, _own, _gone, page, _shared in rows
        if (kind, key) in wanted
    }


class Leads(NamedTuple):
    """Where titles lead, and those that several live pages have among their names and none as its own."""

    pages: dict[Key, Page]
    shared: set[Key]


def leads(keys: Collection[str]) -> Leads:
    """To the live page that owns the title, else to the only one that has it among its names."""
    rows = Name.objects.filter(key__in=keys, page__deleted=False).select_related("page__lead_picture__page")
    owned = Title.objects.filter(key__in=keys, owner__deleted=False).select_related("owner__lead_picture__page")
    named = ((row.page.kind, row.key, row.page) for row in rows)
    return Leads(*decided(keys, named, ((row.kind, row.key, row.owner) for row in owned if row.owner)))


def decided(
    keys: Collection[str], named: Iterable[tuple[str, str, P]], owned: Iterable[tuple[str, str, P]]
) -> tuple[dict[Key, P], set[Key]]:
    """Which page each title leads to, and which titles are shared, by (kind, key, page) of names and of owners."""
    by_name: dict[Key, set[P]] = defaultdict(set)
    for kind, key, page in named:
        by_name[kind, key].add(page)
    found = {key: next(iter(pages)) for key, pages in by_name.items() if len(pages) == 1}
    found |= {(kind, key): page for kind, key, page in owned}
    shared = {key for key in by_name if key not in found}
    for folded in keys:
        anybody(folded, found, shared)
    return found, shared


def anybody(folded: str, found: dict[Key, P], shared: set[Key]) -> None:
    """Where a link that names no kind leads: as in the first kind that knows the title."""
    first = next((kind for kind in kinds.registry if (kind, folded) in found), None)
    if first:
        found["", folded] = found[first, folded]
    elif any((kind, folded) in shared for kind in kinds.registry):
        shared.add(("", folded))


class Leading(NamedTuple):
    """The pages that a title led to before, or leads to now and did not; by page the titles that lead to it; and the
    pages that have one of them among their names."""

    moved: set[Led]
    to: dict[int, set[int]]
    named: set[Led]


def lead(keys: Collection[str]) -> Leading:
    """Point the rows of these titles where they lead now. One or two rows, however often they are mentioned."""
    asked = sorted(keys)
    rows = BY_KEY(asked)
    owned = ((kind, key, owner) for kind, key, _pk, owner, deleted, *_now in rows if owner and not deleted)
    named = NAMED(asked)
    found, shared = decided(keys, named, owned)
    changed = defaultdict(list)
    leading = Leading(set(), defaultdict(set), {(kind, page) for kind, _key, page in named})
    for kind, key, pk, _owner, _deleted, *now in rows:
        then = found.get((kind, key)), (kind, key) in shared
        leading.to[then[0] or 0].add(pk)
        if then != tuple(now):
            changed[then].append(pk)
            leading.moved.update((kind, page) for page in (now[0], then[0]) if page)
    for (page, is_shared), pks in changed.items():
        POINTED(pks, [page], [is_shared])
    return leading


def led_to(keys: Collection[int]) -> set[Led]:
    """The pages that these titles lead to."""
    return set(LED_TO(sorted(keys)))


def hold(keys: Collection[int], page: int | None = None) -> None:
    """These titles and those that lead to the page. Until the transaction ends, nobody else who holds one of them goes
    on: two who change both sides of the same thing would each see the other side as it was."""
    if connection.features.has_select_for_update and (keys or page):
        HELD(sorted(keys) or NONE, [page] if page else NONE)


class Claim(NamedTuple):
    """A title row that is held until the transaction ends and that no other live page owns. Of a page that is made
    only now, a title that `leads` nowhere leads to it at once; everything else is left to `lead`, which tells of it."""

    pk: int
    leads: bool


def own(page: Page, printed: str, *, take_over: bool = False) -> None:
    """Give the page its title; Invalid where a live page has it. `take_over` takes it from a page that was only called
    so before."""
    give(page, printed, claim(page.kind, printed, page, take_over=take_over))


def new_claim(kind: str, printed: str, new: Interned) -> Claim:
    """For a page that is about to be made. A row that this transaction made is nobody's, and nobody else sees it."""
    row = new.rows[kind, names.fold(printed)]
    if row.pk in new.made:
        return Claim(row.pk, leads=False)
    return claim(kind, printed)


def claim(kind: str, printed: str, page: Page | None = None, *, take_over: bool = False) -> Claim:
    """The row is locked before its owner is read: an UPDATE with a condition on the owner would be decided by what
    PostgreSQL saw before it waited."""
    key = names.fold(printed)
    row = LOCKED([kind], [key])
    if not row:
        insert_titles([(kind, key, printed)])
        row = LOCKED([kind], [key])
    ((pk, had, led),) = row
    owner = Page.objects.live().filter(pk=had).first() if had and not (page and had == page.pk) else None
    if owner:
        former = names.fold(owner.title) != key
        if not (former and take_over):
            raise Taken(owner, printed, former=former)
    return Claim(pk, leads=bool(page or led))


def give(page: Page, printed: str, claim: Claim) -> None:
    (OWNED if claim.leads else OWNED_AND_LED)([claim.pk], [page.pk], [printed])


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
    rows = Name.objects.filter(key=key, page__deleted=False).select_related("page__lead_picture__page")
    named = sorted(rows, key=lambda row: row.page.title)
    found = {row.page_id: (row.page, row.text) for row in named if key and kind in ("", row.page.kind)}
    own = Title.objects.filter(key=key, owner__deleted=False).select_related("owner__lead_picture__page")
    for title in own:
        if title.owner and kind in ("", title.kind):
            found[title.owner.pk] = (title.owner, title.printed)
    return list(found.values())[:MOST_CALLED]


def deleted(kind: str, title: str) -> Page | None:
    """A deleted page that had this title; of any kind, where none is said."""
    had = Page.objects.with_head().filter(titles__key=names.fold(title), deleted=True)
    return (had.filter(kind=kind) if kind else had).first()
