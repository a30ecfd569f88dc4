"""References by a former title, written anew in one batch."""

import pytest

from fanwiki.pages import batches, editing, rewriting
from fanwiki.text import links

from .test_save import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(make_film, editor):
    page = make_film("The Telephone")
    editing.rename(page, "The Call", was="The Telephone", by=editor, summary="")
    page.refresh_from_db()
    return page


def rewrite(page, by):
    return rewriting.rewrite(page, by=by, summary="Tidied")


def test_text_and_rows_say_the_new_title_and_read_as_before(make_film, call, editor):
    page = make_film("Ballerina", body="After [[The Telephone]], see [[film:The Telephone|it]].")
    relation = {"type": "compared_with", "to": "The Telephone"}
    change(page, editor, relations=[relation])
    batch = rewrite(call, editor)
    page.refresh_from_db()
    document = page.head.document
    assert document["body"] == "After [[The Call|The Telephone]], see [[The Call|it]]."
    assert document["relations"][0]["to"] == "The Call"
    assert (page.head.tags, page.head.batch) == (["batch"], batch)
    assert (batch.finished, batch.left) == (True, [])


def test_links_that_mean_something_else_stay(make_film, make_person, call, editor):
    make_person("The Telephone")
    body = "[[person:The Telephone]] [[The Telephones]] `[[x]]`"
    page = make_film("Ballerina", body=body)
    rewrite(call, editor)
    page.refresh_from_db()
    assert page.head.document["body"] == body
    assert page.head.number == 1


def test_a_title_in_a_passage_of_code_is_left_and_told(make_film, call, editor):
    body = "Write `[[The Telephone]]` for [[The Telephone]]."
    page = make_film("Ballerina", body=body)
    batch = rewrite(call, editor)
    page.refresh_from_db()
    assert page.head.document["body"] == body
    assert [row[1] for row in batch.left] == ["Ballerina"]


def test_where_the_title_alone_leads_elsewhere_the_link_says_its_kind(make_character, make_film, editor):
    make_film("Ok-ju")
    page = make_character("Jang Ok-ju")
    editing.rename(page, "Ok-ju", was="Jang Ok-ju", by=editor, summary="")
    page.refresh_from_db()
    film = make_film("Ballerina", body="[[Jang Ok-ju]]")
    rewrite(page, editor)
    film.refresh_from_db()
    assert film.head.document["body"] == "[[character:Ok-ju|Jang Ok-ju]]"


def test_in_a_table_the_bar_does_not_end_the_cell():
    def meant(target):
        return target.title == "Old"

    body = "| [[Old]] | x |\n| --- | --- |\n\n[[Old]]"
    assert links.retitle(body, (), meant, "New") == "| [[New\\|Old]] | x |\n| --- | --- |\n\n[[New|Old]]"


def test_all_of_it_is_taken_back_at_once_by_whoever_did_it(make_film, call, editor, other_editor, logged_in):
    pages = [make_film(f"Film {n}", body="[[The Telephone]]") for n in range(3)]
    browser = logged_in(editor)
    answer = browser.post("/films/the-call/rewrite/", {})
    page = browser.get(answer.url).content.decode()
    assert "Take back all of this" in page and "Film 2" in page
    change(pages[0], other_editor, runtime=93)
    pk = answer.url.split("/")[2]
    answer = browser.post(f"/batches/{pk}/take-back/")
    assert logged_in(other_editor).post(f"/batches/{pk}/take-back/").status_code == 403
    for film in pages:
        film.refresh_from_db()
        assert film.head.document["body"] == "[[The Telephone]]"
    assert pages[0].head.document["runtime"] == 93
    assert "Nothing was left" in browser.post(f"/batches/{pk}/take-back/", follow=True).content.decode()


def test_with_nothing_to_rewrite_nothing_is_done(make_film, call, editor, logged_in):
    browser = logged_in(editor)
    assert "Nothing is left to rewrite" in browser.get("/films/the-call/rewrite/").content.decode()
    assert browser.post("/films/the-call/rewrite/").status_code == 200
    assert not batches.Batch.objects.exists()
