"""A conflict in a real browser, scripts off: from the form that was open too long to the page that has both."""

import re

import pytest
from playwright.sync_api import expect

from conftest import follow
from fanwiki.pages.models import Page
from fanwiki.pages.tests.test_save import change
from fanwiki.tests.axe import wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "It runs 90 minutes.\n\nIn between.\n\nIt has 1 star."
CAST = [{"id": "jjs", "person": "전종서"}, {"id": "kjh", "person": "Kim Ji-hoon"}]
THEIRS = {
    "runtime": 92,
    "body": BODY.replace("90", "92").replace("1 star", "2 stars"),
    "cast": [CAST[0], CAST[1] | {"note": "Choi"}],
    "crew": [{"person": "Lee Chung-hyun", "job": "Director"}],
}


@pytest.fixture
def film(make_film):
    return make_film("Ballerina", runtime=90, body=BODY, cast=CAST)


def meet(one, film, editor, other_editor):
    """hanbit edits; minseo publishes meanwhile; hanbit publishes."""
    one.log_in(editor)
    one.page.goto("/films/ballerina/edit/")
    for part in ("Facts", "Cast"):
        if one.page.locator(f"summary:has-text('{part}')").is_visible():  # on a phone
            one.page.click(f"summary:has-text('{part}')")
    one.page.fill("[name=runtime]", "93")
    one.page.fill("[name=body]", BODY.replace("90", "93").replace("1 star", "3 stars"))
    one.page.check("[name=cast-1-DELETE]")
    change(film, other_editor, **THEIRS)
    follow(one.page, "button.solid[value=publish]")


def pick(page, legend, side):
    page.locator("fieldset.choice", has_text=legend).locator(f"[value={side}]").check()


def test_without_a_script_a_fan_chooses_looks_changes_their_mind_and_publishes(window, film, editor, other_editor):
    one = window(java_script_enabled=False)
    meet(one, film, editor, other_editor)
    page = one.page
    expect(page.locator(".note.warn")).to_contain_text("Their changes to Crew are already in your text.")
    expect(page.locator("fieldset.choice")).to_have_count(4)
    expect(page.locator("[type=radio][value=ours]:checked")).to_have_count(4)
    pick(page, "Running time", "theirs")
    pick(page, "It runs", "theirs")
    follow(page, ".note button[value=changes]")
    expect(page).to_have_url(re.compile("#changes-h$"))
    expect(page.locator("[name=runtime]")).to_have_value("92")
    expect(page.locator(".drawn ins:has-text('3')")).not_to_have_count(0)
    expect(page.locator(".drawn ins:has-text('93')")).to_have_count(0)
    pick(page, "Running time", "ours")
    pick(page, "Kim Ji-hoon", "theirs")
    page.fill("[name=description]", "Typed after it")
    follow(page, ".savebar button[value=preview]")
    expect(page.locator("[type=radio][value=theirs]:checked")).to_have_count(2)
    expect(page.locator(".paper :text('It runs 92 minutes.')")).not_to_have_count(0)
    page.click("button.solid[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    film.refresh_from_db()
    document = film.head.document
    assert (document["runtime"], document["description"]) == (93, "Typed after it")
    assert document["body"] == "It runs 92 minutes.\n\nIn between.\n\nIt has 3 stars."
    assert [row["note"] for row in document["cast"]] == ["", "Choi"]
    assert document["crew"][0]["person"] == "Lee Chung-hyun"


def test_without_a_script_what_was_typed_since_is_asked_about_before_it_is_replaced(window, film, editor, other_editor):
    one = window(java_script_enabled=False)
    meet(one, film, editor, other_editor)
    page = one.page
    page.fill("[name=runtime]", "94")
    pick(page, "Running time", "theirs")
    follow(page, "button.solid[value=publish]")
    expect(page.locator("[name=runtime]")).to_have_value("94")
    expect(page.locator("fieldset.choice:has-text('Running time')")).to_contain_text("You have written here since")
    assert Page.objects.get().head.number == 2
    pick(page, "Running time", "theirs")
    page.click("button.solid[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    film.refresh_from_db()
    assert film.head.document["runtime"] == 92


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_a_conflict(width, window, film, editor, other_editor):
    one = window(viewport={"width": width, "height": 900}, bypass_csp=True)
    meet(one, film, editor, other_editor)
    for value in (None, "changes"):
        if value:
            follow(one.page, f".savebar button[value={value}]")
        assert wrong_with(one.page) == []


def test_under_the_content_policy_a_conflict_complains_of_nothing(window, film, editor, other_editor):
    one = window()
    meet(one, film, editor, other_editor)
    one.page.wait_for_load_state("networkidle")
    assert [text for text in one.complaints if "409" not in text] == []
