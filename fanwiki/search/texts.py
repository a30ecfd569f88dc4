"""The words of each page in the index, written with it."""

from collections.abc import Collection, Iterator

from django.apps import apps
from django.db.models.signals import post_migrate

from fanwiki.pages.documents import Document
from fanwiki.pages.followers import followers
from fanwiki.pages.models import Page

from . import content, rebuilding
from .engines import engine
from .models import Entry


class Texts:
    """The index of words as a follower of the engine."""

    def write(self, page: Page, document: Document, before: Document | None, *, new: bool) -> None:
        now, was = content.of(document), content.of(before) if before is not None else None
        if was is None or now != was:
            engine().put(page.pk, now, was, new=new)

    def led(self, pages: Collection[int]) -> None:
        """No page is found by words of another one."""

    def withdraw(self, page: Page) -> None:
        last = page.revisions.select_related("keyframe").exclude(packed=b"").latest("number")
        engine().take(page.pk, content.of(last.document))

    def drift(self, page: Page, document: Document | None) -> Iterator[str]:
        if document is None:
            if Entry.objects.filter(page=page).exists():
                yield "it is deleted, but its text is still searched"
        elif not engine().holds(page.pk, content.of(document)):
            yield "its words in the search differ from its document"


followers.append(Texts())
post_migrate.connect(rebuilding.fill_what_is_missing, sender=apps.get_app_config("search"))
