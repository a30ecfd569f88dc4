"""The search page in a browser: what axe says of it, and that it does without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import follow
from films.seed import seed_ballerina

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["/search/?q=friend", '/search/?q=ballet -comedy with:전종서 "close friend" year:soon', "/search/?q=bodygaurd",
         "/search/help/"]  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing(width, scheme, window):
    seed_ballerina()
    one = window(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    for address in PAGES:
        one.page.goto(address)
        assert Axe().run(one.page).response["violations"] == [], address
        wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, address
    assert one.complaints == []


def test_without_a_script_a_search_is_narrowed_and_widened(window):
    seed_ballerina()
    one = window(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    one.page.goto("/")
    one.page.fill("#search", "friend")
    with one.page.expect_navigation():
        one.page.press("#search", "Enter")
    hits = one.page.locator(".hit")
    before = hits.count()
    follow(one.page, ".facet a:has-text('2010s')")
    assert 0 < hits.count() < before
    follow(one.page, ".chip:has-text('2010')")
    expect(hits).to_have_count(before)
    follow(one.page, "text=How to search")
    follow(one.page, "a:has-text('genre:thriller') >> nth=0")
    expect(hits).not_to_have_count(0)
