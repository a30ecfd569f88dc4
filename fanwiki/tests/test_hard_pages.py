"""Pages that strain a layout, in a browser: nothing runs out of the window and axe finds nothing."""

import pytest
from playwright.sync_api import expect

from conftest import PATIENCE

from .axe import violations
from .hard_pages import hard_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
# How much of the list of contents is below the window when the page is scrolled so far that it sticks.
BELOW = """() => {
  scrollTo({top: 2000, behavior: "instant"});
  return document.querySelector(".toc-d ol").getBoundingClientRect().bottom - innerHeight;
}"""


@pytest.fixture
def pages(make_film, make_person, make_article):
    return hard_pages(make_film, make_person, make_article)


def test_no_page_is_too_much(pages, window, owner):
    one = window(viewport={"width": 320, "height": 900}, bypass_csp=True)
    one.log_in(owner)
    addresses = [page.get_absolute_url() for page in pages.values()]
    addresses += [
        f"{pages[name].get_absolute_url()}{act}/" for name in ("word", "arabic") for act in ("history", "edit")
    ]
    found = {}
    for address in [*addresses, "/", "/films/", "/people/", "/recent/", "/wanted/"]:
        one.page.set_viewport_size({"width": 320, "height": 900})
        one.page.goto(address)
        crowded = address.startswith(pages["crowd"].get_absolute_url())  # axe takes half a minute for 400 alike
        told = [] if crowded else violations(one.page)
        for width in (320, 1440):
            one.page.set_viewport_size({"width": width, "height": 900})
            if one.page.evaluate(SIDEWAYS) > 0:
                told.append(f"sideways at {width} px")
        if told:
            found[address] = told
    assert found == {}


def test_a_wide_table_scrolls_inside_itself_by_keyboard(pages, window):
    one = window(viewport={"width": 390, "height": 900})
    one.page.goto(pages["table"].get_absolute_url(), wait_until="networkidle")
    one.page.locator(".scroll").focus()
    for _press in range(PATIENCE // 100):  # a browser that is still busy with the page may let one go by
        one.page.keyboard.press("ArrowRight")
        one.page.wait_for_timeout(100)
        if one.page.evaluate("document.querySelector('.scroll').scrollLeft"):
            return
    raise AssertionError("the table stays where it is")


def test_sixty_headings_leave_the_contents_in_the_window(pages, window):
    one = window(viewport={"width": 1440, "height": 900})
    one.page.goto(pages["headings"].get_absolute_url())
    expect(one.page.locator(".toc-d li")).to_have_count(60)
    assert one.page.evaluate(BELOW) <= 0


def test_a_name_from_right_to_left_keeps_its_own_order(pages, window):
    """Its "!" ends it on the left, whatever stands around it."""
    one = window()
    one.page.goto(pages["arabic"].get_absolute_url())
    title = one.page.locator("h1 [lang=ar]")
    expect(title).to_have_attribute("dir", "auto")
    expect(title).to_have_css("direction", "rtl")
