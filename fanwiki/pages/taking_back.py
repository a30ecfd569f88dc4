"""Taking back what somebody did to one page, whatever it was: edits, a creation, a deletion, another title."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from . import access, editing, undoing
from .documents import Document
from .models import Batch, Page, Revision
from .transactions import whole
from .undoing import Undoing

User = Any


@dataclass
class Plan:
    """What would become of one page. `left` says, for people, what cannot be taken back and why."""

    page: Page
    was: Document
    was_deleted: bool
    now: Document
    deleted: bool
    title: str
    undone: list[int] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

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
    planned = Plan(page, document, page.deleted, document, page.deleted, page.title)
    special = [number for number in numbers if number == 1 or is_special(revisions[number])]
    for first, last in undoing.runs(numbers, special):
        taken_back = special_undone if last in special else run_undone
        if taken_back(planned, revisions, first, last):
            planned.undone += range(first, last + 1)
    return planned


def is_special(revision: Revision) -> bool:
    return not {"new", "delete", "undelete", "rename"}.isdisjoint(revision.tags)


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
        was, planned.deleted = planned.deleted, False
        return was
    if planned.deleted:
        return False
    if "rename" in revision.tags:
        return renaming_undone(planned, revision.document["title"], revisions[number - 1].document["title"])
    if planned.now != revision.document | {"title": planned.now["title"]}:
        planned.left.append(str(_("Others have written on this page since, so it stays.")))
        return False
    planned.deleted = True
    return True


def renaming_undone(planned: Plan, given: str, before: str) -> bool:
    if planned.title != given:
        planned.left.append(str(_("It was renamed again since, so it keeps its title.")))
        return False
    planned.title = before
    return True


@whole
def take_back(page_id: int, numbers: Collection[int], *, by: User, summary: str, batch: Batch) -> Plan:
    """Do to one page what `plan` says, looked at again now that nobody else can change it."""
    page, head = editing.lock(Page(pk=page_id))
    planned = plan(page, head, numbers)
    told = {"by": by, "summary": summary, "batch": batch}
    if planned.act == "delete":
        editing.delete(page, **told, undid=planned.undone)
        return planned
    if planned.act == "undelete" and not attempted(planned, editing.undelete, page, **told):
        return planned
    if not planned.deleted and planned.title != page.title:
        attempted(planned, editing.rename, page, planned.title, was=page.title, **told)
    if not planned.deleted and planned.now != planned.was:
        write(page, planned, **told)
    return planned


def attempted(planned: Plan, act: Any, *args: Any, **told: Any) -> bool:
    try:
        act(*args, **told)
    except (ValidationError, PermissionDenied) as refusal:
        planned.left.append(" ".join(getattr(refusal, "messages", [str(refusal)])))
        return False
    return True


def write(page: Page, planned: Plan, **told: Any) -> None:
    access.require(told["by"], "undo")
    page, head = editing.lock(page)
    document = planned.now | {"title": page.title}
    told |= {"tags": ["undo"], "undid": planned.undone, "base": head.number}
    editing.change(page, head, head.document, document, **told)
