"""What a search finds: pages by their names, then pages by their texts, the best first."""

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from fanwiki.pages.documents import Document, stored
from fanwiki.pages.models import Page
from fanwiki.pages.prepared import Prepared
from fanwiki.text import keys
from fanwiki.text.keys import Tier
from fanwiki.text.tokens import Phrase

from . import asking, guessing, snippets
from .asking import Asked
from .content import Level
from .engines import engine
from .finding import SHOWN_COLUMNS, Guess, Hit, drawn, suggest
from .snippets import Piece

MOST = 1000  # pages of one search that are ranked and counted
SHOWN = 20  # in one part of them
BEST = 100  # of those that are about what was asked for: they come first, all others as they were written
NAMED = 20  # pages that are found by their names
LIMIT = MOST + NAMED + 1  # pages that the index is asked for: those that are found by name are taken out
HEADS = Prepared(
    lambda pages: (
        Page.objects.live()
        .filter(pk__in=pages, head__isnull=False)
        .values_list(*SHOWN_COLUMNS, "head__packed", "head__keyframe__packed")
    )
)


class Text(NamedTuple):
    """A page that was found by its words, and the place that says so."""

    page: Page
    document: Document
    snippet: list[Piece]


class Results:
    """`number` is that of the part, from 1."""

    def __init__(self, typed: str, number: int = 1) -> None:
        self.typed, self.number = typed, number
        self.asked: Asked = asking.ask(typed)

    # --- By their names ----------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> list[Hit]:
        """None where more is asked than a name, and of which kind."""
        query = self.asked.query
        plain = not any(item.excluded or item.quoted for item in query.items)
        if not plain or any(item.name != "kind" for item in query.operators) or self.asked.problems or not query.words:
            return []
        return suggest(query.plain[: keys.LONGEST], self.kinds, NAMED, guess=self.guess)

    @property
    def guess(self) -> Guess:
        """What some texts say is probably no name in disguise; what more say than are counted is certainly none."""
        if not self.exactly:
            return Guess.POSSIBLE
        return Guess.LIKELY if len(self.exactly) < LIMIT else Guess.CERTAIN

    @cached_property
    def kinds(self) -> list[str]:
        """Those that are asked for."""
        asked = (item for item in self.asked.query.operators if item.name == "kind" and not item.excluded)
        facts = (asking.a_kind(item.value) for item in asked)
        return [fact.rpartition(":")[2] for meant in facts if meant for fact in meant.facts]

    @property
    def exact(self) -> list[Hit]:
        return [hit for hit in self.names if hit.tier == Tier.EXACT]

    @property
    def offers_to_write(self) -> bool:
        """Whether it may be a name that no page has."""
        query = self.asked.query
        named = not query.operators or not self.found
        return bool(query.words) and named and not self.exact

    # --- By their texts ----------------------------------------------------------------------------------------------

    @cached_property
    def found(self) -> list[int]:
        """Keys of pages without those found by name, one more than `MOST` where there are more."""
        named = {hit.page.pk for hit in self.names}
        return [page for page in self.ranked if page not in named]

    @cached_property
    def ranked(self) -> list[int]:
        return self.exactly or (ranked(self.begun) if self.begun else [])

    @cached_property
    def exactly(self) -> list[int]:
        return ranked(self.asked)

    @cached_property
    def begun(self) -> Asked | None:
        """The last word as the beginning of one, for when no page has all words as they are."""
        last = self.asked.words[-1] if self.asked.words else None
        if last is None or last.begins or self.asked.query.words[-1].quoted:
            return None
        return self.asked._replace(words=[*self.asked.words[:-1], last._replace(begins=True)])

    @cached_property
    def words(self) -> list[Phrase]:
        """What is marked in snippets."""
        begun = self.begun.words[-1:] if self.begun and not self.exactly else []
        return [*self.asked.words, *begun]

    @property
    def count(self) -> int:
        return min(len(self.found), MOST)

    @property
    def total(self) -> int:
        return self.count + len(self.names)

    @property
    def is_more(self) -> bool:
        return len(self.found) > MOST

    @property
    def parts(self) -> int:
        return max(-(-self.count // SHOWN), 1)

    @cached_property
    def texts(self) -> list[Text]:
        first = (self.number - 1) * SHOWN
        return texts_of(self.found[first : min(first + SHOWN, MOST)], self.words)

    # --- Else --------------------------------------------------------------------------------------------------------

    @cached_property
    def meant(self) -> str:
        """Another query that finds something, where this one does not; "" where there is none."""
        if self.found or any(hit.tier < Tier.SOUND for hit in self.names):
            return ""
        if self.names:
            return self.names[0].name or self.names[0].page.title
        return guessing.corrected(self.asked.query)


def ranked(asked: Asked) -> list[int]:
    """By level, then by key: of equals the page that was written first. The last level has those before it in it."""
    if not asked.positive:
        return []
    *better, every = asking.levels(asked)
    levels = [*(Level(clauses, BEST) for clauses in better), Level(every, LIMIT)]
    return engine().find(levels, asked.without)[:LIMIT]


def texts_of(pages: Collection[int], words: Collection[Phrase]) -> list[Text]:
    """In their order, with their current documents: one query, and one more for pictures."""
    rows = {pk: (pk, *told) for pk, *told in HEADS(list(pages))}
    known = drawn(row[: len(SHOWN_COLUMNS)] for row in rows.values())
    told = []
    for pk in pages:
        if page := known.get(pk):
            document = stored(*rows[pk][len(SHOWN_COLUMNS) :])
            told.append(Text(page, document, snippets.of(document, words)))
    return told
