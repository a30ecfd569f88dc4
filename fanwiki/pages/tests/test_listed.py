"""Where pages stand in lists follows from the documents after every save, whoever's document it was."""

import pytest

from fanwiki.pages import editing, facets, shelves, upkeep
from fanwiki.pages.kinds import registry
from fanwiki.pages.models import Day, Listed

pytestmark = pytest.mark.django_db


def cast(*people):
    return [{"person": person} for person in people]


def crew(person, department="directing"):
    return {"person": person, "department": department, "job": "Job"}


def departments(page):
    row = Listed.objects.get(page=page)
    return {value.key for value in facets.values(row.given)}


def change(page, by, **fields):
    page.refresh_from_db()
    return editing.save(page, page.head.document | fields, base=page.head.number, by=by, summary="Changed")


def test_departments_come_from_films_whichever_was_there_first(make_film, make_person):
    early = make_person("Lee Chung-hyun")
    make_film("The Call", crew=[crew("Lee Chung-hyun"), crew("Lee Chung-hyun", "writing")], cast=cast("Jeon Jong-seo"))
    late = make_person("Jeon Jong-seo")
    assert departments(early) == {"directing", "writing"}
    assert departments(late) == {"acting"}


def test_they_go_with_the_last_credit(make_film, make_person, editor):
    lee = make_person("Lee Chung-hyun")
    one, two = (make_film(title, crew=[crew("Lee Chung-hyun")]) for title in ("The Call", "Ballerina"))
    change(one, editor, crew=[])
    assert departments(lee) == {"directing"}
    change(two, editor, crew=[crew("Lee Chung-hyun", "writing")])
    assert departments(lee) == {"writing"}


def test_they_go_and_come_with_the_film(make_film, make_person, moderator):
    lee = make_person("Lee Chung-hyun")
    film = make_film("The Call", crew=[crew("Lee Chung-hyun")])
    editing.delete(film, by=moderator, summary="Gone")
    assert departments(lee) == set()
    editing.undelete(film, by=moderator, summary="Back")
    assert departments(lee) == {"directing"}


def test_another_name_brings_the_credits_under_it(make_film, make_person, editor, moderator):
    lee = make_person("Lee Chung-hyun")
    make_film("The Call", crew=[crew("이충현")])
    assert departments(lee) == set()
    change(lee, editor, names=[{"text": "이충현", "lang": "ko"}])
    assert departments(lee) == {"directing"}
    namesake = make_person("이충현")
    assert (departments(lee), departments(namesake)) == (set(), {"directing"})
    editing.delete(namesake, by=moderator, summary="Gone")
    assert departments(lee) == {"directing"}


def test_a_renamed_person_keeps_them(make_film, make_person, editor):
    lee = make_person("Lee Chung-hyun")
    make_film("The Call", crew=[crew("Lee Chung-hyun")])
    editing.rename(lee, "이충현", was="Lee Chung-hyun", by=editor, summary="Name")
    assert departments(lee) == {"directing"}


def test_lists_see_every_change_at_once(make_film, editor, moderator):
    kind = registry["film"]
    film = make_film("Ballerina", genres=["action"])
    assert shelves.of(kind).counts(shelves.of(kind).everything, "genre") == {"action": 1}
    change(film, editor, genres=["Thriller"])
    assert shelves.of(kind).counts(shelves.of(kind).everything, "genre") == {"thriller": 1}
    assert shelves.of(kind).printed("genre", "thriller") == "Thriller"
    editing.delete(film, by=moderator, summary="Gone")
    assert shelves.of(kind).everything == {}


def test_a_save_that_changes_nothing_in_lists_writes_nothing_there(make_film, editor, django_assert_num_queries):
    film = make_film("Ballerina", genres=["action"])
    Listed.objects.filter(page=film).update(own="untouched")
    change(film, editor, body="A text.")
    assert Listed.objects.get(page=film).own == "untouched"


def test_a_day_stands_in_the_calendar_as_exactly_as_it_is_known(make_film, make_person, editor):
    release = {"date": "2023-10-06", "kind": "theatrical"}
    film = make_film("Ballerina", releases=[release, {"date": "2023-12", "kind": "theatrical"}])
    assert list(Day.objects.values_list("what", "year", "month_day")) == [("released", 2023, 1006)]
    change(film, editor, releases=[release | {"date": "2023-10-06?"}])
    assert list(Day.objects.values_list("year", "month_day")) == [(2023, 0)]
    make_person("Jeon Jong-seo", born="1994-07")
    make_person("Netflix", born="1997-08-29", type="organisation")
    assert list(Day.objects.filter(what="born").values_list("year", "month_day")) == [(1994, 700)]


def test_verify_tells_drift_and_rebuild_mends_it(make_film, make_person):
    lee = make_person("Lee Chung-hyun", born="1990-01-02")
    film = make_film("The Call", crew=[crew("Lee Chung-hyun")], genres=["thriller"], year=2020)
    assert list(upkeep.verify()) == []
    Listed.objects.filter(page=lee).update(given="")
    Listed.objects.filter(page=film).delete()
    Day.objects.all().delete()
    told = list(upkeep.verify())
    assert sum("stands in lists" in drift for drift in told) == 2
    assert sum("calendar" in drift for drift in told) == 2
    upkeep.rebuild()
    assert list(upkeep.verify()) == []


def test_a_deleted_page_leaves_nothing_behind(make_film, moderator):
    film = make_film("Ballerina", year=2023)
    editing.delete(film, by=moderator, summary="Gone")
    assert not Listed.objects.exists() and not Day.objects.exists()
    assert list(upkeep.verify()) == []
