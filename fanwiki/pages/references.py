"""References as typed: `film:Ballerina` in a person's place is refused, `person:Rocky` says that it is meant."""

from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import kinds, titles
from .documents import Document
from .kinds import Kind, Mention
from .shape import Invalid, Problem


def checked(kind: Kind, document: Document, before: Document) -> Document:
    """The document with its prefixes taken off. Invalid where a new reference leads to a page of another kind.

    A reference that stood in `before` is not asked about again.
    """
    known = {mention.key for mention in kind.references(before)}
    new = [mention for mention in kind.references(document) if mention.key not in known]
    problems = [*(p for p in map(wrong_prefix, new) if p), *wrong_pages(new)]
    if problems:
        raise Invalid(problems)
    bare = document
    for mention in new:
        prefix, title = split(mention.title)
        bare = put(bare, mention.where, title) if prefix else bare
    if bare is not document:
        kind.check(bare)
    return bare


def split(title: str) -> tuple[str, str]:
    """("film", "Ballerina") of "film:Ballerina"; ("", title) where what stands before the colon is no kind."""
    prefix, colon, bare = title.partition(":")
    return (prefix, bare.strip()) if colon and prefix in kinds.registry else ("", title)


def place(mention: Mention, message: str) -> Problem:
    path = mention.where.split(".")
    return Problem(message, path[-1], *path[:-1])


def wrong_prefix(mention: Mention) -> Problem | None:
    prefix, bare = split(mention.title)
    if prefix and (prefix != mention.kind or not names.fold(bare) or split(bare)[0]):
        wanted = kinds.registry[mention.kind].label
        message = _("“%(title)s” is not the title of a page of the kind “%(kind)s”.")
        return place(mention, str(message % {"title": mention.title, "kind": wanted}))
    return None


def wrong_pages(new: list[Mention]) -> list[Problem]:
    """References that no page of the right kind answers to, but one of another kind does."""
    plain = [mention for mention in new if not split(mention.title)[0]]
    leads = titles.leads({mention.key[1] for mention in plain}).pages if plain else {}
    found = []
    for mention in plain:
        other = None if mention.key in leads else leads.get(("", mention.key[1]))
        if other:
            wanted, there = kinds.registry[mention.kind], kinds.of(other)
            message = _("“%(title)s” is a page of the kind “%(there)s”. For another, write %(prefix)s:%(title)s.")
            said = {"title": mention.title, "there": there.label, "prefix": wanted.name}
            found.append(place(mention, str(message % said)))
    return found


def put(document: Document, where: str, value: str) -> Document:
    """The document with another value at this path; the rest is shared with the old one."""
    path = where.split(".")
    if len(path) == 1:
        return document | {path[0]: value}
    list_name, row_id, column = path
    rows = [row | {column: value} if row["id"] == row_id else row for row in document[list_name]]
    return document | {list_name: rows}
