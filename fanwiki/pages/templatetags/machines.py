"""What the head of a page tells machines: linked data, how the page is shared, the colour of the window around it."""

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language

from .. import kinds
from ..card_pictures import HEIGHT, WIDTH, css_colour
from ..linked_data import Subject, breadcrumbs, written
from ..models import Page
from ..reading import Reading

register = template.Library()

HERO_TOP = (0.17, 0.045)  # of layout.css


def absolute(context: template.Context, address: str) -> str:
    whole: str = context["request"].build_absolute_uri(address)
    return whole


@register.simple_tag(takes_context=True)
def linked_data(context: template.Context) -> SafeString:
    """The page itself, out of what was read to draw it."""
    reading, page = context["reading"], context["page"]
    subject = Subject(
        page,
        reading.doc,
        reading.refs.page,
        reading.panels,
        lambda address: absolute(context, address),
        absolute(context, card_picture(page)),
    )
    return mark_safe(written(reading.kind.linked_data(subject)))  # noqa: S308 - has no < > & of its own


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.Context) -> SafeString:
    reading, page = context["reading"], context["page"]
    steps = [
        (settings.SITE_NAME, reverse("pages:home")),
        (str(capfirst(reading.kind.plural)), reverse("pages:index", args=[reading.kind.name])),
        (page.title, page.get_absolute_url()),
    ]
    data = breadcrumbs((name, absolute(context, address)) for name, address in steps)
    return mark_safe(written(data))  # noqa: S308 - has no < > & of its own


@register.filter
def card_picture(page: Page) -> str:
    """Its address, another one for each revision: some keep a picture for good under the address that it had.

    Its own picture where the licence lets other sites show it, else its title card.
    """
    shows = page.pictured or page
    if own := kinds.of(shows).shared_picture(shows):
        return own
    return f"{page.address('card')}?v={page.head.number if page.head else 0}"


@register.simple_tag
def card_size(side: str) -> int:
    return {"width": WIDTH, "height": HEIGHT}[side]


@register.filter
def line(page: Page) -> str:
    """What it is, in a word or two."""
    return kinds.of(page).line(page.card)


@register.filter
def described(reading: Reading) -> str:
    page: Page | None = reading.page
    return str(reading.doc["description"]) or (line(page) if page else "")


@register.filter
def title_and_year(page: Page) -> str:
    year = page.card.get("year")
    return f"{page.title} ({year})" if year else page.title


@register.filter
def words_on_card(page: Page) -> str:
    native = page.card.get("native")
    said = [page.title, native and native["text"] != page.title and native["text"], line(page)]
    return ", ".join(str(part) for part in said if part)


@register.filter
def open_graph_type(reading: Reading) -> str:
    return reading.kind.open_graph_type(reading.doc)


@register.simple_tag
def open_graph_locale() -> str:
    """en_US: Open Graph asks for a country too, and is told where most of a language's readers live."""
    tag = (get_language() or settings.LANGUAGE_CODE).replace("-", "_")
    try:
        known = Locale.parse(get_global("likely_subtags").get(tag, tag))
    except (ValueError, UnknownLocaleError):
        return tag
    return f"{known.language}_{known.territory}" if known.territory else tag


@register.simple_tag
def hero_colour(hue: int) -> str:
    """Of the top of a page with a hero, for the browser's own bars."""
    return css_colour(*HERO_TOP, hue)
