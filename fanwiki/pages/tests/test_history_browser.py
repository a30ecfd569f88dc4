"""Taking back and renaming as a person does it, in a browser without scripts."""

import re

import pytest
from playwright.sync_api import expect

from conftest import follow
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
    follow(page, "a[href$='/undo/2/2/']")
    expect(page.locator("ins:has-text('90')")).not_to_have_count(0)
    page.fill("[name=edit_summary]", "It runs 90 minutes")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/ballerina/")
    expect(page.locator("text=90 minutes")).not_to_have_count(0)
    expect(page.locator("text=Two, three.")).not_to_have_count(0)
    page.goto("/films/ballerina/history/")
    expect(page.locator("li.rev.undone")).to_have_count(1)
    follow(page, "a[href$='/undo/2/2/']")
    expect(page.locator("main")).to_contain_text("undone already")
    assert one.complaints == []


def test_a_page_is_renamed_its_references_rewritten_and_all_of_it_moved_back(film, editor, window):
    one = window(java_script_enabled=False)
    one.log_in(editor)
    page = one.page
    page.goto("/films/ballerina/")
    follow(page, "nav.tabs a:has-text('Rename')")
    page.fill("[name=title]", "The Ballerina")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/the-ballerina/rewrite/")
    page.click("main form button:has-text('Rewrite them')")
    page.wait_for_url("**/batches/*/")
    assert Page.objects.get(title="The Call").head.document["body"] == "Before [[The Ballerina|Ballerina]]."
    follow(page, "a:has-text('Take back all of this')")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/batches/*/")
    assert Page.objects.get(title="The Call").head.document["body"] == "Before [[Ballerina]]."
    page.goto("/films/ballerina/")
    expect(page.locator("main")).to_contain_text("Led here from Ballerina")
    follow(page, "nav.tabs a:has-text('Rename')")
    follow(page, "a:has-text('Move back')")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/ballerina/**")
    expect(page.locator("h1")).to_have_text(re.compile("^(References to )?Ballerina$"))
    assert one.complaints == []


def test_a_moderator_takes_back_what_somebody_did_from_their_page(film, moderator, window):
    one = window(java_script_enabled=False)
    one.log_in(moderator)
    page = one.page
    page.goto("/users/hanbit/")
    follow(page, "a:has-text('Take back their edits')")
    page.fill("[name=since]", "2020-01-01T00:00")
    follow(page, "button:has-text('Look')")
    expect(page.locator("main")).to_contain_text("Is edited")
    page.click("button:has-text('Take all of it back')")
    page.wait_for_url("**/batches/*/")
    document = Page.objects.get(title="Ballerina").head.document
    assert (document["runtime"], document["body"]) == (90, "One.\n\nTwo, three.")
    assert one.complaints == []
