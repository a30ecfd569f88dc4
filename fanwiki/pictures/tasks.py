"""What a worker draws ahead, and smaller, than the site does on first need.

An AVIF has about half the bytes of a WebP and takes up to ten times the work, so it is only made where a worker runs.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks import task

from fanwiki.pages import upkeep
from fanwiki.pages.models import Page

from . import renditions
from .renditions import Focal, Rendition
from .stored import File


def prepare(file: File, focal: Focal | None = None) -> None:
    """Has every size drawn in the background. Without a worker, what is missing is made on first need."""
    if settings.WORKER:
        draw_all.enqueue(file.pk, focal and list(focal))


@task()
def draw_all(digest: str, focal: Any) -> None:
    file = File.objects.filter(pk=digest).first()
    if file is None:  # swept away meanwhile
        return
    there, made = renditions.names_there(file), False
    for sizes in renditions.everything(file, focal):
        missing = [one for size in sizes for one in (size, size.avif) if one.name not in there]
        if missing:
            renditions.make(file, missing, "background")
            remember(digest, missing)
            made = True
    for page in Page.objects.live().filter(picture__file=digest) if made else ():
        upkeep.rebuild_page(page.pk)  # from now on its card tells where they are


def remember(digest: str, made: list[Rendition]) -> None:
    """Added to what the row says now: two tasks may draw for two focal points at once."""
    with transaction.atomic():
        file = File.objects.select_for_update().get(pk=digest)
        file.renditions |= {one.name[len(file.stem) + 1 :]: [one.name, one.width, one.height] for one in made}
        file.save(update_fields=["renditions"])
