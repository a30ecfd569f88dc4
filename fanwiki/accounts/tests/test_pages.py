"""Every page of the accounts stands in the site's frame and carries nothing inline."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")

OPEN = [
    "login/",
    "signup/",
    "logout/",
    "inactive/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/1-x/",
    "confirm-email/",
    "confirm-email/x/",
    "login/code/confirm/",
]
OWN = ["email/", "password/change/", "password/reset/", "reauthenticate/", "logout/"]

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


def assert_in_frame(text: str) -> None:
    assert not INLINE.search(text), INLINE.search(text)
    assert text.count("<h1") == 1
    assert 'class="topbar"' in text
    assert 'id="content"' in text


@pytest.mark.parametrize("path", OPEN)
def test_everybody_s_pages(client: Client, path: str) -> None:
    response = client.get(f"/accounts/{path}", follow=True)
    assert response.status_code == 200
    assert_in_frame(response.text)


@pytest.mark.parametrize("path", OWN)
def test_one_s_own_pages(logged_in: Callable[[User], Client], editor: User, path: str) -> None:
    response = logged_in(editor).get(f"/accounts/{path}")
    assert response.status_code == 200
    assert_in_frame(response.text)


def test_one_s_first_password(logged_in: Callable[[User], Client], editor: User) -> None:
    editor.set_unusable_password()
    editor.save()
    assert_in_frame(logged_in(editor).get("/accounts/password/set/").text)


def test_a_new_address_waits_for_its_link(logged_in: Callable[[User], Client], editor: User) -> None:
    browser = logged_in(editor)
    browser.get("/accounts/email/")
    editor.emailaddress_set.update(verified=True)
    browser.post("/accounts/email/", {"action_add": "", "email": "other@example.org"})
    text = browser.get("/accounts/email/").text
    assert "other@example.org waits for you" in text
    assert_in_frame(text)


def test_the_front_door_leads_on(client: Client) -> None:
    assert client.get("/accounts/").headers["Location"] == "/accounts/login/"
