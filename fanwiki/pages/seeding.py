"""Pages that come with the software: added where nobody ever had their titles, and left alone from then on."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from fanwiki.text import names

from . import editing
from .models import Page, Title


class Seed(NamedTuple):
    """A page to be: its revisions, oldest first."""

    entries: Sequence[editing.Entry]

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, names.fold(self.title)

    @property
    def kind(self) -> str:
        return str(self.entries[-1].document["kind"])

    @property
    def title(self) -> str:
        return str(self.entries[-1].document["title"])


Seeds = Callable[[], Iterable[Seed]]


def missing(seeds: Iterable[Seed]) -> list[Seed]:
    """Those whose titles no page has or ever had: what a fan renamed, edited or deleted is left alone."""
    wanted = {seed.key: seed for seed in seeds}
    titles = Title.objects.filter(key__in={key for _kind, key in wanted}).exclude(owner=None)
    owned = set(titles.values_list("kind", "key"))
    return [seed for key, seed in wanted.items() if key not in owned]


@transaction.atomic
def plant(seeds: Iterable[Seed]) -> list[Page]:
    """Adds what is missing, all or nothing, and gives the new pages."""
    return [editing.record(None, seed.entries) for seed in missing(seeds)]
