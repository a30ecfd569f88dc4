"""Films against the people and the films that they name: what the dates of both say of each other."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.documents import Document
from fanwiki.pages.findings import Check, Group, Joint, Pairs, joint
from fanwiki.pages.models import Link, Relation
from fanwiki.pages.prepared import Prepared
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
Rows = list[tuple[Any, ...]]


def either_end(named: str, build: Callable[[Q], QuerySet[Any, Any]]) -> Callable[..., Rows]:
    """What `build` gives for rows of some pages, or for those that name other pages in the column `named`."""
    on = Prepared(lambda pages: build(Q(page__in=pages)))
    of = Prepared(lambda pages: build(Q(**{f"{named}__page__in": pages})))

    def asked(pages: Collection[int], about: Collection[int]) -> Rows:
        return on(sorted(pages)) if pages else of(sorted(about))

    return asked


def year(date: str) -> int:
    """0 where it is not known, or not for certain."""
    found = dates.parse(date) if date else None
    return found.year if found and not found.mark else 0


def day_said(number: int) -> str:
    """YYYYMMDD as a partial date."""
    parts = (f"{number // 10000:04}", f"{number // 100 % 100:02}", f"{number % 100:02}")
    return "-".join(part for part in parts if part != "00")


# --- Lives ------------------------------------------------------------------------------------------------------------


def dated_links(ends: Q) -> QuerySet[Any, Any]:
    person = "title__page__person"
    dated = Q(**{f"{person}__born__gt": ""}) | Q(**{f"{person}__died__gt": ""})
    rows = Link.objects.filter(ends, dated, page__film__released__gt=0, **{f"{person}__type": "person"})
    columns = ("page", "title__page", "page__film__released", f"{person}__born", f"{person}__died")
    return rows.values_list(*columns).order_by("page", "title__page").distinct()


def credit_of(model: Any, needed: Q) -> Prepared:
    """The first row of a film for a person that keeps to what is `needed`."""
    return Prepared(
        lambda page, person: (
            model.objects.filter(needed, page=page[0], person_title__page=person[0])
            .order_by("position")
            .values_list("row", *CREDITS[model])[:1]
        )
    )


DATED_LINKS = either_end("title", dated_links)
ANY = {model: credit_of(model, Q()) for model in CREDITS}
IN_PERSON = {
    CastCredit: credit_of(CastCredit, ~Q(role_type__in=(RoleType.ARCHIVE, RoleType.VOICE))),
    CrewCredit: credit_of(CrewCredit, Q(department=Department.DIRECTING)),
}


def lives(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Films that somebody made before being born, or directed or acted in long after dying.

    Whom a film names with such dates is one query; their credits are looked up where any are that strange.
    """
    for page, person, released, born, died in DATED_LINKS(pages, about):
        strange = {"born": born} if 0 < released // 10000 < year(born) else {}
        strange |= {"died": died} if 0 < year(died) < released // 10000 - LONG else {}
        credit = strange and impossible(page, person, unborn="born" in strange)
        if credit:
            yield page, person, {"rows": [credit], "other": strange, "day": day_said(released)}


def impossible(page: int, person: int, *, unborn: bool) -> list[Any] | None:
    """A credit that cannot be; of the dead, what needs them to have been there."""
    for model, credit in (ANY if unborn else IN_PERSON).items():
        for row in credit([page], [person]):
            return [model.list_name, proven(model, row)]
    return None


def proven(model: Any, row: tuple[Any, ...]) -> Document:
    """The part of a credit that a proof shows."""
    return dict(zip(("id", *CREDITS[model]), row, strict=True))


joint(
    Joint(
        Check(
            "films-outside-a-life",
            Group.CONTRADICTION,
            _("Films before a birth or long after a death"),
            _("Somebody worked on them who was not born, or was dead for years. A date is wrong, or the person."),
            "cast",
        ),
        "film",
        "person",
        {"film": CREDITED, "person": ("born", "died", "type")},
        lives,
        regards=lambda document: bool(document["born"] or document["died"]),
    )
)

# --- What follows something -------------------------------------------------------------------------------------------


def following(ends: Q) -> QuerySet[Any, Any]:
    days = ("page__film__released", "to_title__page__film__released")
    rows = Relation.objects.filter(ends, type__in=FOLLOWS, **{f"{day}__gt": 0 for day in days})
    columns = ("page", "to_title__page", *days, "row", "type", "to", "note")
    return rows.order_by("page", "position").values_list(*columns)


FOLLOWING = either_end("to_title", following)


def followers(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Sequels, remakes and adaptations that came out before what they follow, by the year."""
    for page, other, mine, theirs, row, type_, to, note in FOLLOWING(pages, about):
        if mine // 10000 < theirs // 10000:
            shown = {"id": row, "type": type_, "to": to, "note": note}
            yield page, other, {"rows": [["relations", shown]], "day": day_said(mine), "other_day": day_said(theirs)}


joint(
    Joint(
        Check(
            "sequels-before-the-original",
            Group.CONTRADICTION,
            _("Sequels before the original"),
            _("A sequel, a remake or an adaptation is dated before what it follows."),
            "relations",
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


def dated_notes(model: Any) -> Callable[[Q], QuerySet[Any, Any]]:
    columns = ("page", "person_title__page", "page__film__released", "row", *CREDITS[model])

    def rows(ends: Q) -> QuerySet[Any, Any]:
        told = model.objects.filter(ends, note__gt="", page__film__released__gt=0, person_title__page__isnull=False)
        return told.order_by("page", "position").values_list(*columns)  # type: ignore[no-any-return]

    return rows


def notes_elsewhere(film: list[int], people: list[int]) -> QuerySet[Any, Any]:
    """What other films note on their credits of these people."""
    cast, crew = (
        model.objects.filter(person_title__page__in=people, note__gt="")
        .exclude(page=film[0])
        .order_by()
        .values_list("person_title__page", "note")
        for model in CREDITS
    )
    return cast.union(crew)


NOTES_ELSEWHERE = Prepared(notes_elsewhere)
DATED_NOTES = {model: either_end("person_title", dated_notes(model)) for model in CREDITS}


def firsts(pages: Collection[int] = (), about: Collection[int] = ()) -> Pairs:
    """Credits whose note says that it was the person's first, where an earlier one is recorded."""
    found: dict[tuple[int, int], Document] = {}
    for model, asked in DATED_NOTES.items():
        for page, person, released, *row in asked(pages, about):
            credit = proven(model, tuple(row))
            earlier = earlier_credit(model, person, released, credit) if FIRST.search(credit["note"]) else None
            if earlier:
                detail = {"rows": [[model.list_name, credit]], "film": earlier.page_id}
                days = {"day": day_said(released), "film_day": day_said(earlier.page.film.released)}
                found.setdefault((page, person), detail | days)
    yield from ((page, person, detail) for (page, person), detail in found.items())


def claimed_elsewhere(film: int, people: Collection[int]) -> Iterable[int]:
    """Those of whom another film says that it was their first."""
    return {person for person, note in NOTES_ELSEWHERE([film], sorted(people)) if FIRST.search(note)}


def earlier_credit(model: Any, person: int, released: int, credit: Document) -> Any:
    """The first one of the same person and department in a year before, or None."""
    same = {"person_title__page": person, "page__film__released__gt": 0}
    same |= {"department": credit["department"]} if model is CrewCredit else {}
    others = model.objects.filter(**same, page__film__released__lt=released // 10000 * 10000)
    return others.select_related("page__film").order_by("page__film__released", "page", "position").first()


joint(
    Joint(
        Check(
            "firsts-that-came-second",
            Group.CONTRADICTION,
            _("Firsts that came second"),
            _("A note calls it somebody’s debut or first part, and an earlier credit is recorded here."),
            "cast",
        ),
        "film",
        "person",
        {"film": CREDITED},
        firsts,
        relevant=claims_a_first,
        concerned=claimed_elsewhere,
    )
)
