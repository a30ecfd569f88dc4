"""What somebody wrote, on a page of its own, and the way there from every place that names them."""

import pytest
from django.test import Client

from fanwiki.accounts.models import User
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Revision

from .test_save import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=93)
    change(page, other_editor, runtime=94)
    return page


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_it_lists_their_edits_newest_first_and_nobody_elses(film, make_person, editor, client):
    person = make_person("Jeon Jong-seo")
    change(person, editor, description="Plays Ok-ju")
    page = text(client, "/users/hanbit/")
    assert page.index("/people/jeon-jong-seo/compare/1/2/") < page.index("/films/ballerina/compare/1/2/")
    assert "/films/ballerina/compare/2/3/" not in page
    assert "minseo" not in page
    for word in ("2 edits.", "Member since", "Today", "Facts"):
        assert word in page


def test_it_says_who_moderates(film, moderator, client):
    assert "Moderator" not in text(client, "/users/hanbit/")
    change(film, moderator, runtime=95)
    assert "Moderator" in text(client, "/users/dal/")


def test_it_goes_on_by_key(film, editor, client):
    for n in range(60):
        change(film, editor, runtime=100 + n)
    first = text(client, "/users/hanbit/")
    assert first.count('class="chg"') == 50 and "61 edits." in first
    lowest = min(row.pk for row in client.get("/users/hanbit/").context["changes"])
    assert f"?before={lowest}" in first
    assert text(client, f"/users/hanbit/?before={lowest}").count('class="chg"') == 11
    assert "nothing older" in text(client, "/users/hanbit/?before=1")


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 40])
def test_a_strange_place_to_begin_is_no_error(before, film, client):
    assert client.get(f"/users/hanbit/?before={before}").status_code == 200


@pytest.mark.parametrize("edits", [1, 60])
def test_it_costs_three_queries_however_many_edits(edits, film, editor, client, django_assert_num_queries):
    for n in range(edits):
        change(film, editor, runtime=100 + n)
    with django_assert_num_queries(3):
        assert not client.get("/users/hanbit/").cookies


@pytest.mark.parametrize("typed", ["HANBIT", "hanb1t", "hаnbit", "ｈanbit"])
def test_a_look_alike_of_the_name_leads_to_the_right_address(typed, film, client):
    assert client.get(f"/users/{typed}/").url == "/users/hanbit/"
    assert client.get(f"/users/{typed}/feed/").url == "/users/hanbit/feed/"


def test_two_names_that_look_alike_in_one_case_only_keep_their_own_pages(make_film, client):
    """Greek Ν is an N, but ν a v: `ν` in small letters is taken for a v, the capital for an N."""
    for n, name in enumerate(("ΝΝΑ", "nna")):
        change(make_film(f"Film {n}"), User.objects.create_user(name), runtime=n + 1)
        assert client.get(f"/users/{name}/").context["person"].username == name


def test_an_account_without_a_visible_edit_is_not_told_from_one_that_is_not_there(film, moderator, other_editor):
    hidden = make_and_delete(by=other_editor, moderator=moderator)
    User.objects.create_user("silent")
    Revision.objects.filter(by=other_editor).exclude(page=hidden).update(by=None)
    names = ("minseo", "silent", "none")
    for suffix in ("", "feed/"):
        told = {text(Client(), f"/users/{name}/{suffix}", 404).replace(name, "") for name in names}
        assert len(told) == 1
        for name in names:
            assert Client().get(f"/users/{name.upper()}/{suffix}").status_code == 404


def make_and_delete(by, moderator):
    document = kinds.registry["film"].blank() | {"title": "Hidden"}
    page = editing.save(None, document, base=0, by=by, summary="Secret").page
    editing.delete(page, by=moderator, summary="Spam")
    return page


def test_edits_of_deleted_pages_are_for_those_who_may_see_them(film, editor, moderator, logged_in):
    make_and_delete(by=editor, moderator=moderator)
    for browser in (Client(), logged_in(editor)):
        page = text(browser, "/users/hanbit/")
        assert "One edit." in page and "Hidden" not in page and "Secret" not in page
    page = text(logged_in(moderator), "/users/hanbit/")
    assert "2 edits." in page and "Hidden" in page and "Secret" in page


def test_a_blocked_account_keeps_its_page_which_says_so(film, editor, client):
    assert "is blocked" not in text(client, "/users/hanbit/")
    User.objects.filter(pk=editor.pk).update(is_active=False)
    page = text(client, "/users/hanbit/")
    assert "This account is blocked." in page and "One edit." in page


def test_a_blocked_moderator_is_called_none(film, moderator, client):
    change(film, moderator, runtime=95)
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    assert "Moderator" not in text(client, "/users/dal/")


def test_ones_own_page_is_there_from_the_first_day_and_leads_to_the_account(blocked, logged_in):
    newcomer = User.objects.create_user("silent")
    page = text(logged_in(newcomer), "/users/silent/")
    for word in ("No edits yet.", "/accounts/email/", "/accounts/password/change/"):
        assert word in page
    assert 'href="/users/silent/feed/"' not in page


def test_nobody_elses_page_leads_to_account_settings(film, other_editor, logged_in):
    assert "/accounts/email/" not in text(logged_in(other_editor), "/users/hanbit/")


def test_a_moderator_sees_an_account_that_wrote_nothing(editor, moderator, logged_in):
    assert "No edits yet." in text(logged_in(moderator), "/users/hanbit/")


def test_ones_own_name_above_every_page_leads_to_ones_edits(film, editor, logged_in):
    assert 'href="/users/hanbit/"' in text(logged_in(editor), "/films/")


@pytest.mark.parametrize(
    "address",
    ["/", "/recent/", "/films/ballerina/", "/films/ballerina/history/", "/films/ballerina/history/3/",
     "/films/ballerina/compare/2/3/"],
)  # fmt: skip
def test_an_author_with_an_account_is_linked(address, film, client):
    assert 'href="/users/minseo/"' in text(client, address)


@pytest.mark.parametrize(
    "address",
    ["/", "/recent/", "/films/old/", "/films/old/history/", "/films/old/history/1/", "/films/old/compare/1/1/"],
)
def test_an_imported_author_is_text_even_with_the_name_of_an_account(address, editor, client):
    entry = editing.Entry(kinds.registry["film"].blank() | {"title": "Old"}, editor.date_joined, "", by_name="hanbit")
    editing.record(None, [entry])
    page = text(client, address)
    assert "hanbit" in page and "/users/" not in page


def test_the_site_itself_has_no_page(make_film, client):
    make_film()
    assert "/users/" not in text(client, "/recent/") + text(client, "/films/ballerina/history/")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "x" * 200, "\u202egnp", "%FF", "..", "콜"])
def test_a_strange_name_is_not_found_and_shown_as_text(name, db, client):
    page = text(client, f"/users/{name}/" if name != ".." else "/users/%2e%2e/", 404)
    assert "<script>alert" not in page
    assert client.get(f"/users/{name}/feed/").status_code == 404


def test_a_name_in_another_script_has_its_address_and_its_language(make_film, client):
    change(make_film(), User.objects.create_user("한빛"), runtime=93)
    page = text(client, "/users/한빛/")
    assert '<span lang="ko">한빛</span>' in page
    assert "/users/%ED%95%9C%EB%B9%9B/feed/" in page


def test_it_takes_no_post(film, client):
    assert client.post("/users/hanbit/").status_code == 405
