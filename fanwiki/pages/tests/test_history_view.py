"""History, comparison, restoring and recent changes in the browser."""

import pytest
from django.test import Client

from .test_save import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film("Ballerina", runtime=90, body="One.\n\nTwo.", cast=[{"id": "a", "person": "Jeon Jong-seo"}])
    change(page, editor, runtime=93, body="One.\n\nTwo, three.")
    change(page, other_editor, cast=[{"id": "a", "person": "Jeon Jong-seo", "role_type": "main"}])
    return page


def text(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_history_says_who_when_why_and_which_parts(film, client):
    page = text(client, "/films/ballerina/history/")
    assert page.index("minseo") < page.index("hanbit")
    for word in ("Changed", "Facts", "Text", "Cast", 'name="from"', 'name="to"'):
        assert word in page


def test_a_long_history_goes_on_by_key(film, editor, client):
    for n in range(60):
        change(film, editor, runtime=100 + n)
    first = text(client, "/films/ballerina/history/")
    assert first.count('name="from"') == 50
    assert "?before=14" in first
    assert text(client, "/films/ballerina/history/?before=14").count('name="from"') == 13


@pytest.mark.parametrize("address", ["/films/ballerina/history/", "/recent/"])
def test_fifty_rows_cost_at_most_six_queries(address, film, editor, client, django_assert_max_num_queries):
    for n in range(60):
        change(film, editor, runtime=100 + n)
    with django_assert_max_num_queries(6):
        text(client, address)


def test_restoring_shows_the_coming_change_and_asks(film, editor, logged_in):
    browser = logged_in(editor)
    page = text(browser, "/films/ballerina/restore/1/")
    assert "<del>93</del>" in page and "<ins>90</ins>" in page and 'name="base"' in page
    assert film.revisions.count() == 3
    answer = browser.post("/films/ballerina/restore/1/", {"base": "3", "edit_summary": ""})
    assert answer.url == "/films/ballerina/"
    revision = film.revisions.get(number=4)
    assert (revision.summary, revision.document["runtime"]) == ("Restored revision 1", 90)


def test_restoring_after_somebody_published_shows_it_again(film, editor, logged_in):
    page = logged_in(editor).post("/films/ballerina/restore/1/", {"base": "2"}).content.decode()
    assert "changed since you looked" in page
    assert film.revisions.count() == 3


def test_a_reader_cannot_restore(film):
    assert Client().post("/films/ballerina/restore/1/", {"base": "3"}).status_code == 403
    assert film.revisions.count() == 3


def test_reading_a_confirmation_changes_nothing(film, moderator, logged_in):
    browser = logged_in(moderator)
    for verb in ("restore/1/", "delete/", "undelete/"):
        browser.get(f"/films/ballerina/{verb}")
    assert film.revisions.count() == 3


def test_deleting_asks_for_a_reason(film, moderator, logged_in):
    browser = logged_in(moderator)
    browser.post("/films/ballerina/delete/", {"edit_summary": " "})
    assert film.revisions.count() == 3
    browser.post("/films/ballerina/delete/", {"edit_summary": "Spam"})
    assert browser.get("/films/ballerina/").status_code == 410
    browser.post("/films/ballerina/undelete/", {"edit_summary": "Not spam"})
    assert browser.get("/films/ballerina/").status_code == 200
    assert [r.summary for r in film.revisions.order_by("number")][3:] == ["Spam", "Not spam"]


def test_an_editor_can_neither_delete_nor_undelete(film, editor, logged_in):
    assert logged_in(editor).post("/films/ballerina/delete/", {"edit_summary": "x"}).status_code == 403
    assert logged_in(editor).post("/films/ballerina/undelete/").status_code == 403


def test_recent_changes_are_newest_first_with_their_parts(film, client):
    page = text(client, "/recent/")
    assert page.index("minseo") < page.index("hanbit")
    assert "Ballerina" in page and "Cast" in page


def test_the_front_page_shows_films_people_and_changes(film, make_person, client, django_assert_max_num_queries):
    make_person("Park Yu-rim")
    with django_assert_max_num_queries(17):
        page = text(client, "/")
    for word in ("Ballerina", "Park Yu-rim", "Changed"):
        assert word in page


def test_a_list_of_a_kind_goes_on_by_key(make_person, client, django_assert_max_num_queries):
    for n in range(55):
        make_person(f"Person {n:02}")
    with django_assert_max_num_queries(3):  # one of them reads what changed
        page = text(client, "/people/")
    assert "Person 54" in page and "Person 04" not in page
    assert "?after=" in page


@pytest.mark.parametrize("address", ["/", "/films/", "/people/", "/characters/", "/recent/", "/new/"])
def test_an_empty_site_has_something_to_say(address, db, client):
    assert "Fanwiki" in text(client, address)
