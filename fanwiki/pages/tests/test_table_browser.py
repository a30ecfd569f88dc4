"""A table as it is filled in: by keyboard, from a spreadsheet, without scripts, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from conftest import follow

from .test_table_view import cell, fact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "/table/films/?column=runtime&column=genres&column=format"
WIDE = 768


@pytest.fixture
def films(make_film):
    """Newest first, as the table has them."""
    return [make_film(f"Film {n}", runtime=90 + n) for n in range(3)][::-1]


@pytest.fixture
def opened(films, editor, window):
    def open_table(**options):
        one = window(**options)
        one.log_in(editor)
        one.page.goto(TABLE)
        return one

    return open_table


def name(page, column):
    return f"[name='{cell(page, column)}']"


def paste(page, text):
    page.evaluate(
        """text => {
        const data = new DataTransfer();
        data.setData("text/plain", text);
        const told = {clipboardData: data, bubbles: true, cancelable: true};
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
    }""",
        text,
    )


def test_cells_stay_filled_where_the_wiki_is_gone_as_they_are_sent(films, opened):
    one = opened()
    page = one.page
    page.fill(name(films[0], "runtime"), "120")
    page.context.set_offline(True)
    page.click("form.sheet button.solid")
    expect(page.locator("[data-count]")).to_contain_text("nothing was sent")
    expect(page.locator(name(films[0], "runtime"))).to_have_value("120")
    page.context.set_offline(False)
    follow(page, "form.sheet button.solid")
    assert fact(films[0], "runtime") == 120


def test_the_keyboard_moves_among_cells_as_in_a_spreadsheet(films, opened):
    one = opened()
    page, keyboard = one.page, one.page.keyboard
    page.focus(name(films[0], "runtime"))
    page.locator(name(films[0], "runtime")).select_text()
    keyboard.type("120")
    keyboard.press("Enter")
    keyboard.type("121")
    keyboard.press("ArrowDown")
    keyboard.type("122")
    keyboard.press("Shift+Enter")
    keyboard.press("ArrowLeft")
    keyboard.type("drama, crime")
    keyboard.press("ArrowUp")
    keyboard.type("wrong")
    keyboard.press("Escape")
    expect(page.locator(name(films[0], "genres"))).to_have_value("")
    expect(page.locator("[data-count]")).to_have_text("Pages changed: 3")
    expect(page.locator("td.changed")).to_have_count(4)
    page.click("button:has-text('Publish')")
    page.wait_for_url("**/batches/*/")
    assert [fact(film, "runtime") for film in films] == [120, 121, 122]
    assert fact(films[1], "genres") == ["drama", "crime"]
    assert one.complaints == []


def test_enter_in_a_cell_never_publishes(films, opened):
    page = opened().page
    page.evaluate("() => { window.sent = false; window.onsubmit = () => { window.sent = true; return false } }")
    page.focus(name(films[2], "runtime"))
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") is False
    page.click("button:has-text('Publish')")
    assert page.evaluate("window.sent") is True


def test_cells_of_a_spreadsheet_are_pasted_over_rows_and_columns(films, opened):
    one = opened()
    page = one.page
    page.focus(name(films[0], "genres"))
    paste(page, "drama\t100\tShort\r\nwar\t101\tnonsense\r\n")
    expect(page.locator("[data-count]")).to_have_text("Cells filled: 6 · Pages changed: 2")
    page.click("button:has-text('Publish')")
    page.wait_for_url("**/batches/*/")
    assert [(fact(film, "runtime"), fact(film, "format")) for film in films] == [
        (100, "short"),
        (101, "film"),
        (90, "film"),
    ]
    assert one.complaints == []


@pytest.mark.parametrize("width", [390, 1440])
def test_it_works_without_scripts_and_the_page_itself_never_scrolls_sideways(films, opened, width):
    page = opened(java_script_enabled=False, viewport={"width": width, "height": 844}).page
    page.fill(name(films[0], "runtime"), "120")
    page.fill("[name=edit_summary]", "From the disc")
    page.click("button:has-text('Publish')")
    page.wait_for_url("**/batches/*/")
    assert fact(films[0], "runtime") == 120
    page.goto(TABLE)
    if width < WIDE:  # there they are folded away
        page.click("summary:has-text('Columns')")
    page.check("[name=column][value=year]")
    follow(page, "button:has-text('Show')")
    expect(page).to_have_url(re.compile("column=year"))
    expect(page.locator("th:has-text('Year')")).to_have_count(1)


def test_what_was_typed_is_not_left_by_a_wrong_click(films, opened):
    page = opened().page
    page.fill(name(films[0], "runtime"), "120")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.click("th a >> nth=0", no_wait_after=True)
    assert asked.value.type == "beforeunload"
    expect(page.locator(name(films[0], "runtime"))).to_have_value("120")
