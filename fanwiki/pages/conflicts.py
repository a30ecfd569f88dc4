"""What two people changed at once, as questions that travel with the form until it is published.

The form itself holds what would be published. Beside it travels, signed, what its editor had when the page was found
to have moved on, so that the merge can be made again with any choice. A choice that was made differently goes into the
form by a merge of its own: between what was drawn, what the form has become since, and what the choice would draw.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.utils.text import get_text_list
from django.utils.translation import pgettext

from fanwiki.text import diff
from fanwiki.text.merge import Clash, Merge, merge

from . import documents, storage
from .documents import Document
from .models import Page, Revision

TOKEN = "conflict"  # noqa: S105 - the name of a field
OURS, THEIRS = "ours", "theirs"
SIDES = {"o": OURS, "t": THEIRS}


class Question(NamedTuple):
    """One clash. `chosen` is OURS or THEIRS; `written`: what was written there since stood against another choice."""

    number: int
    clash: Clash
    chosen: str
    written: bool

    @property
    def name(self) -> str:
        return f"choice-{self.number}"


class Answered(NamedTuple):
    """The document with the choices in it. `late` are choices that stand against what was written in the form since."""

    document: Document
    questions: "Questions"
    late: bool


@dataclass(frozen=True)
class Questions:
    """The clashes between what an editor had and what others published from revision `started` to `head`.

    `put` has a letter for each clash: "o" or "t" for the side that the form was drawn with; a capital where its editor
    was told that the other side would replace what they have written there.
    """

    page: Page
    started: Revision
    head: Revision
    ours: Document
    put: str = ""
    sent: Mapping[str, str] | None = None  # where the choices of a form are shown again but were not put into it yet

    @cached_property
    def merge(self) -> Merge:
        return self.merged(self.put)

    @cached_property
    def sides(self) -> tuple[Document, Document, Document]:
        """The title is not the editor's: a page that was renamed meanwhile has its new one."""
        theirs = self.head.document
        return self.started.document, {**self.ours, "title": theirs["title"]}, theirs

    def merged(self, put: str) -> Merge:
        return merge(*self.sides, taking={n for n, side in enumerate(put) if side in "tT"})

    @cached_property
    def between(self) -> list[Revision]:
        return between(self.page, self.started.number, self.head.number + 1)

    @cached_property
    def authors(self) -> list[str]:
        return authors(self.between)

    @cached_property
    def renames(self) -> list["Rename"]:
        return renames(self.page, self.between)

    @cached_property
    def already_in(self) -> list[str]:
        """The parts in which their changes are in the form, whatever is chosen."""
        return diff.parts(self.sides[1], self.merged("").document)

    @property
    def asked(self) -> list[Question]:
        put = self.wanted(self.sent) if self.sent is not None else self.put
        return [
            Question(n, clash, SIDES[put[n].lower()], self.put[n].isupper())
            for n, clash in enumerate(self.merge.clashes)
        ]

    def wanted(self, sent: Mapping[str, str]) -> str:
        """What the radio buttons say; what none of them says stays."""
        letters = {name: letter for letter, name in SIDES.items()}
        return "".join(letters.get(sent.get(f"choice-{n}", ""), put.lower()) for n, put in enumerate(self.put))

    def answered(self, form: Document, sent: Mapping[str, str]) -> Answered:
        """Put what was chosen differently into what the form says.

        What was written there since is not lost in silence: a choice that would replace it is asked once more.
        """
        drawn, wanted, late = self.merge, self.wanted(sent), set[int]()
        flips = {n for n, side in enumerate(self.put) if side.lower() != wanted[n]}
        document = form
        while flips:
            put = "".join(wanted[n] if n in flips else side for n, side in enumerate(self.put))
            chosen = self.merged(put).document
            step = merge(drawn.document, form, chosen)
            over = {n for n in self.met(flips, step.clashes) if self.put[n].islower()}
            if not over:
                document = merge(drawn.document, form, chosen, range(len(step.clashes))).document
                break
            late |= over
            flips -= over
        marked = "".join(self.marked(n, n in flips, n in late) for n in range(len(self.put)))
        return Answered(document, replace(self, put=marked, sent=None), bool(late))

    def met(self, flips: set[int], found: Iterable[Clash]) -> set[int]:
        """The choices that the clashes between them and the form are about; all of them where one cannot be told."""
        about = [{n for n in flips if meet(self.merge.clashes[n], clash)} for clash in found]
        return set().union(*about) if all(about) else flips

    def marked(self, number: int, flipped: bool, late: bool) -> str:
        side = self.put[number]
        if flipped:
            return "ot".replace(side.lower(), "")
        return side.upper() if late else side

    @property
    def token(self) -> str:
        packed = b64encode(storage.pack(documents.dumps(self.ours), self.started.raw)).decode()
        return signer(self.page).sign(f"{self.started.number}.{self.head.number}.{self.put}.{packed}")


def meet(one: Clash, other: Clash) -> bool:
    if one.path == other.path and one.lines and other.lines:
        return one.lines.new <= other.lines.old_end and other.lines.old <= one.lines.new_end
    longer, shorter = f"{one.path}.", f"{other.path}."
    return longer.startswith(shorter) or shorter.startswith(longer)


def signer(page: Page) -> signing.Signer:
    return signing.Signer(salt=f"fanwiki.{TOKEN}.{page.pk}")


def after(page: Page, ours: Document, *, base: int, head: Revision) -> Questions:
    """The questions of a conflict that has just been found; every one begins with ours."""
    started = page.revisions.select_related("keyframe").get(number=base)
    found = Questions(page, started, head, ours)
    return replace(found, put="o" * len(found.merge.clashes))


def carried(page: Page | None, sent: Mapping[str, str]) -> Questions | None:
    """The questions that a form brings back; None where it has none, or none that this site asked."""
    if page is None or not sent.get(TOKEN):
        return None
    try:
        told = signer(page).unsign(sent[TOKEN])
    except signing.BadSignature:
        return None
    started, head, put, packed = told.split(".")
    revisions = numbered(page, {int(started), int(head)})
    ours = documents.loads(storage.unpack(b64decode(packed), revisions[int(started)].raw))
    found = Questions(page, revisions[int(started)], revisions[int(head)], ours, put, sent)
    return found if len(found.merge.clashes) == len(put) else None


# --- Who it was -------------------------------------------------------------------------------------------------------


def between(page: Page, base: int, upto: int) -> list[Revision]:
    """What was published after revision `base` and before `upto`."""
    found = page.revisions.select_related("by").defer("packed").filter(number__gt=base, number__lt=upto)
    return list(found.order_by("number"))


def numbered(page: Page, numbers: Iterable[int]) -> dict[int, Revision]:
    found = page.revisions.select_related("keyframe", "by").filter(number__in=[*numbers])
    return {revision.number: revision for revision in found}


def authors(revisions: Iterable[Revision]) -> list[str]:
    return list(dict.fromkeys(revision.author or settings.SITE_NAME for revision in revisions))


def listed(words: Sequence[Any]) -> str:
    """One, two and three"""
    return get_text_list([*map(str, words)], pgettext("before the last of several", "and"))


class Rename(NamedTuple):
    name: str
    was: str
    now: str


def renames(page: Page, revisions: Iterable[Revision]) -> list[Rename]:
    numbers = [revision.number for revision in revisions if "rename" in revision.tags]
    if not numbers:
        return []
    found = numbered(page, {*numbers, *(number - 1 for number in numbers)})
    titles = {number: revision.document["title"] for number, revision in found.items()}
    return [Rename(authors([found[n]])[0], titles[n - 1], titles[n]) for n in numbers]
