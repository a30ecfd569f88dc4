"""What lies between two revisions, in the browser."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.editing import Entry
from fanwiki.pages.models import Page

from .test_history_view import film, text
from .test_save import change

__all__ = ["film"]  # a fixture
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_two_radio_buttons_lead_to_a_comparison(film, client):
    answer = client.get("/films/ballerina/compare/?from=3&to=1")
    assert answer.url == "/films/ballerina/compare/1/3/"
    assert client.get("/films/ballerina/compare/").url == "/films/ballerina/history/"


@pytest.mark.parametrize("view", ["", "?view=inline"])
def test_a_comparison_shows_facts_rows_and_words(view, film, client):
    page = text(client, f"/films/ballerina/compare/1/3/{view}")
    for word in ("<del>90</del>", "<ins>93</ins>", "Jeon Jong-seo", "Main"):
        assert word in page
    assert "three" in page


def test_comparing_a_revision_with_itself_says_that_nothing_differs(film, client):
    assert "<ins>" not in text(client, "/films/ballerina/compare/2/2/")


def test_numbers_given_backwards_lead_to_the_right_order(film, client):
    assert client.get("/films/ballerina/compare/3/1/").url == "/films/ballerina/compare/1/3/"
    assert client.get("/films/ballerina/compare/3/1/?view=inline").url == "/films/ballerina/compare/1/3/?view=inline"


def test_comparing_a_revision_with_itself_says_so(film, client):
    page = text(client, "/films/ballerina/compare/2/2/")
    assert "Nothing differs." in page and "Revision 2, compared with itself." in page and "between" not in page


@pytest.mark.parametrize("pair", ["1/9", "9/1", "0/1", "1/99999999999999999999999"])
def test_a_revision_that_does_not_exist_is_not_found(pair, film, client):
    assert client.get(f"/films/ballerina/compare/{pair}/", follow=True).status_code == 404


def test_a_deletion_has_nothing_to_compare(film, moderator, client):
    editing.delete(film, by=moderator, summary="Twice here")
    editing.undelete(Page.objects.get(pk=film.pk), by=moderator, summary="")
    assert client.get("/films/ballerina/compare/3/4/").status_code == 404
    assert client.get("/films/ballerina/compare/3/5/").status_code == 200


def test_side_by_side_has_nobody_between(film, client):
    assert "between" not in text(client, "/films/ballerina/compare/2/3/")


def test_one_person_between_is_named(film, other_editor, client):
    assert "1 edit by hanbit between." in text(client, "/films/ballerina/compare/1/3/")
    change(film, other_editor, runtime=94)
    change(film, other_editor, runtime=95)
    assert "2 edits by minseo between." in text(client, "/films/ballerina/compare/2/5/")


def test_several_people_between_are_counted_once_each(film, editor, client):
    for runtime in (94, 95):
        change(film, editor, runtime=runtime)
    assert "3 edits by 2 people between." in text(client, "/films/ballerina/compare/1/5/")


def test_authors_without_an_account_and_the_site_are_people_too(film, editor, client):
    document = film.head.document
    names = ["Old Kim", "Old Kim", "Old Lee"]
    entries = [
        Entry(document | {"runtime": n}, at=film.head.at, by_name=name) for n, name in enumerate(names, start=100)
    ]
    editing.record(film, entries)
    assert "1 edit by Old Kim between." in text(client, "/films/ballerina/compare/3/5/")
    change(film, editor, runtime=99)
    assert "3 edits by 2 people between." in text(client, "/films/ballerina/compare/3/7/")
    change(film, None, runtime=98)
    change(film, editor, runtime=97)
    assert "1 edit by Fanwiki between." in text(client, "/films/ballerina/compare/7/9/")
    assert "5 edits by 4 people between." in text(client, "/films/ballerina/compare/3/9/")


def test_the_changes_before_and_after_are_one_step_away(film, client):
    first, middle = text(client, "/films/ballerina/compare/1/2/"), text(client, "/films/ballerina/compare/2/3/")
    assert 'rel="next" href="/films/ballerina/compare/2/3/"' in first and 'rel="prev"' not in first
    assert 'rel="prev" href="/films/ballerina/compare/1/2/"' in middle and 'rel="next"' not in middle
    inline = text(client, "/films/ballerina/compare/1/2/?view=inline")
    assert 'rel="next" href="/films/ballerina/compare/2/3/?view=inline"' in inline


def test_steps_go_over_a_deletion(film, editor, moderator, client):
    editing.delete(film, by=moderator, summary="Twice here")
    editing.undelete(Page.objects.get(pk=film.pk), by=moderator, summary="")
    change(film, editor, runtime=94)
    assert 'rel="next" href="/films/ballerina/compare/3/5/"' in text(client, "/films/ballerina/compare/2/3/")
    page = text(client, "/films/ballerina/compare/5/6/")
    assert 'rel="prev" href="/films/ballerina/compare/3/5/"' in page and 'rel="next"' not in page


def test_a_comparison_costs_a_fixed_number_of_queries(film, editor, client, django_assert_num_queries):
    for runtime in range(100, 130):
        change(film, editor, runtime=runtime)
    text(client, "/films/ballerina/compare/1/2/")
    for pair in ("1/2", "5/6", "1/30"):
        with django_assert_num_queries(6 if pair == "1/30" else 5):
            text(client, f"/films/ballerina/compare/{pair}/")


BOMBS = {
    "two unrelated megabytes": ("\n\n".join(f"left {n} " * 12 for n in range(9_000)),) * 2,
    "alternating lines": ("a\nb\n" * 50_000, "b\na\n" * 50_000),
    "one line of a megabyte": ("left right " * 90_000, "right up left " * 70_000),
    "every other line": (
        "\n".join(f"line {n}" for n in range(60_000)),
        "\n".join(f"line {n}" + " more" * (n % 2) for n in range(60_000)),
    ),
}


@pytest.mark.parametrize("view", ["", "?view=inline"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_what_no_browser_could_open_is_cut_and_says_so(bomb, view, make_film, editor, client):
    old, new = BOMBS[bomb]
    page = make_film("Ballerina", body=old)
    change(page, editor, body=new.replace("left", "new") if new == old else new)
    html = text(client, f"/films/ballerina/compare/1/2/{view}")
    assert len(html) < 700_000 and html.count("<") < 25_000
    assert "compared by whole lines only" in html
    assert "not shown here" in html or "more characters" in html
    for number in (1, 2):
        assert f'href="/films/ballerina/history/{number}/"' in html


def test_a_list_of_a_thousand_new_rows_is_cut_and_says_so(film, editor, client):
    change(film, editor, cast=[{"id": "", "person": f"Person {n}"} for n in range(1_000)])
    html = text(client, "/films/ballerina/compare/3/4/")
    assert "801 more rows that changed are not shown here." in html
    assert html.count("<tr>") < 250


def test_a_passage_that_moved_says_so_at_both_ends(make_film, editor, client):
    story = "Ok-ju was a bodyguard once, and finds her friend Min-hee dead one night."
    others = [f"Here is a paragraph that has always been in place number {n}." for n in range(3)]
    page = make_film("Ballerina", body="\n\n".join([story, *others]))
    change(page, editor, body="\n\n".join([*others, story.replace("one night", "at dawn")]))
    html = text(client, "/films/ballerina/compare/1/2/")
    assert "Moved: it stands further down now" in html and "Moved here: it stood further up" in html
    assert "<del>one night</del>" in html and "<ins>at dawn</ins>" in html
