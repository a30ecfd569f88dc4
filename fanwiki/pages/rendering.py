"""A page's text as HTML: made when it is saved, stored, never parsed when it is read."""

from fanwiki.text import markup
from fanwiki.text.markup import Rendered

from . import kinds
from .documents import Document
from .inserting import Existing, insert_values
from .models import Page, Rendering

VERSION = 3  # counts up whenever the renderer draws the same Markdown differently; `rebuild` then draws all again


def render(document: Document) -> Rendered:
    return markup.render(document["body"], [row["key"] for row in document["sources"]], kinds.registry)


def same_text(one: Document, other: Document) -> bool:
    """Whether they are drawn alike: sources give the text its numbers."""
    return bool(one["body"] == other["body"] and one["sources"] == other["sources"])


def ahead(page: Page | None, document: Document) -> Rendered | None:
    """The slow work, done before the page is locked; None where the page seems to have that text already."""
    head = page.head if page else None
    return None if head and head.packed and same_text(head.document, document) else render(document)


def text_of(page: Page, document: Document, before: Document) -> Rendered:
    """Of a page that is locked and says `before`: what is stored, where its text stays.

    What an older renderer drew stays too, until `rebuild` draws it anew.
    """
    stored = Rendering.objects.filter(page=page).first() if same_text(before, document) else None
    return Rendered.from_data(stored.data) if stored else render(document)


def store(page: Page, rendered: Rendered, *, new: bool = False) -> None:
    """`new`: the page has none yet."""
    existing = None if new else Existing("page_id", ("data", "version"))
    row = (page.pk, rendered.as_data(), VERSION)
    insert_values(Rendering, ("page_id", "data", "version"), [row], existing=existing)
