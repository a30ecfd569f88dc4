"""Many who publish parts of one page at the same moment: nobody is in anybody's way."""

import pytest
from django.test import Client

from conftest import make_page, make_user
from fanwiki.pages import upkeep
from fanwiki.pages.models import Page

from .editor_form import form_of
from .test_races import EDITORS, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/films/ballerina/edit/"


@pytest.fixture
def page(db):
    body = "\n\n".join(["The lead.", *(f"## Part {n}\n\nParagraph {n}." for n in range(EDITORS))])
    cast = [{"id": f"r{n}", "person": f"Person {n}"} for n in range(EDITORS)]
    return make_page("film", "Ballerina", body=body, cast=cast)


@pytest.fixture
def browsers(page):
    found = [Client() for _n in range(EDITORS)]
    for n, browser in enumerate(found):
        browser.force_login(make_user(f"fan{n}"))
    return found


def opened(browser, part):
    return form_of(browser.get(ADDRESS, {"part": part}))


def document():
    return Page.objects.with_head().get().head.document


def test_all_who_edit_different_parts_get_in(browsers):
    parts = ["cast", "runtime", "lead", *(f"s-part-{n}" for n in range(3, EDITORS))]
    changes = {"cast": {"cast-0-note": "noted"}, "runtime": {"runtime": "93"}, "lead": {"body": "Another lead."}}
    forms = [opened(browser, part) for browser, part in zip(browsers, parts, strict=True)]

    def edit(n):
        changed = changes.get(parts[n]) or {"body": f"## Part {n}\n\nWritten by fan{n}."}
        return browsers[n].post(ADDRESS, forms[n] | changed).status_code

    assert at_once(edit) == [302] * EDITORS
    said = document()
    assert (said["cast"][0]["note"], said["runtime"]) == ("noted", 93)
    assert said["body"].startswith("Another lead.") and said["body"].count("Written by") == EDITORS - 3
    assert list(upkeep.verify()) == []


def test_all_who_edit_different_rows_of_one_list_get_in(browsers):
    forms = [opened(browser, "cast") for browser in browsers]
    told = at_once(lambda n: browsers[n].post(ADDRESS, forms[n] | {f"cast-{n}-note": f"note {n}"}).status_code)
    assert told == [302] * EDITORS
    assert [row["note"] for row in document()["cast"]] == [f"note {n}" for n in range(EDITORS)]
    assert list(upkeep.verify()) == []


def test_all_who_cite_the_same_source_share_it(browsers):
    forms = [opened(browser, "cast") for browser in browsers]
    source = {"source-url": "https://www.asiae.co.kr/article/1", "source-title": "Press article"}
    told = at_once(lambda n: browsers[n].post(ADDRESS, forms[n] | source | {f"cast-{n}-note": "x"}).status_code)
    assert told == [302] * EDITORS
    assert [row["key"] for row in document()["sources"]] == ["asiae"]
    assert [row["src"] for row in document()["cast"]] == [["asiae"]] * EDITORS
