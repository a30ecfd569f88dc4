"""The current documents as tables: written here and nowhere else, and always able to be made again."""

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from fanwiki.text import dates, letters
from fanwiki.text.markup import Rendered

from . import facets, kinds, rendering, shape, titles
from .documents import Document
from .kinds import Kind, Mention
from .models import Address, Day, Link, Listed, Page, Rendering, Revision, Root, Title
from .rows import Row

HUES = 24
LISTED = ["own", "given", "order", "day", "long", "mark"]
LONG = 1500  # letters of Markdown that make a page worth reading from the front page
RESERVED_SLUGS = {"new"}


def mentions(kind: Kind, document: Document, rendered: Rendered) -> list[Mention]:
    """Every page that the document names, in its fields, its rows and its text."""
    return [*kind.references(document), *(Mention("body", link_kind, title) for link_kind, title in rendered.links)]


def mention(kind: Kind, document: Document, rendered: Rendered) -> None:
    """Make the titles that a new page brings, its own among them, in one order: new pages that name each other then
    wait for one another in a line and never in a ring."""
    titles.intern([Mention("", kind.name, document["title"]), *mentions(kind, document, rendered)])


def project(page: Page, document: Document, before: Document | None, rendered: Rendered) -> None:
    """Write what follows from the page's document; `before` is what the tables hold now, None where they are empty.

    Only the lists that changed are written.
    """
    kind = kinds.of(page)
    mentioned = mentions(kind, document, rendered)
    found = titles.intern(mentioned)
    write_root(kind, page, document, found)
    for name in kind.lists:
        if before is None or document[name] != before[name]:
            write_rows(kind, page, document, name, found)
    write_links(page, mentioned, found)
    if before is None or not rendering.same_text(document, before):
        rendering.store(page, rendered)
    write_card(page, kind.card(document))
    write_days(kind, page, document, before)
    led: set[int] = set()
    keys, had = titles.keys_of(document), titles.keys_of(before) if before else set()
    if before is None or keys != had or document["title"] != before["title"]:
        led = titles.lead(keys | had | titles.of(page))
    write_listed(kind, page, document, before, led)


def title_keys(kind: Kind, model: type, values: Document, found: dict[titles.Key, Title]) -> dict[str, int]:
    """The key of the title behind each reference, for the columns that filmographies and the like are joined on."""
    named = {
        name: Mention("", field.kind or kind.name, values[name])
        for name, field in shape.references(model).items()
        if values[name]
    }
    return {f"{name}_title_id": found[mention.key].pk for name, mention in named.items()}


def write_root(kind: Kind, page: Page, document: Document, found: dict[titles.Key, Title]) -> None:
    values = {name: document[name] for name in shape.columns(kind.root)}
    root = kind.root(page=page, **values, **title_keys(kind, kind.root, document, found))
    root.derive(document)
    root.save()


def write_rows(kind: Kind, page: Page, document: Document, name: str, found: dict[titles.Key, Title]) -> None:
    model = kind.lists[name]
    rows = []
    for position, row in enumerate(document[name], 1):
        keys = title_keys(kind, model, row, found)
        rows.append(shape.instance(model, row, page=page, position=position, **keys))
        rows[-1].derive()
    model._default_manager.filter(page=page).delete()
    model._default_manager.bulk_create(rows)


def write_links(page: Page, mentioned: Iterable[Mention], found: dict[titles.Key, Title]) -> None:
    wanted = {(found[mention.key].pk, mention.where) for mention in mentioned}
    stored = {(link.title_id, link.where): link.pk for link in Link.objects.filter(page=page)}
    gone = [pk for mention, pk in stored.items() if mention not in wanted]
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    Link.objects.bulk_create(Link(page=page, title_id=title, where=where) for title, where in new)


def write_state(page: Page, last: Revision) -> None:
    """The last revision is the current one; with no document it is a deletion."""
    page.head, page.deleted = last, not last.packed
    Page.objects.filter(pk=page.pk).update(head=last, deleted=page.deleted)


def write_card(page: Page, card: Document) -> None:
    if page.card != card:
        page.card = card
        Page.objects.filter(pk=page.pk).update(card=card)


def days_of(kind: Kind, document: Document) -> list[tuple[str, int, int]]:
    """(occasion, year, MMDD): month and day only of a date that nobody doubts."""
    known = [(what, dates.parse(told)) for what, told in kind.days(document)]
    return [(what, day.year, 0 if day.mark else day.number % 10000) for what, day in known]


def write_days(kind: Kind, page: Page, document: Document, before: Document | None) -> None:
    days = days_of(kind, document)
    if before is not None and days == days_of(kind, before):
        return
    Day.objects.filter(page=page).delete()
    Day.objects.bulk_create(Day(page=page, what=what, year=year, month_day=day) for what, year, day in days)


def listed_of(kind: Kind, document: Document) -> dict[str, Any]:
    """What lists know of a page by its own document."""
    return {
        "own": facets.lines(kind.facet_values(document)),
        "order": letters.order(document["title"]),
        "day": kind.day(document),
        "long": kind.featured and len(document["body"]) >= LONG,
    }


def place(kind: Kind, page: Page, document: Document) -> dict[str, Any]:
    """The page's whole place in lists: by its document, and by what others say of it."""
    row = Listed(page=page, kind=kind.name, **listed_of(kind, document))
    row.given = facets.lines(kinds.given(kind, [page.pk])[page.pk])
    row.derive()
    return values_listed(row)


def listed_as(page: Page) -> dict[str, Any] | None:
    """What is stored of it; None where nothing is."""
    row = Listed.objects.filter(pk=page.pk).first()
    return values_listed(row) if row else None


def values_listed(row: Listed) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("kind", "chunk", *LISTED)}


def write_listed(kind: Kind, page: Page, document: Document, before: Document | None, led: set[int]) -> None:
    """The page's own place in lists, where it changed, and that of others of which it says something else now.

    `led` are pages to which another title leads by now: others may mean them by it, or no longer.
    """
    own = listed_of(kind, document)
    moved = before is None or own != listed_of(kind, before)
    others = led | whose(kind, document, before)
    stored = {page.pk} if moved and before is not None else set()
    rows = locked((others - {page.pk} if before is None else others) | stored)
    if moved:
        row = rows.setdefault(page.pk, Listed(page=page, kind=kind.name))
        for name, value in own.items():
            setattr(row, name, value)
    store_listed(rows.values())


def locked(pages: Collection[int]) -> dict[int, Listed]:
    """Before what others say of them is read, and in one order."""
    rows = Listed.objects.filter(pk__in=pages).select_for_update(no_key=True).order_by("pk") if pages else ()
    found = {row.page_id: row for row in rows}
    for row in found.values():
        row.was = values_listed(row)
    return found


def store_listed(rows: Collection[Listed]) -> None:
    """Those that changed, with what other pages say of them worked out anew."""
    changed = []
    for name in {row.kind for row in rows}:
        of_kind = [row for row in rows if row.kind == name]
        given = kinds.given(kinds.registry[name], [row.page_id for row in of_kind])
        for row in of_kind:
            row.given = facets.lines(given[row.page_id])
            row.derive()
            changed += [row] if values_listed(row) != row.was else []
    Listed.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=["own", "given", "order", "day", "long", "mark"],
    )


def whose(kind: Kind, document: Document | None, before: Document | None) -> set[int]:
    """The live pages of which the document says something else now in facets of theirs. Their titles are held until
    the transaction ends: whoever makes one lead elsewhere, or says something too, sees this change then."""
    told, had = (kind.facets_given(one) if one else set() for one in (document, before))
    changed = {key for key, _word in told ^ had}
    if not changed:
        return set()
    held = Title.objects.filter(key__in={key for _kind, key in changed}).select_for_update(no_key=True).order_by("pk")
    rows = held.values_list("kind", "key", "page")
    return {pk for title_kind, key, pk in rows if pk and (title_kind, key) in changed}


def withdraw(page: Page, before: Document) -> None:
    """Take a deleted page out of the tables. Its record stays for the admin's list; readers never meet it."""
    for model in kinds.of(page).lists.values():
        model._default_manager.filter(page=page).delete()
    Link.objects.filter(page=page).delete()
    Rendering.objects.filter(page=page).delete()
    Listed.objects.filter(page=page).delete()
    Day.objects.filter(page=page).delete()
    led = titles.lead(titles.keys_of(before) | titles.of(page))
    store_listed(locked(led | whose(kinds.of(page), None, before)).values())


def document_of(page: Page) -> Document:
    """What the tables say of the page: the document that they were written from, or they have drifted."""
    kind = kinds.of(page)
    root = kind.root.with_deleted.get(pk=page.pk)
    document = kind.blank() | values_of(root)
    for name, model in kind.lists.items():
        rows = model._default_manager.filter(page=page).order_by("position")
        document[name] = [{"id": row.row, **values_of(row)} for row in rows]
    return document


def values_of(instance: Root | Row) -> Document:
    return {name: getattr(instance, name) for name in shape.columns(type(instance))}


def free_slug(kind: Kind, document: Document, page: Page | None = None, *, take_over: bool = False) -> str:
    """The address for a page of this document; a deleted page that has it lets it go.

    `page` is the one that may keep what it has, now or from before it was renamed. `take_over` moves into an address
    that only leads to another page because that had it before.
    """
    wanted = kind.slug(document) or kind.name
    if wanted in RESERVED_SLUGS or wanted.startswith("."):
        wanted = f"{wanted.lstrip('.')}-{kind.name}"
    here = {"kind": kind.name, "slug__startswith": wanted}
    others = Page.objects.exclude(pk=page.pk) if page else Page.objects.all()
    held = dict(others.filter(**here).values_list("slug", "deleted"))
    former = Address.objects.filter(**here, page__deleted=False).exclude(page=page)
    held |= {} if take_over else dict.fromkeys(former.values_list("slug", flat=True), False)
    if held.get(wanted):
        past = Page.objects.get(kind=kind.name, slug=wanted)
        Page.objects.filter(pk=past.pk, deleted=True).update(slug=f"{wanted}~{past.pk}")
        return wanted
    tries = (wanted, *(f"{wanted}-{n}" for n in range(2, len(held) + 3)))
    return next(slug for slug in tries if slug not in held)


def move(page: Page, document: Document, *, take_over: bool = False) -> None:
    """To the title of the document, and to the address that goes with it; the old one goes on leading here."""
    old, page.title = page.slug, document["title"]
    page.slug = free_slug(kinds.of(page), document, page, take_over=take_over)
    if page.slug != old:
        Address.objects.filter(kind=page.kind, slug=page.slug).delete()
        if "~" not in old:  # what a deleted page was given so that another could move in was never an address
            Address.objects.update_or_create(kind=page.kind, slug=old, defaults={"page": page})
    Page.objects.filter(pk=page.pk).update(title=page.title, slug=page.slug)


def hue_of(slug: str) -> int:
    """Degrees on the colour wheel, one of 24."""
    return hashlib.sha256(slug.encode()).digest()[20] % HUES * (360 // HUES)
