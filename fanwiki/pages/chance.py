"""A page by chance."""

import random
from collections.abc import Sequence

from . import shelves
from .kinds import Kind
from .models import Page


def page(among: Sequence[Kind]) -> Page | None:
    """Each live page of these kinds is as likely; None where there is none."""
    found = [pk for kind in among for pk in shelves.of(kind).standing]
    return Page.objects.live().filter(pk=random.choice(found)).first() if found else None  # noqa: S311 - no secret
