"""The articles about the wiki itself: what it is, how to edit it, what it keeps."""

from pathlib import Path

from django.utils import timezone

from fanwiki.pages import editing, seeding
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page

SEEDS = Path(__file__).parent / "seeds"
AUTHOR, SUMMARY = "Fanwiki", "As it comes with the software"


def seeds() -> list[seeding.Seed]:
    """Backwards, because lists begin with the newest page."""
    now = timezone.now()
    documents = [document_of(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.md"), reverse=True)]
    return [seeding.Seed([editing.Entry(document, now, SUMMARY, by_name=AUTHOR)]) for document in documents]


def document_of(text: str) -> Document:
    """A line for each fact, such as `title: Privacy`; an empty line; the text."""
    facts, _blank, body = text.partition("\n\n")
    return {"kind": "article", "body": body.strip()} | dict(line.split(": ", 1) for line in facts.splitlines())


def seed_articles() -> list[Page]:
    """Adds what is missing, all or nothing, and gives the new pages."""
    return seeding.plant(seeds(), about="Articles")
