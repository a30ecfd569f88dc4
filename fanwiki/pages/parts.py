"""What of a page one form holds: a list, the facts or one of them, the text or a section of it; or what begins one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanwiki.text import sections

from . import kinds, shape
from .documents import Document
from .kinds import Kind
from .models import Page

FACTS, TEXT, BEGIN = "facts", "text", "begin"
BODY = "body"
NOT_FACTS = frozenset({"title", BODY})


@dataclass(frozen=True)
class Part:
    """`section` is the id of the section that the field of the text holds; "" where that is the whole text."""

    name: str
    label: str
    columns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    section: str = ""

    @property
    def one_fact(self) -> bool:
        return self.columns == (self.name,)

    @property
    def place(self) -> str:
        """The id of what it is on the page that is read; "" where that is not known before it is published."""
        if BODY in self.columns:
            return self.section
        return self.name if self.lists else FACTS

    def cut(self, document: Document) -> str:
        """What the field of the text says; "" where the document has no such section."""
        found = self.found(document)
        return sections.cut(document[BODY], found) if found else ""

    def found(self, document: Document) -> sections.Section | None:
        return sections.find(document[BODY], self.section, kinds.registry)

    def within(self, document: Document, was: Document) -> str | None:
        """The section, in a document that says nothing else otherwise than `was`; None where it does."""
        found = self.found(was)
        return sections.between(was[BODY], found, document[BODY]) if found else None


def address(page: Page, name: str) -> str:
    """Of the form of a part; in that of one fact the keyboard is in the field, wherever the address leads."""
    is_fact = name in shape.columns(kinds.of(page).root)
    return f"{page.address('edit')}?part={name}{'' if is_fact else '#part'}"


def label(kind: Kind, name: str) -> str:
    """Of a list or a fact."""
    if name in kind.lists:
        return str(kind.lists[name].list_label)
    return capfirst(str(getattr(shape.columns(kind.root)[name], "verbose_name", name)))


def find(kind: Kind, name: str, document: Document) -> Part | None:
    """None where no such page has such a part. A section is known by its id, and by it without the "s-"."""
    columns = shape.columns(kind.root)
    if name in kind.offered:
        beside = tuple(column for column in kind.beside.get(name, ()) if document[column])
        return Part(name, label(kind, name), beside, (name,))
    if name == FACTS:
        return Part(FACTS, _("Facts"), tuple(column for column in columns if column not in NOT_FACTS))
    if name in (TEXT, BODY):
        return whole_text()
    if name in columns and name not in NOT_FACTS:
        return Part(name, label(kind, name), (name,))
    return find_section(name, document) or find_section(f"s-{name}", document)


def find_section(name: str, document: Document) -> Part | None:
    found = sections.find(document[BODY], name, kinds.registry)
    return Part(name, found.title or _("Introduction"), (BODY,), section=name) if found else None


def sent(kind: Kind, name: str, document: Document) -> Part | None:
    """The part that a form was drawn for: its section may have gone since, and its words must not."""
    lost = Part(name, name.removeprefix("s-"), (BODY,), section=name) if name.startswith("s-") else None
    return find(kind, name, document) or lost


def whole_text() -> Part:
    return Part(TEXT, _("Text"), (BODY,))


def beginning(kind: Kind) -> Part:
    """What makes a page: a title, one fact, one sentence."""
    return Part(BEGIN, _("The page"), ("title", *kind.beginning, "description"))


def first_changed(names: list[str], old: Document, new: Document) -> str:
    """The id of the first place on the page that shows what changed; `names` are the parts of a revision."""
    return next(places(names, old, new), "")


def places(names: list[str], old: Document, new: Document) -> Iterator[str]:
    """What only proves or remarks on something comes last."""
    last = ("sources", "notes")
    for name in sorted(names, key=lambda name: name in last):
        yield sections.first_changed(old[BODY], new[BODY], kinds.registry) if name == TEXT else name
