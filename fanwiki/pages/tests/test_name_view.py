"""A revision gets a name: a row beside it that its history shows, and the revision stays as it is."""

import pytest
from django.core.exceptions import PermissionDenied

from conftest import make_user
from fanwiki.accounts import limits
from fanwiki.pages import naming
from fanwiki.pages.models import Revision, RevisionName

from .test_save import change

pytestmark = pytest.mark.django_db
NAME = "/films/ballerina/history/1/name/"


@pytest.fixture
def film(make_film, editor):
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=93)
    return page


def names():
    return dict(RevisionName.objects.values_list("revision__number", "name"))


def test_an_editor_names_a_revision_and_the_history_shows_it(film, editor, logged_in, client):
    before = Revision.objects.filter(page=film).order_by("pk").values()
    told, before = logged_in(editor).post(NAME, {"name": " Before the   rewrite "}, follow=True), list(before)
    assert "is called “Before the rewrite” now" in told.text
    assert names() == {1: "Before the rewrite"}
    for address in ("/films/ballerina/history/", "/films/ballerina/compare/1/2/", "/films/ballerina/history/1/"):
        assert "Before the rewrite" in client.get(address).text
    assert list(Revision.objects.filter(page=film).order_by("pk").values()) == before


def test_an_empty_name_takes_it_away(film, editor, logged_in):
    browser = logged_in(editor)
    browser.post(NAME, {"name": "First cut"})
    browser.post(NAME, {"name": "The first cut"})
    assert names() == {1: "The first cut"}
    assert "has no name now" in browser.post(NAME, {"name": " "}, follow=True).text
    assert names() == {}


def test_the_history_can_be_narrowed_to_what_has_a_name(film, editor, client):
    naming.name(film.revisions.get(number=2), "Final", by=editor)
    found = client.get("/films/ballerina/history/?tag=named")
    assert [revision.number for revision in found.context["revisions"]] == [2]


def test_a_name_of_somebody_else_is_changed_by_moderators_alone(film, editor, other_editor, moderator, logged_in):
    logged_in(editor).post(NAME, {"name": "First cut"})
    for text in ("Mine now", ""):
        assert logged_in(other_editor).post(NAME, {"name": text}).status_code == 403
    with pytest.raises(PermissionDenied):
        naming.name(film.revisions.get(number=1), "Mine now", by=other_editor)
    assert names() == {1: "First cut"}
    assert "Named by hanbit" in logged_in(moderator).get(NAME).text
    logged_in(moderator).post(NAME, {"name": ""})
    assert names() == {}


def test_who_may_name(film, blocked, client, logged_in):
    assert client.post(NAME, {"name": "x"}).status_code == 403
    assert logged_in(blocked).post(NAME, {"name": "x"}).status_code in (302, 403)
    assert "Name it" not in client.get("/films/ballerina/history/").text
    assert names() == {}


@pytest.mark.parametrize("text", ["x" * 61, "two\x00words", "x" * 500_000])
def test_what_is_no_name_is_told_beside_the_field(text, film, editor, logged_in):
    answer = logged_in(editor).post(NAME, {"name": text})
    assert answer.status_code == 422 and 'id="id_name_error"' in answer.text
    assert names() == {}


def test_markup_in_a_name_is_text(film, editor, logged_in, client):
    logged_in(editor).post(NAME, {"name": "<script>alert(1)</script>"})
    page = client.get("/films/ballerina/history/").text
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_a_deletion_or_a_revision_that_is_not_there_has_no_name(film, moderator, logged_in):
    browser = logged_in(moderator)
    browser.post("/films/ballerina/delete/", {"edit_summary": "Spam"})
    assert browser.get("/films/ballerina/history/1/name/").status_code == 302
    browser.post("/films/ballerina/undelete/", {})
    for number in (3, 99):
        assert browser.post(f"/films/ballerina/history/{number}/name/", {"name": "x"}).status_code == 404


def test_naming_fast_is_told_and_what_was_typed_stays(film, editor, logged_in, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setitem(limits.PER_MINUTE, "edit", (1, 1))
    browser = logged_in(editor)
    browser.post(NAME, {"name": "First"})
    answer = browser.post(NAME, {"name": "Second"})
    assert "very fast" in answer.text and 'value="Second"' in answer.text
    assert names() == {1: "First"}


def test_names_cost_the_history_no_query(film, editor, client, django_assert_num_queries):
    client.get("/films/ballerina/history/")
    for number in (1, 2):
        naming.name(film.revisions.get(number=number), f"Name {number}", by=make_user(f"fan{number}"))
    with django_assert_num_queries(2):
        assert "Name 2" in client.get("/films/ballerina/history/").text
