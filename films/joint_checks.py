"""Films against the people and the films that they name: what the dates of both say of each other."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.findings import Check, Group, Joint, Pairs, columns, joint
from fanwiki.pages.models import Link, Relation
from fanwiki.text import dates

from .checks import FIRST
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
        ("cast", "crew"),
        {"film": CREDITED, "person": ("born", "died", "type")},
        lives,
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
        ("relations",),
        {"film": ("relations", "releases", "year")},
        followers,
    )
)

# --- Firsts -----------------------------------------------------------------------------------------------------------


def firsts(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Credits whose note says that it was the person's first, where an earlier one is recorded."""
    for row in claims(ends("person_title", pages, about)):
        earlier = earlier_credit(row) if FIRST.search(row.note) else None
        if earlier:
            detail = {"rows": [[row.list_name, columns(row, *CREDITS[type(row)])]], "film": earlier.page_id}
            days = {"day": day_said(row.page.film.released), "film_day": day_said(earlier.page.film.released)}
            yield row.page_id, row.person_title.page_id, detail | days


def claims(chosen: Q) -> Iterator[Any]:
    """One query finds that there are none."""
    said = chosen & (Q(note__icontains="debut") | Q(note__icontains="first "))
    said &= Q(person_title__page__isnull=False, page__film__released__gt=0)
    cast, crew = (model.objects.filter(said).order_by() for model in CREDITS)
    keys = cast.values_list("pk", Value(0)).union(crew.values_list("pk", Value(1)), all=True)
    for model, number in zip(CREDITS, (0, 1), strict=True):
        found = [pk for pk, which in keys if which == number]
        if found:
            yield from model.objects.filter(pk__in=found).select_related("page__film", "person_title").order_by("pk")


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
        ("cast", "crew"),
        {"film": CREDITED},
        firsts,
        third=True,
    )
)
