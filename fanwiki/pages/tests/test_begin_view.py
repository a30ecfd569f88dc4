"""A new page, begun with what makes one: `/films/new/`, and the whole form behind it."""

import pytest

from fanwiki.pages.models import Page

from .editor_form import Fields, form_of
from .test_edit_view import all_errors, new_data

pytestmark = pytest.mark.django_db

ASKED = [
    # (where, what is asked, what it becomes)
    ("films", {"title": "The Call", "year": "2020"}, {"title": "The Call", "year": 2020}),
    ("people", {"title": "전종서", "born": "1994-07-05"}, {"title": "전종서", "born": "1994-07-05"}),
    ("characters", {"title": "Ok-ju", "of_work": "Ballerina"}, {"title": "Ok-ju", "of_work": "Ballerina"}),
    ("articles", {"title": "Revenge"}, {"title": "Revenge"}),
]


@pytest.fixture
def browser(editor, logged_in):
    return logged_in(editor)


@pytest.mark.parametrize(("where", "typed", "said"), ASKED, ids=[row[0] for row in ASKED])
def test_a_title_a_fact_and_a_sentence_make_a_page(where, typed, said, browser):
    opened = browser.get(f"/{where}/new/")
    always = {"base", "of_page", "part", "edit_summary", "q", "go", "in_form"}
    fields = Fields(opened.content.decode()).data.keys() - always
    assert {name for name in fields if not name.startswith(("source-", "csrf", "draft"))} == {*typed, "description"}
    answer = browser.post(f"/{where}/new/", form_of(opened, description="One sentence.", **typed))
    page = Page.objects.with_head().get()
    assert answer.url == page.get_absolute_url()
    document = page.head.document
    assert {name: document[name] for name in said} == said
    assert (document["description"], [row["text"] for row in document["names"]]) == ("One sentence.", [said["title"]])


def test_the_fact_cites_the_source_beside_it(browser):
    sent = form_of(browser.get("/people/new/"), title="Jeon Jong-seo", born="1994", **{"source-title": "Press article"})
    browser.post("/people/new/", sent)
    document = Page.objects.with_head().get().head.document
    assert [(row["field"], row["src"]) for row in document["notes"]] == [("born", ["press-article"])]


def test_without_a_title_it_says_so_and_keeps_the_rest(browser):
    answer = browser.post("/films/new/", form_of(browser.get("/films/new/"), year="2020"))
    assert answer.status_code == 422
    assert "title" in all_errors(answer.context["editor"]) and form_of(answer)["year"] == "2020"
    assert not Page.objects.exists()


@pytest.mark.parametrize("title", ["😀", "..", "a[b]", "null\0byte"])
def test_a_title_that_cannot_be_one_is_refused_in_words(title, browser):
    answer = browser.post("/films/new/", form_of(browser.get("/films/new/"), title=title))
    assert answer.status_code == 422
    assert all_errors(answer.context["editor"])


def test_a_title_that_is_taken_is_refused_beside_it(make_film, browser):
    make_film("The Call")
    answer = browser.post("/films/new/", form_of(browser.get("/films/new/"), title="The call"))
    assert answer.status_code == 422
    assert Page.objects.count() == 1


def test_a_red_link_leads_to_the_short_form_already_titled(browser):
    assert form_of(browser.get("/people/new/?title=전종서"))["title"] == "전종서"


def test_the_whole_form_takes_along_what_was_typed(browser):
    sent = form_of(browser.get("/films/new/?title=The+Call"), "whole", year="2020", description="A call.")
    whole = form_of(browser.post("/films/new/?whole=1", sent | {"source-title": "Press article"}))
    assert (whole["title"], whole["year"], whole["description"]) == ("The Call", "2020", "A call.")
    assert (whole["part"], whole["sources-0-key"]) == ("", "press-article")
    assert (
        browser.post("/films/new/?whole=1", whole | {"cast-0-person": "Jeon Jong-seo"}).url == "/films/the-call-2020/"
    )


def test_the_whole_form_can_be_asked_for_at_once(browser):
    answer = browser.get("/films/new/?whole=1&title=The+Call")
    assert {"cast-0-person", "body"} <= Fields(answer.content.decode()).data.keys()


def test_a_whole_form_is_taken_wherever_it_was_drawn(browser):
    browser.post("/films/new/", new_data("film", title="The Call", **{"cast-0-person": "Jeon Jong-seo"}))
    assert Page.objects.with_head().get().head.document["cast"]


def test_a_preview_shows_the_page_to_be_and_makes_none(browser):
    sent = form_of(browser.get("/films/new/"), "preview", title="The Call", year="2020")
    page = browser.post("/films/new/", sent).content.decode()
    assert "2020" in page.partition('class="paper"')[2].partition('id="part"')[0]
    assert not Page.objects.exists()


def test_fields_that_it_did_not_ask_are_not_heard(browser):
    sent = form_of(browser.get("/films/new/"), title="The Call", runtime="90", body="Stolen")
    browser.post("/films/new/", sent)
    document = Page.objects.with_head().get().head.document
    assert (document["runtime"], document["body"]) == (None, "")


def test_sent_twice_it_is_one_page(browser):
    sent = form_of(browser.get("/films/new/"), title="The Call", year="2020")
    assert [browser.post("/films/new/", sent).url for _click in range(2)] == ["/films/the-call-2020/"] * 2
    assert Page.objects.count() == 1
