"""Films against the people and the films that they name: what the dates of both say of each other."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.documents import Document
from fanwiki.pages.findings import Check, Group, Joint, Pairs, columns, joint
from fanwiki.pages.models import Link, Relation, Title
from fanwiki.text import dates

from .checks import CLAIMS, FIRST
from .models import CastCredit, CrewCredit, Department, RoleType

LONG = 5  # years after somebody's death in which a last film still comes out
FOLLOWS = ("sequel_of", "remake_of", "adaptation_of")
CREDITED = ("cast", "crew", "releases", "year")
CREDITS: dict[Any, tuple[str, ...]] = {
    CastCredit: ("person", "credited_as", "character", "role_type", "note"),
    CrewCredit: ("person", "credited_as", "department", "job", "note"),
}


def ends(named: str, pages: Collection[int], about: Collection[int]) -> Q:
    return Q(page__in=pages) if pages else Q(**{f"{named}__page__in": about})


def year(date: str) -> int:
    """0 where it is not known, or not for certain."""
    found = dates.parse(date) if date else None
    return found.year if found and not found.mark else 0


def day_said(number: int) -> str:
    """YYYYMMDD as a partial date."""
    parts = (f"{number // 10000:04}", f"{number // 100 % 100:02}", f"{number % 100:02}")
    return "-".join(part for part in parts if part != "00")


# --- Lives ------------------------------------------------------------------------------------------------------------


def lives(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Films that somebody made before being born, or directed or acted in long after dying.

    Whom a film names with such dates is one query; their credits are looked up where any are that strange.
    """
    links = Link.objects.filter(ends("title", pages, about), title__page__person__type="person")
    dated = links.filter(Q(title__page__person__born__gt="") | Q(title__page__person__died__gt=""))
    days = [f"title__page__person__{name}" for name in ("born", "died")]
    rows = dated.filter(page__film__released__gt=0).values_list("page", "title__page", "page__film__released", *days)
    for page, person, released, born, died in set(rows):
        strange = {"born": born} if 0 < released // 10000 < year(born) else {}
        strange |= {"died": died} if 0 < year(died) < released // 10000 - LONG else {}
        credit = strange and impossible(page, person, unborn="born" in strange)
        if credit:
            yield page, person, {"rows": [credit], "other": strange, "day": day_said(released)}


def impossible(page: int, person: int, *, unborn: bool) -> list[Any] | None:
    """A credit that cannot be; of the dead, what needs them to have been there."""
    cast = CastCredit.objects.filter(page=page, person_title__page=person)
    crew = CrewCredit.objects.filter(page=page, person_title__page=person)
    if not unborn:
        cast = cast.exclude(role_type__in=(RoleType.ARCHIVE, RoleType.VOICE))
        crew = crew.filter(department=Department.DIRECTING)
    row = cast.first() or crew.first()
    return row and [row.list_name, columns(row, *CREDITS[type(row)])]


joint(
    Joint(
        Check(
            "films-outside-a-life",
            Group.CONTRADICTION,
            _("Films before a birth or long after a death"),
            _("Somebody worked on them who was not born, or was dead for years. A date is wrong, or the person."),
            "list-cast",
        ),
        "film",
        "person",
        {"film": CREDITED, "person": ("born", "died", "type")},
        lives,
        regards=lambda document: bool(document["born"] or document["died"]),
    )
)

# --- What follows something -------------------------------------------------------------------------------------------


def followers(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Sequels, remakes and adaptations that came out before what they follow, by the year."""
    rows = Relation.objects.filter(ends("to_title", pages, about), type__in=FOLLOWS, page__film__released__gt=0)
    rows = rows.filter(to_title__page__film__released__gt=0).select_related("page__film", "to_title__page__film")
    for row in rows.order_by("page", "position"):
        mine, other = row.page.film.released, row.to_title.page.film.released
        if mine // 10000 < other // 10000:
            detail = {"rows": [["relations", columns(row, "type", "to", "note")]]}
            yield row.page_id, row.to_title.page_id, detail | {"day": day_said(mine), "other_day": day_said(other)}


joint(
    Joint(
        Check(
            "sequels-before-the-original",
            Group.CONTRADICTION,
            _("Sequels before the original"),
            _("A sequel, a remake or an adaptation is dated before what it follows."),
            "list-relations",
        ),
        "film",
        "film",
        {"film": ("relations", "releases", "year")},
        followers,
        relevant=lambda document: any(row["type"] in FOLLOWS for row in document["relations"]),
    )
)

# --- Firsts -----------------------------------------------------------------------------------------------------------


def claims_a_first(document: Document) -> bool:
    return any(FIRST.search(row["note"]) for name in ("cast", "crew") for row in document[name])


def firsts(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Credits whose note says that it was the person's first, where an earlier one is recorded."""
    if about:
        pages = set(claiming(Q(title__page__in=about)).values_list("page", flat=True))
    found: dict[tuple[int, int], Document] = {}
    for row in claims(pages, about) if pages else ():
        earlier = earlier_credit(row)
        if earlier:
            detail = {"rows": [[row.list_name, columns(row, *CREDITS[type(row)])]], "film": earlier.page_id}
            days = {"day": day_said(row.page.film.released), "film_day": day_said(earlier.page.film.released)}
            found.setdefault((row.page_id, row.person_title.page_id), detail | days)
    yield from ((page, person, detail) for (page, person), detail in found.items())


def claiming(links: Q) -> QuerySet[Link]:
    """Links of films that are listed with a claim of somebody's first, of which there are few."""
    return Link.objects.filter(links, title__page__kind="person", page__findings__name=CLAIMS)


def claimed_elsewhere(film: int) -> Iterable[int]:
    """The people of a film of whom another one says that it was their first."""
    people = Title.objects.filter(links__page=film, page__kind="person").values("page")
    return set(claiming(Q(title__page__in=people)).exclude(page=film).values_list("title__page", flat=True))


def claims(pages: Collection[int], about: Collection[int]) -> Iterator[Any]:
    dated = Q(page__in=pages, page__film__released__gt=0, person_title__page__isnull=False)
    chosen = dated & Q(person_title__page__in=about) if about else dated
    for model in CREDITS:
        rows = model.objects.filter(chosen).exclude(note="").select_related("page__film", "person_title")
        yield from (row for row in rows.order_by("page", "position") if FIRST.search(row.note))


def earlier_credit(row: Any) -> Any:
    """The first credit of the same person and department in a year before, or None."""
    same = {"person_title__page": row.person_title.page_id, "page__film__released__gt": 0}
    same |= {"department": row.department} if isinstance(row, CrewCredit) else {}
    began = row.page.film.released // 10000 * 10000
    others = type(row).objects.filter(**same, page__film__released__lt=began)
    return others.select_related("page__film").order_by("page__film__released", "page", "position").first()


joint(
    Joint(
        Check(
            "firsts-that-came-second",
            Group.CONTRADICTION,
            _("Firsts that came second"),
            _("A note calls it somebody’s debut or first part, and an earlier credit is recorded here."),
            "list-cast",
        ),
        "film",
        "person",
        {"film": CREDITED},
        firsts,
        relevant=claims_a_first,
        concerned=claimed_elsewhere,
    )
)
