"""What is drawn ahead: WebP at once, and AVIF where a worker runs, for it takes up to ten times the work."""

from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django_tasks import task

from fanwiki.pages import upkeep
from fanwiki.pages.models import Page

from .decoding import Line
from .refused import Refused
from .renditions import USES, Focal, Rendition, make, names_there, sized
from .stored import File

AT_ONCE = ("poster", "card", "portrait", "round", "side", "wide")  # the rest is rarely looked at


def prepare(file: File, focal: Focal | None = None) -> None:
    """Once a page names the file, and outside of its transaction: what cannot be drawn now is made on first need."""
    with suppress(Refused, OSError):
        draw(file, [one for use in AT_ONCE for one in sized(file, use, focal)], "draw")
    if settings.WORKER:
        draw_all.enqueue(file.pk, focal and list(focal))


@task()
def draw_all(digest: str, focal: Focal | None) -> None:
    """Use by use, so that each is a short work."""
    file = File.objects.filter(pk=digest).first()
    made = False
    for use in USES if file else ():  # it may have been swept away meanwhile
        sizes = sized(file, use, focal)
        made = draw(file, [*sizes, *(one.avif for one in sizes)], "background") or made
    for page in Page.objects.live().filter(picture__file=digest) if made else ():
        upkeep.rebuild_page(page.pk)  # from now on its card tells where they are


def draw(file: File, wanted: list[Rendition], line: Line) -> bool:
    """Whether some were missing."""
    there = names_there(file)
    missing = [one for one in wanted if one.name not in there]
    if missing:
        make(file, missing, line)
        remember(file, missing)
    return bool(missing)


def remember(file: File, made: list[Rendition]) -> None:
    """Added to what the row says now: two may draw for two focal points at once."""
    with transaction.atomic():
        now = File.objects.select_for_update().filter(pk=file.pk).first()
        if now:
            new = {one.name[len(file.stem) + 1 :]: [one.name, one.width, one.height] for one in made}
            file.renditions = now.renditions | new
            file.save(update_fields=["renditions"])
