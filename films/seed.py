"""The Ballerina entry: every page in the two revisions that it was researched in."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from fanwiki.pages import editing, seeding
from fanwiki.pages.models import Page

SEED = Path(__file__).parent / "seeds" / "ballerina.json"


def seeded() -> dict[str, Any]:
    """The file as it is: its author, and each page with its revisions."""
    contents: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    return contents


def seeds() -> list[seeding.Seed]:
    contents = seeded()
    return [seed_of(page, contents["author"]) for page in contents["pages"]]


def seed_of(page: dict[str, Any], author: str) -> seeding.Seed:
    now = timezone.now()
    entries = [
        editing.Entry(revision["document"] | {"kind": page["kind"]}, now, revision["summary"], by_name=author)
        for revision in page["revisions"]
    ]
    return seeding.Seed(entries)


def seed_ballerina() -> list[Page]:
    """Adds what is missing, all or nothing, and gives the new pages."""
    return seeding.plant(seeds(), about="Ballerina")
