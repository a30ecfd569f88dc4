"""Taking back what somebody did to one page, whatever it was: edits, a creation, a deletion, another title."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from . import access, editing, undoing
from .documents import Document
from .models import SPECIAL, Batch, Page, Revision
from .titles import Taken
from .transactions import whole
from .undoing import Undoing

User = Any


class Renaming(NamedTuple):
    """One renaming that is to be taken back: the title that it gave, and the one that was there before."""

    key: int  # of the revision: who renames several pages back begins with the last one
    number: int
    given: str
    before: str


@dataclass
class Plan:
    """What would become of one page. `left` says, for people, what cannot be taken back and why.

    `deleted_by` is the number of the deletion that is in force. `waits` for its title: another page has it.
    """

    page: Page
    was: Document
    was_deleted: bool
    now: Document
    deleted: bool
    deleted_by: int
    title: str
    undone: list[int] = field(default_factory=list)
    renamings: list[Renaming] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    waits: bool = False

    @property
    def act(self) -> str:
        """ "delete", "undelete", "rename", "edit", or "" where nothing changes; of several the one that shows most."""
        if self.deleted != self.was_deleted:
            return "delete" if self.deleted else "undelete"
        if self.deleted:
            return ""
        return "rename" if self.title != self.page.title else "edit" if self.now != self.was else ""


def plan(page: Page, head: Revision, numbers: Collection[int]) -> Plan:
    """The page without these revisions, the newest first; it needs two of their documents each."""
    wanted = {*numbers, *(number - 1 for number in numbers)}
    rows = page.revisions.select_related("keyframe").filter(number__in=wanted)
    revisions = {revision.number: revision for revision in rows}
    document = head.document if head.packed else editing.last_document(page)
    planned = Plan(page, document, page.deleted, document, page.deleted, head.number, page.title)
    special = [number for number in numbers if number == 1 or not SPECIAL.isdisjoint(revisions[number].tags)]
    for first, last in undoing.runs(numbers, special):
        taken_back = special_undone if last in special else run_undone
        if taken_back(planned, revisions, first, last):
            planned.undone += range(first, last + 1)
    return planned


def run_undone(planned: Plan, revisions: dict[int, Revision], first: int, last: int) -> bool:
    if planned.deleted:
        return False
    found: Undoing = undoing.undoing(planned.now, revisions[first - 1].document, revisions[last].document)
    if found.outcome == "clash":
        which = {"first": first, "last": last}
        one = _("Others have changed the same things since revision %(last)s.")
        many = _("Others have changed the same things since revisions %(first)s to %(last)s.")
        planned.left.append(str((one if first == last else many) % which))
        return False
    planned.now = found.document
    return found.outcome == "possible"


def special_undone(planned: Plan, revisions: dict[int, Revision], number: int, _last: int) -> bool:
    revision = revisions[number]
    if not revision.packed:
        return deletion_undone(planned, number)
    if planned.deleted:
        return False
    if "rename" in revision.tags:
        renaming_undone(planned, revision, revisions[number - 1].document["title"])
        return False
    if brought_back(planned.page, revision):
        planned.left.append(str(_("Somebody else has brought it back since, so it stays.")))
        return False
    if planned.now != revision.document | {"title": planned.now["title"]}:
        planned.left.append(str(_("Others have written on this page since, so it stays.")))
        return False
    planned.deleted = True
    return True


def brought_back(page: Page, revision: Revision) -> bool:
    """Whether somebody else wanted the page to be there after this revision had made it."""
    later = page.revisions.filter(number__gt=revision.number, tags__icontains='"undelete"')
    return later.exclude(by=revision.by_id).exists()


def deletion_undone(planned: Plan, number: int) -> bool:
    """Only the deletion that is in force: somebody else may have deleted the page again, and rightly."""
    if not planned.deleted or planned.deleted_by != number:
        return False
    planned.deleted = False
    return True


def renaming_undone(planned: Plan, revision: Revision, before: str) -> None:
    given = revision.document["title"]
    if planned.title == given:
        planned.renamings.append(Renaming(revision.pk, revision.number, given, before))
        planned.title = before
    elif planned.title != before:
        planned.left.append(str(_("It was renamed again since, so it keeps its title.")))


@whole
def take_back(page_id: int, numbers: Collection[int], *, by: User, summary: str, batch: Batch) -> Plan:
    """Do to one page what `plan` says, looked at again now that nobody else can change it."""
    page, head = editing.lock(Page(pk=page_id))
    planned = plan(page, head, numbers)
    told = {"by": by, "summary": summary, "batch": batch}
    if planned.act == "delete":
        attempted(planned, editing.delete, page, **told, undid=planned.undone)
        return planned
    if planned.act == "undelete" and not attempted(planned, editing.undelete, page, **told, take_over=True):
        return planned
    if not planned.deleted and planned.title != page.title:
        renumbered = [renaming.number for renaming in planned.renamings]
        named = told | {"was": page.title, "take_over": True, "undid": renumbered}
        attempted(planned, editing.rename, page, planned.title, **named)
    if not planned.deleted and planned.now != planned.was:
        write(*editing.lock(page) if planned.act != "edit" else (page, head), planned, **told)
    return planned


def write(page: Page, head: Revision, planned: Plan, **told: Any) -> None:
    access.require(told["by"], "undo")
    document = planned.now | {"title": page.title}
    told |= {"tags": ["undo"], "undid": planned.undone, "base": head.number}
    editing.change(page, head, head.document, document, **told)


def attempted(planned: Plan, act: Any, *args: Any, **told: Any) -> bool:
    """Whether it could be done; why not is left to tell, but for a title that another page may yet give back."""
    try:
        act(*args, **told)
    except Taken as taken:
        planned.waits = act is editing.rename
        planned.left += [] if planned.waits else taken.messages
        return False
    except (ValidationError, PermissionDenied) as refusal:
        planned.left.append(" ".join(getattr(refusal, "messages", [str(refusal)])))
        return False
    return True


def rename_back(planned: Plan, renaming: Renaming, **told: Any) -> None:
    """One step, of a page that waited: pages that were given each other's titles come apart in the order of time."""
    planned.waits = False
    told |= {"was": renaming.given, "take_over": True, "undid": [renaming.number]}
    try:
        editing.rename(planned.page, renaming.before, **told)
    except ValidationError as refusal:
        planned.left.append(" ".join(refusal.messages))
