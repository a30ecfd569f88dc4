"""What is found on pages about films, and what is not; what films and people say of each other."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.models import Finding
from fanwiki.pages.tests.test_save import change

pytestmark = pytest.mark.django_db

WEB = {"kind": "web", "country": "KR"}
FESTIVAL = {"kind": "festival", "event": "Busan"}
DIRECTOR = {"person": "Lee Chung-hyun", "department": "directing", "job": "Director"}


def found(page):
    return set(Finding.objects.filter(page=page).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({}, "films-without-date"),
        ({}, "films-without-country"),
        ({}, "films-without-language"),
        ({}, "films-without-genre"),
        ({}, "films-without-running-time"),
        ({"format": "short"}, "films-without-running-time"),
        ({}, "films-without-cast"),
        ({"crew": [DIRECTOR | {"department": "music"}]}, "films-without-director"),
        ({"original_language": "ko"}, "films-without-own-script"),
        ({"releases": [WEB | {"date": "2023", "disputed": True}]}, "dates-that-differ"),
        ({"releases": [FESTIVAL | {"date": "2023-10-05"}, FESTIVAL | {"date": "2023-10-06"}]}, "dates-that-differ"),
        (
            {"releases": [WEB | {"date": "2020"}, {"date": "2019", "kind": "rerelease"}]},
            "again-before-the-first-time",
        ),
        (
            {"releases": [{"date": "2020-05", "kind": "premiere"}, {"date": "2020-04", "kind": "physical"}]},
            "again-before-the-first-time",
        ),
        ({"cast": [{"person": "A", "role_type": "cameo", "note": "A supporting part."}]}, "parts-of-two-sizes"),
        ({"cast": [{"person": "A", "role_type": "cameo", "note": "The press names the part."}]}, "parts-of-two-sizes"),
        ({"cast": [{"person": "A", "note": "Wikipedia calls her the lead."}]}, "parts-of-two-sizes"),
        ({"crew": [DIRECTOR | {"note": "His first feature."}]}, "claims-of-a-first"),
        ({"notes": [{"text": "His debut."}]}, "claims-of-a-first"),
    ],
)
def test_what_is_found(fields, name, make_film):
    assert name in found(make_film(**fields))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"year": 2023}, "films-without-date"),
        ({"releases": [WEB | {"date": "2023"}]}, "films-without-date"),
        ({"format": "series"}, "films-without-running-time"),
        ({"crew": [DIRECTOR]}, "films-without-director"),
        ({"original_language": "en"}, "films-without-own-script"),
        ({"original_language": "ko", "names": [{"text": "콜", "lang": "ko"}]}, "films-without-own-script"),
        ({"releases": [FESTIVAL | {"date": "2023"}, FESTIVAL | {"date": "2023-10-06"}]}, "dates-that-differ"),
        ({"releases": [WEB | {"date": "2023-10-05"}, FESTIVAL | {"date": "2023-10-06"}]}, "dates-that-differ"),
        (
            {"releases": [WEB | {"date": "2020"}, {"date": "2021", "kind": "rerelease"}]},
            "again-before-the-first-time",
        ),
        ({"releases": [{"date": "2019", "kind": "rerelease"}]}, "again-before-the-first-time"),
        (
            {"cast": [{"person": "A", "role_type": "main", "note": "Wikipedia calls her the lead."}]},
            "parts-of-two-sizes",
        ),
        (
            {"cast": [{"person": "A", "role_type": "support", "note": "HanCinema names the part."}]},
            "parts-of-two-sizes",
        ),
        ({"notes": [{"text": "The first part is of 30 December."}]}, "claims-of-a-first"),
    ],
)
def test_what_is_not_found(fields, name, make_film):
    assert name not in found(make_film(**fields))


# --- Lives ------------------------------------------------------------------------------------------------------------

LIFE = "films-outside-a-life"


@pytest.mark.parametrize(
    ("life", "credit", "year", "strange"),
    [
        ({"born": "1990"}, {}, 1989, True),
        ({"born": "1990"}, {}, 1990, False),
        ({"born": "1990?"}, {}, 1980, False),
        ({"died": "1990"}, {}, 1996, True),
        ({"died": "1990"}, {}, 1995, False),
        ({"died": "1990"}, {"role_type": "archive"}, 2020, False),
        ({"born": "1990", "type": "organisation"}, {}, 1950, False),
    ],
)
def test_a_film_outside_the_life_of_its_cast(life, credit, year, strange, make_person, make_film):
    make_person("Kim", **life)
    page = make_film(year=year, cast=[{"person": "Kim"} | credit])
    assert (LIFE in found(page)) is strange


def test_the_dead_may_have_written_but_not_directed(make_person, make_film, editor):
    make_person("Lee Chung-hyun", died="1950")
    page = make_film(year=2020, crew=[DIRECTOR | {"department": "writing"}])
    assert LIFE not in found(page)
    change(page, editor, crew=[DIRECTOR])
    assert LIFE in found(page)


def test_whoever_saves_one_side_looks_at_the_other(make_person, make_film, editor, moderator):
    film = make_film(year=1980, cast=[{"person": "Kim"}])
    person = make_person("Kim", born="1990")
    assert LIFE in found(film)
    change(person, editor, born="1960")
    assert LIFE not in found(film)
    change(person, editor, born="1990")
    change(film, editor, year=2000)
    assert LIFE not in found(film)
    change(film, editor, year=1980)
    assert LIFE in found(film)
    editing.delete(person, by=moderator, summary="")
    assert LIFE not in found(film)
    editing.undelete(person, by=moderator, summary="")
    assert LIFE in found(film)


def test_a_link_in_the_text_is_no_credit(make_person, make_film):
    make_person("Kim", born="1990")
    assert LIFE not in found(make_film(year=1980, body="[[Kim]]"))


# --- What follows something, and firsts -------------------------------------------------------------------------------


def test_a_sequel_before_its_original(make_film, editor):
    first = make_film("One", year=2000)
    second = make_film("Two", year=1990, relations=[{"type": "sequel_of", "to": "One"}])
    name = "sequels-before-the-original"
    assert name in found(second)
    change(first, editor, year=1980)
    assert name not in found(second)
    other = make_film("Three", year=1970, relations=[{"type": "compared_with", "to": "One"}])
    assert name not in found(other)


def test_a_first_that_came_second(make_person, make_film, editor, moderator):
    make_person("Lee Chung-hyun")
    call = make_film("The Call", year=2020, crew=[DIRECTOR | {"note": "His debut."}])
    name = "firsts-that-came-second"
    assert name not in found(call)
    bargain = make_film("Bargain", year=2015, format="short", crew=[DIRECTOR])
    assert name in found(call)
    (proof,) = Finding.objects.filter(name=name)
    assert proof.detail["film"] == bargain.pk and proof.about.title == "Lee Chung-hyun"
    change(bargain, editor, year=2021)
    assert name not in found(call)
    change(bargain, editor, year=2015)
    assert name in found(call)
    editing.delete(bargain, by=moderator, summary="")
    assert name not in found(call)


def test_a_first_as_a_director_is_not_spoken_against_by_a_part(make_person, make_film):
    make_person("Lee Chung-hyun")
    call = make_film("The Call", year=2020, crew=[DIRECTOR | {"note": "His debut."}])
    make_film("A part", year=2010, cast=[{"person": "Lee Chung-hyun"}])
    assert "firsts-that-came-second" not in found(call)
