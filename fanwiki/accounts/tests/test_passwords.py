"""Changing a password, and setting a new one with a link."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from conftest import PASSWORD
from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")
URL = "/accounts/password/reset/"
NEW = "a longer horse battery"


def ask(client: Client, address: str, **more: str) -> Any:
    return client.post(URL, {"email": address}, **more)


def link_in_mail() -> str:
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]


def set_password(client: Client, link: str) -> int:
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"password1": NEW, "password2": NEW}).status_code


def test_a_link_comes_by_mail(client: Client, editor: User) -> None:
    assert ask(client, "hanbit@example.org").status_code == 302
    assert mail.outbox[0].subject == "[Fanwiki] Set a new password"
    assert "hanbit" in mail.outbox[0].body
    assert link_in_mail()


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST"])
def test_no_other_host_gets_into_the_link(client: Client, editor: User, header: str) -> None:
    response = ask(client, "hanbit@example.org", **{header: "evil.example"})
    if header == "HTTP_HOST":
        assert response.status_code == 400
        assert not mail.outbox
    else:
        assert "evil.example" not in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_answer_and_other_words(client: Client, editor: User) -> None:
    known, unknown = ask(client, "hanbit@example.org"), ask(client, "nobody@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert mail.outbox[1].subject == "[Fanwiki] No account with this address"


def test_the_link_sets_a_password_once(client: Client, editor: User) -> None:
    ask(client, "hanbit@example.org")
    link = link_in_mail()
    assert set_password(client, link) == 302
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert "no longer works" in Client().get(link, follow=True).text


def test_a_new_password_ends_every_session(client: Client, editor: User) -> None:
    elsewhere = Client()
    elsewhere.post("/accounts/login/", {"login": "hanbit", "password": PASSWORD})
    ask(client, "hanbit@example.org")
    set_password(client, link_in_mail())
    assert elsewhere.get("/accounts/password/change/").status_code == 302


def test_links_for_one_address_are_counted(client: Client, editor: User) -> None:
    codes = [ask(client, "hanbit@example.org", REMOTE_ADDR=f"192.0.2.{number}").status_code for number in range(6)]
    assert codes == [302] * 5 + [429]


def test_a_link_made_up_opens_nothing(client: Client, editor: User) -> None:
    for link in (f"{URL}key/1-set-password/", f"{URL}key/1-x/", f"{URL}key/zzzzzzzzzzzzzz-abc-def/"):
        assert "no longer works" in client.get(link, follow=True).text


def test_changing_asks_for_the_old_one(client: Client, editor: User) -> None:
    client.post("/accounts/login/", {"login": "hanbit", "password": PASSWORD})
    data = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert "Type your current password" in client.post("/accounts/password/change/", data).text
    assert client.post("/accounts/password/change/", data | {"oldpassword": PASSWORD}).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    assert client.get("/accounts/password/change/").status_code == 200


def test_changing_ends_the_other_sessions(client: Client, editor: User) -> None:
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post("/accounts/login/", {"login": "hanbit", "password": PASSWORD})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert elsewhere.get("/accounts/password/change/").status_code == 302


def test_a_change_is_told_by_mail(client: Client, editor: User) -> None:
    client.post("/accounts/login/", {"login": "hanbit", "password": PASSWORD})
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert mail.outbox[0].subject == "[Fanwiki] Your password has changed"
    assert "127.0.0.1" in mail.outbox[0].body
