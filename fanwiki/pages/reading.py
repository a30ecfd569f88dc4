"""What a page's template is fed with: one document, one map of the pages it names, one count of its citations."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from fanwiki.text import names, words
from fanwiki.text.markup import Rendered, resolve_links, resolve_pictures

from . import kinds, projection, rendering, shown, titles
from .documents import Document
from .kinds import Kind
from .models import Link, Page, Revision, Title

PICTURE = "page__lead_picture__page"
PAGE_COLUMNS = [field.attname for field in Page._meta.concrete_fields]


class References:
    """The pages that a document names, by kind and folded title. Made with one query, asked as often as needed."""

    def __init__(self, pages: dict[titles.Key, Page], shared: Collection[titles.Key] = ()) -> None:
        self.pages, self.shared = pages, shared

    @classmethod
    def of_current(cls, page: Page) -> "References":
        """From plain columns: models of a hundred links and titles would cost more than the query."""
        mentioned = Title.objects.filter(pk__in=Link.objects.filter(page=page).values("title"))
        known = mentioned.filter(Q(page__isnull=False) | Q(shared=True))
        columns = [*(f"page__{name}" for name in PAGE_COLUMNS), *(f"{PICTURE}__{name}" for name in PAGE_COLUMNS)]
        rows = list(known.values_list("kind", "key", "shared", *columns))
        pages = {(kind, key): page_with_picture(values) for kind, key, shared, *values in rows if not shared}
        return cls(pages, {(kind, key) for kind, key, shared, *_values in rows if shared})

    def page(self, kind: str, title: str) -> Page | None:
        return self.pages.get((kind, names.fold(title)))

    def attributes(self, kind: str, key: str, title: str) -> str:
        """Of the <a> of a link in the text: its address, or for a page not written yet the way to write it."""
        page = self.pages.get((kind, key))
        if page:
            return format_html('href="{}"', page.get_absolute_url())
        if (kind, key) in self.shared:
            told = _("Several pages are called %(title)s") % {"title": title}
            return format_html('class="shared" href="{}" title="{}"', called_address(kind, title), told)
        told = _("%(title)s (page not written yet)") % {"title": title}
        return format_html('class="missing" href="{}" title="{}"', new_address(kind, title), told)

    def prose(self, html: str) -> str:
        """Stored HTML with its links resolved and the site's own words in the reader's language.

        Safe, because it was sanitised when it was stored, and gains nothing but addresses and escaped words.
        """
        return words.in_language(resolve_links(resolve_pictures(html, self.figure), self.attributes))

    def figure(self, key: str, title: str, alt: str, place: str, caption: str) -> str:
        """A picture in the text, as its kind draws it; "" while there is no such page."""
        page = self.pages.get(("picture", key))
        return kinds.of(page).figure(page, alt=unescape(alt), place=place, caption=mark_safe(caption)) if page else ""  # noqa: S308 - sanitised when it was stored


def new_address(kind: str, title: str) -> str:
    """Where a missing page is written; a link that names no kind asks for it first."""
    where = reverse("pages:new", args=[kind]) if kind else reverse("pages:choose")
    return f"{where}?{urlencode({'title': title})}"


def called_address(kind: str, title: str) -> str:
    """Where a reader chooses among the pages that are called so."""
    return f"{reverse('pages:called')}?{urlencode({'name': title} | ({'kind': kind} if kind else {}))}"


def page_with_picture(values: Sequence[Any]) -> Page:
    """From its columns, and behind them those of the page of its picture."""
    own, shown = values[: len(PAGE_COLUMNS)], values[len(PAGE_COLUMNS) :]
    page = Page.from_db(None, PAGE_COLUMNS, own)
    page.pictured = Page.from_db(None, PAGE_COLUMNS, shown) if shown[0] else None
    return page


class Cited(NamedTuple):
    """One mark in the facts: the source's number, and the id that the source's back link leads to."""

    number: int
    key: str
    id: str


class Citations:
    """The sources by number, and how often each was cited; the template counts the facts' as it draws them."""

    def __init__(self, document: Document, text: Rendered) -> None:
        self.numbers = {row["key"]: n for n, row in enumerate(document["sources"], 1)}
        self.in_text = text.cites
        self.in_facts: Counter[str] = Counter()

    def cite(self, keys: Iterable[str]) -> list[Cited]:
        marks = []
        for key in keys:
            if key in self.numbers:
                self.in_facts[key] += 1
                marks.append(Cited(self.numbers[key], key, f"f-{key}-{self.in_facts[key]}"))
        return marks

    def back_links(self, key: str) -> list[str]:
        """The ids of all marks of this source, the text's first. Ask when the facts have been drawn."""
        text = [f"t-{key}-{n}" for n in range(1, self.in_text.get(key, 0) + 1)]
        return text + [f"f-{key}-{n}" for n in range(1, self.in_facts[key] + 1)]


@dataclass
class Reading:
    """A document as readers see it: the live page, an old revision or a preview, by the same template."""

    kind: Kind
    doc: Document
    text: Rendered
    refs: References
    page: Page | None = None
    panels: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    key: str = ""  # stands for all that the live page is drawn from; "" for what is drawn for one person

    def __post_init__(self) -> None:
        self.cites = Citations(self.doc, self.text)

    @property
    def name(self) -> shown.Shown:
        """What the page is headed with; an old revision by the names that it had then."""
        return shown.of_document(self.doc)

    @property
    def relations(self) -> list[dict[str, Any]]:
        """The rows with their label: "Hunts", not "hunts"."""
        return [row | {"label": self.kind.relations[row["type"]].label} for row in self.doc["relations"]]


def current(page: Page) -> Reading:
    """The live page: its document came with it, its text is stored, its references are one query."""
    kind = kinds.of(page)
    if page.head is None:
        raise ValueError("A page that was never written cannot be read.")
    document = page.head.document
    text = Rendered.from_data(page.rendering.data)
    refs, panels = References.of_current(page), panels_of(page, document)
    return Reading(kind, document, text, refs, page, panels, key_of(page, page.head, refs, panels))


def key_of(page: Page, head: Revision, refs: References, panels: list[tuple[str, dict[str, Any]]]) -> str:
    """A digest of the document, of its text as it was rendered, and of all that is shown of other pages."""
    own = (head.digest, head.number, head.at, head.author, head.summary, page.rendering.data)
    others = sorted((key, shown_of(other)) for key, other in refs.pages.items())
    return hashlib.sha256(repr((own, shown_of(page), others, sorted(refs.shared), panels)).encode()).hexdigest()


def shown_of(page: Page) -> tuple[Any, ...]:
    pictured = page.pictured and (page.pictured.slug, page.pictured.hue, repr(page.pictured.card))
    return page.kind, page.slug, page.title, page.hue, page.deleted, repr(page.card), pictured


def of_document(document: Document, page: Page | None = None) -> Reading:
    """Any other document: an old revision or a preview, drawn with the pages that there are today."""
    kind = kinds.registry[document["kind"]]
    text = rendering.render(document)
    mentioned = projection.mentions(kind, document, text)
    return Reading(kind, document, text, References(*titles.resolve(mentioned)), page)


def panels_of(page: Page, document: Document) -> list[tuple[str, dict[str, Any]]]:
    drawn = (panel(page, document) for panel in kinds.panels.get(page.kind, ()))
    return [panel for panel in drawn if panel]
