"""How often one account may act: counted in the cache that all workers share, per minute."""

import time
from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

Action = Literal["edit", "preview", "upload"]

MINUTE = 60
NEW = timedelta(days=4)
PER_MINUTE: dict[Action, tuple[int, int]] = {"edit": (30, 120), "preview": (120, 120), "upload": (8, 8)}


def allow(user: Any, action: Action) -> bool:
    """Takes one of the minute's places; False when there is none left. Call it outside of any transaction.

    Every place is a key of its own, taken by `add`, which only one worker can win. A counter would be fewer
    rows, but `incr` of the database cache reads and then writes, so that requests at once count as one.
    """
    if not settings.RATE_LIMITS:
        return True
    fresh, trusted = PER_MINUTE[action]
    places = fresh if user.date_joined > timezone.now() - NEW else trusted
    minute = int(time.time() // MINUTE)
    keys = [f"limit:{action}:{user.pk}:{minute}:{place}" for place in range(places)]
    taken = cache.get_many(keys)
    return any(cache.add(key, 1, 2 * MINUTE) for key in keys if key not in taken)


def wait() -> int:
    """Seconds until the places are free again, for Retry-After."""
    return MINUTE - int(time.time() % MINUTE)
