"""Derived facts on pages with awkward rows: loops, namesakes, red links, four hundred co-stars, a day that passes."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from fanwiki.pages import drawn, editing
from fanwiki.pages.drawn import Drawings
from fanwiki.pages.tests.test_save import change
from films.derived import rows
from films.derived.works import work_of

from .test_derived_facts import facts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_drawn_yet(monkeypatch):
    monkeypatch.setattr(drawn, "drawings", Drawings())


@pytest.fixture
def today(monkeypatch):
    """Sets the clock of the site."""

    def is_(text):
        now = datetime.datetime.fromisoformat(f"{text}T12:00:00+00:00")
        monkeypatch.setattr(timezone, "now", lambda: now)

    return is_


def released(date, kind="theatrical", **more):
    return [{"date": date, "kind": kind, **more}]


def cast(*people, role="main"):
    return [{"person": person, "role_type": role} for person in people]


def told(address):
    return " ".join(facts(Client(), address))


def test_a_loop_of_adaptations_is_told_once_around(make_film):
    for title, original in (("One", "Two"), ("Two", "Three"), ("Three", "One")):
        make_film(title, relations=[{"type": "adaptation_of", "to": original}])
    assert told("/films/one/").count("is an adaptation of") == 2


def test_counterparts_are_told_on_the_film_and_on_both_characters(make_film, make_character):
    make_character("Tokyo", names=[{"text": "Tokyo"}, {"text": "Tokio", "kind": "variant"}])
    make_character("Tokyo (Korea)", names=[{"text": "Tokyo"}])
    make_film("First", cast=[{"person": "Úrsula", "character": "Tokyo"}])
    korea = [{"person": "Jeon", "character": "Tokyo (Korea)"}]
    make_film("Korea", cast=korea, relations=[{"type": "adaptation_of", "to": "First"}])
    for address in ("/films/korea/", "/characters/tokyo-korea/", "/characters/tokyo/"):
        assert "go by the same name" in told(address), address


def test_an_original_that_is_not_written_yet_is_a_red_link(make_film):
    make_film("Korea", relations=[{"type": "adaptation_of", "to": "First"}])
    assert "is an adaptation of First" in told("/films/korea/")
    assert 'class="missing"' in Client().get("/films/korea/").content.decode()


def test_people_without_a_page_reunite_nobody(make_film):
    make_film("One", cast=cast("Jeon", "Kim"), releases=released("2020"))
    make_film("Two", cast=cast("Jeon", "Kim"), releases=released("2022"))
    assert "Reunites" not in told("/films/two-2022/")


def test_two_people_of_one_name_are_two_people(make_film, make_person):
    make_person("Kim Ji-hoon (1)", names=[{"text": "Kim Ji-hoon"}])
    make_person("Kim Ji-hoon (2)", names=[{"text": "Kim Ji-hoon"}])
    make_person("Jeon")
    make_film("One", cast=cast("Jeon", "Kim Ji-hoon (1)"), releases=released("2020"))
    make_film("Two", cast=cast("Jeon", "Kim Ji-hoon (2)"), releases=released("2022"))
    assert "Reunites" not in told("/films/two-2022/")


def test_a_person_under_two_names_is_one(make_film, make_person):
    make_person("Jeon", names=[{"text": "Jeon"}, {"text": "전종서"}])
    make_person("Kim")
    make_film("One", cast=cast("전종서", "Kim"), releases=released("2020"))
    make_film("Two", cast=cast("Jeon", "Kim"), releases=released("2022"))
    assert "Reunites Jeon and Kim" in told("/films/two-2022/")


def test_several_parts_of_one_film_are_one_title(make_film, make_person):
    make_person("Jeon")
    make_person("Kim")
    twice = [{"person": "Jeon", "character_as": name} for name in "AB"] + cast("Kim")
    make_film("One", cast=twice, releases=released("2020"))
    make_film("Two", cast=twice, releases=released("2022"))
    assert "second title together" in told("/films/two-2022/")


def test_a_film_without_a_year_claims_no_order(make_film, make_person):
    make_person("Jeon")
    make_person("Kim")
    make_film("One", cast=cast("Jeon", "Kim"))
    make_film("Two", cast=cast("Jeon", "Kim"), releases=released("2022"))
    assert told("/films/one/") == "" and "Reunites" not in told("/films/two-2022/")


def test_a_deleted_film_proves_nothing_any_more(make_film, make_person, moderator):
    make_person("Jeon")
    make_person("Kim")
    first = make_film("One", cast=cast("Jeon", "Kim"), releases=released("2020"))
    make_film("Two", cast=cast("Jeon", "Kim"), releases=released("2022"))
    assert "Reunites" in told("/films/two-2022/")
    editing.delete(first, by=moderator, summary="")
    assert "Reunites" not in told("/films/two-2022/")


def test_what_a_film_page_says_changes_with_another_page_at_once(make_film, make_person, editor):
    make_person("Jeon")
    make_person("Kim")
    first = make_film("One", cast=cast("Jeon", "Kim"), releases=released("2020"))
    make_film("Two", cast=cast("Jeon", "Kim"), releases=released("2022"))
    assert "One (2020)" in told("/films/two-2022/")
    change(first, editor, releases=released("2019"))
    assert "One (2019)" in told("/films/two-2022/")


def test_nothing_of_today_goes_stale(make_film, today):
    address = make_film("Soon", releases=released("2023-10-06")).get_absolute_url()
    said = {
        "2023-10-05": "Not out yet: first release expected 6 October 2023.",
        "2023-10-06": "Out today.",
        "2023-10-07": "",
        "2024-10-06": "First shown one year ago.",
        "2026-10-05": "First shown 2 years ago.",
    }
    for day, sentence in said.items():
        today(day)
        assert sentence in told(address) if sentence else told(address) == "", day


def test_a_day_that_changes_nothing_draws_nothing_anew(make_film, today):
    address = make_film("Old", releases=released("2013-10-06")).get_absolute_url()
    for day in ("2023-11-01", "2023-11-02"):
        today(day)
        Client().get(address)
    assert sum("article body" in html for html in drawn.drawings.kept.values()) == 1


def test_400_co_stars_stay_small(make_film, make_person, client, django_assert_max_num_queries):
    everybody = [f"Person {n}" for n in range(400)]
    for person in everybody[:30]:
        make_person(person)
    for n in range(3):
        make_film(f"Film {n}", cast=cast(*everybody), releases=released(f"202{n}"))
    for address, reunions, company in (("/films/film-2-2022/", 5, 0), ("/people/person-0/", 0, 4)):
        with django_assert_max_num_queries(6):
            page = client.get(address).content.decode()
        assert (page.count("Reunites"), page.count('role="listitem"')) == (reunions, company)


@pytest.mark.parametrize("size", [1, 40])
def test_facts_cost_two_queries_whatever_the_size(size, make_film, make_person, client, django_assert_num_queries):
    people = [make_person(f"Person {n}") for n in range(size + 1)]
    for n in range(3):
        make_film(f"Film {n}", cast=cast(*(person.title for person in people)), releases=released(f"202{n}"))
    for address in ("/films/film-2-2022/", "/people/person-0/"):
        with django_assert_num_queries(
            6
        ):  # the page, what it names, its panels, the facts and whom they name, who wrote
            client.get(address)
        with django_assert_num_queries(5):
            client.get(address)


RELEASES = [
    [],
    released("2020"),
    released("2020-05-01", disputed=True) + released("2020-05-03", disputed=True),
    released("2020-05-01") + released("2020-05-01", "premiere", disputed=True) + released("2022", disputed=True),
    released("2019~") + released("2020-01-01"),
    released("2019-12-31?") + released("2019-12-31", "premiere", disputed=True) + released("2021-02"),
    released("2018") + released("2018-05~", "premiere") + released("2023", "rerelease", disputed=True),
]


def test_the_query_and_the_document_say_the_same_of_a_date(make_film, make_person):
    person = make_person("Jeon")
    films = [make_film(f"Film {n}", cast=cast("Jeon"), releases=each) for n, each in enumerate(RELEASES)]
    films.append(make_film("Film of a year", cast=cast("Jeon"), year=1999, format="short"))
    found = rows.works(rows.of_person(person))
    assert found == {film.pk: work_of(film.head.document, film.pk) for film in films}


def test_a_rerelease_is_no_first_showing(make_film):
    again = [{"date": "2014-05-05", "kind": "rerelease"}]
    page = Client().get(make_film("Old", releases=again).get_absolute_url()).content.decode()
    assert "First shown" not in page
    both = Client().get(make_film("Known", releases=again, year=1950).get_absolute_url()).content.decode()
    assert "1950" in both


def test_company_names_the_films_and_leaves_archive_footage_out(make_film, make_person):
    for name in ("Amy", "Dana", "Carl"):
        make_person(name)
    here = [{"person": "Amy", "role_type": "self"}, {"person": "Dana", "role_type": "main"}]
    make_film("Docu", cast=[*here, {"person": "Carl", "role_type": "archive"}], releases=released("2021"))
    make_film("High", cast=[{"person": "Amy"}, {"person": "Dana"}], releases=released("2020"))
    page = Client().get("/people/dana/").content.decode()
    company = page[page.index('id="with"') :]
    assert "High" in company
    assert "Carl" not in company
