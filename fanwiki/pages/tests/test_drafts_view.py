"""Drafts without a script: kept before anything is checked, offered, listed, private; and what a script sends."""

import datetime
import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from fanwiki.accounts import limits
from fanwiki.pages import drafts, editing
from fanwiki.pages.drafts import Draft
from fanwiki.pages.models import Page

from .editor_form import form_of
from .test_busy import locked_database  # noqa: F401 - a fixture
from .test_edit_view import form_data, new_data
from .test_save import change

pytestmark = pytest.mark.django_db
TOKEN, OTHER = "a" * 22, "b" * 22
EDIT, KEEP = "/films/ballerina/edit/", "/films/ballerina/edit/draft/"


@pytest.fixture
def film(make_film):
    return make_film(
        "Ballerina", runtime=92, body="A former bodyguard.", cast=[{"id": "jjs", "person": "Jeon Jong-seo"}]
    )


@pytest.fixture
def browser(editor, logged_in):
    return logged_in(editor)


def draft(token=TOKEN):
    return Draft.objects.get(token=token)


def typed(token=TOKEN):
    return draft(token).typed


def keep(browser, film, *, seq=1, token=TOKEN, address=KEEP, **changes):
    return browser.post(address, form_data(film, draft=token, draft_seq=seq, **changes))


def text(browser, address=EDIT):
    return browser.get(address).content.decode()


# --- Kept before anything is checked ----------------------------------------------------------------------------------


def test_a_preview_is_kept_and_the_form_goes_on_as_the_same_draft(film, browser):
    first = browser.post(EDIT, form_of(browser.get(EDIT), do="preview", body="Hours of work"))
    assert "Draft kept" in first.content.decode()
    browser.post(EDIT, form_of(first, do="changes", body="Days of work"))
    assert Draft.objects.get().typed["body"] == "Days of work"


@pytest.mark.parametrize("button", [{"do": "changes"}, {"add": "cast"}, {"runtime": "long"}])
def test_every_button_keeps_what_was_typed(button, film, browser):
    browser.post(EDIT, form_data(film, draft=TOKEN, body="Hours of work", **button))
    assert typed()["body"] == "Hours of work"
    assert not {"do", "add", "csrfmiddlewaretoken", "draft", "draft_seq"} & set(typed())


def test_a_conflict_keeps_it_with_its_questions(film, browser, other_editor):
    data = form_data(film, draft=TOKEN, runtime="93")
    change(film, other_editor, runtime=94)
    clash = browser.post(EDIT, data)
    assert clash.status_code == 409 and typed()["runtime"] == "93"
    browser.post(EDIT, form_of(clash, do="preview"))
    again = browser.get(f"{EDIT}?draft={TOKEN}")
    assert 'name="choice-0"' in again.content.decode()
    answer = browser.post(EDIT, form_of(again))
    assert answer.status_code == 302
    assert Page.objects.with_head().get(pk=film.pk).head.document["runtime"] == 93


@pytest.mark.parametrize(("action", "button"), [("edit", "publish"), ("preview", "preview")])
def test_a_rate_limit_keeps_it(action, button, film, browser, monkeypatch):
    monkeypatch.setitem(limits.PER_MINUTE, action, (0, 0))
    answer = browser.post(EDIT, form_data(film, draft=TOKEN, body="Hours of work", do=button))
    assert answer.status_code == 429
    assert typed()["body"] == "Hours of work"


def test_after_an_expired_login_it_is_kept_with_the_first_button(film, editor, logged_in):
    answer = Client().post(EDIT, form_data(film, draft=TOKEN, body="Hours of work"))
    assert answer.status_code == 403 and not Draft.objects.exists()
    logged_in(editor).post(EDIT, form_of(answer, do="preview"))
    assert typed()["body"] == "Hours of work"


def test_a_forged_form_keeps_nothing(film, editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    for address in (EDIT, KEEP):
        assert browser.post(address, form_data(film, draft=TOKEN)).status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite locks the whole database")
@pytest.mark.parametrize("button", ["publish", "preview", "changes"])
def test_a_locked_database_answers_with_the_text(button, film, browser, locked_database):  # noqa: F811
    keep(browser, film, body="Hours of work")
    locked_database()
    answer = browser.post(EDIT, form_data(film, draft=TOKEN, body="Days of work", do=button))
    assert answer.status_code == 503
    assert "Days of work" in answer.content.decode()
    assert keep(browser, film, seq=2).status_code == 503
    assert typed()["body"] == "Hours of work"


def test_what_is_published_is_no_draft_any_more_and_does_not_come_back(film, browser):
    keep(browser, film, seq=1, body="Hours of work")
    answer = browser.post(EDIT, form_data(film, draft=TOKEN, draft_seq=3, body="Hours of work"))
    assert answer.status_code == 302
    assert bytes(draft().packed) == b"" and draft().closed
    late = keep(browser, film, seq=9, body="Hours")
    assert (late.status_code, late.json()) == (409, {"late": True})
    assert "You have a draft" not in text(browser)


def test_a_new_page_is_kept_by_its_title_and_forgotten_when_it_is_published(browser):
    data = new_data("film", title="The Call", draft=TOKEN) | {"body": "Hours of work"}
    browser.post("/films/new/?title=Call", data | {"do": "preview"})
    assert (draft().page, draft().title, draft().get_absolute_url()) == (
        None,
        "The Call",
        f"/films/new/?title=Call&draft={TOKEN}",
    )
    assert "The Call" in text(browser, "/films/new/") and "You have a draft" not in text(browser, "/people/new/")
    again = browser.get(draft().get_absolute_url())
    assert browser.post("/films/new/", form_of(again)).url == "/films/the-call/"
    assert draft().closed


# --- What the script sends --------------------------------------------------------------------------------------------


def test_a_script_is_told_when_it_was_kept(film, browser):
    answer = keep(browser, film, body="Hours of work", draft_part="text")
    assert answer.status_code == 200
    assert re.fullmatch(r"Draft kept \d\d:\d\d UTC", answer.json()["told"])
    assert (typed()["body"], draft().part, draft().base, draft().page) == ("Hours of work", "text", 1, film)


def test_an_older_one_that_comes_late_does_not_win(film, browser):
    keep(browser, film, seq=2, body="Newer")
    for seq in (1, 2):
        assert keep(browser, film, seq=seq, body="Older").status_code == 409
    assert typed()["body"] == "Newer"


def test_a_form_that_is_sent_by_hand_is_kept_and_the_next_one_is_newer(film, browser):
    keep(browser, film, seq=2, body="Newer")
    answer = browser.post(EDIT, form_data(film, draft=TOKEN, draft_seq=2, body="Sent by hand", do="preview"))
    assert (typed()["body"], draft().seq) == ("Sent by hand", 2)
    browser.post(EDIT, form_of(answer, do="preview", body="And once more"))
    assert typed()["body"] == "And once more"


def test_an_older_form_of_a_draft_is_a_draft_of_its_own_and_publishing_it_leaves_the_newer_words(film, browser):
    keep(browser, film, seq=1, body="Begun here")
    there = browser.get(draft().get_absolute_url())
    keep(browser, film, seq=2, body="Gone on here")
    answer = browser.post(EDIT, form_of(there, body="Gone on there", do="preview"))
    assert sorted(one.typed["body"] for one in Draft.objects.kept().defer(None)) == ["Gone on here", "Gone on there"]
    assert browser.post(EDIT, form_of(answer)).status_code == 302
    assert typed()["body"] == "Gone on here" and Draft.objects.kept().count() == 1


def test_a_form_that_is_sent_twice_is_one_draft(film, browser):
    data = form_data(film, draft=TOKEN, draft_seq=1, body="Hours of work", do="preview")
    for _click in range(2):
        browser.post(EDIT, data)
    assert Draft.objects.count() == 1


def test_two_tabs_are_two_drafts_and_both_are_offered(film, browser):
    keep(browser, film, body="One")
    keep(browser, film, token=OTHER, body="Two")
    assert (typed()["body"], typed(OTHER)["body"]) == ("One", "Two")
    assert text(browser).count("You have a draft from") == 2


def test_of_more_than_three_the_rest_is_found_in_the_list(film, browser):
    for n in range(5):
        keep(browser, film, token=f"{n}" * 22)
    assert text(browser).count("You have a draft from") == 3
    assert "/users/hanbit/#drafts-h" in text(browser)


@pytest.mark.parametrize(
    ("drafts", "told"), [(1, ""), (2, "One more draft"), (3, "2 more drafts"), (5, "4 more drafts")]
)
def test_only_the_newest_draft_stands_above_the_form_and_the_others_are_folded(drafts, told, film, browser):
    for n in range(drafts):
        keep(browser, film, token=f"{n}" * 22)
    note, _details, folded = text(browser).partition("You have a draft from")[2].partition("<details")
    assert f"draft={drafts - 1}{drafts - 1}" in note and "You have a draft from" not in note
    assert told in folded.partition("</summary>")[0]


@pytest.mark.parametrize("token", ["", "x", "a" * 23, "a" * 21 + "\0", "../" * 7 + "a"])
def test_a_token_that_is_none_keeps_nothing_by_script(token, film, browser):
    assert keep(browser, film, token=token).status_code == 400
    browser.post(EDIT, form_data(film, draft=token, do="preview"))
    assert Draft.objects.get().token != token


@pytest.mark.parametrize(
    "changes",
    [
        {"draft_seq": "9" * 40},
        {"draft_seq": "-1"},
        {"base": "9" * 18},
        {"of_page": "9" * 18},
        {"draft_part": "nowhere"},
        {"draft_part": "<script>"},
        {"title": "\0"},
        {"body": "a\0b"},
        {"owner": "1", "closed": "1", "author": "boss", "is_staff": "on", "number": "7"},
    ],
)
def test_strange_fields_are_no_error(changes, film, browser, editor):
    data = form_data(film, draft=TOKEN, draft_seq=1) | changes
    assert browser.post(KEEP, data).status_code < 500
    for kept in Draft.objects.all():
        assert (kept.owner, kept.closed, kept.part) == (editor, False, "")
        assert browser.get(kept.get_absolute_url()).status_code == 200


def test_an_address_is_kept_with_what_it_asks_for(film, browser):
    keep(browser, film, address=f"{KEEP}?part=cast&draft={OTHER}")
    assert draft().get_absolute_url() == f"{EDIT}?part=cast&draft={TOKEN}"
    keep(browser, film, seq=2, address=f"{KEEP}?part={'x' * 5000}")
    assert draft().get_absolute_url() == f"{EDIT}?draft={TOKEN}"


def test_a_form_of_a_few_fields_is_kept_as_it_was_sent(film, browser):
    few = {"cast-0-person": "전종서", "cast-0-id": "jjs", "base": "1", "of_page": film.pk, "many": ["1", "2"]}
    browser.post(f"{KEEP}?part=cast", few | {"draft": TOKEN, "draft_seq": "1"})
    assert typed().dict() == QueryDict("many=1&many=2").dict() | {k: str(v) for k, v in few.items() if k != "many"}
    assert typed().getlist("many") == ["1", "2"]


def test_who_is_not_logged_in_any_more_is_told_and_keeps_nothing(film, blocked, logged_in):
    for nobody in (Client(), logged_in(blocked)):
        answer = keep(nobody, film)
        assert answer.status_code == 403 and "your text stays" in answer.json()["told"]
    assert not Draft.objects.exists()


def test_very_often_is_too_often(film, browser, monkeypatch):
    monkeypatch.setitem(limits.PER_MINUTE, "draft", (2, 2))
    answers = [keep(browser, film, seq=n) for n in range(1, 6)]
    last = next(answer for answer in answers if answer.status_code != 200)
    assert last.status_code == 429 and int(last.headers["Retry-After"]) > 0 and "stays" in last.json()["told"]


def test_two_megabytes_are_refused_kindly_and_what_was_kept_stays(film, browser):
    keep(browser, film, body="Short")
    long = "x" * drafts.LARGEST
    answer = keep(browser, film, seq=2, body=long)
    assert answer.status_code == 413 and "longer than 2 MB" in answer.json()["told"]
    page = browser.post(EDIT, form_data(film, draft=TOKEN, body=long, do="preview"))
    assert "longer than 2 MB" in page.content.decode()
    assert typed()["body"] == "Short"


def test_a_page_that_is_not_there_has_no_drafts(film, browser):
    data = form_data(film, draft=TOKEN)
    del data["of_page"]
    assert browser.post("/films/nowhere/edit/draft/", data).status_code == 404
    assert browser.post("/nothing/ballerina/edit/draft/", data).status_code == 404


# --- Coming back ------------------------------------------------------------------------------------------------------


def test_the_offer_says_when_and_what_the_page_did_since(film, browser, other_editor, moderator):
    keep(browser, film, body="Hours of work", draft_part="text")
    assert "edited" not in text(browser).partition("You have a draft")[2].partition("Throw it away")[0]
    change(film, other_editor, runtime=93)
    change(film, moderator, runtime=94)
    offer = " ".join(text(browser).partition("You have a draft")[2].partition("Throw it away")[0].split())
    assert f"{Draft.objects.get(token=TOKEN).at:%-d %B %Y}" in offer and "Last written: Text." in offer
    assert "edited 2 times since, by minseo and dal" in offer
    assert "/films/ballerina/compare/1/3/" in offer


def test_continuing_draws_the_form_as_it_was_left_and_publishing_merges(film, browser, other_editor):
    keep(browser, film, body="Hours of work", edit_summary="Half done")
    change(film, other_editor, runtime=93)
    again = browser.get(f"{EDIT}?draft={TOKEN}")
    page = again.content.decode()
    assert "This is your draft from" in page and "You have a draft from" not in page
    assert "You started from revision 1." in page and "Half done" in page
    assert browser.post(f"{EDIT}?draft={TOKEN}", form_of(again)).status_code == 302
    document = Page.objects.with_head().get(pk=film.pk).head.document
    assert (document["runtime"], document["body"]) == (93, "Hours of work")
    assert draft().closed


def test_looking_at_the_form_or_at_a_draft_changes_nothing(film, browser):
    keep(browser, film, body="Hours of work")
    before = list(Draft.objects.values())
    for address in (EDIT, f"{EDIT}?draft={TOKEN}", "/users/hanbit/", "/films/new/"):
        assert browser.get(address).status_code == 200
    assert list(Draft.objects.values()) == before


def test_it_is_thrown_away_where_it_is_offered_and_in_the_list(film, browser):
    keep(browser, film, address=f"{KEEP}?part=cast")
    keep(browser, film, token=OTHER)
    answer = browser.post("/drafts/throw-away/", {"token": TOKEN, "in_form": "1"})
    assert answer.url == f"{EDIT}?part=cast"
    assert browser.post("/drafts/throw-away/", {"token": OTHER}).url == "/users/hanbit/"
    assert "The draft was thrown away." in text(browser)
    assert not Draft.objects.kept() and keep(browser, film, seq=7).status_code == 409
    assert browser.post("/drafts/throw-away/", {"token": OTHER}).status_code == 302  # pressed twice
    assert browser.get("/drafts/throw-away/").status_code == 405


def test_a_page_that_was_renamed_or_deleted_keeps_its_drafts(film, browser, editor, moderator):
    keep(browser, film, body="Hours of work")
    editing.rename(film, "발레리나", was="Ballerina", by=editor, summary="")
    film.refresh_from_db()
    there = draft().get_absolute_url()
    assert there.startswith(film.address("edit")) and "Hours of work" in text(browser, there)
    assert "Hours of work" in browser.get(f"{EDIT}?draft={TOKEN}", follow=True).content.decode()
    editing.delete(film, by=moderator, summary="Spam")
    film.refresh_from_db()
    page = text(browser, draft().get_absolute_url())
    assert "Hours of work" in page and "The page was deleted since" in page and "Spam" not in page
    assert "Deleted" in text(browser, "/users/hanbit/")
    answer = browser.post(there, form_data_of(browser, there))
    assert answer.status_code == 409 and "Hours of work" in answer.content.decode()


def form_data_of(browser, address):
    return form_of(browser.get(address))


def test_an_unfinished_draft_is_drawn_without_a_scolding(film, browser):
    keep(browser, film, runtime="long")
    page = text(browser, f"{EDIT}?draft={TOKEN}")
    assert 'value="long"' in page and "Not published yet" not in page


# --- The list, and whose it is ----------------------------------------------------------------------------------------


def test_ones_own_page_lists_them_and_no_other_does(film, browser, logged_in, other_editor, owner, client):
    change(film, film.head.by, runtime=93)
    keep(browser, film, draft_part="cast")
    browser.post("/people/new/draft/", new_data("person", title="전종서", draft=OTHER, draft_seq=1))
    page = text(browser, "/users/hanbit/")
    for word in ("Your drafts", "Ballerina", "Cast", "전종서", "New page", "KB", f"draft={TOKEN}", OTHER):
        assert word in page
    assert "No edits yet" in page
    for other in (logged_in(other_editor), logged_in(owner), client):
        assert "draft" not in other.get("/users/hanbit/").content.decode().lower()


@pytest.mark.parametrize("who", ["nobody", "other_editor", "moderator", "owner"])
def test_nobody_else_sees_a_draft_by_any_address(who, film, browser, logged_in, request):
    secret = "Wolframite"
    keep(browser, film, body=secret, edit_summary=secret)
    browser.post("/people/new/draft/", new_data("person", title=secret, draft=OTHER, draft_seq=1))
    other = Client() if who == "nobody" else logged_in(request.getfixturevalue(who))
    for address in (f"{EDIT}?draft={TOKEN}", f"/people/new/?draft={OTHER}"):
        assert other.get(address).status_code == (302 if who == "nobody" else 404)
    for address in (
        EDIT, "/people/new/", "/users/hanbit/", "/", "/recent/", "/recent/feed/", "/films/ballerina/", "/people/",
        "/films/ballerina/history/", "/search/?q=Wolf", "/wanted/", "/maintenance/", "/admin/", "/sitemap.xml",
    ):  # fmt: skip
        answer = other.get(address, follow=True)
        assert secret not in answer.content.decode()
        assert TOKEN not in answer.content.decode() and OTHER not in answer.content.decode()
    assert other.post("/drafts/throw-away/", {"token": TOKEN}).status_code in (302, 404)
    keep(other, film, seq=9, body="Forged")
    assert Draft.objects.get(token=TOKEN, owner__username="hanbit").typed["body"] == secret


def test_who_deletes_an_account_in_the_admin_sees_nothing_of_its_drafts(film, browser, owner, editor, logged_in):
    keep(browser, film, body="Wolframite")
    admin = logged_in(owner)
    page = admin.get(f"/admin/accounts/user/{editor.pk}/delete/").content.decode()
    assert "Wolframite" not in page and TOKEN not in page and "Ballerina" not in page
    admin.post(f"/admin/accounts/user/{editor.pk}/delete/", {"post": "yes"})
    assert not Draft.objects.exists()


def test_a_draft_of_another_kind_or_of_a_page_is_not_opened_elsewhere(film, make_person, browser):
    make_person("Jeon Jong-seo")
    keep(browser, film)
    for address in ("/films/new/", "/people/new/", "/people/jeon-jong-seo/edit/"):
        assert browser.get(f"{address}?draft={TOKEN}").status_code == 404
    for token in ("", "x" * 400, "%00", OTHER):
        assert browser.get(f"{EDIT}?draft={token}").status_code == 404


# --- Bounds -----------------------------------------------------------------------------------------------------------


def test_of_two_thousand_the_newest_hundred_stay_and_nothing_gets_slow(
    film, browser, editor, django_assert_max_num_queries
):
    form = drafts.Form("film", film, 1, "", QueryDict("body=Hours of work"))
    for n in range(300):
        drafts.keep(editor, form, drafts.Carried(f"{n:022}", 1))
    kept = Draft.objects.kept().filter(owner=editor)
    assert set(kept.values_list("token", flat=True)) == {f"{n:022}" for n in range(200, 300)}
    with django_assert_max_num_queries(6):
        browser.get("/users/hanbit/")
    with django_assert_max_num_queries(4):
        browser.get(EDIT)


def test_together_they_have_a_bound_too(film, editor, monkeypatch):
    monkeypatch.setattr(drafts, "ROOM", 2500)
    form = drafts.Form("film", film, 1, "", QueryDict(f"body={'x' * 1000}"))
    for n in range(5):
        drafts.keep(editor, form, drafts.Carried(f"{n:022}", 1))
    assert sorted(Draft.objects.values_list("token", flat=True)) == [f"{n:022}" for n in (3, 4)]


def test_old_ones_are_not_shown_and_go_with_the_next(film, browser, other_editor, logged_in):
    keep(browser, film)
    keep(browser, film, token=OTHER)
    age = drafts.KEPT_FOR + datetime.timedelta(minutes=1)
    Draft.objects.filter(token=TOKEN).update(at=timezone.now() - age)
    Draft.objects.filter(token=OTHER).update(at=timezone.now() - datetime.timedelta(hours=2), closed=True)
    assert "You have a draft" not in text(browser) and browser.get(f"{EDIT}?draft={TOKEN}").status_code == 404
    keep(logged_in(other_editor), film, token="c" * 22)
    assert [kept.token for kept in Draft.objects.all()] == ["c" * 22]


def test_keeping_costs_a_fixed_number_of_queries(film, browser, django_assert_max_num_queries):
    keep(browser, film)
    data = form_data(film, draft=TOKEN, draft_seq=2)
    with django_assert_max_num_queries(15):
        browser.post(KEEP, data)


# --- Who else is typing -----------------------------------------------------------------------------------------------


def test_others_are_told_who_types_into_which_part_until_it_rests_or_is_published(
    film, browser, other_editor, logged_in
):
    hers = logged_in(other_editor)
    keep(browser, film, draft_part="cast")
    assert "<b>hanbit</b> is editing Cast right now." in text(hers)
    told = keep(hers, film, token=OTHER).json()["present"]
    assert told == "<p><b>hanbit</b> is editing Cast right now.</p>"
    assert "<b>minseo</b> is editing this page right now." in text(browser)
    assert "right now" not in text(browser, "/films/new/")
    Draft.objects.filter(token=TOKEN).update(at=timezone.now() - drafts.PRESENT_FOR)
    assert "right now" not in text(hers)
    keep(browser, film, seq=2)
    assert "right now" in text(hers)
    browser.post(EDIT, form_data(film, draft=TOKEN, draft_seq=2, runtime="93"))
    assert "right now" not in text(hers)


def test_nobody_is_told_of_themselves_and_each_once(film, browser, other_editor, logged_in):
    for token in (TOKEN, OTHER):
        keep(browser, film, token=token)
    assert "right now" not in text(browser)
    assert text(logged_in(other_editor)).count("right now") == 1


def test_a_reader_pays_nothing_for_it(film, browser, client, django_assert_max_num_queries):
    keep(browser, film)
    client.get("/films/ballerina/")
    with django_assert_max_num_queries(5):
        assert "right now" not in client.get("/films/ballerina/").content.decode()
