"""A year as a page of its own, and all years."""

import re

import pytest
from django.test import Client

from fanwiki.pages import days

pytestmark = pytest.mark.django_db


def html(address, status=200):
    answer = Client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def headings(address):
    return [re.sub("<.*?>", "", found) for found in re.findall("<h2[^>]*>(.*?)</h2>", html(address))]


@pytest.fixture
def calendar(make_film, make_person):
    def released(title, date):
        return make_film(title, releases=[{"date": date, "kind": "theatrical"}])

    released("Ballerina", "2023-10-06")
    released("The Glory", "2023-01")
    released("Somewhen", "2023")
    released("Flower Boy Next Door", "2013-01-07")
    released("Taxi", "1998-04-08")
    make_person("Bae Suzy", born="2023-10-10")


def test_it_has_releases_by_month_births_and_anniversaries(calendar):
    assert headings("/years/2023/") == [
        "January", "October", "In some month", "10 years before", "25 years before", "Born",
    ]  # fmt: skip
    shown = html("/years/2023/")
    assert "3 releases" in shown and ">Bae Suzy<" in shown
    assert shown.index("Ballerina") < shown.index("Flower Boy Next Door") < shown.index("Taxi")


def test_it_leads_to_its_neighbours_as_far_as_there_are_years():
    shown = html("/years/2023/")
    assert 'href="/years/2022/"' in shown and 'href="/years/2024/"' in shown
    assert "/years/1869/" not in html("/years/1870/") and "/years/2101/" not in html("/years/2100/")


@pytest.mark.parametrize("year", ["1869", "2101", "0", "1000000000", "9" * 100, "-5", "x", "2023-10"])
def test_a_year_that_no_date_can_have_is_not_there(year):
    html(f"/years/{year}/", 404)


def test_an_empty_year_invites_and_is_kept_from_search_engines():
    shown = html("/years/1911/")
    assert "No release in 1911 is recorded." in shown and 'content="noindex"' in shown


def test_a_month_with_many_shows_some_and_leads_to_the_list(make_film):
    for n in range(days.OF_A_MONTH + 2):
        make_film(f"Film {n}", releases=[{"date": f"1999-05-{n + 1:02}", "kind": "theatrical"}])
    shown = html("/years/1999/")
    assert "2 more, in all of 1999" in shown and 'href="/films/?year=1999&amp;sort=oldest"' in shown
    assert Client().get("/films/?year=1999&sort=oldest").status_code == 200


def test_all_years_stand_by_decade(calendar):
    assert headings("/years/") == ["2020s", "2010s", "1990s"]
    assert re.search(r'href="/years/2023/">2023 <span class="mut nums">3<', html("/years/"))


def test_no_year_yet_is_told():
    assert "No dates yet." in html("/years/")


@pytest.mark.parametrize("more", [0, 6])
def test_they_cost_a_fixed_number_of_queries(more, calendar, make_film, client, django_assert_num_queries):
    for n in range(more):
        make_film(f"Film {n}", releases=[{"date": f"2023-0{n + 1}", "kind": "theatrical"}])
    with django_assert_num_queries(3):
        client.get("/years/2023/")
    with django_assert_num_queries(1):
        client.get("/years/")
