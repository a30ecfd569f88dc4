"""The box in a browser: by keyboard, by pointer, and what a screen reader is told."""

import re

import pytest
from playwright.sync_api import expect

from fanwiki.tests.axe import wrong_with
from films.seed import seed_ballerina

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANY = re.compile("")


@pytest.fixture
def one(window):
    seed_ballerina()
    opened = window(bypass_csp=False)
    opened.page.goto("/recent/")
    return opened


def completed(one, text):
    one.page.fill("#search", text)
    one.page.locator("#suggestions li").first.wait_for()


def test_the_arrow_keys_choose_and_enter_goes_there(one):
    completed(one, "전종")
    box = one.page.locator("#search")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(one.page.locator(".search [role=status]")).to_have_text("1 suggestion")
    one.page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(one.page.locator("#suggestion-0")).to_have_attribute("aria-selected", "true")
    one.page.keyboard.press("ArrowDown")  # to search in all texts
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    one.page.keyboard.press("ArrowDown")  # back in the box
    expect(box).not_to_have_attribute("aria-activedescendant", ANY)
    one.page.keyboard.press("ArrowUp")
    one.page.keyboard.press("ArrowUp")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/people/jeon-jong-seo/")
    assert one.complaints == []


def test_escape_closes_and_leaves_what_was_typed(one):
    completed(one, "bailar")
    one.page.keyboard.press("Escape")
    expect(one.page.locator("#suggestions")).to_be_hidden()
    expect(one.page.locator("#search")).to_have_value("bailar")
    one.page.keyboard.press("ArrowDown")
    one.page.locator("#suggestions li").first.wait_for()


def test_a_click_goes_there(one):
    completed(one, "bailar")
    one.page.click("#suggestion-0")
    one.page.wait_for_url("**/films/ballerina-2023/")


def test_enter_in_the_box_searches_or_goes_to_an_exact_name(one):
    one.page.fill("#search", "baller")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/search/?q=baller&go=1")
    one.page.fill("#search", "the telephone")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/films/the-call-2020/?from=the+telephone")


def test_kinds_are_groups_and_a_name_is_in_its_language(one):
    completed(one, "bailarina")
    expect(one.page.locator("#suggestions [role=group]")).to_have_attribute("aria-label", "Films")
    expect(one.page.locator("#suggestions [role=group] > b")).to_have_text("Films")
    expect(one.page.locator("#suggestion-0 [lang=es]").first).to_have_text("Bailarina")
    expect(one.page.locator("#suggestion-0")).to_contain_text("Matched its Spanish title, Bailarina")


def test_nothing_found_is_said_and_all_texts_are_offered(one):
    completed(one, "zzzz & z")
    expect(one.page.locator(".search [role=status]")).to_contain_text("No suggestions")
    expect(one.page.locator("#suggestions")).to_have_text("Search for “zzzz & z” in all texts")
    one.page.keyboard.press("ArrowDown")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/search/?q=zzzz%20%26%20z")


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_while_it_is_open(width, window):
    seed_ballerina()
    one = window(viewport={"width": width, "height": 800}, bypass_csp=True)
    one.page.goto("/films/ballerina-2023/")
    completed(one, "ba")
    one.page.keyboard.press("ArrowDown")
    expect(one.page.locator("#suggestion-0")).to_have_attribute("aria-selected", "true")
    assert wrong_with(one.page) == []


def test_without_a_script_it_is_a_plain_form(window):
    seed_ballerina()
    one = window(java_script_enabled=False)
    one.page.goto("/")
    one.page.fill("#search", "ㅈㅈㅅ")
    one.page.press("#search", "Enter")
    expect(one.page.locator(".hit a[href='/people/jeon-jong-seo/']")).to_have_count(1)
