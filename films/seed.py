"""The Ballerina entry: every page in the two revisions that it was researched in."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanwiki.pages import batches, editing
from fanwiki.pages.models import Act, Batch, Page, Title
from fanwiki.text import names

SEED = Path(__file__).parent / "seeds" / "ballerina.json"


def seeded() -> dict[str, Any]:
    """The file as it is, each page with the title of its last revision beside it."""
    contents: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    for page in contents["pages"]:
        page["title"] = page["revisions"][-1]["document"]["title"]
    return contents


def missing() -> list[dict[str, Any]]:
    """The seed's pages whose titles no page has or ever had: what a fan renamed, edited or deleted is left alone."""
    owned = set(Title.objects.exclude(owner=None).values_list("kind", "key"))
    return [page for page in seeded()["pages"] if (page["kind"], names.fold(page["title"])) not in owned]


@transaction.atomic
def seed_ballerina() -> list[Page]:
    """Adds what is missing, all or nothing, and gives the new pages."""
    author, pages = seeded()["author"], missing()
    if not pages:
        return []
    batch = batches.begin(Act.SEED, by=None, summary="", about="Ballerina")
    added = [add(page, author, batch) for page in pages]
    batches.finish(batch)
    return added


def add(page: dict[str, Any], author: str, batch: Batch) -> Page:
    now = timezone.now()
    entries = [
        editing.Entry(revision["document"] | {"kind": page["kind"]}, now, revision["summary"], by_name=author)
        for revision in page["revisions"]
    ]
    return editing.record(None, entries, batch=batch)
