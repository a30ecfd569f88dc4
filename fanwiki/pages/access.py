"""Who may do what: asked by every view, API call and admin action, and again by `editing` inside its transaction."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

Verb = Literal[
    "edit", "restore", "undo", "rename", "name_revision", "rollback", "delete", "undelete", "see_deleted", "take_back",
    "seed", "upload", "merge_pages",
]  # fmt: skip

EDITOR: frozenset[Verb] = frozenset({"edit", "restore", "undo", "rename", "name_revision", "upload"})
MODERATOR: frozenset[Verb] = EDITOR | {"rollback", "delete", "undelete", "see_deleted", "take_back", "merge_pages"}
OWNER: frozenset[Verb] = MODERATOR | {"seed"}


def verbs(user: Any) -> frozenset[Verb]:
    """Everybody reads; an account edits; moderators and the site's owner do more."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    if user.is_superuser:
        return OWNER
    return MODERATOR if user.is_moderator else EDITOR


def may(user: Any, verb: Verb) -> bool:
    return verb in verbs(user)


def may_take_back(user: Any, batch: Any) -> bool:
    """Moderators any batch, its author their own."""
    return may(user, "take_back") or (batch.by_id is not None and batch.by_id == user.pk and may(user, "undo"))


def require_naming(user: Any, stored: Any) -> None:
    """PermissionDenied unless the user may name a revision that has this name, or None: their own, moderators any."""
    require(user, "name_revision")
    if stored is not None and stored.by_id != user.pk:
        require(user, "take_back")


def require(user: Any, verb: Verb) -> None:
    """PermissionDenied unless the user may. None is the site itself: a seed or an import, started by its owner."""
    if user is not None and not may(user, verb):
        raise PermissionDenied(_("Your account may not do this."))
