"""A database that does not answer: 503 in time, and the text is still there."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.test import Client

from fanwiki.pages.models import Revision
from fanwiki.pictures.files import store
from fanwiki.pictures.tests import made

from .editor_form import Fields
from .test_edit_view import form_data
from .test_save import change

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite locks the whole database"),
]


@pytest.fixture
def locked_database():
    """Somebody else writes and does not finish; this connection waits a tenth of a second for it."""
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)

    def lock():
        other.execute("BEGIN IMMEDIATE")

    yield lock
    other.rollback()
    other.close()
    connection.close()


def test_publishing_answers_503_with_everything_typed_and_reading_goes_on(
    make_film, editor, logged_in, locked_database
):
    film = make_film("Ballerina")
    browser = logged_in(editor)
    data = form_data(film, body="Hours of work")
    locked_database()
    answer = browser.post("/films/ballerina/edit/", data)
    assert answer.status_code == 503
    assert "Hours of work" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) > 0
    assert browser.get("/films/ballerina/").status_code == 200


def test_a_button_without_a_form_answers_503_too(make_film, editor, logged_in, locked_database):
    film, browser = make_film("Ballerina"), logged_in(editor)
    browser.post("/films/ballerina/edit/draft/", form_data(film, draft="d" * 22, draft_seq="1"))
    locked_database()
    answer = browser.post("/drafts/throw-away/", {"token": "d" * 22})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


@pytest.fixture
def films(make_film, editor, other_editor):
    """Ballerina with two changes by different people, and a film that is perhaps the same."""
    film = make_film("Ballerina", runtime=90)
    change(film, editor, runtime=93)
    change(film, other_editor, runtime=94)
    return film, make_film("The Ballerina", runtime=95)


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("merge", {"do": "merge", "side-runtime": "other", "edit_summary": "One and the same"}),
        ("history/2/name", {"name": "Before the rewrite"}),
        ("rename", {"title": "Valerina", "edit_summary": "As it is printed"}),
        ("undo/3/3", {"edit_summary": "It was longer"}),
        ("restore/1", {"edit_summary": "It was shorter"}),
        ("rollback", {"edit_summary": "It was neither"}),
        ("delete", {"edit_summary": "Never shown"}),
    ],
)
def test_every_form_comes_back_with_what_was_typed_and_chosen(act, sent, films, moderator, logged_in, locked_database):
    browser, address, other = logged_in(moderator), f"/films/ballerina/{act}/", films[1].pk
    drawn = browser.get(address, {"other": other} if act == "merge" else {})
    data = Fields(drawn.text).data | {"other": other, "other_base": "1"} | sent
    locked_database()
    answer = browser.post(address, data)
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert answer.text.count("too busy to save") == 1
    kept = {name: words for name, words in sent.items() if name != "do"}
    assert kept.items() <= Fields(answer.text).data.items()
    assert not Revision.objects.filter(number__gt=3).exists()


def test_that_two_pages_are_two_is_asked_again(films, editor, logged_in, locked_database):
    browser = logged_in(editor)
    locked_database()
    answer = browser.post("/films/ballerina/different/", {"other": films[1].pk}, follow=True)
    assert answer.redirect_chain[-1][0] == "/maintenance/twins/"
    assert "too busy to save" in answer.text


def test_a_draft_is_told_to_be_kept_later(films, editor, logged_in, locked_database):
    browser = logged_in(editor)
    locked_database()
    answer = browser.post("/films/ballerina/edit/draft/", form_data(films[0], draft="d" * 22, draft_seq="1"))
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert "too busy to save" in answer.json()["told"]


def test_what_is_said_of_a_picture_comes_back(make_film, editor, logged_in, media, locked_database):
    browser, file = logged_in(editor), store(made.sent(made.encoded(made.poster())), by=editor)
    said = {"alt": "A dancer", "author": "Hanbit", "licence": "own"}
    sent = {f"{file.pk[:8]}-{name}": words for name, words in said.items()}
    locked_database()
    answer = browser.post(f"/pictures/new/?file={file.pk}", sent)
    assert answer.status_code == 503 and "too busy to save" in answer.text
    assert sent.items() <= Fields(answer.text).data.items()


def test_where_the_connection_was_lost_another_one_draws_the_form(films, editor, logged_in):
    lost = []

    def cut(execute, sql, params, many, context):
        if sql.startswith("INSERT") and not lost:
            lost.append(sql)
            raise OperationalError("the connection is closed")
        return execute(sql, params, many, context)

    browser = logged_in(editor)
    with connection.execute_wrapper(cut):
        answer = browser.post("/films/ballerina/edit/", form_data(films[0], body="Hours of work"))
    assert answer.status_code == 503 and "Hours of work" in answer.text


@pytest.fixture
def cell(make_film):
    """A table of one film, with something typed into it."""
    key = make_film("Ballerina").pk
    return {"column": "description", f"p{key}-base": "1", f"p{key}-description": "Hours of work"}


def test_a_table_answers_503_with_everything_typed(cell, editor, logged_in, locked_database):
    browser = logged_in(editor)
    locked_database()
    answer = browser.post("/table/films/", cell)
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert "Hours of work" in answer.content.decode()


@pytest.mark.parametrize("address", ["/films/ballerina/edit/", "/table/films/"])
def test_who_was_logged_out_gets_the_text_back_while_nothing_can_be_counted(
    address, cell, make_film, client, locked_database
):
    locked_database()
    answer = client.post(address, cell | {"base": "1", "description": "Hours of work"})
    assert answer.status_code == 403 and "Hours of work" in answer.content.decode()


@pytest.mark.parametrize("address", ["/films/ballerina/edit/", "/table/films/"])
def test_a_stale_token_gives_the_text_back_while_nothing_can_be_counted(address, cell, editor, locked_database):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    locked_database()
    answer = browser.post(address, cell | {"base": "1", "description": "Hours of work"})
    assert answer.status_code == 403 and "Hours of work" in answer.content.decode()


def test_a_table_whose_first_page_was_not_taken_does_not_wait_for_each_of_the_others(make_film, editor, logged_in):
    films = [make_film(f"Film {n}") for n in range(4)]
    tried = set()

    def locked(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "pages_revision"'):
            tried.add(params[0])
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    cells = {f"p{film.pk}-{name}": said for film in films for name, said in (("base", "1"), ("description", "Typed"))}
    with connection.execute_wrapper(locked):
        answer = logged_in(editor).post("/table/films/", {"column": "description", **cells})
    assert (answer.status_code, tried) == (409, {films[0].pk})
    assert answer.content.decode().count("too busy") >= len(films)
