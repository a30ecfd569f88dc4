"""The stock admin over documents: one save is one revision by that user, by the same rules."""

import pytest
from django.contrib.admin.models import LogEntry

from fanwiki.pages import editing
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.tests.editor_form import Fields
from fanwiki.pages.tests.test_save import change
from films.models import CastCredit, Film
from people.models import Person

pytestmark = pytest.mark.django_db


def form_of(answer):
    assert answer.status_code == 200
    data = Fields(answer.content.decode()).data
    return {name: value for name, value in data.items() if "__prefix__" not in name and name != "q"}


@pytest.fixture
def film(make_film):
    return make_film(
        "Ballerina", runtime=92, body="First line.\n\nSecond.", cast=[{"id": "jjs", "person": "Jeon Jong-seo"}]
    )


@pytest.fixture
def admin(owner, logged_in):
    return logged_in(owner)


def address(page):
    return f"/admin/films/film/{page.pk}/change/"


def saved(answer):
    if answer.status_code == 200:
        context = answer.context
        raise AssertionError(
            [context["adminform"].form.errors, *(f.formset.errors for f in context["inline_admin_formsets"])]
        )
    return answer.status_code == 302


def test_an_unchanged_save_makes_no_revision(film, admin):
    assert saved(admin.post(address(film), form_of(admin.get(address(film))) | {"edit_summary": "Nothing"}))
    assert film.revisions.count() == 1


def test_a_fact_a_row_and_a_sentence_are_one_revision_by_that_user(film, admin):
    data = form_of(admin.get(address(film))) | {
        "edit_summary": "Measured",
        "runtime": "93",
        "body": "First line.\n\nChanged.",
        "cast-TOTAL_FORMS": "2",
        "cast-1-person": "Kim Ji-hoon",
        "cast-1-position": "1",
    }
    assert saved(admin.post(address(film), data))
    revision = film.revisions.get(number=2)
    assert (revision.author, revision.summary) == ("boss", "Measured")
    assert set(revision.parts) == {"facts", "cast", "text"}
    assert [row["person"] for row in revision.document["cast"]] == ["Kim Ji-hoon", "Jeon Jong-seo"]
    assert LogEntry.objects.get().get_change_message() == "Revision 2. Measured"


def test_a_save_without_a_summary_is_asked_for_one(film, admin):
    answer = admin.post(address(film), form_of(admin.get(address(film))) | {"runtime": "93"})
    assert "edit_summary" in answer.context["adminform"].form.errors
    assert film.revisions.count() == 1


def test_a_person_with_two_names_is_added_and_cast_and_the_film_restored(film, admin, client):
    data = form_of(admin.get("/admin/people/person/add/")) | {
        "title": "Park Yu-rim", "edit_summary": "New", "names-TOTAL_FORMS": "2",
        "names-0-text": "Park Yu-rim", "names-0-lang": "und-Latn", "names-0-kind": "name", "names-0-primary": "on",
        "names-1-text": "박유림", "names-1-lang": "ko", "names-1-kind": "name", "names-1-primary": "on",
    }  # fmt: skip
    assert saved(admin.post("/admin/people/person/add/", data))
    assert Person.objects.get().title == "Park Yu-rim"
    data = form_of(admin.get(address(film))) | {
        "edit_summary": "Cast", "cast-TOTAL_FORMS": "2", "cast-1-person": "박유림", "cast-1-character": "Min-hee",
    }  # fmt: skip
    assert saved(admin.post(address(film), data))
    assert "Ballerina" in client.get("/people/park-yu-rim/").content.decode()
    admin.post("/films/ballerina/restore/1/", {"base": "2"})
    assert "Ballerina" not in client.get("/people/park-yu-rim/").content.decode()
    by_owner = Revision.objects.filter(by__username="boss")
    assert [(r.page.title, r.number) for r in by_owner.order_by("pk")] == [
        ("Park Yu-rim", 1), ("Ballerina", 2), ("Ballerina", 3),
    ]  # fmt: skip


def test_a_stale_form_merges_and_a_clash_is_an_ordinary_error(film, admin, editor):
    data = form_of(admin.get(address(film)))
    change(film, editor, runtime=95)
    assert saved(admin.post(address(film), data | {"edit_summary": "Genre", "genres": "action"}))
    document = film.revisions.get(number=3).document
    assert (document["runtime"], document["genres"]) == (95, ["action"])
    answer = admin.post(address(film), data | {"edit_summary": "Mine", "runtime": "93"})
    assert answer.status_code == 200
    assert "95" in str(answer.context["adminform"].form.errors["runtime"])
    again = form_of(answer)
    assert again["runtime"] == "93" and again["genres"] == "action" and again["edit_summary"] == "Mine"
    assert saved(admin.post(address(film), again))
    assert film.revisions.get(number=4).document["runtime"] == 93


def test_a_clash_in_a_row_is_told_and_kept(film, admin, editor):
    data = form_of(admin.get(address(film)))
    change(film, editor, cast=[{"id": "jjs", "person": "Jeon Jong-seo", "note": "theirs"}])
    answer = admin.post(address(film), data | {"edit_summary": "Mine", "cast-0-note": "mine"})
    assert "theirs" in answer.content.decode()
    assert form_of(answer)["cast-0-note"] == "mine"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"runtime": "long"}, "whole number"),
        ({"cast-0-person": ""}, "Say who"),
        ({"cast-TOTAL_FORMS": "2", "cast-1-person": "Jeon Jong-seo"}, "in the cast with this part already"),
        ({"cast-0-person": "Ballerina"}, "is a page of the kind"),
        ({"releases-TOTAL_FORMS": "1", "releases-0-date": "2023-13", "releases-0-kind": "web"}, "month"),
        ({"base": ""}, "lost the revision"),
        ({"base": "99"}, "lost the revision"),
        ({"names-0-DELETE": "on"}, "at least one name"),
    ],
)
def test_the_rules_are_the_same_and_what_was_typed_stays(changes, message, film, admin):
    data = form_of(admin.get(address(film))) | {"edit_summary": "Typed", "description": "Typed too"} | changes
    answer = admin.post(address(film), data)
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert form_of(answer)["description"] == "Typed too"
    assert film.revisions.count() == 1


def test_a_title_that_is_taken_is_an_error_of_the_form(film, admin):
    data = form_of(admin.get("/admin/films/film/add/")) | {"title": "Ballerina", "edit_summary": "Again"}
    assert "There is a page called" in admin.post("/admin/films/film/add/", data).content.decode()
    assert Page.objects.count() == 1


def test_save_and_continue_is_one_revision_too(film, admin):
    data = form_of(admin.get(address(film))) | {"edit_summary": "x", "runtime": "93", "_continue": "1"}
    assert admin.post(address(film), data).url == address(film)
    assert film.revisions.count() == 2


def test_history_there_is_the_real_history(film, admin, editor):
    change(film, editor, runtime=95)
    page = admin.get(f"/admin/films/film/{film.pk}/history/").content.decode()
    assert "hanbit" in page and "Changed" in page and "Begun" in page


def test_single_and_bulk_delete_are_the_engines(film, make_film, admin):
    other = make_film("The Call")
    assert saved(admin.post(f"/admin/films/film/{film.pk}/delete/", {"post": "yes"}))
    action = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    assert saved(admin.post("/admin/films/film/", action))
    for page in (film, other):
        page.refresh_from_db()
        assert page.deleted and page.head.number == 2 and page.head.author == "boss"
    assert not Film.objects.exists()


def test_deleted_ones_are_listed_and_brought_back(film, admin, moderator):
    editing.delete(film, by=moderator, summary="Gone")
    assert address(film) in admin.get("/admin/films/film/?state=deleted").content.decode()
    assert address(film) not in admin.get("/admin/films/film/?state=live").content.decode()
    assert admin.get(address(film)).status_code == 200
    admin.post("/admin/films/film/", {"action": "undelete_selected", "_selected_action": [film.pk]})
    film.refresh_from_db()
    assert not film.deleted


def test_search_and_filters_work(film, make_film, admin):
    other = make_film("The Call", format="series")
    assert address(other) not in admin.get("/admin/films/film/?q=ballerina").content.decode()
    assert address(film) not in admin.get("/admin/films/film/?format=series").content.decode()
    assert address(other) in admin.get("/admin/films/film/?format=series").content.decode()


def test_a_revision_can_only_be_looked_at(film, admin):
    where = f"/admin/pages/revision/{film.head.pk}/"
    assert admin.get(f"{where}change/").status_code == 200
    assert admin.post(f"{where}change/", {"summary": "Forged"}).status_code == 403
    assert admin.post(f"{where}delete/", {"post": "yes"}).status_code == 403
    assert admin.get("/admin/pages/revision/add/").status_code == 403


def test_there_is_no_side_door_to_pages_titles_or_rows(film, admin):
    for path in ("pages/page/", "pages/title/", "pages/link/", "films/castcredit/", "pages/name/"):
        assert admin.get(f"/admin/{path}").status_code == 404


def test_a_moderator_who_is_staff_edits_and_an_editor_has_no_admin(film, moderator, editor, logged_in):
    browser = logged_in(moderator)
    data = form_of(browser.get(address(film))) | {"edit_summary": "x", "runtime": "93"}
    assert saved(browser.post(address(film), data))
    assert film.revisions.get(number=2).author == "dal"
    assert logged_in(editor).get(address(film)).status_code == 302


def test_row_forms_carry_row_ids_and_never_primary_keys(film, admin):
    data = form_of(admin.get(address(film)))
    assert data["cast-0-id"] == "jjs"
    assert str(CastCredit.objects.get().pk) not in [value for name, value in data.items() if name.endswith("-id")]


def test_the_form_costs_a_fixed_number_of_queries(make_film, admin, django_assert_max_num_queries):
    page = make_film("Long", cast=[{"person": f"Person {n}"} for n in range(40)])
    with django_assert_max_num_queries(5):
        admin.get(address(page))


def test_the_seed_button_says_asks_adds_and_is_harmless_the_second_time(admin, moderator, logged_in):
    for front in ("/admin/", "/admin/films/film/"):
        assert "/admin/films/film/seed-ballerina/" in admin.get(front).content.decode()
    asked = admin.get("/admin/films/film/seed-ballerina/").content.decode()
    assert "21 pages" in asked and "Jeon Jong-seo" in asked
    assert not Page.objects.exists()
    report = admin.post("/admin/films/film/seed-ballerina/", follow=True).content.decode()
    assert 'href="/films/ballerina-2023/"' in report
    assert "nothing to add" in admin.get("/admin/films/film/seed-ballerina/").content.decode()
    assert "Nothing was changed" in admin.post("/admin/films/film/seed-ballerina/", follow=True).content.decode()
    assert Page.objects.count() == 21
    assert logged_in(moderator).post("/admin/films/film/seed-ballerina/").status_code == 403
