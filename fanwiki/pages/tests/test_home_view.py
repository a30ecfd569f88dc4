"""The front page: what is worth reading, fresh pages, this day, and how much there is."""

import datetime
import re
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from fanwiki.pages import days, editing, front
from fanwiki.pages.models import Day, Feature, Listed

pytestmark = pytest.mark.django_db

LONG = "Something happens. " * 100
DAY = datetime.date(2026, 10, 6)


def html():
    return Client().get("/").content.decode()


def heading():
    return re.sub("<.*?>", "", re.search("<h1[^>]*>(.*?)</h1>", html())[1])


def test_staff_choose_what_is_worth_reading(make_film, make_person, owner, logged_in):
    make_film("Ballerina", body=LONG)
    chosen = make_person("Jeon Jong-seo")
    browser = logged_in(owner)
    told = {"page": chosen.pk, "first": timezone.localdate().isoformat(), "last": ""}
    assert browser.post("/admin/pages/feature/add/", told).status_code == 302
    assert heading() == "Jeon Jong-seo"
    Feature.objects.update(first="2020-01-01", last="2020-01-07")
    assert heading() == "Ballerina"


def test_of_several_the_one_that_began_last_is_shown(make_film):
    for title, first, last in (("A", -9, 9), ("B", -2, None), ("C", -5, 5), ("D", 1, None)):
        day = timezone.localdate() + datetime.timedelta(days=first)
        end = None if last is None else timezone.localdate() + datetime.timedelta(days=last)
        Feature.objects.create(page=make_film(title), first=day, last=end)
    assert heading() == "B"


def test_a_last_day_before_the_first_is_refused(make_film, owner, logged_in):
    told = {"page": make_film().pk, "first": "2026-02-02", "last": "2026-02-01"}
    answer = logged_in(owner).post("/admin/pages/feature/add/", told)
    assert "The last day comes before the first." in answer.content.decode()


def test_otherwise_pages_with_much_to_read_take_turns(make_film, make_article):
    pages = {make_film(title, body=LONG).pk for title in ("A", "B", "C")}
    make_film("Short"), make_article("An article", body=LONG)
    turns = Counter(front.in_turn(DAY + datetime.timedelta(days=n)) for n in range(120))
    assert set(turns) == pages and min(turns.values()) > 10
    assert front.in_turn(DAY) == front.in_turn(DAY)


def test_a_deleted_page_is_not_featured(make_film, moderator):
    page = make_film("Ballerina", body=LONG)
    make_film("Burning")
    Feature.objects.create(page=page)
    editing.delete(page, by=moderator, summary="Gone")
    assert heading() == "Burning"


def test_it_is_as_fresh_as_the_last_save(make_film, editor):
    page = make_film("Ballerina", year=2023)
    assert "Ballerina" in html()
    editing.save(page, page.head.document | {"description": "Brand new."}, base=1, by=editor, summary="Told anew")
    assert "Brand new." in html() and "Told anew" in html()
    make_film("Burning")
    assert ">Burning<" in html()


def test_it_tells_what_happened_on_this_day(make_film, make_person):
    today = timezone.localdate()  # the years have a 29 February
    make_film("Old", releases=[{"date": f"1996-{today:%m-%d}", "kind": "theatrical"}])
    make_person("Somebody", born=f"1992-{today:%m-%d}")
    make_film("Doubtful", releases=[{"date": f"1988-{today:%m-%d}?", "kind": "theatrical"}])
    panel = html().split("On this day")[1].split("</ul>")[0]
    assert 'released in <a href="/years/1996/">1996</a>' in panel and 'born in <a href="/years/1992/">1992</a>' in panel
    assert "Doubtful" not in panel
    assert f"{today.year - 1996} years" in panel


def test_of_many_occasions_round_years_are_told(make_film):
    page = make_film("Ballerina")
    Day.objects.bulk_create(Day(page=page, what="released", year=year, month_day=1006) for year in range(1950, 2031))
    told = days.this_day(DAY, 4)
    assert {DAY.year - year for _page, _what, year in told} <= {10, 20, 25, 30, 40, 50, 60, 70, 75}
    assert [year for *_rest, year in told] == sorted(year for *_rest, year in told)


def test_it_counts_pages_revisions_and_editors(make_film, make_person, editor):
    page = make_film("Ballerina", by=editor)
    make_film("Burning"), make_person("Jeon Jong-seo")
    editing.save(page, page.head.document | {"runtime": 93}, base=1, by=editor, summary="Minutes")
    told = re.sub("<.*?>|\\s+", " ", html().split('aria-label="In numbers"')[1].split("</ul>")[0])
    assert re.findall(r"\d+ +\w+", told) == ["2 films", "1 person", "4 revisions", "1 editor"]


def test_revisions_far_back_are_counted_once(make_film, monkeypatch, django_assert_num_queries):
    for n in range(5):
        make_film(f"Film {n}")
    monkeypatch.setattr(front, "STEP", 2)
    front.counted.cache_clear()
    assert front.revisions() == 5
    with django_assert_num_queries(2):
        assert front.revisions() == 5
    front.counted.cache_clear()


@pytest.mark.parametrize("more", [0, 5])
def test_it_costs_a_fixed_number_of_queries(more, make_film, client, django_assert_max_num_queries):
    for n in range(1 + more):
        make_film(f"Film {n}", body=LONG)
    with django_assert_max_num_queries(16):  # one fewer where jobs are many
        client.get("/")


def test_an_empty_wiki_welcomes(client):
    assert "There is no page here yet." in html()
    assert not Listed.objects.exists()
