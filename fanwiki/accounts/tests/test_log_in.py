"""Logging in and out."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from pytest_django import Settings

from conftest import PASSWORD
from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")
URL = "/accounts/login/"

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "\n//evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "http:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "https:evil.example",
    "HtTpS://evil.example",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "ftp://testserver/",
    "http://testserver@evil.example/",
    "http://testserver:80@evil.example/",
    "http://evil.example#testserver",
    "http://evil.example\\@testserver/",
    "http://testserver.evil.example/",
    "//testserver@evil.example",
    "\x00//evil.example",
    "http://[::1",
    "\u2028//evil.example",
]
HERE = ["/films/", "/films/ballerina/edit/?section=1", "/%2F%2Fevil.example", "/films/?next=//evil.example", "recent/"]


def log_in(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    address = more.pop("address", "192.0.2.1")
    return client.post(URL, {"login": login, "password": password} | more, REMOTE_ADDR=address)


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["hanbit", "HanBit", " hanbit ", "hanbit@example.org", "Hanbit@Example.org"])
def test_name_and_address_both_open(client: Client, editor: User, login: str) -> None:
    assert log_in(client, login).status_code == 302
    assert is_logged_in(client)


@pytest.mark.parametrize("login", ["hanbit", "nobody", "nobody@example.org", "hanbit@example.org", "", "x" * 5000])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, editor: User, login: str) -> None:
    response = log_in(client, login, "wrong")
    assert response.status_code == 200
    assert ("That name and password do not go together" in response.text) == bool(login)
    assert not is_logged_in(client)


@pytest.mark.parametrize("login", ["hanbit", "nobody", "hanbit@example.org", "nobody@example.org"])
def test_the_clock_does_not_tell_who_is_known(
    client: Client, editor: User, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    log_in(client, login, "wrong")
    assert len(hashed) == 1


def test_a_blocked_account_stays_outside(client: Client, blocked: User) -> None:
    assert log_in(client, "vandal").headers["Location"] == "/accounts/inactive/"
    assert not is_logged_in(client)
    assert "blocked" in client.get("/accounts/inactive/").text


def test_the_session_changes_its_key(client: Client, editor: User) -> None:
    log_in(client, "hanbit")
    before = client.session.session_key
    client.post("/accounts/logout/")
    log_in(client, "hanbit")
    assert client.session.session_key != before


@pytest.mark.parametrize("target", ELSEWHERE)
def test_it_never_leads_elsewhere(client: Client, editor: User, target: str) -> None:
    assert log_in(client, "hanbit", next=target).headers["Location"] == "/"
    assert client.post("/accounts/logout/", {"next": target}).headers["Location"] == "/"


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("path", ["login", "signup", "logout", "password/reset"])
def test_every_page_bears_any_target(client: Client, path: str, target: str) -> None:
    response = client.get(f"/accounts/{path}/", {"next": target})
    assert response.status_code in (200, 302)
    assert response.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("target", HERE)
def test_it_leads_back_to_where_one_was(client: Client, editor: User, target: str) -> None:
    assert log_in(client, "hanbit", next=target).headers["Location"] == target


def test_guessing_is_answered_with_429(client: Client, editor: User) -> None:
    assert [log_in(client, "hanbit", "wrong").status_code for _ in range(6)] == [200] * 5 + [429]
    response = log_in(client, "hanbit")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "300"
    assert "Wait 5 minutes" in response.text
    assert not is_logged_in(client)


def test_the_owner_is_not_locked_out_by_a_stranger(client: Client, editor: User) -> None:
    for _ in range(7):
        log_in(Client(), "hanbit", "wrong", address="198.51.100.7")
    assert log_in(client, "hanbit", address="192.0.2.1").status_code == 302


def test_another_spelling_gives_no_new_tries(client: Client, editor: User) -> None:
    spellings = ["hanbit", "HANBIT", "Hanbit", "hanb1t", "hanBiT", "HANbit"]
    assert [log_in(client, name, "wrong").status_code for name in spellings] == [200] * 5 + [429]


def test_one_address_may_not_try_many_accounts(client: Client) -> None:
    codes = [log_in(client, f"somebody{letter}", "wrong").status_code for letter in "abcdefghijk"]
    assert codes == [200] * 10 + [429]


def test_a_forwarded_address_is_not_believed(client: Client, editor: User) -> None:
    data = {"login": "hanbit", "password": "wrong"}
    codes = [
        client.post(URL, data, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}").status_code
        for number in range(6)
    ]
    assert codes == [200] * 5 + [429]


def test_behind_a_proxy_the_address_is_the_one_that_it_saw(client: Client, editor: User, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    data = {"login": "hanbit", "password": "wrong"}
    seen = [
        "9.9.9.1, 10.0.0.1",
        "9.9.9.2, 10.0.0.1",
        "10.0.0.1",
        "10.0.0.1",
        "10.0.0.1",
        "9.9.9.3, 10.0.0.1",
        "10.0.0.2",
    ]
    codes = [client.post(URL, data, HTTP_X_FORWARDED_FOR=addresses).status_code for addresses in seen]
    assert codes == [200] * 5 + [429, 200]


def test_right_passwords_are_not_counted_as_guesses(client: Client, editor: User) -> None:
    for _ in range(7):
        assert log_in(client, "hanbit").status_code == 302
        client.post("/accounts/logout/")


def test_a_reader_of_the_page_gets_no_cookie_but_the_forms_own(client: Client) -> None:
    response = client.get(URL)
    assert set(response.cookies) == {"csrftoken"}


def test_logging_out_is_a_post(client: Client, editor: User) -> None:
    log_in(client, "hanbit")
    assert "Log out" in client.get("/accounts/logout/").text
    assert is_logged_in(client)
    client.post("/accounts/logout/")
    assert not is_logged_in(client)


@pytest.mark.parametrize("url", [URL, "/accounts/logout/", "/accounts/signup/", "/accounts/password/reset/"])
def test_a_forged_form_is_refused(url: str, editor: User) -> None:
    assert Client(enforce_csrf_checks=True).post(url, {"login": "hanbit", "password": PASSWORD}).status_code == 403


def test_the_cookies_are_out_of_scripts_reach(client: Client, editor: User) -> None:
    cookie = log_in(client, "hanbit").cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
