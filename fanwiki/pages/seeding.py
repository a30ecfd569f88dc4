"""Pages that come with the software: added where nobody ever had their titles, and left alone from then on."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from fanwiki.text import names

from . import batches, editing
from .models import Act, Page, Title


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
def plant(seeds: Iterable[Seed], *, about: str) -> list[Page]:
    """Adds what is missing, all or nothing, as one batch, and gives the new pages."""
    wanted = missing(seeds)
    if not wanted:
        return []
    batch = batches.begin(Act.SEED, by=None, summary="", about=about)
    pages = [editing.record(None, seed.entries, batch=batch) for seed in wanted]
    batches.finish(batch)
    return pages
