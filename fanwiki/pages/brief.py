"""A page as far as lists show it, made of a few columns of a query instead of the whole row."""

from typing import Any

from .documents import Document
from .models import Page
from .projection import hue_of

PICTURE_CARD = "lead_picture__page__card"  # from the page; what `picture` is


def page(kind: str, slug: str, title: str, card: Document, picture: Document | None) -> Page:
    """`picture` is the card of the page of its picture."""
    made = Page(kind=kind, slug=slug, title=title, card=card, hue=hue_of(slug))
    made.pictured = of_picture(picture, made.hue) if picture else None
    return made


def of_picture(card: dict[str, Any], hue: int) -> Page:
    own = card.get("hue")
    return Page(kind="picture", card=card, hue=hue if own is None else own)
