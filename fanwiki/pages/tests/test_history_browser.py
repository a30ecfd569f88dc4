"""Taking back and renaming as a person does it, in a browser without scripts."""

import pytest

from fanwiki.pages.models import Page

from .test_save import change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film("Ballerina", runtime=90, body="One.\n\nTwo.")
    make_film("The Call", body="Before [[Ballerina]].")
    change(page, editor, runtime=666)
    change(page, other_editor, body="One.\n\nTwo, three.")
    return page


def test_an_edit_is_undone_from_the_history_and_what_came_later_stays(film, other_editor, window):
    one = window(java_script_enabled=False)
    one.log_in(other_editor)
    page = one.page
    page.goto("/films/ballerina/history/")
    page.click("a[href$='/undo/2/2/']")
    assert page.locator("ins:has-text('90')").count()
    page.fill("[name=edit_summary]", "It runs 90 minutes")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/ballerina/")
    assert page.locator("text=90 minutes").count() and page.locator("text=Two, three.").count()
    page.goto("/films/ballerina/history/")
    assert page.locator("li.rev.undone").count() == 1
    page.click("a[href$='/undo/2/2/']")
    assert "undone already" in page.inner_text("main")
    assert one.complaints == []


def test_a_page_is_renamed_its_references_rewritten_and_all_of_it_moved_back(film, editor, window):
    one = window(java_script_enabled=False)
    one.log_in(editor)
    page = one.page
    page.goto("/films/ballerina/")
    page.click("nav.tabs a:has-text('Rename')")
    page.fill("[name=title]", "The Ballerina")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/the-ballerina/rewrite/")
    page.click("main form button:has-text('Rewrite them')")
    page.wait_for_url("**/batches/*/")
    assert Page.objects.get(title="The Call").head.document["body"] == "Before [[The Ballerina|Ballerina]]."
    page.click("a:has-text('Take back all of this')")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/batches/*/")
    assert Page.objects.get(title="The Call").head.document["body"] == "Before [[Ballerina]]."
    page.goto("/films/ballerina/")
    assert "Led here from Ballerina" in page.inner_text("main")
    page.click("nav.tabs a:has-text('Rename')")
    page.click("a:has-text('Move back')")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/ballerina/**")
    assert page.inner_text("h1") in ("Ballerina", "References to Ballerina")
    assert one.complaints == []


def test_a_moderator_takes_back_what_somebody_did_from_their_page(film, moderator, window):
    one = window(java_script_enabled=False)
    one.log_in(moderator)
    page = one.page
    page.goto("/users/hanbit/")
    page.click("a:has-text('Take back their edits')")
    page.fill("[name=since]", "2020-01-01T00:00")
    page.click("button:has-text('Look')")
    assert "Is edited" in page.inner_text("main")
    page.click("button:has-text('Take all of it back')")
    page.wait_for_url("**/batches/*/")
    document = Page.objects.get(title="Ballerina").head.document
    assert (document["runtime"], document["body"]) == (90, "One.\n\nTwo, three.")
    assert one.complaints == []
