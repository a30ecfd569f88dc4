"""Pictures where a page is not at hand: files by themselves, old revisions; and what is said of their terms."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page
from fanwiki.text import links

from .. import drawing
from ..licences import LICENCES
from ..models import File

register = template.Library()

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif"


@register.simple_tag
def accepted_pictures() -> str:
    return ACCEPTED


register.filter("picture_code", links.picture_code)


@register.simple_tag
def picture_credit(card: dict[str, Any]) -> SafeString:
    return drawing.terms(card)


@register.simple_tag
def licence_link(name: str) -> SafeString:
    return drawing.licence_link(name, LICENCES[name].label if name in LICENCES else name)


@register.simple_tag
def picture_image(card: dict[str, Any], use: str) -> SafeString:
    return drawing.image(card, use)


@register.simple_tag
def file_image(file: File) -> SafeString:
    return drawing.of_digest(file.pk)


@register.simple_tag
def file_facts(digest: str) -> File | None:
    return File.objects.filter(pk=digest).first()


@register.simple_tag
def document_figure(document: Document, file: File | None, page: Page | None) -> SafeString:
    """The picture as this document has it, which may be an old one: what is a spoiler now was one then."""
    return drawing.of_document(document, file, spoiler=bool(page and page.card.get("spoiler")))
