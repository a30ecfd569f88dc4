"""From what was typed to what is asked of the index: operators to facts, people by whatever name they are known."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from fanwiki.pages import facets, kinds, languages, shown
from fanwiki.pages.facets import Facet
from fanwiki.pages.fields import country_code
from fanwiki.pages.models import Page, Title
from fanwiki.text import names, queries, tokens
from fanwiki.text.keys import Tier
from fanwiki.text.queries import Item, Query
from fanwiki.text.tokens import Phrase

from . import content, finding

RESOLVED = 3  # names of people in one query that are looked up; of more, only the spelling that was typed
KEYS = 40  # titles of those who are meant
LABELS = {
    "kind": pgettext_lazy("operator of a search", "Kind"),
    "with": pgettext_lazy("operator of a search", "With"),
    "by": pgettext_lazy("operator of a search", "Directed by"),
}
UNKNOWN = gettext_lazy("“%(typed)s” is no value of %(operator)s, so it was left out.")


class Chip(NamedTuple):
    """A part of the query that can be taken out: what it says, and the query without it."""

    label: Any
    said: str
    excluded: bool
    rest: str


class Asked(NamedTuple):
    """`words` must all be there, and a word of each clause of `facts`; none of `without`."""

    query: Query
    words: list[Phrase]
    facts: list[list[Phrase]]
    without: list[Phrase]
    chips: list[Chip]
    problems: list[str]

    @property
    def positive(self) -> bool:
        """Whether it says what to look for, and not only what not."""
        return bool(self.words or self.facts)


class Meant(NamedTuple):
    """The facts that an operator means, and its value in words."""

    facts: list[str]
    said: str


def operators() -> set[str]:
    return {*LABELS, "year", *known_facets()}


def known_facets() -> dict[str, Facet]:
    """By name; the same facet of several kinds is one operator."""
    return {facet.name: facet for kind in reversed(kinds.registry.values()) for facet in kind.facets}


def ask(typed: str) -> Asked:
    query = queries.parse(typed, operators())
    asked = Asked(query, [tokens.phrase(item.value) for item in query.words], [], [], [], [])
    asked.without.extend(tokens.phrase(item.value) for item in query.excluded)
    resolved = 0
    for item in query.operators:
        resolved += item.name in ("with", "by")
        meant = meaning(item, look_up=resolved <= RESOLVED)
        if meant is None:
            asked.problems.append(UNKNOWN % {"typed": item.value, "operator": f"{item.name}:"})
            continue
        facts = [Phrase((fact,)) for fact in meant.facts]
        if item.excluded:
            asked.without.extend(facts)
        else:
            asked.facts.append(facts)
        asked.chips.append(Chip(label(item.name), meant.said, item.excluded, query.without(item)))
    for item in query.items:
        if not item.name and (item.quoted or item.excluded):
            asked.chips.append(Chip("", item.value, item.excluded, query.without(item)))
    hide_what_nobody_asked_for(asked)
    return asked


def hide_what_nobody_asked_for(asked: Asked) -> None:
    """Pages of kinds that are no pages to read, such as pictures, unless they are asked for."""
    if not any(item.name == "kind" and not item.excluded for item in asked.query.operators):
        asked.without.extend(content.of_kinds(content.hidden()))


def label(name: str) -> Any:
    return LABELS.get(name) or known_facets()[name].label


def meaning(item: Item, *, look_up: bool) -> Meant | None:
    """None where the value says nothing that the operator knows."""
    reads = READERS.get(item.name)
    if reads:
        return reads(item.value)
    if item.name in ("with", "by"):
        return somebody(item.name, item.value, look_up=look_up)
    facet = known_facets()[item.name]
    key = facets.key_of(facet, item.value)
    return Meant([content.fact(item.name, key)], facets.said(facet, key, item.value)) if key else None


# --- What operators read ---------------------------------------------------------------------------------------------


def a_kind(value: str) -> Meant | None:
    """By its name, or as readers call it."""
    folded = value.casefold()
    for kind in kinds.registry.values():
        if folded in (kind.name, kind.path, str(kind.label).casefold(), str(kind.plural).casefold()):
            return Meant([content.fact("kind", kind.name)], str(capfirst(kind.label)))
    return None


def some_years(value: str) -> Meant | None:
    span = queries.years(value.replace(" ", ""))
    if span is None:
        return None
    first, last = span
    said = str(first) if first == last else f"{first}–{last}"
    return Meant([content.fact(name, str(year)) for name, year in queries.spans_of_years(first, last)], said)


def a_country(value: str) -> Meant | None:
    try:
        code = country_code(value)
    except ValidationError:
        return None
    return Meant([content.fact("country", code)], languages.country(code))


def a_language(value: str) -> Meant | None:
    """By its tag, or by its name in the reader's language or in English."""
    for spoken in (languages.locale(), languages.locale_of("en")):
        for tag, name in spoken.languages.items():
            if value.casefold() in (tag.casefold(), name.casefold()):
                return Meant([content.fact("language", tag)], languages.language(tag))
    return None


READERS: dict[str, Callable[[str], Meant | None]] = {
    "kind": a_kind,
    "year": some_years,
    "decade": some_years,
    "country": a_country,
    "language": a_language,
}


def somebody(operator: str, value: str, *, look_up: bool) -> Meant:
    """A person under any name and in any script; and whoever is credited under just this one, without a page."""
    pages = people(value) if look_up else []
    keys = Title.objects.filter(page__in=pages, kind__in=("person", "")).order_by("pk").values_list("key", flat=True)
    known = list(dict.fromkeys([names.fold(value), *(keys[:KEYS] if pages else ())]))
    said = shown.of_page(pages[0]).text if len(pages) == 1 else value
    return Meant([content.fact(operator, key) for key in known], said)


def people(name: str) -> list[Page]:
    """Those who are surely meant, else the one who seems to be."""
    if found := finding.behind("person", name):
        return found
    return [hit.page for hit in finding.suggest(name, ["person"], 1) if hit.tier < Tier.LOOSE]


# --- Levels ----------------------------------------------------------------------------------------------------------


def levels(asked: Asked) -> Iterator[list[list[Phrase]]]:
    """Clauses for the index, the best pages first: all words stand in names; in names, descriptions, or often;
    anywhere. Without words, only the facts."""
    if not asked.words:
        yield asked.facts
        return
    for mark in (content.NAMED, content.FOCUS):
        yield [
            *asked.facts,
            *content.marked(asked.words, mark),
            *([phrase] for phrase in asked.words if len(phrase.words) > 1),
        ]
    yield [*asked.facts, *([phrase] for phrase in asked.words)]
