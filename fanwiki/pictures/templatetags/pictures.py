"""Pictures where a page is not at hand: files by themselves, old revisions; and what is said of their terms."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanwiki.pages.documents import Document
from fanwiki.pages.templatetags.pages import in_script

from .. import drawing
from ..licences import LICENCES, short
from ..models import File

register = template.Library()

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif"


@register.simple_tag
def accepted_pictures() -> str:
    return ACCEPTED


@register.simple_tag
def picture_credit(card: dict[str, Any]) -> SafeString:
    """Who made it, and the terms."""
    terms = licence_link(card["licence"], brief=True)
    return format_html("{}, {}", in_script(card["author"]), terms) if card["author"] else terms


@register.simple_tag
def licence_link(name: str, brief: bool = False) -> SafeString:
    licence = LICENCES.get(name)
    if licence is None:
        return format_html("{}", name)
    said = short(name) if brief else licence.label
    if not licence.address:
        return format_html("{}", said)
    return format_html('<a rel="license noopener" href="{}">{}</a>', licence.address, said)


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
def document_figure(document: Document) -> SafeString:
    """The picture as this document has it, which may be an old one."""
    return drawing.of_document(document)
