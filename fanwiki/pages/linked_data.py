"""What a page says to machines in the words of schema.org: nodes of JSON-LD, made of what was read for the reader."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from fanwiki.text import dates

from . import languages, outside
from .documents import Document
from .models import Page

Node = dict[str, Any]

# "</script>" in a title would end the block, "<!--" hide its end; U+2028 and U+2029 end lines of JavaScript.
UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class Subject(NamedTuple):
    """A live page, with all that was fetched to draw it: a kind tells of it without asking the database."""

    page: Page
    doc: Document
    named: Callable[[str, str], Page | None]  # the page that a reference leads to, by kind and title
    panels: Iterable[tuple[str, dict[str, Any]]]
    absolute: Callable[[str], str]
    picture: str  # its whole address

    def other(self, type_: str, kind: str, title: str, name: str = "") -> Node:
        """A page that this one names, or a name that has no page."""
        page = self.named(kind, title) if title else None
        return told({"@type": type_, "name": name or title, "url": page and self.absolute(page.get_absolute_url())})


def thing(type_: str, subject: Subject) -> Node:
    """What every page has to say: names, description, addresses."""
    doc = subject.doc
    return told(
        {
            "@type": type_,
            "name": doc["title"],
            "alternateName": other_names(doc),
            "description": doc["description"],
            "disambiguatingDescription": doc["disambiguation"],
            "url": subject.absolute(subject.page.get_absolute_url()),
            "sameAs": [address for address in outside.addresses(doc).values() if address],
        }
    )


def article(subject: Subject) -> Node:
    head = subject.page.head
    return told(
        thing("Article", subject)
        | {
            "headline": subject.doc["title"],
            "image": subject.picture,
            "keywords": subject.doc["tags"],
            "dateModified": head and head.at.isoformat(timespec="seconds"),
            "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        }
    )


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> Node:
    """(name, whole address) from the front page down."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def told(node: Node) -> Node:
    """Without what is not recorded."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def other_names(doc: Document) -> list[str]:
    """Each once, without the page's title; a search hint is found by, never told."""
    shown = (row["text"] for row in doc["names"] if row["kind"] != "search_hint")
    return [name for name in dict.fromkeys(shown) if name != doc["title"]]


def countries(codes: Iterable[str]) -> list[Node]:
    return [{"@type": "Country", "name": languages.locale().territories.get(code, code)} for code in codes]


def certain(value: str) -> str:
    """The date, a year or a month too, unless it is marked as about or doubtful: ISO 8601 knows no doubt."""
    return value if value and not dates.parse(value).mark else ""


def written(node: Node) -> str:
    """For a script element of the type application/ld+json."""
    text = json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
