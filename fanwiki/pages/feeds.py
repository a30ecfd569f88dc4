"""Revisions as an Atom feed: the same for everybody, with nothing in it that a stranger may not see."""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.http import http_date

from fanwiki.text import names

from . import languages
from .models import Revision
from .templatetags.changes import change_address, has_document, marks

ENTRIES = 50
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def answer(
    request: HttpRequest, revisions: QuerySet[Revision], *, title: str, about: str, required: bool = False
) -> HttpResponse:
    """The newest of these revisions, with page and author; 304, after one look at their keys, to who has them.

    `about` is the address of the page that shows the same. Http404 where something is required and there is nothing.
    The tag follows every key, not the newest alone: a page that is deleted takes its entries out of the middle.
    """
    newest = list(revisions.order_by("-pk").values_list("pk", "at")[:ENTRIES])
    if required and not newest:
        raise Http404
    keys = [request.build_absolute_uri(), languages.active(), *(str(key) for key, _at in newest)]
    etag = f'"{sha256(" ".join(keys).encode()).hexdigest()[:32]}"'
    modified = max((int(at.timestamp()) for _key, at in newest), default=None)
    response = get_conditional_response(request, etag, modified)
    if response is None:
        rows = revisions.order_by("-pk")[:ENTRIES]
        response = HttpResponse(written(request, rows, title, about), content_type=Atom1Feed.content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"  # kept, but asked about: what is taken back is gone at once
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    return response


def written(request: HttpRequest, revisions: QuerySet[Revision], title: str, about: str) -> str:
    absolute = request.build_absolute_uri
    own = absolute(request.path)
    feed = Atom1Feed(
        title=line(f"{title} — {settings.SITE_NAME}"),
        link=absolute(about),
        description="",
        language=languages.active(),
        feed_url=own,
        feed_guid=own,
    )
    for revision in revisions:
        feed.add_item(**entry(revision, absolute))
    xml: str = feed.writeString("utf-8")
    return xml


def entry(revision: Revision, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Its id is made of the revision's key, which outlives a rename, and is the same in every feed."""
    page = revision.page
    labels = [line(str(mark.label)) for mark in marks(revision)]
    return {
        "title": line(f"{page.title}: {revision.summary or ', '.join(labels) or revision.number}"),
        "link": absolute(change_address(revision, page.get_absolute_url()) or page.address("history")),
        "description": told(revision, absolute),
        "author_name": line(revision.author) or settings.SITE_NAME,
        "author_link": revision.by and absolute(reverse("pages:user", args=[revision.by.username])),
        "unique_id": get_tag_uri(absolute(f"/revision/{revision.pk}"), revision.at),
        "pubdate": revision.at,
        "updateddate": revision.at,
        "categories": labels,
    }


def told(revision: Revision, absolute: Callable[[str], str]) -> str:
    """HTML: reason, tags and parts, and where to look. Nothing of the document, which may give a story away."""
    page = revision.page
    changed = change_address(revision, page.get_absolute_url())
    version = page.address("revision", revision.number) if has_document(revision) else ""
    context = {
        "revision": revision,
        "marks": marks(revision),
        "changed": changed and changed != version and absolute(changed),
        "version": version and absolute(version),
        "history": absolute(page.address("history")),
    }
    return NOT_IN_XML.sub("", render_to_string("pages/_feed_entry.html", context))


def line(text: str) -> str:
    """One line that XML can hold, without signs that turn the writing round."""
    return names.clean_line(NOT_IN_XML.sub("", text))
