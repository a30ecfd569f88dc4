"""The admin's door, and accounts inside it."""

from collections.abc import Callable

import pytest
from django.test import Client

from conftest import PASSWORD
from fanwiki.accounts import names
from fanwiki.accounts.models import User
from fanwiki.accounts.tests.test_pages import INLINE

pytestmark = pytest.mark.usefixtures("db")


def test_the_door_is_allauths(client: Client) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=")
    assert 'name="next" value="/admin/' in response.text


def test_a_password_posted_at_the_admins_own_door_is_not_looked_at(client: Client, owner: User) -> None:
    response = client.post("/admin/login/", {"username": "boss", "password": PASSWORD, "next": "/admin/"})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_guessing_there_is_counted_like_everywhere(client: Client, owner: User) -> None:
    data = {"login": "boss", "password": "wrong", "next": "/admin/"}
    assert [client.post("/accounts/login/", data).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_the_door_leads_nowhere_else(client: Client, owner: User, target: str) -> None:
    response = client.get("/admin/login/", {"next": target})
    assert response.headers["Location"].startswith("/accounts/login/?next=%2Fadmin%2F")
    client.force_login(owner)
    assert client.get("/admin/login/", {"next": target}).headers["Location"] == "/admin/"


def test_an_editor_stays_outside(logged_in: Callable[[User], Client], editor: User) -> None:
    assert logged_in(editor).get("/admin/", follow=True).status_code == 403


def test_the_list_finds_people(logged_in: Callable[[User], Client], owner: User, editor: User) -> None:
    text = logged_in(owner).get("/admin/accounts/user/?q=hanbit").text
    assert "hanbit" in text
    assert "skeleton" not in text


def test_an_account_made_there_has_no_twin(logged_in: Callable[[User], Client], owner: User, editor: User) -> None:
    data = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    browser = logged_in(owner)
    for twin in ("hanb1t", "HANBIT"):
        response = browser.post("/admin/accounts/user/add/", data | {"username": twin})
        assert response.text.count(str(names.TAKEN)) == 1
    assert browser.post("/admin/accounts/user/add/", data | {"username": "guest"}).status_code == 302
    assert User.objects.get(username="guest").skeleton == "guest"


def test_a_moderator_is_made_there(logged_in: Callable[[User], Client], owner: User, editor: User) -> None:
    data = {"username": "Hanbit", "email": editor.email, "is_active": "on", "is_moderator": "on"}
    assert logged_in(owner).post(f"/admin/accounts/user/{editor.pk}/change/", data).status_code == 302
    editor.refresh_from_db()
    assert (editor.username, editor.is_moderator) == ("Hanbit", True)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "accounts/",
        "accounts/user/",
        "accounts/user/add/",
        "accounts/user/{pk}/change/",
        "accounts/user/{pk}/history/",
        "accounts/user/{pk}/delete/",
        "accounts/user/{pk}/password/",
        "account/emailaddress/",
        "account/emailaddress/add/",
        "password_change/",
        "password_change/done/",
    ],
)
def test_no_page_of_it_carries_anything_inline(logged_in: Callable[[User], Client], owner: User, path: str) -> None:
    response = logged_in(owner).get(f"/admin/{path.format(pk=owner.pk)}")
    assert response.status_code == 200
    assert not INLINE.search(response.text), INLINE.search(response.text)


def test_leaving_it_is_a_post(logged_in: Callable[[User], Client], owner: User) -> None:
    browser = logged_in(owner)
    assert browser.get("/admin/logout/").status_code == 405
    response = browser.post("/admin/logout/")
    assert not INLINE.search(response.text)
    assert "_auth_user_id" not in browser.session
