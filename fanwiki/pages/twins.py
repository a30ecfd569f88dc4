"""Pages that are perhaps about the same thing: what speaks for it, and what tells them apart.

Two live pages of one kind are listed where they have the same key in another database, or share a name and nothing
tells them apart: a date, two keys of one database, words in brackets behind their titles, what their pages say of
namesakes. Where either page says that it is different from the other, they are two.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from functools import cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import followers, kinds, outside, shape
from .checks import before as is_before
from .documents import Document
from .findings import TWINS, Found
from .kinds import DIFFERENT, Kind
from .models import KnownId, Name, Page, Relation
from .prepared import Prepared
from .rechecks import Change, Scope
from .titles import Led

MOST = 60  # pages that share a name or a key with one: of a commoner name, the oldest of them
MOST_NAMES = 5  # of a page that is begun, which are listened to
SHOWN = 4
NOBODY = 0  # the key of no page
SAME_ID = Prepared(
    lambda keys, page: (
        KnownId.objects.filter(key__in=keys).exclude(page=page[0]).order_by("page").values_list("page", "key")[:MOST]
    )
)
SAME_NAME = Prepared(
    lambda keys, kind, page: (
        Name.objects.filter(key__in=keys, page__kind=kind[0], page__deleted=False)
        .exclude(page=page[0])
        .exclude(kind="search_hint")
        .order_by("page", "position")
        .values_list("page", "key", "text")[:MOST]
    )
)
SAYS_IT = Prepared(
    lambda page, others: (
        Relation.objects.filter(type=DIFFERENT, page=page[0], to_title__page__in=others)
        .order_by()
        .values_list("to_title__page")
    )
)
SAY_IT = Prepared(
    lambda page, others: (
        Relation.objects.filter(type=DIFFERENT, to_title__page=page[0], page__in=others).order_by().values_list("page")
    )
)


class Facts(NamedTuple):
    """What tells namesakes apart. `began` is a partial date, "" if it is not known."""

    title: str
    disambiguation: str
    ids: dict[str, str]
    began: str


class Shared(NamedTuple):
    """What two pages have in common: the databases in which both have the same key, and names by their folded form, as
    the other page prints them."""

    sites: set[str]
    names: dict[str, str]


class Likely(NamedTuple):
    """A page that one which is begun is perhaps about; `same_id` where another database says so."""

    page: Page
    why: Any
    same_id: bool


def id_keys(document: Document) -> list[str]:
    return sorted(f"{document['kind']}/{site}/{key}" for site, key in document["external_ids"].items())


def names_of(document: Document) -> dict[str, str]:
    """The names that it shows, by their folded form; of several that are folded alike, the first."""
    shown = [row["text"] for row in document["names"] if row["kind"] != "search_hint"]
    return {names.fold(text)[:200]: text for text in reversed(shown)}


# --- What speaks for it, and against it -------------------------------------------------------------------------------


def shared(document: Document, page: int) -> dict[int, Shared]:
    """By the key of the other page."""
    found: dict[int, Shared] = defaultdict(lambda: Shared(set(), {}))
    for other, key in SAME_ID(id_keys(document), [page]):
        found[other].sites.add(key.split("/")[1])
    for other, key, text in SAME_NAME(sorted(names_of(document)), [document["kind"]], [page]):
        found[other].names.setdefault(key, text)
    return found


def facts_of(document: Document) -> Facts:
    kind = kinds.registry[document["kind"]]
    root = shape.record(kind.root, document)
    root.derive(document)
    return facts_in(root, kind)


def facts_in(root: Any, kind: Kind) -> Facts:
    began = date_said(getattr(root, kind.began)) if kind.began else ""
    return Facts(root.title, root.disambiguation, root.external_ids, began)


def facts_by_page(kind: Kind, pages: Collection[int]) -> dict[int, Facts]:
    rows = told_by(kind)(sorted(pages))
    return {
        pk: Facts(title, told, json.loads(ids), "".join(map(date_said, began))) for pk, title, told, ids, *began in rows
    }


@cache
def told_by(kind: Kind) -> Prepared:
    """The facts of live pages, by their keys; when it began last, where the kind knows that."""
    columns = ("pk", "title", "disambiguation", "external_ids", *([kind.began] if kind.began else []))
    return Prepared(lambda pages: kind.root.objects.filter(pk__in=pages).order_by().values_list(*columns))


def date_said(value: Any) -> str:
    """Of a number YYYYMMDD the year alone: a work is shown first on several days, as it goes round."""
    return str(value // 10000) if isinstance(value, int) and value else str(value or "")


def apart_by_fact(one: Facts, other: Facts) -> bool:
    both = one.ids.keys() & other.ids.keys()
    if any(one.ids[site] != other.ids[site] for site in both):
        return True
    return is_before(one.began, other.began) or is_before(other.began, one.began)


def apart(one: Facts, other: Facts) -> bool:
    """By a fact, or because somebody knew of the namesake when the page was called what it is."""
    brackets = {names.fold(facts.title.partition(" (")[2]) for facts in (one, other)}
    told = {names.fold(facts.disambiguation) for facts in (one, other)}
    return len(brackets) > 1 or ("" not in told and len(told) > 1) or apart_by_fact(one, other)


def said_to_be_two(page: int, others: Collection[int]) -> set[int]:
    """Those of the others of which this page says that it is another thing, or which say it of this page."""
    asked = sorted(others)
    return {pk for says in (SAYS_IT, SAY_IT) for (pk,) in says([page], asked)}


# --- Pages that are there ---------------------------------------------------------------------------------------------


def found(page: Page, document: Document) -> Iterator[Found]:
    """Of the two, it is found on the younger page, about the older one."""
    common = shared(document, page.pk) if DIFFERENT in kinds.of(page).relations else {}
    if not common:
        return
    two, mine = said_to_be_two(page.pk, common.keys()), facts_of(document)
    for other, facts in facts_by_page(kinds.of(page), common.keys() - two).items():
        said = common[other]
        if said.sites:
            detail: Document = {"sites": sorted(said.sites)}
        elif apart(mine, facts):
            continue
        else:
            key = min(said.names)
            detail = {"name": said.names[key] if other < page.pk else names_of(document)[key]}
        yield Found(TWINS.name, max(page.pk, other), min(page.pk, other), detail)


def found_on(page: Page, document: Document) -> list[Found]:
    return [one for one in found(page, document) if one.page == page.pk]


def scopes(page: Page) -> list[Scope]:
    return [Scope(frozenset({TWINS.name}), end, frozenset({page.pk})) for end in ("page", "about")]


def after(change: Change, named: Set[Led]) -> tuple[list[Scope], list[Found]]:
    """`named` are the pages that have a title or name of this one among their names, asked where these changed."""
    page, document, before = change.page, change.document, change.before
    if change.new:
        alone = named <= {(page.kind, page.pk)} and not document["external_ids"]
        return [], [] if alone else list(found(page, document))
    if before is not None and compared(before) == compared(document):
        return [], []
    return scopes(page), list(found(page, document))


def compared(document: Document) -> tuple[Any, ...]:
    two = [row["to"] for row in document["relations"] if row["type"] == DIFFERENT]
    return names_of(document), facts_of(document), two


# --- A page that is begun ---------------------------------------------------------------------------------------------


def likely(document: Document) -> list[Likely]:
    """The pages that a new one with this document is perhaps about, the surest first."""
    kind = kinds.registry[document["kind"]]
    if DIFFERENT not in kind.relations:
        return []
    common = shared(document, NOBODY)
    why = {pk: said_so(said) for pk, said in common.items()}
    same = {pk for pk, said in common.items() if said.sites}
    heard = by_ear(kind, document, why.keys())
    mine, pages = facts_of(document), Page.objects.live().with_picture().in_bulk([*why, *heard])
    found = []
    for pk, facts in facts_by_page(kind, pages.keys()).items():
        sure = pk in why or heard[pk].sure or (bool(mine.began) and mine.began[:4] == facts.began[:4])
        if pk in same or (sure and not apart_by_fact(mine, facts) and not says_two(document, pages[pk])):
            found.append(Likely(pages[pk], why.get(pk) or heard[pk].why, pk in same))
    return sorted(found, key=lambda one: (not one.same_id, one.page.pk not in why, one.page.pk))[:SHOWN]


def by_ear(kind: Kind, document: Document, known: Collection[int]) -> dict[int, followers.Alike]:
    found: dict[int, followers.Alike] = {}
    said = [document["title"].partition(" (")[0], *names_of(document).values()]
    for name in list(dict.fromkeys(said))[:MOST_NAMES]:
        for one in followers.alike(kind.name, name):
            if one.page.pk not in known and (one.sure or one.page.pk not in found):
                found[one.page.pk] = one
    return found


def says_two(document: Document, page: Page) -> bool:
    said = {names.fold(row["to"]) for row in document["relations"] if row["type"] == DIFFERENT}
    return names.fold(page.title) in said


def said_so(said: Shared) -> Any:
    if said.sites:
        return same_ids(said.sites)
    return _("The same name: %(name)s") % {"name": next(iter(said.names.values()))}


def same_ids(sites: Collection[str]) -> Any:
    return _("The same key at %(sites)s") % {"sites": ", ".join(outside.SITES[site] for site in sorted(sites))}
