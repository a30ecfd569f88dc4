"""Pages that strain a layout, in a browser: nothing runs out of the window and axe finds nothing."""

import pytest

from .hard_pages import hard_pages
from .test_browser import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(make_film, make_person, make_article):
    return hard_pages(make_film, make_person, make_article)


@pytest.mark.parametrize("width", [320, 1440])
def test_no_page_is_too_much(width, pages, window, owner):
    one = window(viewport={"width": width, "height": 900}, bypass_csp=True)
    one.log_in(owner)
    addresses = [page.get_absolute_url() for page in pages.values()]
    more = [f"{pages[name].get_absolute_url()}{part}" for name in ("long", "word", "arabic") for part in ("history/", "edit/", "rename/")]
    import os
    found = {}
    for address in [*addresses, *more, "/", "/films/", "/people/", "/recent/", "/wanted/"]:
        if violations := axe_violations(one, address):
            found[address] = violations
        one.page.screenshot(path=f"/tmp/q/hard/{address.strip('/').replace('/', '_')[:40] or 'home'}-{width}.png", full_page=True)
    assert found == {}
