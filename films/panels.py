"""What films tell of other pages: filmographies, a character's parts and words, relations the other way round."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, JSONField, Q, QuerySet, Value

from fanwiki.pages import kinds
from fanwiki.pages.brief import PICTURE_CARD
from fanwiki.pages.documents import Document
from fanwiki.pages.models import Page, Relation

from .derived import told
from .models import CastCredit, CrewCredit, Department, Quote

DAY = F("page__film__released")
DIRECTORS, LEADS = 2, 4  # of a film's crew and cast, that stand beside somebody's part in it
ZERO = Value(0, output_field=IntegerField())
NO_CARD = Value(None, output_field=JSONField())
Panel = tuple[str, dict[str, Any]] | None


class Inbound(NamedTuple):
    """A row of another page that names this one. `page_*` is that page, `other*` whom the row names beside."""

    what: str
    day: int
    page_kind: str
    page_slug: str
    page_title: str
    page_card: dict[str, Any]
    page_picture: dict[str, Any] | None
    first: str
    second: str
    printed: str
    lang: str
    other: str
    other_slug: str | None
    other_title: str | None
    other_card: dict[str, Any] | None
    other_picture: dict[str, Any] | None


class Showing(NamedTuple):
    """A film in a filmography: what the person did in it, and with whom."""

    parts: list[Inbound]
    partners: list[Inbound]


Rows = tuple[str, QuerySet[Any], Any, list[Any]]  # what they are, the rows, their day, columns from `first` on


def inbound(querysets: Iterable[Rows]) -> list[Inbound]:
    """All of them in one query: each gives its rows in the columns of Inbound."""
    page = [F(f"page__{name}") for name in ("kind", "slug", "title", "card", PICTURE_CARD)]
    first, *rest = (
        rows.order_by().values_list(Value(what, output_field=CharField()), day, *page, *columns)
        for what, rows, day, columns in querysets
    )
    return [Inbound(*row) for row in (first.union(*rest, all=True) if rest else first)]


def columns(*names: str, other: str = "") -> list[Any]:
    """What the rows give for `first` and the columns after it; "" where they have no such thing.

    `other` is the reference whose page they name beside their own.
    """
    plain = [F(name) if name else Value("", output_field=CharField()) for name in names]
    if not other:
        return [*plain, *(Value("", output_field=CharField()) for _name in ("slug", "title")), NO_CARD, NO_CARD]
    return [*plain, *(F(f"{other}_title__page__{name}") for name in ("slug", "title", "card", PICTURE_CARD))]


def relations_to(page: Page) -> Rows:
    rows = Relation.objects.filter(to_title__page=page)
    return "relation", rows, ZERO, columns("type", "note", "", "", "")


def inverse(page: Page, rows: list[Inbound]) -> list[dict[str, Any]]:
    """Relations that other pages state, said from here: who "hunts" me, I am "hunted by"."""
    known = kinds.of(page).relations
    return [{"label": known[row.first].inverse, "row": row} for row in rows if row.what == "relation"]


@kinds.panel("person")
def filmography(page: Page, document: Document) -> Panel:
    """Newest first; every part and job of one film together."""
    cast = CastCredit.objects.filter(person_title__page=page)
    crew = CrewCredit.objects.filter(person_title__page=page)
    rows = inbound(
        [
            (
                "cast",
                cast,
                DAY,
                columns("character", "role_type", "credited_as", "", "character_as", other="character"),
            ),
            ("crew", crew, DAY, columns("department", "job", "credited_as", "", "")),
            *partners_of(page, cast, crew),
            relations_to(page),
        ]
    )
    own = [row for row in rows if row.what in ("cast", "crew")]
    films: dict[str, Showing] = {}
    for row in sorted(own, key=lambda row: (-(row.day or 99999999), row.page_title)):
        films.setdefault(row.page_slug, Showing([], [])).parts.append(row)
    beside = [row for row in rows if row.what in ("director", "partner")]
    for row in sorted(beside, key=lambda row: (row.what, row.day)):
        partners = films[row.page_slug].partners
        if (row.first, row.printed) not in {(other.first, other.printed) for other in partners}:
            partners.append(row)  # a director of two jobs is one partner
    return "films/_filmography.html", {"films": list(films.values()), "inverse": inverse(page, rows)}


def partners_of(page: Page, *credits: QuerySet[Any]) -> Iterator[Rows]:
    """Who directs the films of these credits, and who leads their casts; in place of the day, the place in the list."""
    films = Q(page__in=credits[0].values("page")) | Q(page__in=credits[1].values("page"))
    directors = CrewCredit.objects.filter(films, department=Department.DIRECTING, position__lte=DIRECTORS)
    leads = CastCredit.objects.filter(films, position__lte=LEADS)
    for what, rows in (("director", directors), ("partner", leads)):
        others = rows.exclude(person_title__page=page)
        yield what, others, F("position"), columns("person", "", "credited_as", "", "credited_as", other="person")


@kinds.panel("character")
def appearances(page: Page, document: Document) -> Panel:
    parts = CastCredit.objects.filter(character_title__page=page)
    quotes = Quote.objects.filter(character_title__page=page)
    rows = inbound(
        [
            ("part", parts, DAY, columns("person", "role_type", "credited_as", "", "character_as", other="person")),
            ("quote", quotes, DAY, columns("text", "where", "", "lang", "")),
            relations_to(page),
        ]
    )
    context = {
        "parts": [row for row in rows if row.what == "part"],
        "quotes": [row for row in rows if row.what == "quote"],
        "inverse": inverse(page, rows),
    }
    return "films/_appearances.html", context


@kinds.panel("film")
def related(page: Page, document: Document) -> Panel:
    found = inverse(page, inbound([relations_to(page)]))
    return ("films/_related.html", {"inverse": found}) if found else None


for kind_name, facts in (("film", told.of_film), ("person", told.of_person), ("character", told.of_character)):
    kinds.panel(kind_name)(facts)
