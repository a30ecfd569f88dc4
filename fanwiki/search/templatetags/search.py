"""What the search page is drawn with."""

from django import template

from fanwiki.pages import kinds
from fanwiki.pages.models import Page

from .. import snippets, views, why

register = template.Library()
register.filter("why", why.marked)
register.filter("marked", snippets.html)
register.filter("search_for", views.address)


@register.filter
def briefly(page: Page) -> str:
    """What it is, in a word or two: "Film, 2023"."""
    return kinds.of(page).line(page.card)
