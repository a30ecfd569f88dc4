"""A database that does not answer: 503 in time, and the text is still there."""

import sqlite3

import pytest
from django.db import OperationalError, connection
from django.test import Client

from .test_edit_view import form_data

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


def test_other_writing_answers_503_too(make_film, moderator, logged_in, locked_database):
    make_film("Ballerina")
    browser = logged_in(moderator)
    locked_database()
    answer = browser.post("/films/ballerina/delete/", {"edit_summary": "Gone"})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


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
