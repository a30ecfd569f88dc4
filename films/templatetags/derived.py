"""What the facts of a page are drawn with."""

from functools import partial
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from fanwiki.pages import shown
from fanwiki.pages.models import Page
from fanwiki.pages.templatetags.pages import called_plain, foreign, page_link, script_lang
from fanwiki.text import names
from films.derived import words
from films.derived.company import TITLES, Drawing, Node
from films.derived.told import Told

register = template.Library()

LONGEST_NAME, LONGEST_LINE = 26, 34  # letters below a circle: the two columns and the middle have room for them
register.filter("proof", words.proof)
register.filter("how_often", words.how_often)


@register.simple_tag(takes_context=True)
def said(context: template.Context, fact: Any, told: Told) -> SafeString:
    return words.said(fact, told, partial(page_link, context))


@register.filter
def of_told(pk: int, told: Told) -> Page | None:
    """None where the page went while the fact was worked out."""
    named = told.named.get(pk)
    return named.page if named else None


@register.filter
def titles(works: tuple[int, ...], told: Told) -> str:
    """The first few, and an ellipsis for the others."""
    called = [called_plain(told.named[pk].page) for pk in works[:TITLES] if pk in told.named]
    return ", ".join(called) + ("…" if len(works) > TITLES else "")


@register.inclusion_tag("films/derived/_node.html")
def node(who: Page, at: Node | Drawing, radius: int, titles: str) -> dict[str, Any]:
    """One circle of the drawing, with what stands in it and below it."""
    name, native = shown.of_page(who), who.card.get("native")
    inside = native["text"] if native else name.text
    return {
        "who": who,
        "x": at.x,
        "y": at.y,
        "r": radius,
        "below": at.y + radius + 18,
        "letter": names.initial(inside),
        "letter_lang": foreign(native["lang"]) if native else script_lang(inside),
        "name": Truncator(name.text).chars(LONGEST_NAME),
        "lang": foreign(name.lang) or script_lang(name.text),
        "titles": Truncator(titles).chars(LONGEST_LINE),
    }
