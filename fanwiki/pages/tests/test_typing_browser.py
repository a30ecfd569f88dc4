"""Help while typing, in a real browser: toolbar, completion, rows, pasted lists and addresses, sources, the preview."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from conftest import follow
from fanwiki.pages.models import Page
from fanwiki.tests.axe import wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDIT = "/films/ballerina/edit/"
MOST = 29 * 1024  # bytes of all that helps while typing
SCRIPTS = ("writing", "toolbar", "complete", "rows", "sources", "ids", "follow")


@pytest.fixture
def film(make_film, make_person, make_character):
    make_person(
        "Kim Ji-hoon (actor)", description="Korean actor", names=[{"text": "김지훈", "lang": "ko", "primary": True}]
    )
    make_person("Jeon Jong-seo", names=[{"text": "Jeon Jong-seo", "lang": "en", "primary": True},
                                        {"text": "전종서", "lang": "ko", "primary": True}])  # fmt: skip
    make_character("Ok-ju")
    return make_film(
        "Ballerina",
        body="She hunts a man.",
        sources=[{"key": "asiae", "title": "Asia Economy", "url": "https://www.asiae.co.kr/1"}],
        cast=[
            {"id": "a", "person": "Jeon Jong-seo"},
            {"id": "b", "person": "Park Yu-rim"},
            {"id": "c", "person": "Gray"},
        ],
    )


@pytest.fixture
def page(window, editor, film):
    one = window(viewport={"width": 1440, "height": 900})
    one.log_in(editor)
    one.page.goto(EDIT)
    one.page.locator(".preview .prose").wait_for()
    yield one.page
    assert [text for text in one.complaints if "422" not in text] == []


def is_written(page, text):
    expect(page.locator("[name=body]")).to_have_value(text)


def write_at_end(page, words):
    page.focus("[name=body]")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def suggested(page, *choices):
    """Waits until these words, and no other choice, are offered: the last one says for which letters."""
    expect(page.locator("#completions li")).to_contain_text(choices)
    expect(page.locator("#completions")).to_be_visible()


def stand(page, *people):
    cast = """people => [...document.querySelectorAll("[data-list=cast] .rows [name$=-person]")]
      .map(field => field.value).filter(Boolean).join() === people.join()"""
    page.wait_for_function(cast, arg=people)


def publish(page):
    page.click("button.solid[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    return Page.objects.with_head().get(kind="film").head.document


def test_shortcuts_mark_what_is_chosen_and_the_browsers_undo_takes_it_back(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+b")
    is_written(page, "**She hunts a man.**")
    page.keyboard.press("Control+i")
    is_written(page, "***She hunts a man.***")
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+b")
    is_written(page, "She hunts a man.")
    page.keyboard.press("Control+Shift+Digit7")
    is_written(page, "## She hunts a man.")
    page.keyboard.press("Control+z")
    is_written(page, "She hunts a man.")


def test_the_toolbar_is_one_stop_for_the_keyboard_and_its_buttons_write(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-do=bold]")).to_be_focused()
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    is_written(page, "> She hunts a man.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+A")
    page.click("[data-do=spoiler]")
    page.keyboard.type("who she hunts")
    is_written(page, "::: spoiler who she hunts\nShe hunts a man.\n:::\n\n")
    expect(page.locator("[role=toolbar] button")).to_have_count(9)


def test_two_brackets_complete_a_name_in_any_script_and_enter_writes_the_link(page):
    write_at_end(page, " [[전종")
    suggested(page, "Jeon Jong-seo", "New page: “전종”")
    page.keyboard.press("Enter")
    is_written(page, "She hunts a man. [[Jeon Jong-seo]]")
    page.keyboard.type(" and [[kim ji")
    suggested(page, "Kim Ji-hoon (actor)", "New page: “kim ji”")
    page.keyboard.press("Enter")
    is_written(page, "She hunts a man. [[Jeon Jong-seo]] and [[Kim Ji-hoon (actor)|Kim Ji-hoon]]")


def test_a_page_that_is_not_there_is_the_last_choice_and_escape_leaves_the_text_alone(page):
    write_at_end(page, " [[Nobody")
    suggested(page, "New page: “Nobody”")
    page.keyboard.press("Escape")
    expect(page.locator("#completions")).to_be_hidden()
    is_written(page, "She hunts a man. [[Nobody")
    page.keyboard.type(" ")
    suggested(page, "New page: “Nobody”")
    page.keyboard.press("Enter")
    is_written(page, "She hunts a man. [[Nobody]]")


def test_a_link_keeps_the_words_that_were_chosen_and_a_kind_narrows_it(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+Home")
    for _letter in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+k")
    is_written(page, "[[|She]] hunts a man.")
    page.keyboard.type("character:ok")
    suggested(page, "Ok-ju", "New page: “ok”")
    page.keyboard.press("Enter")
    is_written(page, "[[character:Ok-ju|She]] hunts a man.")


def test_a_title_that_pages_of_two_kinds_have_is_written_with_its_kind(page, make_person):
    make_person("Ballerina")
    write_at_end(page, " [[baller]] is shown")
    for _letter in " is shown]]":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("i")
    suggested(page, "Ballerina", "Ballerina", "New page: “balleri”")
    choices = page.locator("#completions li").all_inner_texts()
    for _step in range(next(n for n, said in enumerate(choices) if "Person" in said)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" who")
    is_written(page, "She hunts a man. [[person:Ballerina]] who is shown")


def test_a_person_is_completed_by_arrow_keys_and_the_form_is_not_sent(page):
    field = page.locator("[name=cast-1-person]")
    field.fill("")
    field.press_sequentially("전")
    suggested(page, "Jeon Jong-seo", "New page: “전”")
    expect(field).to_have_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "completion-0")
    field.press("Enter")
    expect(field).to_have_value("Jeon Jong-seo")
    page.wait_for_timeout(400)  # longer than it waits before it asks
    expect(page.locator("#completions")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{EDIT}$"))
    field.press("Control+z")
    expect(field).to_have_value("전")


def test_rows_move_by_keyboard_and_it_is_said_where_they_stand(page):
    page.focus("[name=cast-2-person]")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#typing-says")).to_have_text("Gray stands at place 2 of 4.")
    page.keyboard.press("Alt+ArrowUp")
    page.locator("[data-list=cast] .row", has=page.locator("[name=cast-1-person]")).locator("[data-move='-1']").press(
        "Enter"
    )
    stand(page, "Gray", "Park Yu-rim", "Jeon Jong-seo")
    expect(page.locator("[data-move='-1']:focus")).to_have_count(1)
    assert [row["person"] for row in publish(page)["cast"]] == ["Gray", "Park Yu-rim", "Jeon Jong-seo"]


def test_a_row_is_dragged_and_a_place_that_is_typed_moves_it(page):
    grip = page.locator("[data-list=cast] .grip").first
    grip.scroll_into_view_if_needed()
    box, last = grip.bounding_box(), page.locator("[data-list=cast] .row").nth(2).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, last["y"] + 20, steps=6)
    page.mouse.up()
    stand(page, "Park Yu-rim", "Gray", "Jeon Jong-seo")
    page.fill("[name=cast-0-position]", "1")
    page.keyboard.press("Tab")
    stand(page, "Jeon Jong-seo", "Park Yu-rim", "Gray")


def test_a_row_that_was_removed_comes_back(page):
    page.check("[name=cast-1-DELETE]")
    expect(page.locator("[data-list=cast] .undo")).to_contain_text("Park Yu-rim is removed")
    page.click(".undo button")
    expect(page.locator(".undo")).to_have_count(0)
    expect(page.locator("[name=cast-1-DELETE]")).not_to_be_checked()
    page.check("[name=cast-2-DELETE]")
    assert [row["person"] for row in publish(page)["cast"]] == ["Jeon Jong-seo", "Park Yu-rim"]


def test_a_pasted_list_becomes_rows_without_a_reload(page):
    page.evaluate("window.stayed = true")
    page.click(".paste summary")
    page.fill("#paste-cast", "Gray as \nShin Se-hwi ... Da-bin\n* [[Kim Mu-yeol]] — Choi")
    page.fill("[name=description]", "Typed before")
    page.click("button[name=paste]")
    expect(page.locator(".said")).to_be_focused()
    assert page.evaluate("window.stayed") is True
    stand(page, "Jeon Jong-seo", "Park Yu-rim", "Gray", "Shin Se-hwi", "Kim Mu-yeol")
    expect(page.locator("[data-list=cast] .row [data-move='1']")).to_have_count(5)
    document = publish(page)
    assert document["description"] == "Typed before"
    assert [row["character"] for row in document["cast"][3:]] == ["Da-bin", "Choi"]


def test_while_a_pasted_list_is_read_nothing_is_typed_into_rows_that_are_replaced(page):
    waiting = []
    page.route("**/edit/", lambda route: waiting.append(route) if route.request.method == "POST" else route.continue_())
    page.click(".paste summary")
    page.fill("#paste-cast", "Gray as Da-bin")
    page.click("button[name=paste]")
    expect(page.locator("[data-list=cast]")).to_have_attribute("inert", "")
    waiting[0].continue_()
    expect(page.locator(".said")).to_be_focused()
    expect(page.locator("[data-list=cast]")).not_to_have_attribute("inert", "")


def test_without_a_script_a_pasted_list_becomes_rows_too(window, editor, film):
    one = window(java_script_enabled=False)
    one.log_in(editor)
    one.page.goto(EDIT)
    expect(one.page.locator("[name=body]")).to_be_visible()
    expect(one.page.locator("[role=toolbar], .row-tools")).to_have_count(0)
    one.page.click(".paste summary")
    one.page.fill("#paste-cast", "Shin Se-hwi as Da-bin")
    follow(one.page, "button[name=paste]")
    expect(one.page.locator(".said")).to_contain_text("One row was added")
    assert publish(one.page)["cast"][3]["character"] == "Da-bin"


def test_an_address_that_is_pasted_becomes_the_id(page):
    page.fill("[name=external_ids]", "imdb: tt1234567, tmdb: 5")
    page.focus("[name=external_ids]")
    page.keyboard.press("End")
    paste = """text => { const clipboardData = new DataTransfer(); clipboardData.setData("text", text);
      const options = {clipboardData, bubbles: true, cancelable: true};
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", options)) }"""
    page.evaluate(paste, "https://www.imdb.com/title/tt28102562/?ref_=x")
    expect(page.locator("[name=external_ids]")).to_have_value("tmdb: 5, imdb: tt28102562")
    page.evaluate(paste, "javascript:alert(1)")
    expect(page.locator("#typing-says")).to_contain_text("no address of a page")
    assert publish(page)["external_ids"] == {"imdb": "tt28102562", "tmdb": "5"}


def test_a_source_that_is_only_typed_can_be_cited_at_once(page):
    page.fill("[name=sources-1-title]", "Director talks")
    page.fill("[name=sources-1-url]", "https://www.hancinema.net/x")
    expect(page.locator("[name=sources-1-key]")).to_have_value("hancinema")
    write_at_end(page, "[^")
    suggested(page, "asiae", "Director talks", "source")
    page.keyboard.type("han")
    suggested(page, "Director talks", "source")
    page.keyboard.press("Enter")
    is_written(page, "She hunts a man.[^hancinema]")
    page.locator("[data-list=cast] .row summary").first.click()
    page.fill("[name=cast-0-src]", "asi")  # at once: with each letter there is another list
    suggested(page, "asiae", "source")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    document = publish(page)
    assert document["cast"][0]["src"] == ["asiae"]
    assert [row["key"] for row in document["sources"]] == ["asiae", "hancinema"]


def test_a_source_is_added_from_where_it_is_missing(page):
    write_at_end(page, "[^")
    suggested(page, "asiae", "source")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("[name=sources-2-title]")).to_be_focused()
    page.keyboard.type("Press article")
    page.keyboard.press("Tab")
    page.keyboard.type("https://www.hani.co.kr/1")
    is_written(page, "She hunts a man.[^source-2]")
    assert publish(page)["sources"][1]["key"] == "source-2"


def test_a_new_fact_without_a_source_is_pointed_out_quietly_and_leads_to_where_it_is_said(page):
    page.fill("[name=runtime]", "93")
    page.keyboard.press("Tab")
    page.click("#runtime .unsourced button")
    page.keyboard.type("asiae")
    page.fill("[name=cast-1-character]", "Min-hee")
    page.keyboard.press("Tab")
    expect(page.locator("[data-list=cast] .unsourced")).to_have_count(1)
    [note] = publish(page)["notes"]
    assert (note["field"], note["src"]) == ("runtime", ["asiae"])


def test_the_preview_scrolls_with_the_text(page):
    parts = "\n\n".join(f"## Part {n}\n\n" + "Some words of it. " * (60 if n % 2 else 5) for n in range(12))
    page.fill("[name=body]", parts)
    page.locator(".preview h2", has_text="Part 11").wait_for(state="attached")
    beside = """n => { const panel = document.querySelector(".preview"), area = document.querySelector("[name=body]");
      area.scrollTop = writing.places(area, [area.value.indexOf(`## Part ${n}`)])[0].top;
      const head = panel.querySelectorAll("h2")[n], from = one => one.getBoundingClientRect().top;
      return Math.abs(from(head) - from(panel)) < 4 }"""
    for n in (2, 5, 8):
        page.wait_for_function(beside, arg=n)
    page.fill("[name=body]", parts.replace("Part 3", "Part three"))
    page.locator(".preview h2", has_text="Part three").wait_for(state="attached")
    page.wait_for_function("document.querySelector('.preview').scrollTop > 100")


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_what_helps(width, window, editor, film):
    one = window(viewport={"width": width, "height": 900}, bypass_csp=True)
    one.log_in(editor)
    one.page.goto(EDIT)
    one.page.locator(".preview .prose").wait_for(state="attached")
    write_at_end(one.page, "[[전")
    suggested(one.page, "Jeon Jong-seo", "New page: “전”")
    assert wrong_with(one.page) == []


def test_all_that_helps_is_small():
    scripts = Path(settings.BASE_DIR) / "static" / "js"
    assert sum((scripts / f"{name}.js").stat().st_size for name in SCRIPTS) < MOST
