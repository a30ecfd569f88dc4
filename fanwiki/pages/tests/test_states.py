"""What is said where something cannot be answered: the status, the words, the way on."""

import logging
import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from fanwiki.pages import editing

pytestmark = pytest.mark.urls("fanwiki.pages.tests.broken_site")

PAGE = re.compile(r'<!doctype html>\s*<html lang="en".*<h1[^>]*>.+</h1>.*</html>\s*$', re.DOTALL)


@pytest.fixture
def quiet_client():
    """It gets what a browser would get, instead of the exception."""
    return Client(raise_request_exception=False)


def assert_page(answer, status, *words):
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert PAGE.match(answer.text)
    for said in words:
        assert said in answer.text


# --- Nothing but the templates: no database is allowed in these ------------------------------------------------------


def test_an_error_is_drawn_without_the_database_and_tells_nothing_of_itself(quiet_client, caplog):
    with caplog.at_level(logging.CRITICAL, logger="django.request"):
        answer = quiet_client.get("/broken/")
    assert_page(answer, 500, "Something broke here", 'href="/"')
    assert "secret" not in answer.text
    assert not answer.cookies


def test_an_error_is_drawn_even_where_no_other_page_can_be(quiet_client, settings, caplog):
    """The list of hashed names is gone: every template that asks for one breaks."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with caplog.at_level(logging.CRITICAL, logger="django.request"):
        answer = quiet_client.get("/nowhere/")
    assert_page(answer, 500, "Something broke here", 'href="/static/css/tokens.css"')


def test_a_busy_database_is_told_with_the_time_to_wait(quiet_client, caplog):
    with caplog.at_level(logging.CRITICAL, logger="fanwiki.pages.busy"):
        answer = quiet_client.get("/busy/")
    assert_page(answer, 503, "too busy right now")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_method_that_does_not_suit_the_address_has_words(client):
    answer = client.get("/sent/")
    assert_page(answer, 405, "does something else")
    assert answer.headers["Allow"] == "POST"
    assert client.head("/sent/").content == b""


@pytest.mark.parametrize("data", [{"body": "x" * 2000}, {str(n): "x" for n in range(30)}])
def test_a_form_that_is_too_large_is_told_how_large_it_may_be(data, quiet_client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1024, 20
    answer = quiet_client.post("/sent/", urlencode(data), content_type="application/x-www-form-urlencoded")
    assert_page(answer, 413, "too large", "MB")


def test_what_cannot_be_read_is_a_bad_request():
    answer = Client(headers={"Host": "evil.example"}).get("/")
    assert_page(answer, 400, "could not be understood")


# --- With accounts and pages -----------------------------------------------------------------------------------------


def test_who_is_not_logged_in_is_told_to(db, client):
    assert_page(client.get("/refused/"), 403, "You are not logged in", 'href="/accounts/login/"')


def test_who_may_not_is_told_whom_to_ask(editor, logged_in):
    assert_page(logged_in(editor).get("/refused/"), 403, "Your account may not do this", "hanbit", "ask one of them")


def test_nothing_at_an_address_leads_to_writing(db, client):
    assert_page(client.get("/nowhere/at/all/"), 404, "nothing at this address", 'href="/new/"')


@pytest.mark.parametrize("verb", ["", "history/", "links/", "edit/", "history/3/"])
def test_wherever_an_address_names_a_page_that_is_not_written_it_can_be_written(verb, editor, logged_in):
    answer = logged_in(editor).get(f"/films/la-casa-de-papel/{verb}")
    assert_page(answer, 404, "La casa de papel", "/films/new/?title=La+casa+de+papel")


def test_of_a_page_that_there_is_nobody_says_that_it_is_not_written(make_film, moderator, client):
    film = make_film()
    assert "Write it" not in client.get("/films/ballerina/restore/7/").text
    editing.delete(film, by=moderator, summary="Gone")
    answer = client.get("/films/ballerina/history/")
    assert_page(answer, 404, "nothing at this address")
    assert "title=Ballerina" not in answer.text
    assert_page(client.get("/films/ballerina/"), 410, "This page was deleted")


def test_an_address_that_is_not_there_costs_few_queries(db, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        client.get("/nowhere/at/all/")
    with django_assert_max_num_queries(5):
        client.get("/films/nothing/history/")


@pytest.mark.django_db(transaction=True)
def test_a_view_that_forgets_to_ask_writes_nothing_without_a_token(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert_page(browser.post("/forgetful/"), 403, "could not be confirmed")
    editor.refresh_from_db()
    assert not editor.is_moderator


# --- A blocked account -----------------------------------------------------------------------------------------------


@pytest.fixture
def caught(editor, logged_in, make_film):
    """The browser of somebody who was blocked while they were logged in."""
    make_film()
    browser = logged_in(editor)
    editor.is_active = False
    editor.save()
    return browser


@pytest.mark.parametrize("address", ["/films/ballerina/edit/", "/films/new/", "/films/ballerina/rename/"])
def test_a_blocked_editor_is_told_so_where_they_would_be_asked_to_log_in(address, caught):
    answer = caught.get(address, follow=True)
    assert len(answer.redirect_chain) == 1
    assert_page(answer, 403, "hanbit is blocked", "you can still read")


def test_a_blocked_editor_reads_on(caught):
    assert caught.get("/films/ballerina/").status_code == 200


def test_somebody_else_may_log_in_at_the_same_browser(caught, moderator):
    told = caught.get("/accounts/login/?next=/films/ballerina/edit/").text
    assert 'href="/accounts/login/?other=1&amp;next=/films/ballerina/edit/"' in told
    answer = caught.get("/accounts/login/?other=1&next=/films/ballerina/edit/")
    assert_page(answer, 200, 'name="next" value="/films/ballerina/edit/"')
    data = {"login": "dal", "password": "correct horse battery", "next": "/films/ballerina/edit/"}
    assert caught.post("/accounts/login/", data).url == "/films/ballerina/edit/"
    assert caught.get("/films/ballerina/edit/").status_code == 200


def test_what_a_blocked_editor_typed_comes_back_with_the_reason(caught):
    answer = caught.post("/films/ballerina/edit/", {"base": "1", "body": "Hours of work"})
    assert_page(answer, 403, "has been blocked", "Hours of work")
    assert "Log in in a new tab" not in answer.text


def test_logging_in_to_a_blocked_account_says_that_it_is_blocked(blocked, client):
    data = {"login": "vandal", "password": "correct horse battery"}
    answer = client.post("/accounts/login/", data, follow=True)
    assert_page(answer, 200, "This account is blocked")


def test_a_wrong_password_tells_nobody_that_an_account_is_blocked(blocked, client):
    answer = client.post("/accounts/login/", {"login": "vandal", "password": "wrong"}, follow=True)
    assert "blocked" not in answer.text


def test_an_open_session_of_an_account_that_is_not_blocked_is_not_stopped(editor, logged_in):
    assert logged_in(editor).get("/accounts/login/").status_code == 302
