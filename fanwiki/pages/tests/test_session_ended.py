"""Forms that are sent when nobody is logged in any more: they come back with what was typed and chosen."""

import pytest
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Batch, Revision

from .editor_form import Fields
from .test_rename import rename
from .test_save import change

pytestmark = pytest.mark.django_db

TOLD = "not logged in any more"


@pytest.fixture
def film(make_film, editor, other_editor):
    """With changes by two people, and a page that says a former title of it."""
    page = make_film("Valerina", runtime=90)
    make_film("The Call", body="After [[Valerina]].")
    rename(page, "Ballerina", editor)
    change(page, editor, runtime=93)
    change(page, other_editor, runtime=94)
    return page


FORMS = [
    ("history/3/name", {"name": "Before the rewrite"}),
    ("rename", {"title": "The Ballerina", "edit_summary": "As it is printed"}),
    ("rewrite", {"edit_summary": "Tidier"}),
    ("undo/4/4", {"edit_summary": "It was longer"}),
    ("restore/1", {"edit_summary": "It was shorter"}),
    ("rollback", {"edit_summary": "It was neither"}),
    ("delete", {"edit_summary": "Never shown"}),
]


@pytest.mark.parametrize(("act", "sent"), FORMS, ids=[act for act, _sent in FORMS])
def test_a_form_comes_back_as_it_was_sent_and_is_published_after_logging_in(act, sent, film, moderator, logged_in):
    address = f"/films/ballerina/{act}/"
    drawn = Fields(logged_in(moderator).get(address).text).data
    answer = Client().post(address, drawn | sent)
    assert answer.status_code == 403 and answer.text.count(TOLD) == 1
    back = Fields(answer.text).data
    assert sent.items() <= back.items()
    assert Revision.objects.count() == 5
    assert logged_in(moderator).post(address, back).status_code == 302


@pytest.mark.parametrize("act", [act for act, _sent in FORMS])
def test_whoever_only_looks_is_led_to_the_log_in(act, film, client):
    address = f"/films/ballerina/{act}/"
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_what_was_chosen_in_a_merge_stays(film, make_film, moderator, logged_in):
    other = make_film("The Ballerina", runtime=95)
    browser, address = logged_in(moderator), "/films/ballerina/merge/"
    drawn = Fields(browser.get(address, {"other": other.pk}).text).data
    sent = drawn | {"side-runtime": "other", "edit_summary": "One and the same", "do": "merge"}
    answer = Client().post(address, sent)
    assert answer.status_code == 403 and TOLD in answer.text
    back = Fields(answer.text).data
    assert (back["side-runtime"], back["edit_summary"]) == ("other", "One and the same")
    assert not Batch.objects.exists()
    browser.post(address, back | {"do": "merge"})
    film.refresh_from_db()
    assert film.head.document["runtime"] == 95


def test_that_two_pages_are_two_is_said_once_more_after_logging_in(film, make_film, client):
    other = make_film("The Ballerina")
    answer = client.post("/films/ballerina/different/", {"other": other.pk})
    assert answer.url == "/accounts/login/?next=/maintenance/twins/"


def test_the_title_and_the_reason_for_bringing_a_page_back_stay_and_nothing_of_it_is_shown(film, moderator, logged_in):
    editing.delete(film, by=moderator, summary="Slander")
    address, sent = "/films/ballerina/undelete/", {"title": "The Ballerina", "edit_summary": "It is no slander"}
    drawn = Fields(logged_in(moderator).get(address).text).data
    answer = Client().post(address, drawn | sent)
    assert answer.status_code == 403 and TOLD in answer.text
    back = Fields(answer.text).data
    assert sent.items() <= back.items()
    assert "<i>Ballerina</i>" not in answer.text and "Slander" not in answer.text
    assert logged_in(moderator).post(address, back).url == "/films/the-ballerina/"


def test_the_reason_for_taking_a_batch_back_stays_and_its_pages_are_not_looked_at(film, moderator, logged_in):
    logged_in(moderator).post("/films/ballerina/rewrite/")
    batch = Batch.objects.get()
    answer = Client().post(f"{batch.get_absolute_url()}take-back/", {"edit_summary": "It was right before"})
    assert answer.status_code == 403 and TOLD in answer.text
    assert 'value="It was right before"' in answer.text and "The Call" not in answer.text
    back = logged_in(moderator).post(f"{batch.get_absolute_url()}take-back/", Fields(answer.text).data)
    assert back.status_code == 302


def test_the_reason_for_taking_an_account_back_stays_and_its_pages_are_not_looked_at(film, moderator, logged_in):
    sent = {"since": "2020-01-01T00:00", "edit_summary": "All of it is spam"}
    answer = Client().post("/users/hanbit/take-back/", sent)
    assert answer.status_code == 403 and TOLD in answer.text
    back = Fields(answer.text).data
    assert sent.items() <= back.items() and "/films/" not in answer.text.partition("<main")[2]
    assert logged_in(moderator).post("/users/hanbit/take-back/", back).status_code == 302


def test_who_was_blocked_meanwhile_is_told_so(film, editor, logged_in):
    browser = logged_in(editor)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    answer = browser.post("/films/ballerina/rename/", {"title": "The Ballerina", "was": "Ballerina"})
    assert answer.status_code == 403 and "has been blocked" in answer.text
    assert 'value="The Ballerina"' in answer.text


def test_a_stale_token_makes_no_difference(film):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/films/ballerina/rename/", {"title": "The Ballerina", "was": "Ballerina"})
    assert answer.status_code == 403 and TOLD in answer.text and 'value="The Ballerina"' in answer.text


def test_whoever_may_not_do_it_is_refused_as_before(film, editor, logged_in):
    assert logged_in(editor).post("/films/ballerina/delete/", {"edit_summary": "Mine"}).status_code == 403
    assert "Mine" not in logged_in(editor).post("/films/ballerina/delete/", {"edit_summary": "Mine"}).text
