"""The rows that facts are worked out from: one query for a page, and one for the pages that the facts name.

What one page can pull in is bounded: of a film its first directors and the actors billed first, of a person the first
names of each film's lists, and never more than MOST rows. Where more would come nothing is said: what is counted must
be counted whole.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from fanwiki.pages import brief
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Link, Name, Page, Relation

from ..models import CastCredit, CrewCredit, Department, Release
from .adaptations import STEPS, Character, Edge
from .company import Shared
from .works import AGAIN, NOT_ACTED, Part, Works, directs, work

MOST = 3_000
DIRECTORS, ACTORS = 2, 8  # of a film, whose other credits are looked at
BESIDE = 5  # of a film's cast, in somebody's company
CHARACTERS = 60  # of a film
# What stands for the page and for places in its lists in a query that was made already: no other number is as large.
HERE, SEATS = 32_000, range(32_001, 32_001 + ACTORS + DIRECTORS)
CREW = [department.value for department in Department]


class Line(NamedTuple):
    """One row in the columns that all parts of the query have in common; 0 and "" where a part has no such thing."""

    what: str
    page: int
    number: int
    other: int
    text: str
    format: str
    doubt: str
    until: int
    place: int = 0  # in its list


class Named(NamedTuple):
    """A page as far as it is shown: what it is drawn from is part of the key of what is drawn."""

    kind: str
    slug: str
    title: str
    card: dict[str, Any]
    picture: dict[str, Any] | None

    @property
    def page(self) -> Page:
        return brief.page(*self)


NUMBER, TEXT = Value(0, output_field=IntegerField()), Value("", output_field=CharField())
NONE = TEXT, TEXT, NUMBER  # for what only a credit has
UNSURE = Q(disputed=True) | Q(date__endswith="~") | Q(date__endswith="?")


def doubts() -> list[Any]:
    """Of the film of a row: `doubt` and `until`, as `works.work` takes them."""
    rows = Release.objects.filter(page=OuterRef("page")).exclude(kind=AGAIN)
    doubt = rows.filter(UNSURE, day=OuterRef("page__film__released")).order_by("-date").values("date")[:1]
    sure = rows.exclude(UNSURE).order_by("day").values("day")[:1]
    last = rows.order_by("-day").values("day")[:1]
    return [Coalesce(Subquery(doubt), TEXT), Coalesce(Subquery(sure), Subquery(last), NUMBER)]


def credits(rows: QuerySet[Any], what: Any, text: str) -> QuerySet[Any]:
    film = F("page__film__released"), F("person_title__page"), F(text), F("page__film__format")
    return (
        rows.filter(person_title__page__isnull=False)
        .order_by()
        .values_list(what, F("page"), *film, *doubts(), F("position"))
    )


def said(what: str) -> Value:
    return Value(what, output_field=CharField())


@cache
def statement(make: Callable[..., Iterable[QuerySet[Any]]]) -> tuple[str, tuple[Any, ...]]:
    """One query of all that `make` gives, with HERE and SEATS for the numbers that differ from page to page.

    Making it takes ten times as long as asking it, so it is made once.
    """
    first, *rest = make()
    sql, params = first.union(*rest, all=True)[: MOST + 1].query.sql_with_params()
    return sql, tuple(params)


def lines(make: Callable[..., Iterable[QuerySet[Any]]], page: Page, seats: Iterable[int] = ()) -> list[Line]:
    """None of them where there are too many to count. `seats` are numbers for SEATS, 0 for those that are left."""
    sql, params = statement(make)
    numbers = dict.fromkeys(SEATS, 0) | dict(zip(SEATS, seats, strict=False)) | {HERE: page.pk}
    with connection.cursor() as cursor:
        cursor.execute(sql, [numbers.get(value, value) for value in params])
        found = [Line(*row) for row in cursor.fetchall()]
    return found if len(found) <= MOST else []


def named(pages: Iterable[int]) -> dict[int, Named]:
    """One query, none for no page; in the order of their keys, so that what is shown has one form."""
    wanted = sorted({page for page in pages if page})
    rows = Page.objects.live().filter(pk__in=wanted).order_by("pk") if wanted else Page.objects.none()
    columns = "kind", "slug", "title", "card", brief.PICTURE_CARD
    return {pk: Named(*row) for pk, *row in rows.values_list("pk", *columns)}


# --- Of a film --------------------------------------------------------------------------------------------------------


def of_film(page: Page, document: Document) -> list[Line]:
    adapts = any(row["type"] == "adaptation_of" for row in document["relations"])
    return lines(film_that_adapts if adapts else film, page, billed(document))


def film() -> list[QuerySet[Any]]:
    people = who(CastCredit, SEATS[:ACTORS]).union(who(CrewCredit, SEATS[ACTORS:]))
    cast = CastCredit.objects.filter(person_title__page__in=people)
    crew = CrewCredit.objects.filter(department=Department.DIRECTING, person_title__page__in=people)
    return [credits(cast, said("cast"), "role_type"), credits(crew, F("department"), "job")]


def film_that_adapts() -> list[QuerySet[Any]]:
    return [*film(), *adaptation(Page.objects.filter(pk=HERE).values("pk"))]


def billed(document: Document) -> list[int]:
    """Places in the lists: of the actors whom the page bills first, main parts before others, then of the directors."""
    cast = [(row["role_type"] != "main", n) for n, row in enumerate(document["cast"], 1) if row["person"]]
    crew = enumerate(document["crew"], 1)
    directors = [n for n, row in crew if row["department"] == "directing" and row["person"] and directs(row["job"])]
    actors = [n for _minor, n in sorted(cast)[:ACTORS]]
    return actors + [0] * (ACTORS - len(actors)) + directors[:DIRECTORS]


def who(model: type[CastCredit] | type[CrewCredit], seats: Iterable[int]) -> QuerySet[Any]:
    rows = model.objects.filter(page=HERE, position__in=seats, person_title__page__isnull=False)
    return rows.order_by().values("person_title__page")


# --- Of a person ------------------------------------------------------------------------------------------------------


def of_person(page: Page) -> list[Line]:
    return lines(person, page)


def person() -> list[QuerySet[Any]]:
    cast = CastCredit.objects.filter(person_title__page=HERE)
    crew = CrewCredit.objects.filter(person_title__page=HERE)
    films = cast.order_by().values("page").union(crew.order_by().values("page"))
    made = cast.exclude(role_type__in=NOT_ACTED).order_by().values("page").union(crew.order_by().values("page"))
    beside = CastCredit.objects.filter(page__in=made, position__lte=BESIDE).exclude(role_type__in=NOT_ACTED)
    makers = CrewCredit.objects.filter(page__in=made, department=Department.DIRECTING, position__lte=BESIDE)
    links = Link.objects.filter(title__page__in=films).exclude(page=HERE).order_by().values("title__page")
    linked = links.annotate(n=Count("page", distinct=True))
    return [
        credits(cast, said("cast"), "role_type"),
        credits(crew, F("department"), "job"),
        company(beside, "beside", TEXT),
        company(makers, "maker", F("job")),
        linked.values_list(said("links"), F("title__page"), F("n"), NUMBER, TEXT, *NONE, NUMBER),
    ]


def company(rows: QuerySet[Any], what: str, text: Any) -> QuerySet[Any]:
    known = rows.filter(person_title__page__isnull=False).order_by()
    return known.values_list(said(what), F("page"), NUMBER, F("person_title__page"), text, *NONE, F("position"))


# --- Of a character ---------------------------------------------------------------------------------------------------


def of_character(page: Page) -> list[Line]:
    return lines(character, page)


def character() -> list[QuerySet[Any]]:
    """Both ways: what its films adapt, and what adapts them. Its films are found by their links: most credits name no
    character, and SQLite then takes the index of that column for useless."""
    films = Link.objects.filter(title__page=HERE, where__startswith="cast.").order_by().values("page")
    later = Relation.objects.filter(type="adaptation_of", to_title__page__in=films).order_by()
    edge = NUMBER, F("to_title__page"), F("to")
    stated = later.values_list(said("edge"), F("page"), *edge, *NONE, NUMBER)
    return [*adaptation(films), stated, *characters_of(later.values("page"))]


def adaptation(films: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    """What these films adapt, step by step; the characters of both, with their names."""
    stated = Relation.objects.filter(type="adaptation_of").order_by()
    ring, rings = films, []
    for _step in range(STEPS):
        edges = stated.filter(page__in=ring)
        other = Coalesce(F("to_title__page"), NUMBER)
        yield edges.values_list(said("edge"), F("page"), NUMBER, other, F("to"), *NONE, NUMBER)
        rings.append(ring)
        ring = edges.filter(to_title__page__isnull=False).values("to_title__page")
    for ring in rings[:2]:
        yield from characters_of(ring)


def characters_of(films: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    rows = CastCredit.objects.filter(page__in=films, position__lte=CHARACTERS, character_title__page__isnull=False)
    parts = rows.order_by()
    part = NUMBER, F("character_title__page"), TEXT
    yield parts.values_list(said("part"), F("page"), *part, *NONE, F("position"))
    known = Name.objects.filter(page__in=parts.values("character_title__page")).exclude(kind="search_hint")
    yield known.order_by().values_list(said("name"), F("page"), NUMBER, NUMBER, F("key"), *NONE, NUMBER)


# --- From rows to what the facts take ---------------------------------------------------------------------------------


def works(found: Iterable[Line]) -> Works:
    return {
        line.page: work(line.page, line.format, line.number, line.doubt, line.until)
        for line in found
        if line.what in ("cast", *CREW)
    }


def parts(found: Iterable[Line]) -> list[Part]:
    """As they are billed."""
    rows = sorted((line for line in found if line.what in ("cast", *CREW)), key=lambda line: (line.place, line))
    return [Part(line.page, line.other, line.what, line.text) for line in rows]


def shared(found: Iterable[Line]) -> list[Shared]:
    """Directors stand before all actors."""
    actors = (Shared(line.page, line.other, line.place) for line in found if line.what == "beside")
    makers = (Shared(line.page, line.other, 0) for line in found if line.what == "maker" and directs(line.text))
    return [*makers, *actors]


def links(found: Iterable[Line]) -> dict[int, int]:
    return {line.page: line.number for line in found if line.what == "links"}


def edges(found: Iterable[Line]) -> list[Edge]:
    return sorted({Edge(line.page, line.other, line.text) for line in found if line.what == "edge"})


def characters(found: list[Line]) -> list[Character]:
    keys: dict[int, set[str]] = {}
    for line in found:
        if line.what == "name":
            keys.setdefault(line.page, set()).add(line.text)
    rows = {(line.page, line.other) for line in found if line.what == "part"}
    return sorted(Character(film, page, key) for film, page in rows for key in keys.get(page, ()))


def billed_characters(film: int, found: Iterable[Line]) -> list[int]:
    rows = [line for line in found if line.what == "part" and line.page == film]
    return [line.other for line in sorted(rows, key=lambda line: line.place)]
