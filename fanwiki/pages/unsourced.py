"""New facts that nobody says so of yet: pointed out before they are published, never asked for."""

from collections.abc import Iterator

from .documents import Document
from .kinds import Kind
from .models import Note
from .rows import Name
from .shape import columns
from .templatetags.changes import field_label, list_label, row_title

Fact = tuple[str, Document | None]  # a column of the record and None, or a list and its row


def facts(before: Document, after: Document, kind: Kind) -> Iterator[Fact]:
    """What is said anew or otherwise, without a source."""
    sourced = {row["field"] for row in after["notes"] if row["src"]}
    for name in kind.cited_columns:
        if after[name] and after[name] != before.get(name) and name not in sourced:
            yield name, None
    for name in asked_lists(kind):
        was = {row["id"]: row for row in before.get(name, ())}
        yield from ((name, row) for row in after[name] if not row["src"] and row != was.get(row["id"]))


def asked_lists(kind: Kind) -> list[str]:
    """Names stand for themselves, and notes are where sources are given."""
    return [name for name, model in kind.offered.items() if model not in (Name, Note) and "src" in columns(model)]


def labels(before: Document, after: Document, kind: Kind) -> list[str]:
    """In words, in the order of the form."""
    found = []
    for name, row in facts(before, after, kind):
        said = row_title(row, kind.lists[name], kind) if row else ""
        found.append(f"{list_label(name, kind)}: {said}" if row else field_label(name, kind.root))
    return found
