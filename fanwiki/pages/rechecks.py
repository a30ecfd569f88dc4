"""Which findings a change can have made wrong, its own page's and other pages', and what is found in their place.

What rests on two pages is looked at from both ends: whoever saves one side asks for the other. So that two who save
both at once do not both see the other side as it was, they hold the titles by which one names the other.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from fanwiki.text.markup import Rendered

from . import findings, titles
from .documents import Document
from .findings import ORPHAN, Found, Joint
from .models import Link, Page
from .prepared import Prepared
from .titles import Known, Led


class Scope(NamedTuple):
    """The stored findings that an answer replaces: of these checks, on these pages or about them."""

    names: frozenset[str]
    end: str  # "page" or "about"
    pages: frozenset[int]


class Change(NamedTuple):
    """What was saved. `named` are the titles that the page names, `gone` and `come` how they differ from before;
    `moved` the pages that titles led to before or lead to since. The page is `new` where this transaction made it:
    then nothing is stored of it; and `unnamed` where it made all titles that lead to it, so that no other names it.
    """

    page: Page
    document: Document
    before: Document | None
    named: Collection[Known]
    gone: set[int]
    come: set[int]
    moved: set[Led]
    new: bool = False
    unnamed: bool = False


Answer = tuple[list[Scope], list[Found]]


def inbound(page: str) -> QuerySet[Link]:
    """The links of other pages to the one that stands in this column of the outer query."""
    return Link.objects.filter(title__page=OuterRef(page)).exclude(page=OuterRef(page))


UNNAMED = Prepared(
    lambda pages: Page.objects.live().filter(~Exists(inbound("pk")), pk__in=pages).order_by("pk").values_list("pk")
)


def after(change: Change, rendered: Rendered) -> Answer:
    called = [joint for joint in findings.joints if joint.called_for(change.document, change.before)]
    hold(change, called)
    own = frozenset({change.page.pk})
    names = set(findings.own_names(change.page.kind))
    found = findings.of_document(change.page.pk, change.document, rendered)
    for joint in called:
        if joint.kind == change.page.kind:
            names.add(joint.check.name)
            found += joint.between(pages=own) if joint.relevant(change.document) else []
    scopes, others = of_others(change, called)
    scopes.append(Scope(frozenset(names), "page", own))
    return [scope for scope in scopes if not (change.new and scope.pages == own)], unique([*found, *others])


def unique(found: Iterable[Found]) -> list[Found]:
    """One can be come upon from both ends."""
    return list({(one.name, one.page, one.about): one for one in found}.values())


def hold(change: Change, called: Collection[Joint]) -> None:
    named = {joint.about for joint in called if joint.kind == change.page.kind}
    keys = change.gone | {title.pk for title in change.named if title.kind in named}
    about = any(joint.about == change.page.kind for joint in called)
    titles.hold(keys, change.page.pk if about else None)


def of_others(change: Change, called: Collection[Joint]) -> Answer:
    """Whom the page names no more, or only now; and about whom something may be found elsewhere because of it."""
    itself = {(change.page.kind, change.page.pk)}
    moved = change.moved | itself if change.before is None else change.moved
    gone = titles.led_to(change.gone)
    led = {(title.kind, title.page_id) for title in change.named if title.pk in change.come and title.page_id}
    come = {(kind, pk) for kind, pk in led if pk != change.page.pk}  # naming itself leaves a page as alone as it was
    alone = orphans({pk for _kind, pk in (gone | moved) - (itself if change.unnamed else set())})
    alone += [change.page.pk] if change.unnamed else []
    about = {joint.check.name: about_whom(joint, change, gone, moved, joint in called) for joint in findings.joints}
    return answered({pk for _kind, pk in gone | come | moved}, alone, about)


def about_whom(joint: Joint, change: Change, gone: set[Led], moved: set[Led], called: bool) -> set[int]:
    """The pages about which the check may find something else on others now."""
    itself = change.page.pk
    pages = {pk for kind, pk in moved if kind == joint.about}
    pages |= {itself} if called and joint.about == change.page.kind else set()
    if joint.concerned:
        pages |= {pk for kind, pk in gone if kind == joint.about}
        named = {title.page_id for title in change.named if title.page_id and title.kind == joint.about}
        pages |= set(joint.concerned(itself, named)) if called and joint.kind == change.page.kind else set()
    elif change.before is None and itself in pages and not joint.regards(change.document):
        pages.discard(itself)
    return pages


def of_moved(moved: Collection[Led]) -> Answer:
    """After titles were pointed elsewhere."""
    pages = {pk for _kind, pk in moved}
    about = {joint.check.name: {pk for kind, pk in moved if kind == joint.about} for joint in findings.joints}
    return answered(pages, orphans(pages), about)


def after_deletion(gone: set[int], moved: set[Led]) -> Answer:
    """The page names nobody any more, and its titles lead elsewhere or nowhere."""
    titles.hold(gone)
    return of_moved(moved | titles.led_to(gone))


def answered(pages: set[int], alone: Collection[int], about: dict[str, set[int]]) -> Answer:
    """Of `pages` those are orphans that stand `alone`; what each joint check finds about its pages is asked."""
    scopes, found = [], [Found(ORPHAN.name, page, None, {}) for page in alone]
    if pages:
        scopes.append(Scope(frozenset({ORPHAN.name}), "page", frozenset(pages)))
    for joint in findings.joints:
        if asked := about[joint.check.name]:
            scopes.append(Scope(frozenset({joint.check.name}), "about", frozenset(asked)))
            named = asked.difference(alone)
            found += joint.between(about=named) if named else []
    return scopes, found


def orphans(pages: Collection[int]) -> list[int]:
    """Those of these pages that are live and that no other page names."""
    return [pk for (pk,) in UNNAMED(sorted(pages))]
