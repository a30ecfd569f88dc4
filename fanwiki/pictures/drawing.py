"""A picture as HTML, made of the card of its page alone: as an image of any size of the design, and as a figure."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page
from fanwiki.pages.templatetags.pages import in_script

from . import renditions
from .licences import LICENCES, short
from .stored import File

Card = dict[str, Any]
IN_LISTS = frozenset({"card", "portrait", "round", "poster"})  # where nobody has asked to see what is a spoiler
KEPT = ("master", "width", "height", "animated", "secret")


def told_of(file: File | None, focal: renditions.Focal) -> Card:
    """What a card keeps of a file."""
    if file is None:
        return {"file": None}
    base = file.renditions.get("base")
    kept = {name: getattr(file, name) for name in KEPT} | {"renditions": {"base": base} if base else {}}
    return {"file": kept, "ahead": renditions.all_there(file, focal), "hue": file.hue}


def file_of(card: Card) -> File | None:
    """The file as far as drawing needs it, without a query."""
    kept = card.get("file")
    if not kept:
        return None
    file = File(**kept)
    file.drawn_ahead = card["ahead"]
    return file


def focal_of(card: Card) -> renditions.Focal:
    return card["focal_x"] / 100, card["focal_y"] / 100


def image(card: Card, use: str, *, alt: str | None = None, ahead: bool = False) -> SafeString:
    """`alt` None takes the picture's own words; "" says that the words beside it are enough."""
    file = file_of(card)
    if file is None or (card["spoiler"] and use in IN_LISTS):
        return SafeString()
    sources = renditions.picture_sources(file, use, focal_of(card))
    return drawn(sources, card["alt"] if alt is None else alt, ahead=ahead)


def drawn(sources: renditions.Sources, alt: str, *, ahead: bool) -> SafeString:
    context = {"sources": sources, "alt": alt, "ahead": ahead}
    return SafeString(render_to_string("pictures/_image.html", context).strip())


def figure(page: Page, *, alt: str, place: str, caption: SafeString) -> SafeString:
    card = page.card
    shown = image(card, "wide" if place != "side" else "side", alt=alt or card["alt"])
    if not shown:
        return SafeString()
    context = {"page": page, "card": card, "image": shown, "place": place, "caption": caption, "moving": moving(card)}
    return render_to_string("pictures/_figure.html", context)


def terms(card: Card) -> SafeString:
    """Who made it, and how it may be used."""
    licence = licence_link(card["licence"], short(card["licence"]))
    return format_html("{}, {}", in_script(card["author"]), licence) if card["author"] else licence


def licence_link(name: str, said: Any) -> SafeString:
    licence = LICENCES.get(name)
    if licence is None or not licence.address:
        return format_html("{}", said)
    return format_html('<a rel="license noopener" href="{}">{}</a>', licence.address, said)


def moving(card: Card) -> str:
    """The address of an animation; "" for what stands still."""
    file = file_of(card)
    return renditions.moving(file) if file else ""


def address(card: Card) -> str:
    """Of the picture as large as it is shown, for other programs."""
    file = file_of(card)
    return renditions.picture_sources(file, "full", focal_of(card)).src if file else ""


def shared(card: Card) -> str:
    """What other sites may show beside a link to a page with this picture; "" where its licence does not say so."""
    free = LICENCES[card["licence"]].free if card.get("file") else False
    return address(card) if free and not card["spoiler"] else ""


def of_digest(digest: Any) -> SafeString:
    """A file by itself, for whoever is choosing or comparing: with one query, and without words of its own."""
    file = File.objects.filter(pk=str(digest or "")[:64]).first()
    if file is None:
        return SafeString()
    return drawn(renditions.picture_sources(file, "side"), _("The picture"), ahead=True)


def of_document(document: Document, file: File | None, *, spoiler: bool) -> SafeString:
    """As a whole, with its caption; of any revision, which `spoiler` closes whatever it said of itself."""
    card = document | told_of(file, focal_of(document)) | {"spoiler": spoiler or document["spoiler"]}
    shown = image(card, "wide", ahead=True)
    context = {"card": card, "image": shown, "caption": in_script(document["caption"]), "moving": moving(card)}
    return render_to_string("pictures/_figure.html", context) if shown else SafeString()
