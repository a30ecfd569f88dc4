"""What the measuring browser would send."""

import pytest
from django.core.management.base import CommandError

from fanwiki.bench.browser import form_with

PAGE = """
<form><input type="hidden" name="token" value="other"><button name="out">Log out</button></form>
<form method="post"><input type="hidden" name="token" value="mine">
<input name="runtime" value="120"><input name="empty">
<input type="checkbox" name="minor"><input type="checkbox" name="primary" checked>
<input type="submit" name="do" value="x">
<select name="format"><option value="">—</option><option value="film" selected>Film</option></select>
<template><input name="cast-__prefix__-person" value=""></template>
<textarea name="body">
One &amp; two
## Three</textarea></form>
"""


def test_a_form_is_sent_as_a_browser_would():
    assert form_with("body", PAGE) == {
        "token": "mine",
        "runtime": "120",
        "empty": "",
        "primary": "on",
        "format": "film",
        "body": "One & two\n## Three",
    }


def test_a_page_without_the_form_is_said():
    with pytest.raises(CommandError, match="no form with a field called body"):
        form_with("body", "<form></form>")


@pytest.mark.django_db
def test_the_form_of_a_page_comes_back_as_nothing_changed(make_film, editor, logged_in):
    page = make_film(cast=[{"person": "Jeon Jong-seo", "character": "Ok-ju"}], body="One & two\n\n## Three\n")
    browser = logged_in(editor)
    form = form_with("edit_summary", browser.get(page.address("edit")).content.decode())
    assert form["cast-0-person"] == "Jeon Jong-seo"
    assert browser.post(page.address("edit"), form | {"do": "publish"}).status_code == 302
    assert page.revisions.count() == 1
