"""How often one account may act, or one address ask: counted per minute, in the cache that all workers share."""

import time
from collections import Counter
from datetime import timedelta
from typing import Any, Literal

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

Action = Literal["edit", "rename", "preview", "upload", "redraw", "table", "draft", "search"]

MINUTE = 60
NEW = timedelta(days=4)
FEW_EDITS = 10  # an account with fewer than that uploads as a new one does
asked: dict[int, Counter[tuple[str, str]]] = {}  # of the minute that it is
PER_MINUTE: dict[Action, tuple[int, int]] = {
    "edit": (30, 120),
    "rename": (6, 60),
    "table": (3, 12),  # of up to two hundred pages each
    "preview": (120, 120),
    "upload": (8, 30),
    "redraw": (10, 10),  # of an editor, for somebody who is not logged in
    "draft": (60, 60),  # a form sends one every four seconds while somebody types, and may stand open twice
    "search": (600, 600),  # of one address, by each process
}


def allow(who: Any, action: Action) -> bool:
    """Takes one of the minute's places; False when there is none left. Call it outside of any transaction.

    `who` is an account, or the address of somebody who has none.

    Every place is a key of its own, taken by `add`, which only one worker can win. A counter would be fewer
    rows, but `incr` of the database cache reads and then writes, so that requests at once count as one.
    """
    if not settings.RATE_LIMITS:
        return True
    fresh, trusted = PER_MINUTE[action]
    places = fresh if is_new(who, action) else trusted
    minute = int(time.time() // MINUTE)
    keys = [f"limit:{action}:{who if isinstance(who, str) else who.pk}:{minute}:{place}" for place in range(places)]
    taken = cache.get_many(keys)
    for key in (key for key in keys if key not in taken):
        if cache.add(key, 1, 2 * MINUTE):
            return True
        if cache.get(key) is None:  # not lost to another worker: the database cache hides that it could not write
            raise OperationalError("The cache cannot be written to.")
    return False


def address(request: HttpRequest) -> str:
    """Where it is from, as the proxy says where the owner trusts one. PermissionDenied where that is no address."""
    return str(get_adapter().get_client_ip(request))


def spare(who: str, action: Action) -> bool:
    """The same for what is only read, counted by this process alone: to write down that somebody asked would cost more
    than most answers, and make who saves wait. Each process so keeps itself from being held up."""
    minute = int(time.time() // MINUTE)
    if minute not in asked:
        asked.clear()
        asked[minute] = Counter()
    asked[minute][action, who] += 1
    return not settings.RATE_LIMITS or asked[minute][action, who] <= PER_MINUTE[action][0]


def is_new(who: Any, action: Action) -> bool:
    if isinstance(who, str) or who.date_joined > timezone.now() - NEW:
        return True
    return action == "upload" and who.revisions.all()[:FEW_EDITS].count() < FEW_EDITS


def wait() -> int:
    """Seconds until the places are free again, for Retry-After."""
    return MINUTE - int(time.time() % MINUTE)
