"""The skeleton is kept by every door that writes a user."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from fanwiki.accounts.models import User

pytestmark = pytest.mark.usefixtures("db")


def test_creating_a_user_keeps_the_skeleton() -> None:
    assert User.objects.create_user("Ok_Ju").skeleton == "ok-ju"
    assert User.objects.create_superuser("Boss", password="x").skeleton == "boss"


def test_bulk_creation_keeps_the_skeleton() -> None:
    User.objects.bulk_create([User(username="Han"), User(username="Dal")])
    assert set(User.objects.values_list("skeleton", flat=True)) == {"han", "dai"}


def test_renaming_keeps_the_skeleton(editor: User) -> None:
    editor.username = "Minji"
    editor.save(update_fields=["username"])
    editor.refresh_from_db()
    assert editor.skeleton == "rninji"


def test_saving_something_else_writes_nothing_else(editor: User) -> None:
    editor.username = "unsaved"
    editor.email = "new@example.org"
    editor.save(update_fields=["email"])
    editor.refresh_from_db()
    assert (editor.username, editor.skeleton, editor.email) == ("hanbit", "hanbit", "new@example.org")


@pytest.mark.parametrize("twin", ["HANBIT", "hanb1t", "hаnbit"])
def test_the_database_refuses_a_twin(editor: User, twin: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(twin)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(username=twin)])


def test_a_form_says_that_a_twin_is_taken(editor: User) -> None:
    with pytest.raises(ValidationError) as refusal:
        User(username="HANB1T", password="x").full_clean()
    assert list(refusal.value.message_dict) == ["username"]


def test_capitals_that_look_latin_are_twins_too() -> None:
    User.objects.create_user("NINA")
    with pytest.raises(ValidationError):
        User(username="ΝΙΝΑ", password="x").full_clean()


def test_nobody_is_their_own_twin(editor: User) -> None:
    editor.full_clean()


def test_the_command_says_that_a_twin_is_taken(editor: User) -> None:
    with pytest.raises(CommandError, match="taken"):
        call_command("createsuperuser", interactive=False, username="HanB1t", email="a@example.org")


def test_the_cache_table_can_be_asked_for_twice() -> None:
    call_command("createcachetable", verbosity=0)
    call_command("createcachetable", verbosity=0)
