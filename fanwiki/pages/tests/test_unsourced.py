"""New facts without a source are pointed out beside what publishing would change; ids and keys that nobody typed."""

import pytest

from fanwiki.pages.kinds import registry
from fanwiki.pages.tests.test_edit_view import all_errors, form_data, new_data
from fanwiki.pages.unsourced import labels

FILM = registry["film"]


def document(**more):
    return FILM.canonical(FILM.blank() | {"title": "Ballerina", "names": [{"id": "n", "text": "Ballerina"}]} | more)


SOURCES = [{"key": "seed", "title": "Press"}]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"runtime": 93}, ["Running time"]),
        ({"runtime": 93, "sources": SOURCES, "notes": [{"field": "runtime", "src": ["seed"]}]}, []),
        ({"cast": [{"person": "Gray"}]}, ["Cast: Gray"]),
        ({"cast": [{"person": "Gray", "src": ["seed"]}], "sources": SOURCES}, []),
        ({"body": "Words", "description": "One", "tags": ["a"], "external_ids": {"imdb": "tt1234567"}}, []),
        ({"names": [{"text": "발레리나", "lang": "ko"}], "format": "series"}, []),
        ({"relations": [{"type": "remake_of", "to": "The Call"}]}, ["Relations: Remake of The Call"]),
    ],
)
def test_what_is_new_and_a_fact_and_without_a_source(said, told):
    assert labels(document(), document(**said), FILM) == told


@pytest.mark.django_db
def test_a_picture_is_known_from_whoever_uploaded_it(make_picture):
    kind, said = registry["picture"], make_picture("Still").head.document
    assert labels(kind.blank(), said | {"caption": "A dance", "author": "Ann", "names": []}, kind) == []


def test_what_stood_there_before_is_not_asked_about():
    before = document(runtime=93, cast=[{"id": "a", "person": "Gray"}, {"id": "b", "person": "Kim"}])
    after = document(
        runtime=93, cast=[{"id": "a", "person": "Gray"}, {"id": "b", "person": "Kim", "character": "Choi"}]
    )
    assert labels(before, after, FILM) == ["Cast: Kim"]


@pytest.mark.django_db
@pytest.mark.parametrize("do", ["preview", "changes"])
def test_it_is_said_without_a_script_and_keeps_nobody_from_publishing(do, make_film, editor, logged_in):
    film = make_film("Ballerina")
    browser = logged_in(editor)
    html = browser.post("/films/ballerina/edit/", form_data(film, runtime="93", do=do)).content.decode()
    assert "One new fact has no source yet" in html and "Running time" in html
    assert browser.post("/films/ballerina/edit/", form_data(film, runtime="93")).status_code == 302


@pytest.mark.django_db
def test_a_source_needs_an_address_and_a_title_and_is_cited_by_the_key_that_it_is_given(make_film, editor, logged_in):
    film = make_film("Ballerina")
    row = {"sources-TOTAL_FORMS": "2", "sources-0-title": "Talks", "sources-0-url": "https://www.hancinema.net/1"}
    more = {
        "sources-1-title": "Again",
        "sources-1-url": "https://hancinema.net/2",
        "sources-1-key": "",
        "sources-1-kind": "article",
    }
    row |= more | {
        "sources-0-key": "",
        "body": "Yes.[^hancinema]",
        "cast-0-person": "Gray",
        "cast-0-src": "hancinema-2",
    }
    browser = logged_in(editor)
    answer = browser.post("/films/ballerina/edit/", form_data(film, **row, do="preview"))
    assert answer.context["editor"].parts["sources"].forms[1]["key"].value() == "hancinema-2"
    browser.post("/films/ballerina/edit/", form_data(film, **row))
    film.refresh_from_db()
    assert [source["key"] for source in film.head.document["sources"]] == ["hancinema", "hancinema-2"]
    assert film.head.document["cast"][0]["src"] == ["hancinema-2"]


@pytest.mark.django_db
def test_a_source_of_which_only_the_address_is_told_asks_for_its_title(make_film, editor, logged_in):
    film = make_film("Ballerina")
    answer = logged_in(editor).post("/films/ballerina/edit/", form_data(film, **{"sources-0-url": "javascript:x"}))
    assert answer.status_code == 422
    assert {"sources-0-title", "sources-0-url"} <= set(all_errors(answer.context["editor"]))


@pytest.mark.django_db
def test_addresses_of_other_databases_become_ids_when_the_form_is_sent(editor, logged_in):
    typed = "https://www.imdb.com/title/tt28102562/, https://www.wikidata.org/wiki/Q42"
    browser = logged_in(editor)
    answer = browser.post("/films/new/", new_data("film", title="Ballerina", external_ids=typed), follow=True)
    assert answer.context["page"].head.document["external_ids"] == {"imdb": "tt28102562", "wikidata": "Q42"}
    for wrong in ("javascript:alert(1)", "https://example.org/tt1234567", "Ballerina"):
        answer = browser.post("/films/new/", new_data("film", title="Other", external_ids=wrong))
        assert answer.status_code == 422 and all_errors(answer.context["editor"])["external_ids"]
        assert answer.context["editor"].form["external_ids"].value() == wrong
