"""A database that does not answer: 503 in time, and the text is still there."""

import sqlite3

import pytest
from django.db import connection

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
