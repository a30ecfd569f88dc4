"""What people, scripts and vandals send: a clear message beside the field, the typed text kept, never a 500."""

import pytest
from django.test import Client

from fanwiki.pages.models import Page
from fanwiki.pages.shape import Invalid

from .test_edit_view import all_errors, form_data, new_data

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def film(make_film):
    return make_film("Ballerina", cast=[{"id": "jjs", "person": "Jeon Jong-seo"}], body="Before.")


REFUSED = [
    # (what is sent, part of the message, field that it stands beside)
    ({"base": ""}, "lost the revision", "base"),
    ({"base": "99"}, "lost the revision", "base"),
    ({"base": "one"}, "whole number", "base"),
    ({"body": "a" * (2 * 1024 * 1024 + 1)}, "2 MB", "body"),
    ({"body": "null\0byte"}, "cannot be stored", "body"),
    ({"description": "null\0byte"}, "cannot be stored", "description"),
    ({"description": "a" * 201}, "200", "description"),
    ({"runtime": "9 3"}, "whole number", "runtime"),
    ({"runtime": "-5"}, "greater", "runtime"),
    ({"runtime": "999999999999999999999"}, "10000", "runtime"),
    ({"year": "1500"}, "1870", "year"),
    ({"format": "opera"}, "valid choice", "format"),
    ({"original_language": "Korean"}, "tag such as", "original_language"),
    ({"countries": "KR, Atlantis"}, "Atlantis", "countries"),
    ({"external_ids": "imdb: 12"}, "imdb: 12", "external_ids"),
    ({"external_ids": "myspace: 12"}, "myspace", "external_ids"),
    ({"tags": ", ".join(f"tag{n}" for n in range(101))}, "100 words", "tags"),
    ({"cast-0-person": "", "cast-0-credited_as": ""}, "Say who", "cast-0-person"),
    ({"cast-0-role_type": "hero"}, "valid choice", "cast-0-role_type"),
    ({"cast-1-person": "Jeon Jong-seo"}, "in the cast with this part already", "cast-1-person"),
    ({"cast-0-src": "nowhere"}, "no source with the key nowhere", "cast-0-src"),
    ({"cast-1-person": "Kim Ji-hoon", "cast-1-id": "jjs"}, "same id", "cast-1"),
    ({"cast-1-person": "Kim Ji-hoon", "cast-1-id": "'; DROP"}, "did not give", "cast-1"),
    ({"cast-0-person": "film:Ballerina"}, "not the title of a page of the kind", "cast-0-person"),
    ({"cast-0-person": "Ballerina"}, "is a page of the kind", "cast-0-person"),
    ({"releases-0-date": "2023-13", "releases-0-kind": "web"}, "month", "releases-0-date"),
    ({"releases-0-date": "2023-02-30", "releases-0-kind": "web"}, "no such day", "releases-0-date"),
    ({"releases-0-date": "2023", "releases-0-kind": "festival"}, "which festival", "releases-0-event"),
    ({"releases-0-date": "2023", "releases-0-kind": "streaming"}, "which platform", "releases-0-platform"),
    ({"names-1-text": "Ballerina", "names-1-kind": "title", "names-1-lang": "und-Latn"}, "twice", "names-1-text"),
    ({"names-1-text": "😀"}, "letter or digit", "names-1-text"),
    ({"names-0-DELETE": "on"}, "at least one name", None),
    ({"relations-0-type": "hunts", "relations-0-to": "The Call"}, "valid choice", "relations-0-type"),
    ({"relations-0-type": "remake_of", "relations-0-to": "Ballerina"}, "no relation to itself", "relations-0-to"),
    ({"sources-0-title": "T", "sources-0-key": "No Way"}, "", "sources-0-key"),
    (
        {"sources-0-title": "T", "sources-0-key": "a", "sources-0-url": "javascript:alert(1)"},
        "https://",
        "sources-0-url",
    ),
    ({"notes-0-field": "password", "notes-0-text": "x"}, "no fact of this name", "notes-0-field"),
    ({"quotes-0-text": "a" * 501}, "500", "quotes-0-text"),
    ({"cast-0-person": "!!!"}, "letter or digit", "cast-0-person"),
    ({"cast-0-person": "person:film:Ballerina"}, "not the title of a page of the kind", "cast-0-person"),
    ({"relations-0-type": "remake_of", "relations-0-to": "film:Ballerina"}, "to itself", "relations-0-to"),
]


@pytest.mark.parametrize(("changes", "message", "field"), REFUSED, ids=[str(row[0])[:50] for row in REFUSED])
def test_what_is_refused_is_said_beside_its_field_and_kept(changes, message, field, film, editor, logged_in):
    totals = {f"{name.split('-')[0]}-TOTAL_FORMS": "2" for name in changes if "-" in name}
    answer = logged_in(editor).post(
        "/films/ballerina/edit/", form_data(film, **totals | changes | {"tags": changes.get("tags", "kept")})
    )
    assert answer.status_code == 422
    errors = all_errors(answer.context["editor"])
    if field and field != "base":
        assert message in " ".join(errors[field])
    else:
        assert message in " ".join(message for messages in errors.values() for message in messages)
    assert "kept" in answer.content.decode() or "tag99" in answer.content.decode()
    assert film.revisions.count() == 1


BAD_TITLES = [
    "",
    "😀🎬",
    "..",
    "../../etc/passwd",
    ".hidden",
    "a%2Fb",
    "%2F",
    "x" * 201,
    "x" * 300,
    "[[film]]",
    "a|b",
    "a#b",
    "   ",
    "\u202e",
    "🇰🇷",
]


@pytest.mark.parametrize("title", BAD_TITLES)
def test_a_bad_title_is_refused_beside_the_title(title, editor, logged_in):
    answer = logged_in(editor).post("/films/new/", new_data("film", title=title, body="Typed"))
    assert answer.status_code == 422
    assert "Typed" in answer.content.decode()
    assert not Page.objects.exists()


GOOD_TITLES = [
    "new",
    "New",
    "edit",
    "admin",
    "a/b",
    "AC/DC",
    "100% Wolf",
    "M",
    "1984",
    "?",
    "Who?",
    "콜",
    "是枝裕和",
    "Ĥ̈ó̂",
    "x" * 200,
    "a" + "\u0301" * 1000,
]


@pytest.mark.parametrize("title", GOOD_TITLES)
def test_a_strange_title_gets_a_page_that_can_be_read_or_a_clear_no(title, editor, logged_in):
    browser = logged_in(editor)
    answer = browser.post("/films/new/", new_data("film", title=title))
    if answer.status_code == 422:
        assert answer.context["editor"].form.errors
        return
    assert browser.get(answer.url).status_code == 200
    assert browser.get(answer.url + "edit/").status_code == 200
    assert answer.url != "/films/new/"


def test_direction_signs_and_invisible_letters_are_taken_out_of_lines(make_film):
    page = make_film("Balle\u202erina\u200b", description="one\u2066two\u0007")
    assert (page.title, page.head.document["description"]) == ("Ballerina", "onetwo")


def test_lone_surrogates_are_refused_by_the_engine(make_film):
    with pytest.raises(Invalid, match="cannot be stored"):
        make_film("Ballerina", body="\ud800")


def test_ten_thousand_open_links_are_shown_as_text(film, editor, logged_in):
    answer = logged_in(editor).post("/films/ballerina/edit/", form_data(film, body="[[" * 10_000))
    assert answer.status_code == 302
    assert "[[[[" in logged_in(editor).get("/films/ballerina/").content.decode()


def test_a_template_tag_is_text(film, editor, logged_in):
    body = "{{ request.user.password }} {% load i18n %} {# no #}"
    logged_in(editor).post("/films/ballerina/edit/", form_data(film, body=body))
    assert "{{ request.user.password }} {% load i18n %}" in logged_in(editor).get("/films/ballerina/").content.decode()


def test_script_in_every_field_is_text_on_every_page(film, editor, logged_in):
    browser = logged_in(editor)
    data = form_data(film)
    lines = {
        name: SCRIPT for name in data if name.rpartition("-")[2] in ("note", "character", "person", "job", "where")
    }
    changes = {
        "body": f"{SCRIPT}\n\n## {SCRIPT}\n\n[[{'x'}|{SCRIPT}]]",
        "description": SCRIPT, "disambiguation": SCRIPT, "tags": SCRIPT, "genres": SCRIPT, "edit_summary": SCRIPT,
        "names-1-text": SCRIPT, "names-1-note": SCRIPT, "crew-0-person": SCRIPT, "crew-0-job": SCRIPT,
        "releases-0-date": "2023", "releases-0-kind": "web", "releases-0-event": SCRIPT, "releases-0-section": SCRIPT,
        "quotes-0-text": SCRIPT, "quotes-0-where": SCRIPT, "quotes-0-character": SCRIPT, "notes-0-text": SCRIPT,
        "sources-0-key": "a", "sources-0-title": SCRIPT, "sources-0-publisher": SCRIPT, "sources-0-note": SCRIPT,
        "relations-0-type": "remake_of", "relations-0-to": SCRIPT,
    }  # fmt: skip
    totals = {
        f"{name}-TOTAL_FORMS": "2" for name in ("names", "crew", "releases", "quotes", "notes", "sources", "relations")
    }
    answer = browser.post("/films/ballerina/edit/", data | lines | totals | changes)
    assert answer.status_code == 302, all_errors(answer.context["editor"])
    address = answer.url
    pages = ["", "edit/", "history/", "history/2/", "compare/1/2/", "compare/1/2/?view=inline", "restore/1/"]
    for where in [*(address + page for page in pages), "/", "/recent/", "/films/", f"/people/new/?title={SCRIPT}"]:
        shown = browser.get(where)
        assert shown.status_code == 200
        assert SCRIPT not in shown.content.decode(), where


@pytest.mark.parametrize(
    "address",
    ["/films/%00/", "/films/%ff/", "/films/" + "x" * 250 + "/", "/films/../", "/films/ballerina/history/999999/",
     "/films/ballerina/compare/1/99/", "/films/ballerina/compare/0/0/", "/films/ballerina/restore/9/", "/books/",
     "/films/ballerina/history/99999999999999999999/", "/films/ballerina/compare/1/99999999999999999999/"],
)  # fmt: skip
def test_a_strange_address_is_not_found(address, film, editor, logged_in):
    assert logged_in(editor).get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/recent/?before=x", "/recent/?before=" + "9" * 40, "/films/?before=-1",
     "/films/ballerina/history/?before=" + "9" * 30,
     "/films/ballerina/compare/?from=a&to=1", "/films/ballerina/compare/?from=²&to=1", "/recent/?before=²"],
)  # fmt: skip
def test_a_strange_query_is_no_error(address, film, client):
    assert client.get(address).status_code in (200, 302)


def test_broken_management_data_is_told_and_keeps_the_text(film, editor, logged_in):
    for value in ("", "-1", "x", "999999999"):
        data = form_data(film, body="Typed", **{"cast-TOTAL_FORMS": value})
        answer = logged_in(editor).post("/films/ballerina/edit/", data)
        assert answer.status_code in (302, 422)
        if answer.status_code == 422:
            assert "Typed" in answer.content.decode()


def test_fields_that_no_form_shows_are_ignored(film, editor, logged_in):
    data = form_data(film, runtime="93", author="boss", is_staff="1", number="7", head="9", deleted="on", hue="1")
    assert logged_in(editor).post("/films/ballerina/edit/", data).status_code == 302
    revision = film.revisions.get(number=2)
    assert (revision.author, revision.document["runtime"]) == ("hanbit", 93)


LONG = ["ß" * 200, "ﷺ" * 200, "a" * 150 + "ﷺ" * 10, "是" * 200]


@pytest.mark.parametrize("title", LONG)
def test_a_title_whose_letters_grow_when_folded_is_stored_or_refused(title, editor, logged_in):
    browser = logged_in(editor)
    answer = browser.post("/films/new/", new_data("film", title=title, body=f"[[{title}]] [[film:{title[:150]}]]"))
    assert answer.status_code == 302
    assert browser.get(answer.url).status_code == 200


def test_a_claimed_number_of_rows_makes_no_rows(film, editor, logged_in):
    claims = {"cast-TOTAL_FORMS": "2010", "crew-TOTAL_FORMS": "2010", "crew-999-note": ""}
    answer = logged_in(editor).post("/films/ballerina/edit/", form_data(film, runtime="long", **claims))
    assert len(answer.context["editor"].parts["cast"].forms) < 20
    assert len(answer.context["editor"].parts["crew"].forms) < 20


def test_rows_that_a_gap_in_the_numbering_cuts_off_are_not_left_out_in_silence(film, editor, logged_in):
    claims = {"cast-TOTAL_FORMS": "500", "cast-499-person": "Kim Ji-hoon"}
    answer = logged_in(editor).post("/films/ballerina/edit/", form_data(film, **claims))
    assert answer.status_code == 422
    assert "did not arrive" in " ".join(all_errors(answer.context["editor"])["cast"])


def test_a_stranger_may_have_an_editor_redrawn_ten_times_a_minute(film, client):
    answers = [client.post("/films/ballerina/edit/", {"base": "1"}) for _ in range(25)]
    assert "editor" in (answers[0].context or {})
    assert answers[-1].status_code == 403 and "editor" not in (answers[-1].context or {})


@pytest.mark.parametrize("summary", ["a\0b", "evil\u202egnp.exe\nline\u200b", "x" * 400])
@pytest.mark.parametrize("verb", ["restore/1/", "delete/", "undelete/"])
def test_the_reason_of_an_act_is_cleaned_or_asked_again(summary, verb, film, moderator, logged_in):
    answer = logged_in(moderator).post(f"/films/ballerina/{verb}", {"edit_summary": summary, "base": "1"})
    assert answer.status_code in (200, 302, 422)
    for revision in film.revisions.all():
        assert not set(revision.summary) & set("\0\u202e\n\u200b") and len(revision.summary) <= 255


def test_a_number_of_thousands_of_digits_is_no_number(film, moderator, logged_in):
    digits = "9" * 4400
    browser = logged_in(moderator)
    for address in ("/recent/", "/films/", "/films/ballerina/history/"):
        assert browser.get(f"{address}?before={digits}").status_code == 200
    assert browser.post("/films/ballerina/restore/1/", {"base": digits}).status_code in (200, 302)
    assert browser.get(f"/admin/films/film/{digits[:23]}/change/").status_code == 302


def test_restoring_on_a_deleted_page_leads_to_the_page(film, moderator, logged_in):
    browser = logged_in(moderator)
    browser.post("/films/ballerina/delete/", {"edit_summary": "Gone"})
    assert browser.get("/films/ballerina/restore/1/").url == "/films/ballerina/"
    assert browser.post("/films/ballerina/restore/1/", {"base": "1"}).status_code == 302


def test_a_page_drawn_for_one_person_is_kept_by_no_cache_in_between(film, client, editor, logged_in):
    assert logged_in(editor).get("/films/ballerina/").headers["Cache-Control"] == "private, no-cache"
    assert "Cache-Control" not in client.get("/films/ballerina/").headers


def test_a_form_in_an_unreadable_encoding_is_a_bad_request(film):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/films/new/", b"x=1", content_type="application/x-www-form-urlencoded; charset=utf-7")
    assert answer.status_code == 400


def test_hundreds_of_sources_without_a_key_are_no_trouble(film, editor, logged_in):
    names = ("id", "url", "title", "key", "author", "note")
    rows = {f"sources-{n}-{name}": "" for n in range(900) for name in names}
    rows |= {f"sources-{n}-url": "https://example.org/" for n in range(900)}
    answer = logged_in(editor).post("/films/ballerina/edit/?part=runtime", form_data(film, part="runtime", **rows))
    assert answer.status_code == 302
