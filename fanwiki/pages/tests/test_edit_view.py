"""The editor in the browser: `/films/<slug>/edit/` and `/films/new/`."""

import pytest
from django.test import Client

from fanwiki.accounts import limits
from fanwiki.pages.editor import Editor
from fanwiki.pages.kinds import registry
from fanwiki.pages.models import Page

pytestmark = pytest.mark.django_db


def form_data(page, **changes):
    """What a browser would send for the page's editor, with these fields changed."""
    page = Page.objects.with_head().get(pk=page.pk)
    editor = Editor(registry[page.kind], document=page.head.document, page=page)
    return sent(editor) | {"edit_summary": "Why not", "do": "publish"} | changes


def sent(editor):
    forms = [editor.form]
    data = {}
    for formset in editor.formsets:
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def new_data(kind, **changes):
    return sent(Editor(registry[kind], document=registry[kind].blank())) | {"do": "publish"} | changes


def all_errors(editor):
    """{field's name in the HTML, or prefix of the row: messages}"""
    errors = {"": [*editor.form.non_field_errors()]}
    errors |= {name: list(messages) for name, messages in editor.form.errors.items()}
    for formset in editor.formsets:
        errors[formset.prefix] = list(formset.non_form_errors())
        for form in formset:
            errors[form.prefix] = list(form.non_field_errors())
            errors |= {f"{form.prefix}-{name}": list(messages) for name, messages in form.errors.items()}
    return {name: messages for name, messages in errors.items() if messages}


@pytest.fixture
def film(make_film):
    return make_film(
        "Ballerina",
        runtime=92,
        body="A former bodyguard.\n\nShe hunts.",
        sources=[{"key": "seed", "title": "Press article"}],
        cast=[{"id": "jjs", "person": "Jeon Jong-seo", "role_type": "support"}, {"id": "kjh", "person": "Kim Ji-hoon"}],
    )


def test_the_form_round_trip_is_the_identity(film, editor, logged_in):
    answer = logged_in(editor).post("/films/ballerina/edit/", form_data(film))
    assert answer.status_code == 302
    assert film.revisions.count() == 1


def test_one_edit_changes_a_fact_a_row_and_a_sentence_in_one_revision(film, editor, logged_in):
    changes = {"runtime": "93", "cast-0-role_type": "main", "body": "A former bodyguard.\n\nShe hunts a man."}
    browser = logged_in(editor)
    answer = browser.post("/films/ballerina/edit/", form_data(film, **changes), follow=True)
    assert answer.redirect_chain == [("/films/ballerina/#facts", 302)]
    revision = film.revisions.get(number=2)
    assert (revision.author, revision.summary) == ("hanbit", "Why not")
    assert set(revision.parts) == {"facts", "cast", "text"}
    page = browser.get("/films/ballerina/compare/1/2/").content.decode()
    assert "92" in page and "93" in page and "<ins>" in page and "Jeon Jong-seo" in page


def test_a_row_is_added_and_one_removed_and_their_places_change(film, editor, logged_in):
    changes = {
        "cast-TOTAL_FORMS": "3",
        "cast-2-person": "Park Yu-rim",
        "cast-2-position": "1",
        "cast-1-DELETE": "on",
        "cast-0-position": "2",
    }
    logged_in(editor).post("/films/ballerina/edit/", form_data(film, **changes))
    rows = film.revisions.get(number=2).document["cast"]
    assert [row["person"] for row in rows] == ["Park Yu-rim", "Jeon Jong-seo"]
    assert rows[1]["id"] == "jjs"


def test_a_form_without_a_page_begins_one(editor, logged_in):
    data = new_data("film", title="The Call", **{"cast-0-person": "Jeon Jong-seo"})
    answer = logged_in(editor).post("/films/new/", data)
    assert answer.url == "/films/the-call/"
    assert Page.objects.get().head.document["cast"][0]["person"] == "Jeon Jong-seo"


def test_a_red_link_leads_to_the_form_already_titled(editor, logged_in):
    page = logged_in(editor).get("/people/new/?title=전종서").content.decode()
    assert 'value="전종서"' in page


def test_preview_shows_the_text_and_saves_nothing(film, editor, logged_in):
    data = form_data(film, body="See **this** and [[The Call]].", do="preview")
    page = logged_in(editor).post("/films/ballerina/edit/", data).content.decode()
    assert "<strong>this</strong>" in page
    assert film.revisions.count() == 1


def test_show_changes_compares_with_the_current_page(film, editor, logged_in):
    page = logged_in(editor).post("/films/ballerina/edit/", form_data(film, runtime="93", do="changes"))
    assert "<ins>93</ins>" in page.content.decode().replace("\n", "")
    assert film.revisions.count() == 1


def test_adding_rows_without_a_script_keeps_what_was_typed(film, editor, logged_in):
    data = form_data(film, runtime="93", add="cast")
    page = logged_in(editor).post("/films/ballerina/edit/", data).content.decode()
    assert 'name="cast-5-person"' in page
    assert 'value="93"' in page
    assert film.revisions.count() == 1


def test_a_double_click_is_one_revision(film, editor, logged_in):
    browser = logged_in(editor)
    data = form_data(film, runtime="93", **{"cast-TOTAL_FORMS": "3", "cast-2-person": "Park Yu-rim"})
    for _click in range(2):
        assert browser.post("/films/ballerina/edit/", data).status_code == 302
    assert film.revisions.count() == 2
    assert len(film.revisions.get(number=2).document["cast"]) == 3


def test_a_double_click_on_a_new_page_is_one_page(editor, logged_in):
    browser = logged_in(editor)
    data = new_data("film", title="The Call", **{"cast-0-person": "Jeon Jong-seo"})
    assert [browser.post("/films/new/", data).url for _click in range(2)] == ["/films/the-call/"] * 2
    assert Page.objects.get().revisions.count() == 1


def test_two_editors_of_different_parts_both_get_in_and_are_told(film, editor, other_editor, logged_in):
    hers = form_data(film, **{"cast-0-role_type": "main"})
    logged_in(editor).post("/films/ballerina/edit/", form_data(film, runtime="93"))
    answer = logged_in(other_editor).post("/films/ballerina/edit/", hers, follow=True)
    assert "Published, together with hanbit’s changes to Facts." in answer.content.decode()
    document = film.revisions.get(number=3).document
    assert (document["runtime"], document["cast"][0]["role_type"]) == (93, "main")


def test_a_clash_shows_both_values_and_keeps_what_was_typed(film, editor, other_editor, logged_in):
    hers = form_data(film, runtime="94", description="Typed by her", **{"cast-1-note": "hers"})
    logged_in(editor).post("/films/ballerina/edit/", form_data(film, runtime="93", **{"cast-0-note": "his"}))
    browser = logged_in(other_editor)
    answer = browser.post("/films/ballerina/edit/", hers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "hanbit" in page and "93" in page and 'value="94"' in page and "Typed by her" in page
    assert 'value="his"' in page and 'value="hers"' in page
    assert film.revisions.count() == 2
    answer = browser.post("/films/ballerina/edit/", sent(answer.context["editor"]) | {"do": "publish"})
    assert answer.status_code == 302, all_errors(answer.context["editor"])
    document = film.revisions.get(number=3).document
    assert (document["runtime"], document["cast"][0]["note"], document["cast"][1]["note"]) == (94, "his", "hers")


def test_an_expired_login_keeps_everything_typed(film):
    answer = Client().post("/films/ballerina/edit/", form_data(film, body="Hours of work", runtime="93"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Hours of work" in page and 'value="93"' in page and "not logged in any more" in page


def test_a_failed_csrf_check_keeps_everything_typed(film, editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    answer = browser.post("/films/ballerina/edit/", form_data(film, body="Hours of work"))
    assert answer.status_code == 403
    assert "Hours of work" in answer.content.decode()
    token = answer.context["csrf_token"]
    data = form_data(film, body="Hours of work", csrfmiddlewaretoken=str(token))
    assert browser.post("/films/ballerina/edit/", data).status_code == 302


def test_a_reader_who_wants_to_edit_is_asked_to_log_in(film):
    assert Client().get("/films/ballerina/edit/").url == "/accounts/login/?next=/films/ballerina/edit/"
    assert Client().get("/films/new/").url.startswith("/accounts/login/")


def test_a_page_deleted_while_the_form_was_open_keeps_the_text(film, editor, moderator, logged_in):
    data = form_data(film, body="Hours of work")
    logged_in(moderator).post("/films/ballerina/delete/", {"edit_summary": "Spam"})
    answer = logged_in(editor).post("/films/ballerina/edit/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "deleted while you were editing" in page and "Hours of work" in page
    assert "Spam" not in page


def test_too_many_edits_in_a_minute_have_to_wait_and_lose_nothing(film, editor, logged_in, monkeypatch):
    monkeypatch.setitem(limits.PER_MINUTE, "edit", (2, 2))
    browser = logged_in(editor)
    answers = [browser.post("/films/ballerina/edit/", form_data(film, runtime=str(n + 1))) for n in range(5)]
    last = next(answer for answer in answers if answer.status_code != 302)
    assert last.status_code == 429
    assert "your text stays" in last.content.decode()


def test_opening_the_editor_costs_a_fixed_number_of_queries(film, editor, logged_in, django_assert_num_queries):
    browser = logged_in(editor)
    with django_assert_num_queries(4):  # session, user, page with its head, drafts of it
        browser.get("/films/ballerina/edit/")


def test_a_name_that_is_typed_in_hangul_is_korean_unless_another_language_is_said(make_person, editor, logged_in):
    page = make_person("Kim Ji-hoon")
    typed = {"names-1-text": "김지훈", "names-1-kind": "name", "names-1-lang": "und-Latn", "names-TOTAL_FORMS": "2"}
    logged_in(editor).post("/people/kim-ji-hoon/edit/", form_data(page, **typed))
    page.refresh_from_db()
    assert [(name["text"], name["lang"]) for name in page.head.document["names"]] == [
        ("Kim Ji-hoon", "und-Latn"),
        ("김지훈", "ko"),
    ]
