"""The current documents as tables: written here and nowhere else, and always able to be made again."""

import hashlib
import json
from collections.abc import Collection, Iterable
from functools import cache, partial
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.db.models import Value

from fanwiki.text import names
from fanwiki.text.markup import Rendered

from . import followers, kinds, places, rechecks, rendering, shape, titles, twins
from .documents import Document
from .findings import Found
from .inserting import Existing, attributes, insert, insert_values
from .kinds import Kind, Mention
from .models import Address, Finding, KnownId, Link, Page, Rendering, Revision, Root, Title
from .prepared import Prepared, Removal
from .rechecks import Change, Scope
from .rows import Row
from .titles import Interned, Known

HUES = 24
SLUGS_AT_ONCE = 8  # addresses asked for together: by equality, because no database has an index for "begins with"
RESERVED_SLUGS = {"new"}
HELD = Prepared(
    lambda kind, slugs: (
        Page.objects.filter(kind=kind[0], slug__in=slugs)
        .values_list("slug", "deleted", "pk", Value(False))
        .union(
            Address.objects.filter(kind=kind[0], slug__in=slugs).values_list(
                "slug", "page__deleted", "page", Value(True)
            ),
            all=True,
        )
    )
)
LINKS = Prepared(lambda page: Link.objects.filter(page=page[0]).values_list("title", "where", "pk"))
UNLINKED = Removal(lambda links: Link.objects.filter(pk__in=links))
STORED = {
    end: Prepared(
        lambda names, pages, end=end: Finding.objects.filter(**{f"{end}__in": pages}, name__in=names).values_list(
            "pk", "name", "page", "about", "detail"
        )
    )
    for end in ("page", "about")
}
FORGOTTEN = Removal(lambda page: KnownId.objects.filter(page=page[0]))
GONE = Removal(lambda findings: Finding.objects.filter(pk__in=findings))


def mentions(kind: Kind, document: Document, rendered: Rendered) -> list[Mention]:
    """Every page that the document names, in its fields, its rows and its text."""
    return [*kind.references(document), *(Mention("body", link_kind, title) for link_kind, title in rendered.links)]


def mention(kind: Kind, document: Document, rendered: Rendered) -> Interned:
    """Make the titles that a new page brings, its own among them, in one order: new pages that name each other then
    wait for one another in a line and never in a ring."""
    return titles.intern([Mention("", kind.name, document["title"]), *mentions(kind, document, rendered)])


def project(
    page: Page, document: Document, before: Document | None, rendered: Rendered, new: Interned | None = None
) -> None:
    """Write what follows from the page's document; `before` is what the tables hold now, None where they are empty.

    Only the lists that changed are written. For a page that was made in this transaction, `new` is what `mention`
    gave: the tables have nothing of it, so nothing is looked for or taken away.
    """
    kind = kinds.of(page)
    mentioned = mentions(kind, document, rendered)
    found, missing, made = new or titles.intern(mentioned)
    write_root(kind, page, document, found, new=bool(new))
    for name in kind.lists:
        if before is None or document[name] != before[name]:
            write_rows(kind, page, document, name, found, clear=not new and (before is None or bool(before[name])))
    links = write_links(page, mentioned, found, new=bool(new))
    if before is None or not rendering.same_text(document, before):
        rendering.store(page, rendered, new=bool(new))
    write_card(page, kind, document, found, new=bool(new))
    places.write_days(kind, page, document, before, new=bool(new))
    write_ids(page, document, before, new=bool(new))
    moved, leading, named = titles.lead(missing | changed_titles(page, document, before, new=bool(new)))
    unnamed = bool(new) and leading[page.pk] <= made
    change = Change(page, document, before, found.values(), *links, moved, new=bool(new), unnamed=unnamed)
    places.write_listed(kind, change)
    followers.written(page, document, before, {pk for _kind, pk in moved}, new=bool(new))
    scopes, findings = rechecks.after(change, rendered)
    twin_scopes, alike = twins.after(change, named)
    write_findings([*scopes, *twin_scopes], [*findings, *alike])
    transaction.on_commit(partial(kind.follow_up, document))


def changed_titles(page: Page, document: Document, before: Document | None, *, new: bool) -> set[str]:
    """The keys of all that the page is or was called, where that changed."""
    keys, had = titles.keys_of(document), titles.keys_of(before) if before else set()
    if before is not None and keys == had and document["title"] == before["title"]:
        return set()
    return keys | had | (set() if new else titles.of(page))


def title_keys(kind: Kind, model: type, values: Document, found: dict[titles.Key, Known]) -> dict[str, int]:
    """The key of the title behind each reference, for the columns that filmographies and the like are joined on."""
    named = {
        name: Mention("", field.kind or kind.name, values[name])
        for name, field in shape.references(model).items()
        if values[name]
    }
    return {f"{name}_title_id": found[mention.key].pk for name, mention in named.items()}


def write_root(
    kind: Kind, page: Page, document: Document, found: dict[titles.Key, Known], *, new: bool = False
) -> None:
    root = shape.record(kind.root, document, page_id=page.pk, **title_keys(kind, kind.root, document, found))
    root.derive(document)
    insert([root], existing=None if new else Existing("page_id", attributes(kind.root)))


@cache
def cleared(model: type[Row]) -> Removal:
    return Removal(lambda page: model._default_manager.filter(page=page[0]).order_by())


def write_rows(
    kind: Kind, page: Page, document: Document, name: str, found: dict[titles.Key, Known], *, clear: bool = True
) -> None:
    """`clear` the list where the table may have rows of it."""
    model = kind.lists[name]
    rows = []
    for position, row in enumerate(document[name], 1):
        keys = title_keys(kind, model, row, found)
        rows.append(shape.instance(model, row, page_id=page.pk, position=position, **keys))
        rows[-1].derive()
    if clear:
        cleared(model)([page.pk])
    insert(rows)


def write_links(
    page: Page, mentioned: Iterable[Mention], found: dict[titles.Key, Known], *, new: bool = False
) -> tuple[set[int], set[int]]:
    """Gives the keys of the titles that the page names no more, and of those that it did not name before."""
    wanted = {(found[mention.key].pk, mention.where) for mention in mentioned}
    links = () if new else LINKS([page.pk])
    stored = {(title, where): pk for title, where, pk in links}
    gone = [pk for mention, pk in stored.items() if mention not in wanted]
    UNLINKED(gone)
    added = [(page.pk, title, where) for title, where in sorted(wanted - stored.keys())]
    insert_values(Link, ("page_id", "title_id", "where"), added)
    had, has = {title for title, _where in stored}, {title for title, _where in wanted}
    return had - has, has - had


def write_ids(page: Page, document: Document, before: Document | None, *, new: bool) -> None:
    keys = twins.id_keys(document)
    if before is not None and keys == twins.id_keys(before):
        return
    if not new:
        FORGOTTEN([page.pk])
    insert_values(KnownId, ("page_id", "key"), [(page.pk, key) for key in keys])


def write_findings(scopes: Collection[Scope], found: Iterable[Found]) -> None:
    """In place of what is stored in these scopes; what is found as before stays where it is in its list."""
    wanted = {(one.name, one.page, one.about): one.detail for one in found}
    stored = {row for scope in scopes for row in STORED[scope.end](sorted(scope.names), sorted(scope.pages))}
    gone = []
    for pk, name, page, about, told in stored:
        detail = wanted.pop((name, page, about), None)
        if detail is None:
            gone.append(pk)
        elif detail != json.loads(told):
            Finding.objects.filter(pk=pk).update(detail=detail)
    GONE(gone)
    insert_values(
        Finding, ("name", "page_id", "about_id", "detail"), [(*key, detail) for key, detail in wanted.items()]
    )


def lead(keys: Collection[str]) -> None:
    """Point titles anew, without any page being saved, and look again at the pages that they led or lead to."""
    moved = titles.lead(keys).moved
    places.refresh({pk for _kind, pk in moved})
    followers.led({pk for _kind, pk in moved})
    write_findings(*rechecks.of_moved(moved))


def write_state(page: Page, last: Revision) -> None:
    """The last revision is the current one; with no document it is a deletion."""
    page.head, page.deleted = last, not last.packed
    Page.objects.filter(pk=page.pk).update(head=last, deleted=page.deleted)


def write_card(
    page: Page, kind: Kind, document: Document, found: dict[titles.Key, Known], *, new: bool = False
) -> None:
    """A `new` page was made with its card."""
    lead = found.get(("picture", names.fold(document.get("picture", ""))))
    card = page.card if new else kind.card(document)
    hue = card.get("hue")
    now: dict[str, Any] = {"card": card, "lead_picture_id": lead and lead.pk, "hue": page.hue if hue is None else hue}
    if any(getattr(page, name) != value for name, value in now.items()):
        Page.objects.filter(pk=page.pk).update(**now)
        for name, value in now.items():
            setattr(page, name, value)
        page.__dict__.pop("pictured", None)


def withdraw(page: Page, before: Document) -> None:
    """Take a deleted page out of the tables. Its record stays for the admin's list; readers never meet it."""
    for model in kinds.of(page).lists.values():
        cleared(model)([page.pk])
    named = Link.objects.filter(page=page)
    gone = set(named.values_list("title", flat=True))
    named.delete()
    Rendering.objects.filter(page=page).delete()
    Finding.objects.filter(page=page).delete()
    moved = titles.lead(titles.keys_of(before) | titles.of(page)).moved
    places.withdraw(kinds.of(page), page, before, {pk for _kind, pk in moved})
    followers.withdrawn(page, {pk for _kind, pk in moved})
    FORGOTTEN([page.pk])
    scopes, found = rechecks.after_deletion(gone, moved)
    write_findings([*scopes, *twins.scopes(page)], found)


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
    """The address for a page of this document; a deleted page that has it, or had it, lets it go.

    `page` is the one that may keep what it has, now or from before it was renamed. `take_over` moves into an address
    that only leads to another page because that had it before.
    """
    wanted = kind.slug(document) or kind.name
    if wanted in RESERVED_SLUGS or wanted.startswith("."):
        wanted = f"{wanted.lstrip('.')}-{kind.name}"
    tries = (f"{wanted}-{n}" if n > 1 else wanted for n in count(1))
    while True:
        some = list(islice(tries, SLUGS_AT_ONCE))
        held = [row for row in HELD([kind.name], some) if not (page and row[2] == page.pk)]
        taken = {slug for slug, deleted, _owner, former in held if not (deleted or (former and take_over))}
        if chosen := next((slug for slug in some if slug not in taken), ""):
            if any(slug == chosen for slug, *_whose in held):
                let_go(kind, chosen)
            return chosen


def let_go(kind: Kind, slug: str) -> None:
    """A deleted page leaves the address that it has or had."""
    for past in Page.objects.filter(kind=kind.name, slug=slug, deleted=True):
        Page.objects.filter(pk=past.pk, deleted=True).update(slug=f"{slug}~{past.pk}")
    Address.objects.filter(kind=kind.name, slug=slug, page__deleted=True).delete()


def move(page: Page, document: Document, *, take_over: bool = False) -> None:
    """To the title of the document, and to the address that goes with it; the old one goes on leading here."""
    old, page.title = page.slug, document["title"]
    page.slug = free_slug(kinds.of(page), document, page, take_over=take_over)
    if page.slug != old:
        Address.objects.filter(kind=page.kind, slug=page.slug).delete()
        if "~" not in old:  # what a deleted page was given so that another could move in was never an address
            Address.objects.update_or_create(kind=page.kind, slug=old, defaults={"page": page})
    Page.objects.filter(pk=page.pk).update(title=page.title, slug=page.slug)


def hand_over(page: Page, to: Page) -> Document:
    """All titles and addresses of the page lead to another one from now on, which has them as former ones. Gives what
    `give_back` needs."""
    owned = Title.objects.filter(owner=page)
    titles_moved = sorted(owned.values_list("key", flat=True))
    owned.update(owner=to)
    former = Address.objects.filter(page=page)
    addresses = sorted(former.values_list("slug", flat=True))
    former.update(page=to)
    if "~" not in page.slug:
        addresses.append(page.slug)
        Page.objects.filter(pk=page.pk).update(slug=f"{page.slug}~{page.pk}")
        Address.objects.create(kind=page.kind, slug=page.slug, page=to)
    return {"page": page.pk, "to": to.pk, "titles": titles_moved, "addresses": addresses}


def give_back(page: Page, moved: Document) -> None:
    """What of it still leads to the page that it was handed to, but for the title that this one has made its own."""
    to = Page.objects.filter(pk=moved["to"]).first()
    if to is None or moved["page"] != page.pk:
        return
    titles_moved = Title.objects.filter(kind=page.kind, key__in=moved["titles"], owner=to)
    titles_moved.exclude(key=names.fold(to.title)).update(owner=page)
    Address.objects.filter(kind=page.kind, slug__in=moved["addresses"], page=to).update(page=page)


def hue_of(slug: str) -> int:
    """Degrees on the colour wheel, one of 24."""
    return hashlib.sha256(slug.encode()).digest()[20] % HUES * (360 // HUES)
