"""Somebody's first edit: three hints, a place to try things out, and thanks."""

import pytest

from fanwiki.articles.seed import seed_articles
from fanwiki.pages.models import Page

from .editor_form import form_of

pytestmark = pytest.mark.django_db

ADDRESS = "/films/ballerina/edit/?part=runtime"
HINTS, THANKS = "Your first edit", "Thank you: this is your first edit"


@pytest.fixture
def film(make_film):
    return make_film("Ballerina", runtime=92)


@pytest.fixture
def browser(film, editor, logged_in):
    return logged_in(editor)


def shown(browser, address):
    return browser.get(address).content.decode()


def publish(browser, runtime):
    return browser.post(ADDRESS, form_of(browser.get(ADDRESS), runtime=runtime), follow=True).content.decode()


@pytest.mark.parametrize("address", [ADDRESS, "/films/ballerina/edit/", "/films/new/", "/people/new/?whole=1"])
def test_who_has_written_nothing_yet_is_given_three_hints(address, browser):
    page = shown(browser, address)
    assert HINTS in page and "/articles/sandbox/" in page and "/articles/how-to-edit/" in page
    hints = page.partition('id="hints-h"')[2].partition("</ul>")[0]
    assert hints.count("<li>") == 3


def test_after_the_first_edit_there_are_thanks_once_and_no_hints(browser):
    assert THANKS in publish(browser, "93")
    assert HINTS not in shown(browser, ADDRESS) + shown(browser, "/films/new/")
    assert THANKS not in publish(browser, "94")


def test_nobody_is_thanked_for_nothing(browser):
    said = publish(browser, "92")
    assert "Nothing was changed." in said and THANKS not in said
    assert HINTS in shown(browser, ADDRESS)


def test_a_first_page_is_thanked_for_too(browser):
    sent = form_of(browser.get("/people/new/"), title="Jeon Jong-seo")
    page = browser.post("/people/new/", sent, follow=True).content.decode()
    assert THANKS in page and 'href="/people/jeon-jong-seo/history/"' in page


def test_the_sandbox_comes_with_the_software_and_everybody_with_an_account_may_edit_it(editor, logged_in):
    seed_articles()
    browser = logged_in(editor)
    address = "/articles/sandbox/edit/?part=try-a-section"
    sent = form_of(browser.get(address), body="## Try a section\n\nTried.")
    assert browser.post(address, sent).url == "/articles/sandbox/#s-try-a-section"
    assert "Tried." in Page.objects.with_head().get(slug="sandbox").head.document["body"]


def test_how_to_edit_leads_to_the_sandbox(client):
    seed_articles()
    assert "/articles/sandbox/" in client.get("/articles/how-to-edit/").content.decode()
