"""The current documents as tables: written here and nowhere else, and always able to be made again."""

import hashlib
from collections.abc import Collection, Iterable
from functools import partial

from django.db import transaction

from fanwiki.text import names
from fanwiki.text.markup import Rendered

from . import kinds, rechecks, rendering, shape, titles
from .documents import Document
from .findings import Found
from .kinds import Kind, Mention
from .models import Address, Finding, Link, Page, Rendering, Revision, Root, Title
from .rechecks import Scope
from .rows import Row

HUES = 24
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
    gone, new = write_links(page, mentioned, found)
    if before is None or not rendering.same_text(document, before):
        rendering.store(page, rendered)
    write_card(page, kind, document, found)
    transaction.on_commit(partial(kind.follow_up, document))
    keys, had = titles.keys_of(document), titles.keys_of(before) if before else set()
    moved = {(page.kind, page.pk)} if before is None else set()
    if before is None or keys != had or document["title"] != before["title"]:
        moved |= titles.lead(keys | had | titles.of(page))
    change = rechecks.Change(page, document, before, found.values(), gone, new, moved)
    write_findings(*rechecks.after(change, rendered))


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


def write_links(page: Page, mentioned: Iterable[Mention], found: dict[titles.Key, Title]) -> tuple[set[int], set[int]]:
    """Gives the keys of the titles that the page names no more, and of those that it did not name before."""
    wanted = {(found[mention.key].pk, mention.where) for mention in mentioned}
    stored = {(link.title_id, link.where): link.pk for link in Link.objects.filter(page=page)}
    gone = [pk for mention, pk in stored.items() if mention not in wanted]
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - stored.keys())
    Link.objects.bulk_create(Link(page=page, title_id=title, where=where) for title, where in new)
    had, has = {title for title, _where in stored}, {title for title, _where in wanted}
    return had - has, has - had


def write_findings(scopes: Collection[Scope], found: Iterable[Found]) -> None:
    """In place of what is stored in these scopes; what is found as before stays where it is in its list."""
    wanted = {(one.name, one.page, one.about): one.detail for one in found}
    gone = []
    for row in Finding.objects.filter(rechecks.within(scopes)) if scopes else ():
        detail = wanted.pop((row.name, row.page_id, row.about_id), None)
        if detail is None:
            gone.append(row.pk)
        elif detail != row.detail:
            Finding.objects.filter(pk=row.pk).update(detail=detail)
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(
        Finding(name=name, page_id=page, about_id=about, detail=detail)
        for (name, page, about), detail in wanted.items()
    )


def lead(keys: Collection[str]) -> None:
    """Point titles anew, without any page being saved, and look again at the pages that they led or lead to."""
    write_findings(*rechecks.of_moved(titles.lead(keys)))


def write_state(page: Page, last: Revision) -> None:
    """The last revision is the current one; with no document it is a deletion."""
    page.head, page.deleted = last, not last.packed
    Page.objects.filter(pk=page.pk).update(head=last, deleted=page.deleted)


def write_card(page: Page, kind: Kind, document: Document, found: dict[titles.Key, Title]) -> None:
    lead = found.get(("picture", names.fold(document.get("picture", ""))))
    hue = kind.hue(document)
    now = {"card": kind.card(document), "lead_picture_id": lead and lead.pk, "hue": page.hue if hue is None else hue}
    if any(getattr(page, name) != value for name, value in now.items()):
        Page.objects.filter(pk=page.pk).update(**now)
        for name, value in now.items():
            setattr(page, name, value)
        page.__dict__.pop("pictured", None)


def withdraw(page: Page, before: Document) -> None:
    """Take a deleted page out of the tables. Its record stays for the admin's list; readers never meet it."""
    for model in kinds.of(page).lists.values():
        model._default_manager.filter(page=page).delete()
    named = Link.objects.filter(page=page)
    gone = set(named.values_list("title", flat=True))
    named.delete()
    Rendering.objects.filter(page=page).delete()
    Finding.objects.filter(page=page).delete()
    moved = titles.lead(titles.keys_of(before) | titles.of(page))
    write_findings(*rechecks.after_deletion(gone, moved))


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
