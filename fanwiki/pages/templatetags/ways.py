"""What lists, years and the front page say of themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.utils import dates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy

from .. import choices, kinds
from ..listing import Listing, Offer
from .changes import grouped
from .pages import in_script

register = template.Library()
register.filter("grouped", grouped)

SORTS = {
    choices.NEWEST: pgettext_lazy("order of a list", "Newest page"),
    choices.TITLE: pgettext_lazy("order of a list", "A–Z"),
    choices.RELEASED: pgettext_lazy("order of a list", "Latest release"),
    choices.OLDEST: pgettext_lazy("order of a list", "Earliest release"),
    choices.LINKED: pgettext_lazy("order of a list", "Most linked"),
}


@register.filter
def sort_links(listing: Listing) -> Iterator[tuple[Any, str, bool]]:
    """(name, address, whether it is this one) of each order."""
    for name in choices.sorts(listing.kind):
        yield SORTS[name], listing.asked.sort(name).address, name == listing.asked.sort_name


@register.simple_tag
def listing_title(listing: Listing) -> str:
    said = ", ".join(chip.said for chip in listing.chips)
    plural = str(capfirst(listing.kind.plural))
    return f"{plural}: {said}" if said else plural


@register.simple_tag
def pages_found(listing: Listing) -> str:
    said = ngettext("%(count)s page", "%(count)s pages", listing.total)
    return said % {"count": grouped(listing.total)}


@register.simple_tag
def offers(listed: Iterable[Offer]) -> SafeString:
    """Hundreds of links in one go, which a loop of a template would draw for longer than all else takes."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}{}><span>{}</span> <span class="nums">{}</span></a></li>',
        (
            (offer.address, followed(offer.address), current(offer.chosen), in_script(offer.said), grouped(offer.pages))
            for offer in listed
        ),
    )


@register.simple_tag
def letter_links(letters: Iterable[Offer]) -> SafeString:
    return format_html_join(
        "\n",
        '<li><a class="chip" href="{}" rel="nofollow"{}>{}<span class="vh">: {}</span></a></li>',
        ((letter.address, current(letter.chosen), in_script(letter.said), grouped(letter.pages)) for letter in letters),
    )


def followed(address: str) -> SafeString:
    """Search engines need one value at a time, not every combination."""
    return SafeString(' rel="nofollow"' if "&" in address else "")


def current(chosen: bool) -> SafeString:
    return SafeString(' aria-current="true"' if chosen else "")


@register.simple_tag
def narrowed(kind_name: str, facet: str, value: Any, said: str = "", classes: str = "") -> SafeString:
    """A value of a page as a link to all pages that have it; without one, where it cannot be asked for."""
    address = choices.narrowed(kinds.registry[kind_name], facet, value)
    marked = format_html(' class="{}"', classes) if classes else ""
    shown = in_script(said or str(value))
    if not address:
        return format_html("<span{}>{}</span>", marked, shown)
    return format_html('<a{} href="{}">{}</a>', marked, address, shown)


@register.filter
def month_name(number: int) -> str:
    """0 stands for dates that tell no month."""
    return str(dates.MONTHS[number]).capitalize() if number else gettext("In some month")
