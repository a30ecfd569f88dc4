"""A page's text as HTML: made when it is saved, stored, never parsed when it is read."""

from fanwiki.text import markup
from fanwiki.text.markup import Rendered

from . import kinds
from .documents import Document
from .models import Page, Rendering

VERSION = 2  # counts up whenever the renderer draws the same Markdown differently; `rebuild` then draws all again


def render(document: Document) -> Rendered:
    return markup.render(document["body"], [row["key"] for row in document["sources"]], kinds.registry)


def store(page: Page, rendered: Rendered) -> None:
    Rendering.objects.update_or_create(page=page, defaults={"data": rendered.as_data(), "version": VERSION})
