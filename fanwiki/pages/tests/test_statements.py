"""statements.run: a statement told to the database at once is what Django's cursor makes of it."""

import sqlite3
from contextlib import nullcontext

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError

from fanwiki.pages import editing
from fanwiki.pages.models import Title
from fanwiki.pages.statements import run

from .test_edit_view import form_data

pytestmark = pytest.mark.django_db
NAMED = "SELECT printed, '%%' FROM pages_title WHERE kind = %s AND printed = %s"
SHARED = "UPDATE pages_title SET shared = %s WHERE kind = %s"
MADE = "INSERT INTO pages_title (kind, key, printed, shared) VALUES (%s, %s, %s, %s)"
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite locks a whole database")
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no plans to keep")
SIZE = "SELECT atttypmod - 4 FROM pg_attribute WHERE attname = 'printed' AND attrelid = 'pages_title'::regclass"
PREPARED = "SELECT parameter_types::text FROM pg_prepared_statements WHERE statement LIKE '%%printed, %%'"


def passed_on(execute, *told):
    return execute(*told)


def watched():
    return connection.execute_wrapper(passed_on)


@pytest.fixture(params=[nullcontext, watched])
def anyone(request):
    """Nobody who watches, and somebody."""
    with request.param():
        yield


def test_it_gives_rows_and_tells_how_many_were_changed(anyone):
    for printed in ("100 %s “sure”", "?"):
        assert run(MADE, ["film", printed, printed, False]).rows == []
    assert run(NAMED, ["film", "100 %s “sure”"]).rows == [("100 %s “sure”", "%")]
    assert run(SHARED, [True, "film"]).changed == 2
    assert run(SHARED, [True, "person"]).changed == 0


def test_errors_are_those_of_django(anyone):
    with pytest.raises(IntegrityError), transaction.atomic():
        for _time in range(2):
            run(MADE, ["film", "call", "The Call", False])
    assert not Title.objects.exists()


def test_nothing_is_told_in_a_transaction_that_is_broken(anyone):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            run(SHARED, [True, "film"])


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_locked_database_is_an_error_of_django(anyone, monkeypatch):
    monkeypatch.setattr(connection, "transaction_mode", "DEFERRED")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OperationalError, match="locked"), transaction.atomic():
            connection.connection.execute("PRAGMA busy_timeout = 0")
            run(SHARED, [True, "film"])
    finally:
        other.close()
        connection.close()


def test_who_counts_queries_sees_them(django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        run(NAMED, ["film", "The Call"])
    assert "The Call" in seen.captured_queries[0]["sql"]


def test_outside_a_transaction_a_connection_is_made(transactional_db):
    connection.close()
    assert run(NAMED, ["film", "The Call"]).rows == []


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_what_is_asked_again_is_prepared_once_whatever_size_its_numbers_have():
    connection.close()
    for number in (1, 1 << 20, 1 << 40) * 3:
        run("SELECT printed, id FROM pages_title WHERE id = %s AND id = ANY(%s)", [number, [number]])
    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        assert cursor.fetchall() == [("{bigint,bigint[]}",)]


@pytest.fixture
def somebody_else(transactional_db):
    """Another connection to the same database."""
    connection.ensure_connection()
    told = connection.connection.info
    with connection.Database.connect(**told.get_parameters(), password=told.password, autocommit=True) as other:
        size = other.execute(SIZE).fetchone()[0]
        yield other
        other.execute(f"ALTER TABLE pages_title ALTER COLUMN printed TYPE varchar({size})")


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("exchanged", [True, False], ids=["the connection", "the type of a column"])
def test_a_plan_that_is_of_no_use_any_more_is_made_anew(exchanged, make_film, somebody_else):
    make_film("The Call")
    for _time in range(8):
        run(NAMED, ["film", "The Call"])
    if exchanged:  # in a way that psycopg does not see
        run("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$", ())
    else:
        somebody_else.execute("ALTER TABLE pages_title ALTER COLUMN printed TYPE varchar(301)")
    with pytest.raises(OperationalError), transaction.atomic():
        run(NAMED, ["film", "The Call"])
    for _time in range(8):
        assert run(NAMED, ["film", "The Call"]).rows == [("The Call", "%")]


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_sees_that_it_was(make_film, somebody_else):
    make_film("The Call")
    for _time in range(8):
        run(NAMED, ["film", "The Call"])
    somebody_else.execute("ALTER TABLE pages_title ALTER COLUMN printed TYPE varchar(301)")
    for _time in range(8):
        assert run(NAMED, ["film", "The Call"]).rows == [("The Call", "%")]


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_words_that_are_sent_then_come_back_and_are_saved_the_next_time(
    make_film, editor, logged_in, somebody_else, monkeypatch
):
    film, browser = make_film("Ballerina"), logged_in(editor)
    data = form_data(film, body="Hours of work")
    for _time in range(8):
        run(NAMED, ["film", "Ballerina"])
    save = editing.save

    def migrated_meanwhile(*told, **more):
        somebody_else.execute("ALTER TABLE pages_title ALTER COLUMN printed TYPE varchar(301)")
        with transaction.atomic():
            run(NAMED, ["film", "Ballerina"])
            return save(*told, **more)

    with monkeypatch.context() as once:
        once.setattr(editing, "save", migrated_meanwhile)
        answer = browser.post("/films/ballerina/edit/", data)
    assert answer.status_code == 503 and "Hours of work" in answer.content.decode()
    assert browser.post("/films/ballerina/edit/", data).status_code == 302
    assert film.revisions.latest("number").document["body"] == "Hours of work"
