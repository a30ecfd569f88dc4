"""What other pages tell of a picture."""

from typing import Any

from fanwiki.pages import inbound, kinds
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page

SHOWN = 24


@kinds.panel("picture")
def used_on(page: Page, document: Document) -> tuple[str, dict[str, Any]]:
    listed = inbound.listed(inbound.links_to(page), None, SHOWN)
    return "pictures/_used.html", {"pages": [row.page for row in listed.rows], "more": bool(listed.older)}
