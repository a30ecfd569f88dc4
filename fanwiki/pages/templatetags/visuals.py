"""What a page looks like in a list and at its head: its picture, else a title card or a monogram."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fanwiki.text import names

from .. import brief, drawn, kinds, shown, title_cards
from ..models import Page
from ..projection import hue_of
from .pages import foreign, in_script, script_lang

register = template.Library()


def image(page: Page, use: str, **more: Any) -> SafeString:
    """Of its picture, or of the page itself where that is a picture; "" where there is none to show."""
    shows = page.pictured or page
    return kinds.of(shows).image(shows, use, **more)


@register.simple_tag
def title_card(page: Page) -> SafeString:
    """The poster; without one, words broken into lines that fit: a list of fifty would cost more than all its page."""
    if poster := image(page, "card", alt=""):
        return format_html('<span class="tc h-{}">{}</span>', page.tint, poster)
    name = shown.of_page(page)
    told = page.slug, name, page.hue, page.card.get("native"), page.card.get("year")
    return drawn.once(f"title card {told}", lambda: drawn_card(page, name))


def drawn_card(page: Page, name: shown.Shown) -> str:
    native = page.card.get("native")
    context = {
        "page": page,
        "address": card_address(page),
        "fitted": title_cards.fit(name.text),
        "lang": foreign(name.lang) or script_lang(name.text),
        "native": native if native and native["text"] != name.text else None,
        "year": page.card.get("year"),
    }
    return render_to_string("pages/_title_card.html", context)


@register.simple_tag
def card_address(page: Page) -> str:
    """Of the page's pattern in the sprite of cards."""
    return f"{static('cards.svg')}#{title_cards.pattern_of(page.slug)}"


@register.simple_tag
def monogram(page: Page | None, title: str = "", classes: str = "") -> SafeString:
    """The portrait; without one, the first letter or syllable of the name in its own script, or of a title."""
    if page and (portrait := image(page, "round" if "round" in classes else "portrait", alt="")):
        return format_html('<span class="{}">{}</span>', f"mono {classes}".strip(), portrait)
    native = page.card.get("native") if page else None
    named = native["text"] if native else (page.title if page else title)
    lang = foreign(native["lang"] if native else script_lang(named))
    hue = page.hue if page else hue_of(names.slugify(title))
    return drawn_letter(names.initial(named), lang, f"mono h-{hue} {classes}".strip())


@lru_cache(maxsize=4096)
def drawn_letter(letter: str, lang: str, classes: str) -> SafeString:
    language = format_html(' lang="{}"', lang) if lang else ""
    return format_html('<span class="{}"{} aria-hidden="true">{}</span>', classes, language, letter)


@register.simple_tag
def head_visual(page: Page) -> SafeString:
    """At the head of its own page: a picture leads to its page and is told in words."""
    lead = page.pictured
    large = image(page, "poster", ahead=True) if lead else ""
    if not lead or not large:
        return page_visual(page, "big")
    return format_html('<a class="tc" href="{}">{}</a>', lead.get_absolute_url(), large)


@register.simple_tag
def page_visual(page: Page, classes: str = "") -> SafeString:
    """A title card for what has a format, such as a film; a monogram for everybody else."""
    return title_card(page) if "format" in page.card else monogram(page, classes=classes)


@register.simple_tag
def picture_figure(page: Page | None, caption: str) -> SafeString:
    """A picture of a gallery with what is said of it there; "" while nobody has uploaded it."""
    if page is None:
        return SafeString()
    return kinds.of(page).figure(page, alt="", place="side", caption=in_script(caption))


@register.simple_tag
def picture_terms(page: Page) -> SafeString:
    """Who made a picture, and on which terms it is shown."""
    return kinds.of(page).terms(page)


@register.filter
def as_page(row: Any) -> Page:
    """The page behind a row of a panel, as far as its visual needs it."""
    return brief.page(row.page_kind, row.page_slug, row.page_title, row.page_card, row.page_picture)


@register.filter
def other_page(row: Any, kind: str) -> Page | None:
    """The page that a row of a panel names beside its own; None while nobody has written it."""
    if not row.other_slug:
        return None
    return brief.page(kind, row.other_slug, row.other_title, row.other_card, row.other_picture)
