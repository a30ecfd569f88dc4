"""All of an act or nothing of it, and again where the database ended it to let another one through."""

from collections.abc import Callable
from functools import wraps
from random import random
from time import sleep
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 6
PAUSE = 0.05  # seconds at most before the second try, twice that before the third …
DEADLOCKS = {"40P01", "40001"}


def whole(act: Callable[P, T]) -> Callable[P, T]:
    """One transaction. Two acts can wait for each other's titles: PostgreSQL then ends one, which is tried again."""
    once = transaction.atomic(act)

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for tries_left in reversed(range(TRIES)):
            try:
                return once(*args, **kwargs)
            except OperationalError as error:
                again = getattr(error.__cause__, "sqlstate", "") in DEADLOCKS and not connection.in_atomic_block
                if not (again and tries_left):
                    raise
            sleep(random() * PAUSE * (TRIES - tries_left))  # noqa: S311 - apart, so that they do not meet again
        raise AssertionError("The last try has returned or raised.")

    return tried
