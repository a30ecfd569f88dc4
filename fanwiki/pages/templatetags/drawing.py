"""{% drawn_once part %}: a part of a page as it is now is drawn for its first reader, and shown until it changes."""

from typing import NamedTuple
from urllib.parse import urljoin

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .. import drawn

register = template.Library()

# All that may stand inside, and each of it is part of the key: what is drawn is shown to others.
KNOWN_INSIDE = ("reading", "page", "revision", "is_current", "may", "preferences", "site_name")


class Site(NamedTuple):
    """All that is known inside of the request: at which host it was asked."""

    root: str

    def build_absolute_uri(self, address: str) -> str:
        return urljoin(self.root, address)


class DrawnOnce(template.Node):
    def __init__(self, part: str, nodelist: NodeList) -> None:
        self.part, self.nodelist = part, nodelist

    def render(self, context: template.Context) -> SafeString:
        site = Site(context["request"].build_absolute_uri("/"))
        inside = context.new({"request": site} | {name: context.get(name) for name in KNOWN_INSIDE})
        key = context["reading"].key
        if not key:
            return self.nodelist.render(inside)
        asked = site.root, sorted(context["may"]), context["preferences"].spoilers, get_language()
        wanted = f"{self.part} {key} {asked}"
        return drawn.once(wanted, lambda: self.nodelist.render(inside))


@register.tag
def drawn_once(parser: Parser, token: Token) -> DrawnOnce:
    _name, part = token.split_contents()
    nodelist = parser.parse(("enddrawn_once",))
    parser.delete_first_token()
    return DrawnOnce(part, nodelist)
