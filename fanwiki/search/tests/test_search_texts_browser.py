"""The search page in a browser: it does without scripts."""

import pytest
from playwright.sync_api import expect

from conftest import follow
from films.seed import seed_ballerina

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
