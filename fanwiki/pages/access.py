"""Who may do what: asked by every view, API call and admin action, and again by `editing` inside its transaction."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

Verb = Literal["edit", "restore", "delete", "undelete", "see_deleted", "seed"]

EDITOR: frozenset[Verb] = frozenset({"edit", "restore"})
MODERATOR: frozenset[Verb] = EDITOR | {"delete", "undelete", "see_deleted"}
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


def require(user: Any, verb: Verb) -> None:
    """PermissionDenied unless the user may. None is the site itself: a seed or an import, started by its owner."""
    if user is not None and not may(user, verb):
        raise PermissionDenied(_("Your account may not do this."))
