"""Why a change is not published: somebody else was there first."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fanwiki.text.merge import Clash

from .documents import Document
from .models import Revision
from .shape import Invalid, Problem

LOST = _("This form has lost the revision that it started from. Copy your text and open the page again.")


class Conflict(Invalid):
    """The page moved on and the merge cannot decide. `merged` has ours at each clash; `head` is what is there now."""

    def __init__(self, clashes: Sequence[Clash], merged: Document, head: Revision, problems: Iterable[Problem] = ()):
        self.clashes, self.merged, self.head = clashes, merged, head
        super().__init__([*(clash_problem(clash, head) for clash in clashes), *problems])


class Moved(ValidationError):
    """The page is not as its editor saw it: deleted, or changed since the coming change was shown."""


def clash_problem(clash: Clash, head: Revision) -> Problem:
    """Both sides beside the field: what stands there now, and that the form still has one's own."""
    path = clash.path.removesuffix(" (order)").split(".")
    list_name, row, field = [*path, "", ""][:3] if len(path) > 1 else ("", "", path[0])
    message = _("%(name)s changed this while you were editing. Theirs: %(theirs)s. Yours: %(ours)s.")
    said = {"name": head.author, "theirs": shown(clash.theirs), "ours": shown(clash.ours)}
    return Problem(str(message % said), field, list_name, row)


def shown(value: Any) -> str:
    if value in (None, "", [], {}):
        return str(_("nothing"))
    if isinstance(value, dict):
        return ", ".join(shown(part) for key, part in value.items() if part and key != "id")
    return ", ".join(map(shown, value)) if isinstance(value, list) else str(value)
