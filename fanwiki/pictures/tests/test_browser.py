"""In a real browser: pictures that are pasted, dropped and chosen, with keyboard alone and without a script."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import expect

from conftest import follow
from fanwiki.pages.models import Page

from .made import encoded, poster

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """([data, target]) => {
  const bytes = Uint8Array.from(atob(data), sign => sign.charCodeAt(0));
  const sent = new DataTransfer();
  sent.items.add(new File([bytes], "screenshot.png", {type: "image/png"}));
  const event = target === "paste"
    ? new ClipboardEvent("paste", {clipboardData: sent, bubbles: true, cancelable: true})
    : new DragEvent("drop", {dataTransfer: sent, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""


@pytest.fixture
def at_film(window, make_film, media):
    """A window in which somebody who is logged in writes about a film."""

    def open_editor(user, **options):
        make_film("Ballerina", body="A film.")
        shown = window(**options)
        shown.log_in(user)
        shown.page.goto("/films/ballerina/edit/")
        return shown

    return open_editor


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_screenshot_comes_into_the_text_with_keyboard_only(how, at_film, editor):
    shown = at_film(editor)
    page = shown.page
    page.focus("textarea.markdownx-editor")
    page.keyboard.press("End")
    page.evaluate(PASTE, [base64.b64encode(encoded(poster(2), "PNG")).decode(), how])
    page.wait_for_selector("dialog .shot img")
    page.keyboard.type("A dancer")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("My own")
    page.keyboard.press("Tab")
    page.keyboard.type("Hanbit")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="detached")
    written = page.locator("textarea.markdownx-editor")
    expect(written).to_be_focused()
    expect(written).to_have_value("A film.\n\n![](picture:A dancer)")
    page.focus("[name=edit_summary]")
    page.click("button[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    expect(page.locator("figure img")).to_have_attribute("alt", "A dancer")
    assert shown.complaints == []


def test_what_is_missing_is_asked_in_the_dialog(at_film, editor):
    page = at_film(editor).page
    page.focus("textarea.markdownx-editor")
    page.evaluate(PASTE, [base64.b64encode(encoded(poster(2), "PNG")).decode(), "paste"])
    page.wait_for_selector("dialog .shot img")
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog .err:has-text('required')")
    expect(page.locator("dialog [name$=-alt]")).to_be_focused()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    expect(page.locator("textarea.markdownx-editor")).to_have_value("A film.")


def test_what_is_no_picture_is_said_in_the_dialog(at_film, editor):
    page = at_film(editor).page
    page.focus("textarea.markdownx-editor")
    page.evaluate(PASTE, [base64.b64encode(b"<svg/>").decode(), "paste"])
    page.wait_for_selector("dialog [role=status]:has-text('not a picture')")


def test_a_button_fills_the_field_of_the_page_s_picture(at_film, editor, tmp_path):
    file = tmp_path / "poster.jpg"
    file.write_bytes(encoded(poster(2)))
    page = at_film(editor).page
    with page.expect_file_chooser() as chosen:
        page.click("[data-choose=id_picture]")
    chosen.value.set_files(file)
    page.wait_for_selector("dialog .shot img")
    page.fill("dialog [name$=-alt]", "A dancer")
    page.select_option("dialog [name$=-licence]", "cc0")
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog", state="detached")
    expect(page.locator("#id_picture")).to_have_value("A dancer")


def test_several_files_become_rows_of_the_gallery(at_film, editor, tmp_path):
    files = []
    for number in range(2):
        files.append(tmp_path / f"{number}.jpg")
        files[-1].write_bytes(encoded(poster(number)))
    page = at_film(editor).page
    with page.expect_file_chooser() as chosen:
        page.click("[data-choose-rows]")
    chosen.value.set_files(files)
    page.wait_for_selector("dialog fieldset:nth-of-type(2) .shot img")
    for number in (1, 2):
        page.fill(f"dialog fieldset:nth-of-type({number}) [name$=-alt]", f"Still {number}")
        page.select_option(f"dialog fieldset:nth-of-type({number}) [name$=-licence]", "cc0")
    page.click("dialog button[type=submit]")
    page.wait_for_selector("dialog", state="detached")
    page.click("button[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    expect(page.locator("#gallery figure")).to_have_count(2)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_poster_is_uploaded_on_a_phone_with_and_without_a_script(scripts, at_film, editor, tmp_path):
    file: Path = tmp_path / "poster.jpg"
    file.write_bytes(encoded(poster(2)))
    page = at_film(editor, viewport={"width": 390, "height": 800}, java_script_enabled=scripts).page
    page.goto("/films/ballerina/")
    follow(page, "text=Add a picture")
    page.set_input_files("#id_files", file)
    page.click("main form button[type=submit]")
    page.wait_for_url("**file=**")
    page.fill("[name$=-alt]", "A dancer")
    page.select_option("[name$=-licence]", "cc0")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/films/ballerina/*")
    expect(page.locator(".poster-slot img")).to_have_attribute("alt", "A dancer")
    assert Page.objects.get(kind="picture").title == "Poster of Ballerina"
