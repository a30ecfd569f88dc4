"""The facts of one page, as panels: their context is plain data, in one form for one state of the records."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils import timezone

from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page

from ..models import first_release
from . import adaptations, careers, known_for, rows, showings
from .company import TITLES, Colleague, Drawing, colleagues, drawing
from .reunions import Reunion, reunions
from .rows import Line, Named
from .works import Part, Work, Works, in_order, work_of

DIRECTORS, LEADS = 2, 4  # of a film, whose careers are told of
Panel = tuple[str, dict[str, Any]] | None


class Told(NamedTuple):
    """Facts, the films that they rest on, and the pages that they name. `here` is the page that tells them."""

    here: int
    facts: tuple[Any, ...]
    works: Works
    named: dict[int, Named]
    reunions: tuple[Reunion, ...] = ()
    company: Drawing | None = None


def told(page: Page, facts: Iterable[Any], works: Works, **more: Any) -> Told | None:
    """None where there is nothing to say: then nothing is asked either. A fact that is None says nothing."""
    facts = tuple(fact for fact in facts if fact)
    pages = set(pages_of([*facts, *more.values()]))
    if not facts and not any(more.values()):
        return None
    used = {pk: works[pk] for pk in sorted(pages) if pk in works}
    return Told(page.pk, facts, used, rows.named(pages), **more)


def pages_of(facts: Any) -> Iterator[int]:
    """Every page that facts name, the parts that prove them and what stands in them included."""
    for fact in facts:
        if isinstance(fact, Part):
            yield from (fact.work, fact.person)
        elif isinstance(fact, tuple):
            yield from (getattr(fact, name) for name in PAGES if isinstance(getattr(fact, name, None), int))
            yield from pages_of(value for value in fact if isinstance(value, tuple))
            yield from fact.pages if isinstance(fact, adaptations.Characters) else ()
            yield from fact.works[:TITLES] if isinstance(fact, Colleague) else ()


PAGES = ("one", "other", "person", "work", "debut", "film", "original")


# --- Of a film --------------------------------------------------------------------------------------------------------


def of_film(page: Page, document: Document) -> Panel:
    found = rows.of_film(page, document)
    works = rows.works(found) | {page.pk: work_of(document, page.pk)}
    parts = rows.parts(found)
    again = tuple(reunions(page.pk, parts, works))
    facts = [*dates_of(works[page.pk], document), *careers_in(page.pk, parts, works), *adapted(page.pk, found)]
    shown = told(page, facts, works, reunions=again)
    return ("films/derived/_film.html", {"derived": shown}) if shown else None


def dates_of(film: Work, document: Document) -> Iterator[Any]:
    yield showings.status(film, first_release(document), timezone.now().date())
    yield from showings.same_day(document["releases"])


def careers_in(here: int, parts: list[Part], works: Works) -> Iterator[Any]:
    """Of the directors, and of those with a main part: for them the first feature, and the first main part."""
    own = [part for part in parts if part.work == here]
    for person in list(dict.fromkeys(part.person for part in own if part.directed))[:DIRECTORS]:
        yield careers.nth_feature(person, here, careers.DIRECTING, parts, works)
    mains = dict.fromkeys(part.person for part in own if part.what == "cast" and part.text == "main")
    for person in list(mains)[:LEADS]:
        feature = careers.nth_feature(person, here, careers.ACTING, parts, works)
        yield feature if feature and feature.nth == 1 else None
        yield from first_main_of(person, here, parts, works)


def first_main_of(person: int, here: int, parts: list[Part], works: Works) -> Iterator[Any]:
    main = careers.first_main(person, here, parts, works)
    yield main
    yield careers.cameos_before(person, here, parts, works) if main else None


def adapted(here: int, found: list[Line]) -> Iterator[Any]:
    chain = adaptations.chain(here, rows.edges(found))
    yield from chain
    if chain:
        yield adaptations.of_adaptation(here, rows.billed_characters(here, found))
    originals = [edge.original for edge in chain if edge.original]
    yield from adaptations.counterparts(here, originals, rows.characters(found))


# --- Of a person ------------------------------------------------------------------------------------------------------


def of_person(page: Page, document: Document) -> Panel:
    found = rows.of_person(page)
    works, parts = rows.works(found), rows.parts(found)
    known = known_for.known_for(page.pk, parts, rows.links(found), works)
    facts = [known, *career_of(page.pk, parts, works)]
    drawn = drawing(colleagues(page.pk, rows.shared(found), works))
    shown = told(page, facts, works, company=drawn if drawn.nodes else None)
    return ("films/derived/_facts.html", {"derived": shown}) if shown else None


def career_of(person: int, parts: list[Part], works: Works) -> Iterator[Any]:
    """The debut, how many features there are by now, and the first main part."""
    yield careers.debut(person, parts, works)
    for how in (careers.DIRECTING, careers.ACTING):
        own = careers.of(person, how, parts)
        dated = in_order(
            (part.work for part in own if works[part.work].format == "film" and works[part.work].first), works
        )
        yield careers.nth_feature(person, dated[-1], how, parts, works) if dated else None
    mains = in_order(
        (part.work for part in parts if part.acted and part.text == "main" and works[part.work].format != "short"),
        works,
    )
    yield from first_main_of(person, mains[0], parts, works) if mains else ()


# --- Of a character ---------------------------------------------------------------------------------------------------


def of_character(page: Page, document: Document) -> Panel:
    found = rows.of_character(page)
    edges, characters = rows.edges(found), rows.characters(found)
    films = sorted({line.page for line in found if line.what == "part" and line.other == page.pk})
    facts: list[Any] = [edge for film in films for edge in adaptations.chain(film, edges)]
    for edge in edges:
        facts += adaptations.counterparts(edge.film, [edge.original], characters)
    facts = [
        fact for fact in dict.fromkeys(facts) if isinstance(fact, adaptations.Edge) or page.pk in (fact.one, fact.other)
    ]
    shown = told(page, facts, {})
    return ("films/derived/_facts.html", {"derived": shown}) if shown else None
