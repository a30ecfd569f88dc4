"""Small edits as a hand on a keyboard makes them: on a phone's width, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from conftest import PASSWORD, follow
from fanwiki.pages.models import Page
from fanwiki.tests.axe import wrong_with
from films.seed import seed_ballerina

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILM = "/films/ballerina-2023/"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
KINDS = [(viewport, scripts) for viewport in (PHONE, DESK) for scripts in (True, False)]
NAMES = ["phone", "phone without scripts", "desk", "desk without scripts"]
PRESSES = 60  # of the Tab key: a slow hand makes ten in a second


class Hands:
    """A keyboard alone. It counts the presses that it took to get somewhere."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.presses += 1

    def tab_to(self, selector, back=False):
        for _press in range(200):
            self.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"the keyboard does not come to {selector}")

    def type(self, selector, text):
        self.tab_to(selector)
        self.page.keyboard.type(text)

    def unfold(self, name):
        """A list, on a phone."""
        if self.page.viewport_size == PHONE:
            self.tab_to(f"[data-list={name}] > summary")
            self.press("Enter")

    def enter(self, key="Enter"):
        """To another page, until all of it is there."""
        with self.page.expect_navigation():
            self.press(key)


@pytest.fixture
def hands(window, editor):
    def put_on(viewport, scripts):
        seed_ballerina()
        one = window(viewport=viewport, java_script_enabled=scripts, reduced_motion="reduce")
        one.log_in(editor)
        return one, Hands(one.page)

    return put_on


def document(slug="ballerina-2023"):
    return Page.objects.with_head().get(slug=slug).head.document


@pytest.mark.parametrize(("viewport", "scripts"), KINDS, ids=NAMES)
def test_one_date_is_fixed_from_the_page_in_few_presses_and_the_reader_stands_where_it_is(viewport, scripts, hands):
    one, hand = hands(viewport, scripts)
    one.page.goto(f"{FILM}#releases")  # as the contents lead there
    hand.tab_to("#releases .edit-link")
    hand.enter()
    hand.tab_to("[name=releases-0-date]")
    one.page.keyboard.press("Control+a")
    one.page.keyboard.type("2023-10-04")
    hand.tab_to("button.solid[value=publish]")
    assert hand.presses < PRESSES
    hand.enter()
    assert document()["releases"][0]["date"] == "2023-10-04"
    expect(one.page).to_have_url(f"{one.site}{FILM}#releases")
    expect(one.page.locator("#releases:target #h-releases")).to_be_in_viewport()
    expect(one.page.locator(".flash")).to_contain_text("Published.")
    expect(one.page.locator(".flash")).to_be_visible()
    hand.tab_to("a")
    expect(one.page.locator("#releases :focus")).to_have_count(1)
    assert one.complaints == []


@pytest.mark.parametrize(("viewport", "scripts"), KINDS, ids=NAMES)
def test_a_fact_that_is_not_recorded_is_added_with_its_source(viewport, scripts, hands):
    one, hand = hands(viewport, scripts)
    one.page.goto(FILM)
    hand.tab_to("a[href$='part=runtime']")
    hand.enter()
    expect(one.page.locator("[name=runtime]")).to_be_focused()  # nothing to look for
    one.page.keyboard.type("93")
    hand.type("[name=source-url]", "https://www.asiae.co.kr/article/2")
    hand.type("[name=source-title]", "93 minutes")
    hand.tab_to("button.solid[value=publish]")
    hand.enter()
    said = document()
    assert said["runtime"] == 93 and said["sources"][-1]["title"] == "93 minutes"
    expect(one.page).to_have_url(f"{one.site}{FILM}#facts")
    expect(one.page.locator("#facts")).to_contain_text("93 minutes")
    assert one.complaints == []


@pytest.mark.parametrize(("viewport", "scripts"), KINDS, ids=NAMES)
def test_a_film_is_begun_and_written_from_nothing_by_keyboard(viewport, scripts, hands):
    one, hand = hands(viewport, scripts)
    one.page.goto("/films/new/")
    expect(one.page.locator("[name=title]")).to_be_focused()
    one.page.keyboard.type("Night Call")
    hand.type("[name=year]", "2020")  # which the first release says again
    hand.type("[name=description]", "Two women, one telephone.")
    hand.tab_to("button[value=whole]")
    hand.enter()
    before = hand.presses
    hand.tab_to("[name=body]")
    assert hand.presses - before < 5
    one.page.keyboard.type("## Story\n\nA telephone rings.[^asiae]")
    hand.unfold("cast")
    hand.type("[name=cast-0-person]", "Jeon Jong-seo")
    hand.type("[name=cast-0-character]", "Young-sook")
    hand.unfold("crew")
    hand.type("[name=crew-0-person]", "Lee Chung-hyun")
    hand.type("[name=crew-0-job]", "Director")
    hand.unfold("releases")
    hand.type("[name=releases-0-date]", "2020-11-27")
    hand.tab_to("[name=releases-0-kind]")
    one.page.keyboard.type("Web")
    hand.unfold("sources")
    hand.type("[name=sources-0-key]", "asiae")
    hand.type("[name=sources-0-title]", "Press article")
    hand.type("[name=edit_summary]", "Begun")
    hand.tab_to("button.solid[value=publish]")
    hand.enter()
    said = document("night-call-2020")
    assert (said["title"], said["description"]) == ("Night Call", "Two women, one telephone.")
    assert (said["cast"][0]["character"], said["crew"][0]["job"]) == ("Young-sook", "Director")
    assert (said["releases"][0]["date"], said["sources"][0]["key"]) == ("2020-11-27", "asiae")
    expect(one.page.locator("h1")).to_have_text("Night Call")
    assert one.complaints == []


def test_ctrl_and_enter_publish_from_where_one_types_unless_a_suggestion_is_taken(hands):
    one, hand = hands(DESK, scripts=True)
    one.page.goto(f"{FILM}edit/?part=story#part")
    hand.tab_to("[name=body]")
    one.page.keyboard.press("Control+End")
    one.page.keyboard.type("\n\nMore of [[Jeon Jong")
    one.page.locator("#completions li").first.wait_for()
    hand.press("Control+Enter")
    expect(one.page.locator("[name=body]")).to_have_value(re.compile(r"\[\[Jeon Jong-seo\]\]$"))
    assert Page.objects.get(slug="ballerina-2023").head.number == 2
    hand.enter("Control+Enter")
    expect(one.page).to_have_url(f"{one.site}{FILM}#s-story")
    assert document()["body"].count("More of [[Jeon Jong-seo]]") == 1
    assert one.complaints == []


def test_a_typed_part_is_carried_to_the_whole_page_and_a_reader_without_an_account_is_led_back(window, editor):
    seed_ballerina()
    one = window(java_script_enabled=False, viewport=PHONE)
    one.page.goto(FILM)
    follow(one.page, "#crew .edit-link")
    one.page.fill("[name=login]", editor.username)
    one.page.fill("[name=password]", PASSWORD)
    follow(one.page, "main form button[type=submit]")
    one.page.fill("[name=crew-0-job]", "Director and writer")
    follow(one.page, "button[value=whole]")
    expect(one.page.locator("[name=crew-0-job]")).to_have_value("Director and writer")
    follow(one.page, "button.solid[value=publish]")
    expect(one.page).to_have_url(f"{one.site}{FILM}#crew")
    assert document()["crew"][0]["job"] == "Director and writer"


def test_with_two_things_to_fix_axe_finds_nothing(hands):
    one, _hand = hands(DESK, scripts=True)
    one.page.goto(f"{FILM}edit/?part=facts")
    one.page.fill("[name=runtime]", "9999999")
    one.page.fill("[name=source-url]", "javascript:alert(1)")
    follow(one.page, "button.solid[value=publish]")
    expect(one.page.locator(".note.bad li").nth(1)).to_be_visible()
    assert wrong_with(one.page) == []
