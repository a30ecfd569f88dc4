"""Joining."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from conftest import PASSWORD
from fanwiki.accounts import names
from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")
URL = "/accounts/signup/"


def join(client: Client, name: str, address: str = "new@example.org", **more: str) -> Any:
    data = {"username": name, "email": address, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(URL, data | more)


def test_it_makes_an_account_and_logs_it_in(client: Client) -> None:
    response = join(client, "Okju93")
    assert response.status_code == 302
    user = User.objects.get(username="Okju93")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not (user.is_staff or user.is_superuser or user.is_moderator)
    assert mail.outbox[0].to == ["new@example.org"]


def test_the_mail_is_in_the_site_s_words(client: Client) -> None:
    join(client, "Okju93")
    assert mail.outbox[0].subject == "[Fanwiki] Confirm your address"
    assert "http://testserver/accounts/confirm-email/" in mail.outbox[0].body
    assert mail.outbox[0].alternatives == []


def test_the_link_in_the_mail_confirms_only_when_it_is_posted(client: Client) -> None:
    join(client, "Okju93")
    link = next(word for word in mail.outbox[0].body.split() if "confirm-email" in word)
    user = User.objects.get()
    assert "Confirm" in client.get(link).text
    assert not user.emailaddress_set.get().verified
    client.post(link)
    assert user.emailaddress_set.get().verified


def test_a_name_is_stored_in_its_normal_form(client: Client) -> None:
    join(client, "Ｏｋｊｕ")
    assert User.objects.get().username == "Okju"


@pytest.mark.parametrize("twin", ["Hanbit", "HANBIT", "ｈａｎｂｉｔ", "hanb1t", "hanblt", "hánbit", " hanbit "])
def test_a_twin_is_taken(client: Client, editor: User, twin: str) -> None:
    response = join(client, twin)
    assert str(names.TAKEN) in response.text
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["admin", "Adm1n", "МОDERATOR", "Fanwiki", "fanvviki", "system"])
def test_nobody_signs_up_as_the_house(client: Client, name: str) -> None:
    assert join(client, name).status_code == 200
    assert not User.objects.exists()


def test_an_address_belongs_to_one_account(client: Client, editor: User) -> None:
    assert "There is an account with this address" in join(client, "somebody", editor.email.upper()).text


@pytest.mark.parametrize("password", ["short", "password1234", "okju93okju"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = join(client, "okju93okju", password1=password, password2=password)
    assert response.status_code == 200
    assert not User.objects.exists()


def test_posting_rights_along_gives_none(client: Client) -> None:
    join(client, "okju", is_staff="on", is_superuser="on", is_moderator="on", skeleton="x", date_joined="2001-01-01")
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_moderator, user.skeleton) == (False, False, False, "okju")
    assert user.date_joined.year > 2001


def test_what_was_typed_and_what_is_wrong_is_shown(client: Client) -> None:
    text = join(client, "han bit").text
    assert 'role="alert"' in text
    assert 'href="#id_username"' in text
    assert 'value="han bit"' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="id_username_helptext id_username_error"' in text
    assert 'id="id_username_error"' in text


def test_the_place_to_come_back_to_survives(client: Client) -> None:
    assert 'name="next" value="/films/ballerina/edit/"' in client.get(f"{URL}?next=/films/ballerina/edit/").text
    assert join(client, "Okju93", next="/films/ballerina/edit/").headers["Location"] == "/films/ballerina/edit/"


def test_sign_ups_from_one_address_are_counted(client: Client) -> None:
    codes = [join(client, "x", REMOTE="").status_code for _ in range(21)]
    assert codes[:20] == [200] * 20
    assert codes[20] == 429


@pytest.mark.django_db(transaction=True)
def test_twins_in_the_same_moment_become_one_account() -> None:
    def one_try(name: str) -> int:
        try:
            return int(join(Client(), name, f"{name}@example.org").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        codes = set(workers.map(one_try, ["okju", "0kju", "OKJU", "0KJU"]))
    assert codes <= {200, 302}
    assert User.objects.count() == 1
