"""A list that was pasted as text, with the editor's form: `paste` and `paste-cast`."""

import pytest

from fanwiki.pages.tests.test_edit_view import all_errors, form_data

pytestmark = pytest.mark.django_db
EDIT = "/films/ballerina/edit/"


@pytest.fixture
def film(make_film):
    return make_film("Ballerina", cast=[{"id": "jjs", "person": "Jeon Jong-seo", "character": "Ok-ju"}])


@pytest.fixture
def send(film, editor, logged_in):
    def post(text, **more):
        return logged_in(editor).post(EDIT, form_data(film, **{"paste-cast": text, "paste": "cast"} | more))

    return post


def rows(answer):
    formset = answer.context["editor"].parts["cast"]
    return [(form["person"].value(), form["character"].value(), form["character_as"].value()) for form in formset]


def test_each_line_is_a_row_behind_those_that_are_there_and_nothing_is_published(send, film):
    answer = send("Kim Ji-hoon as [[Choi Pro|Pro Choi]]\nGray", runtime="93")
    assert answer.status_code == 200 and film.revisions.count() == 1
    assert rows(answer) == [("Jeon Jong-seo", "Ok-ju", ""), ("Kim Ji-hoon", "Choi Pro", "Pro Choi"), ("Gray", "", "")]
    assert answer.context["editor"].form["runtime"].value() == "93"
    html = answer.content.decode()
    assert "2 rows were added" in html and "Not published yet" not in html
    assert answer.context["editor"].data.get("paste-cast") is None


def test_the_rows_are_published_by_the_next_press(send, film, editor, logged_in):
    answer = send("Kim Ji-hoon as Choi Pro")
    sent = {name: value for name, value in answer.context["editor"].data.items() if name != "paste"}
    logged_in(editor).post(EDIT, sent | {"do": "publish"})
    film.refresh_from_db()
    assert [row["person"] for row in film.head.document["cast"]] == ["Jeon Jong-seo", "Kim Ji-hoon"]


def test_what_is_in_the_list_already_is_left_out(send):
    answer = send("jeon jong-seo as OK-JU\nGray\nGray")
    assert [who for who, *_part in rows(answer)] == ["Jeon Jong-seo", "Gray"]


@pytest.mark.parametrize("do", ["publish", "preview", "changes"])
def test_a_list_that_still_waits_becomes_rows_whatever_is_pressed(do, film, editor, logged_in):
    answer = logged_in(editor).post(EDIT, form_data(film, **{"paste-cast": "Gray", "do": do}))
    assert "One row was added" in answer.content.decode() and film.revisions.count() == 1


ALL_THERE = "Everybody whom you pasted is in the list already"


def test_where_all_are_in_the_list_already_that_is_said_and_the_box_is_empty(send):
    answer = send("JEON JONG-SEO as Ok-ju\njeon jong-seo as ok-ju", runtime="93")
    assert answer.status_code == 200 and ALL_THERE in answer.text
    editor = answer.context["editor"]
    assert (editor.data.get("paste-cast"), editor.form["runtime"].value()) == (None, "93")
    assert [row for row in rows(answer) if row[0]] == [("Jeon Jong-seo", "Ok-ju", "")]


def test_a_list_of_which_nothing_is_new_stops_nobody_from_publishing(film, editor, logged_in):
    sent = form_data(film, **{"paste-cast": "Jeon Jong-seo as Ok-ju", "runtime": "93", "do": "publish"})
    answer = logged_in(editor).post(EDIT, sent, follow=True)
    assert answer.redirect_chain and ALL_THERE in answer.text
    film.refresh_from_db()
    assert (film.head.document["runtime"], len(film.head.document["cast"])) == (93, 1)


@pytest.mark.parametrize("do", ["preview", "changes", "whole"])
def test_a_list_of_which_nothing_is_new_stops_no_look(do, film, editor, logged_in):
    sent = form_data(film, **{"paste-cast": "Jeon Jong-seo as Ok-ju", "part": "cast", "do": do})
    answer = logged_in(editor).post(f"{EDIT}?part=cast", sent)
    assert answer.status_code == 200 and ALL_THERE in answer.text
    assert answer.context["editor"].data.get("paste-cast") is None
    assert {"preview": "reading", "changes": "comparison", "whole": "editor"}[do] in answer.context


@pytest.mark.parametrize("lines", [1000, 5000, 50_000])
def test_what_does_not_fit_is_refused_as_a_whole_and_stays_in_its_box(lines, send):
    text = "\n".join(f"Actor {number} as Part {number}" for number in range(lines))
    answer = send(text)
    assert answer.status_code == 422
    assert len(rows(answer)) == 2
    html = answer.content.decode()
    assert "it may have 1000" in html and f"Actor {lines - 1} as Part {lines - 1}" in html


@pytest.mark.parametrize("end", ["<br>", "\r", "\x0b"])
def test_lines_are_counted_however_they_end(end, send):
    assert send(f"Gray{end}" * 300_000).status_code == 422


def test_a_thousand_rows_fit(send):
    assert len(rows(send("\n".join(f"Actor {number}" for number in range(999))))) == 1000


@pytest.mark.parametrize("text", ["== Cast ==", "---\n| - |", "!!!", "\0", "{|\n|}"])
def test_what_names_nobody_is_told_and_kept(text, send):
    answer = send(text)
    assert answer.status_code == 422
    assert "No line names anybody" in answer.content.decode()


def test_what_cannot_be_stored_stands_beside_its_row(send):
    answer = send(f"Kim\u202e as B\n{'a' * 201} as B\n<script>alert(1)</script> as B")
    assert answer.status_code == 200
    assert {"cast-2-person"} <= set(all_errors(answer.context["editor"]))
    assert "<script>alert" not in answer.content.decode()


def test_only_lists_that_can_be_pasted_have_a_box(film, editor, logged_in):
    html = logged_in(editor).get(EDIT).content.decode()
    assert html.count('name="paste"') == html.count("<textarea") - 1 == 1
    answer = logged_in(editor).post(EDIT, form_data(film, **{"paste-crew": "Gray", "paste": "crew", "do": "publish"}))
    assert answer.status_code == 302
