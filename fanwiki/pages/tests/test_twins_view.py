"""Is this the same? Asked as a page is begun, listed for maintenance, and answered: these are two."""

import pytest

from fanwiki.pages.models import Finding, Page

from .editor_form import form_of
from .test_edit_view import new_data
from .test_twins import HANGUL, latin, pairs

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(make_person):
    ids = {"imdb": "nm10354263"}
    return make_person("Jeon Jong-seo", names=[latin("Jeon Jong-seo"), HANGUL], born="1994-07-05", external_ids=ids)


def begin(browser, title, do="publish", **fields):
    return browser.post("/people/new/", new_data("person", title=title, **fields) | {"do": do})


def likely(answer):
    return [(one.page.title, str(one.why)) for one in answer.context.get("likely") or []]


@pytest.mark.parametrize(
    ("title", "fields", "why"),
    [
        ("전종서", {}, "The same name: 전종서"),
        ("Jong-seo Jeon", {}, "The same name, written otherwise: Jeon Jong-seo"),
        ("Jun Jong-seo", {"born": "1994"}, "Sounds the same: Jeon Jong-seo"),
        ("Rachel Jun", {"external_ids": "imdb: nm10354263"}, "The same key at IMDb"),
        ("Rachel Jun", {"external_ids": "imdb: nm10354263", "born": "1981"}, "The same key at IMDb"),
    ],
)
def test_a_page_that_is_there_already_is_asked_about_once(title, fields, why, known, editor, logged_in):
    browser = logged_in(editor)
    answer = begin(browser, title, **fields)
    assert (answer.status_code, likely(answer)) == (409, [("Jeon Jong-seo", why)])
    assert "Is this the same person?" in answer.content.decode()
    assert Page.objects.count() == 1
    assert browser.post("/people/new/", form_of(answer)).status_code == 302
    assert Page.objects.filter(title=title).exists()


@pytest.mark.parametrize(
    ("title", "fields"),
    [
        ("Jun Jong-seo", {}),
        ("Jun Jong-seo", {"born": "1981"}),
        ("전종서", {"born": "1981"}),
        ("전종서", {"external_ids": "imdb: nm0000001"}),
        ("Jeon", {}),
        ("Jeon Jong-seon", {}),
        ("Kim Ji-hoon", {"born": "1994"}),
    ],
    ids=["by ear alone", "by ear, other year", "other year", "other key", "beginning", "nearly", "nobody"],
)
def test_whom_something_tells_apart_or_who_only_sounds_like_it_is_not_asked_about(
    title, fields, known, editor, logged_in
):
    assert begin(logged_in(editor), title, **fields).status_code == 302


def test_the_preview_says_it_too_and_asks_nothing_yet(known, editor, logged_in):
    answer = begin(logged_in(editor), "전종서", do="preview")
    assert (answer.status_code, len(likely(answer))) == (200, 1)
    assert form_of(answer).get("others") is None


def test_the_answer_stays_when_publishing_fails_for_something_else(known, editor, logged_in):
    browser = logged_in(editor)
    asked = begin(browser, "전종서")
    failed = browser.post("/people/new/", form_of(asked, born="nonsense"))
    assert failed.status_code == 422
    assert browser.post("/people/new/", form_of(failed, born="")).status_code == 302


def test_another_namesake_who_comes_meanwhile_is_asked_about(known, make_person, editor, logged_in):
    browser = logged_in(editor)
    asked = begin(browser, "전종서")
    make_person("Jun Jong-seo", names=[HANGUL])
    again = browser.post("/people/new/", form_of(asked))
    assert [title for title, _why in likely(again)] == ["Jun Jong-seo"]


@pytest.mark.parametrize("others", [["x"], ["9" * 5000], ["<b>"], [str(n) for n in range(3000)]])
def test_forged_answers_are_harmless(others, known, editor, logged_in):
    answer = logged_in(editor).post("/people/new/", new_data("person", title="전종서") | {"others": others})
    assert answer.status_code in (302, 409)
    assert "<b>" not in answer.content.decode().partition("<main")[2].partition('name="others"')[2][:20]


def test_pages_of_kinds_that_have_no_namesakes_are_not_asked_about(make_article, editor, logged_in):
    make_article("Privacy", names=[{"text": "Discretion", "kind": "name", "lang": "en"}])
    answer = logged_in(editor).post("/articles/new/", new_data("article", title="Discretion"))
    assert answer.status_code == 302


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def twin(known, make_person):
    return make_person("Jun Jong-seo", names=[latin("Jun Jong-seo"), HANGUL])


def test_the_list_shows_both_pages_and_why(twin, client):
    html = client.get("/maintenance/twins/").content.decode()
    for said in ("/people/jun-jong-seo/", "/people/jeon-jong-seo/", "전종서", "Perhaps the same thing twice"):
        assert said in html
    assert "These are two" not in html
    assert 'href="/maintenance/twins/"' in client.get("/maintenance/").content.decode()


def test_editors_can_say_that_they_are_two_and_moderators_merge_them(twin, known, editor, moderator, logged_in):
    html = logged_in(editor).get("/maintenance/twins/").content.decode()
    assert ("These are two" in html, "/merge/" in html) == (True, False)
    html = logged_in(moderator).get("/maintenance/twins/").content.decode()
    assert f"/people/jeon-jong-seo/merge/?other={twin.pk}" in html


def test_these_are_two_is_a_revision_that_can_be_undone(twin, known, editor, logged_in):
    browser = logged_in(editor)
    answer = browser.post("/people/jun-jong-seo/different/", {"other": known.pk})
    assert answer.url == "/maintenance/twins/"
    page = Page.objects.with_head().get(pk=twin.pk)
    assert (page.head.by, page.head.summary) == (editor, "Not the same as “Jeon Jong-seo”")
    assert page.head.document["relations"][0] | {"id": ""} == {
        "id": "", "type": "different_from", "to": "Jeon Jong-seo", "start": "", "end": "", "src": [], "note": ""
    }  # fmt: skip
    assert pairs() == []
    for address in ("/people/jun-jong-seo/", "/people/jeon-jong-seo/"):
        assert "Not to be confused with" in browser.get(address).content.decode()
    browser.post("/people/jun-jong-seo/undo/2/2/", {"base": "2"})
    assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]


def test_said_twice_it_is_said_once(twin, known, editor, logged_in):
    for _ in range(2):
        logged_in(editor).post("/people/jun-jong-seo/different/", {"other": known.pk})
    assert twin.revisions.count() == 2


@pytest.mark.parametrize("other", ["", "x", "0", "9" * 40, "self", "film"])
def test_what_cannot_be_meant_changes_nothing(other, twin, make_film, editor, logged_in):
    keys = {"self": twin.pk, "film": make_film().pk}
    answer = logged_in(editor).post("/people/jun-jong-seo/different/", {"other": keys.get(other, other)})
    assert answer.status_code == 302
    assert twin.revisions.count() == 1


def test_it_is_posted_only(twin, editor, logged_in):
    assert logged_in(editor).get("/people/jun-jong-seo/different/").status_code == 405
    assert Finding.objects.filter(name="twins").exists()
