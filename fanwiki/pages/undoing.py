"""What taking back an old change would do to a page as it is now: worked out by merge, written by `editing`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanwiki.text.merge import Clash, merge

from . import kinds
from .documents import Document
from .models import Page, Revision
from .shape import Problem

MOST_REVERSALS = 500  # revisions that one restoring marks as reverted: older ones are history anyway


class Refused(ValidationError):
    """This revision is not taken back in this way; the message says which way there is."""


@dataclass(frozen=True)
class Undoing:
    """`document` is the page without the change. Where it clashes, `kept` leaves what stands there now."""

    document: Document
    kept: Document
    clashes: Sequence[Clash] = ()
    problems: Sequence[Problem] = ()
    outcome: str = "possible"  # or "undone" already, "clash", "nothing" to do


@dataclass(frozen=True)
class Change:
    """The revisions first … last of a page, and its documents before and after them."""

    first: Revision
    last: Revision
    before: Document
    after: Document

    @property
    def numbers(self) -> range:
        return range(self.first.number, self.last.number + 1)


def change(page: Page, first: int, last: int) -> Change:
    """Refused where there is nothing before it to go back to; Revision.DoesNotExist where a number is unknown."""
    first, last = sorted((first, last))
    if last > page.revisions.count():  # numbers count 1, 2, 3 …; a longer one may be none that a database knows
        raise Revision.DoesNotExist
    revisions = page.revisions.select_related("keyframe", "by")
    found = {revision.number: revision for revision in revisions.filter(number__in={first - 1, first, last})}
    if first not in found or last not in found:
        raise Revision.DoesNotExist
    refuse_special(found[first], found[last], found.get(first - 1))
    return Change(found[first], found[last], found[first - 1].document, found[last].document)


def refuse_special(first: Revision, last: Revision, earlier: Revision | None) -> None:
    if not last.packed:
        raise Refused(_("This revision deleted the page. Bring the page back instead."))
    if first.number == 1 or earlier is None:
        raise Refused(_("Before the first revision there was no page. To take it away, delete the page."))
    if not earlier.packed:
        raise Refused(_("This revision brought the page back. To take it away again, delete the page."))
    if first == last and "rename" in first.tags:
        raise Refused(_("This revision renamed the page. To take that back, rename it again."))


def undoing(now: Document, before: Document, after: Document) -> Undoing:
    """`now` without what changed from `before` to `after`. Its title stays: that is changed by renaming alone."""
    before, after = (document | {"title": now["title"]} for document in (before, after))
    if before == after:
        return Undoing(now, now, outcome="nothing")
    merged = merge(after, before, now)
    if merged.clashes:
        kept = merge(after, now, before).document
        kept = now if new_problems(kept, now) else kept
        return Undoing(merged.document, kept, clashes=merged.clashes, outcome="clash")
    if merged.document == now:
        return Undoing(now, now, outcome="undone")
    if broken := new_problems(merged.document, now):
        return Undoing(merged.document, now, problems=broken, outcome="clash")
    return Undoing(merged.document, merged.document)


def new_problems(document: Document, now: Document) -> list[Problem]:
    """Rules that it breaks and the present page does not: what was accepted once stays acceptable."""
    kind = kinds.registry[document["kind"]]
    known = {(problem.path, str(problem.message)) for problem in kind.problems(now)}
    return [problem for problem in kind.problems(document) if (problem.path, str(problem.message)) not in known]


def last_run(page: Page, head: Revision) -> tuple[Revision, list[int]]:
    """The newest revision of somebody else, and the numbers of the run that the head's author made since.

    Refused where there is nobody else: then there is nothing to roll back to.
    """
    kept = page.revisions.select_related("keyframe", "by").exclude(packed=b"")
    others = kept.exclude(by=head.by_id, by_name=head.by_name)
    older = others.filter(number__lt=head.number).order_by("-number").first()
    if older is None:
        raise Refused(_("%(name)s is the only author of this page.") % {"name": head.author or _("The site itself")})
    return older, list(range(older.number + 1, head.number + 1))


def since(number: int, head: Revision) -> range:
    """The numbers that going back to revision `number` takes back, the newest of them where there are very many."""
    return range(max(number + 1, head.number - MOST_REVERSALS + 1), head.number + 1)


def runs(numbers: Iterable[int], special: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as (first, last) of unbroken runs, newest first; a special revision is a run of its own."""
    alone = set(special)
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers), reverse=True):
        if found and found[-1][0] == number + 1 and not {number, number + 1} & alone:
            found[-1] = (number, found[-1][1])
        else:
            found.append((number, number))
    return found
