"""Help while typing, in a real browser: toolbar, completion, rows, pasted lists and addresses, sources, the preview."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from fanwiki.pages.models import Page
from fanwiki.tests.test_browser import LEVELS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EDIT = "/films/ballerina/edit/"
MOST = 28 * 1024  # bytes of all that helps while typing
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


def text(page):
    return page.input_value("[name=body]")


def write_at_end(page, words):
    page.focus("[name=body]")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def suggested(page, count=None):
    page.locator("#completions li").nth((count or 1) - 1).wait_for()
    return page.locator("#completions li").all_inner_texts()


def people(page):
    fields = page.locator("[data-list=cast] .rows [name$=-person]").all()
    return [value for value in (field.input_value() for field in fields) if value]


def publish(page):
    page.click("button.solid[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    return Page.objects.with_head().get(kind="film").head.document


def test_shortcuts_mark_what_is_chosen_and_the_browsers_undo_takes_it_back(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+b")
    assert text(page) == "**She hunts a man.**"
    page.keyboard.press("Control+i")
    assert text(page) == "***She hunts a man.***"
    page.keyboard.press("Control+i")
    page.keyboard.press("Control+b")
    assert text(page) == "She hunts a man."
    page.keyboard.press("Control+Shift+Digit7")
    assert text(page) == "## She hunts a man."
    page.keyboard.press("Control+z")
    assert text(page) == "She hunts a man."


def test_the_toolbar_is_one_stop_for_the_keyboard_and_its_buttons_write(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+A")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "bold"
    for _step in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert text(page) == "> She hunts a man."
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+A")
    page.click("[data-do=spoiler]")
    page.keyboard.type("who she hunts")
    assert text(page) == "::: spoiler who she hunts\nShe hunts a man.\n:::\n\n"
    assert page.locator("[role=toolbar] button").count() == 9


def test_two_brackets_complete_a_name_in_any_script_and_enter_writes_the_link(page):
    write_at_end(page, " [[전종")
    assert "Jeon Jong-seo" in suggested(page)[0]
    page.keyboard.press("Enter")
    assert text(page) == "She hunts a man. [[Jeon Jong-seo]]"
    page.keyboard.type(" and [[kim ji")
    assert "Korean actor" not in suggested(page, 2)[1]
    page.keyboard.press("Enter")
    assert text(page).endswith("and [[Kim Ji-hoon (actor)|Kim Ji-hoon]]")


def test_a_page_that_is_not_there_is_the_last_choice_and_escape_leaves_the_text_alone(page):
    write_at_end(page, " [[Nobody")
    assert suggested(page) == ["New page: “Nobody”"]
    page.keyboard.press("Escape")
    assert page.locator("#completions").is_hidden() and text(page).endswith("[[Nobody")
    page.keyboard.type(" ")
    suggested(page)
    page.keyboard.press("Enter")
    assert text(page).endswith("[[Nobody]]")


def test_a_link_keeps_the_words_that_were_chosen_and_a_kind_narrows_it(page):
    page.focus("[name=body]")
    page.keyboard.press("Control+Home")
    for _letter in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+k")
    assert text(page).startswith("[[|She]] hunts")
    page.keyboard.type("character:ok")
    assert "Ok-ju" in suggested(page, 2)[0]
    page.keyboard.press("Enter")
    assert text(page) == "[[character:Ok-ju|She]] hunts a man."


def test_a_title_that_pages_of_two_kinds_have_is_written_with_its_kind(page, make_person):
    make_person("Ballerina")
    write_at_end(page, " [[baller]] is shown")
    for _letter in " is shown]]":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("i")
    choices = suggested(page, 3)
    for _step in range(next(n for n, said in enumerate(choices) if "Person" in said)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type(" who")
    assert text(page) == "She hunts a man. [[person:Ballerina]] who is shown"


def test_a_person_is_completed_by_arrow_keys_and_the_form_is_not_sent(page):
    field = page.locator("[name=cast-1-person]")
    field.fill("")
    field.press_sequentially("전")
    assert "Jeon Jong-seo" in suggested(page)[0]
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "completion-0"
    field.press("Enter")
    assert field.input_value() == "Jeon Jong-seo" and page.url.endswith("/edit/")
    page.wait_for_timeout(400)
    assert page.locator("#completions").is_hidden()
    field.press("Control+z")
    assert field.input_value() == "전"


def test_rows_move_by_keyboard_and_it_is_said_where_they_stand(page):
    page.focus("[name=cast-2-person]")
    page.keyboard.press("Alt+ArrowUp")
    assert page.inner_text("#typing-says") == "Gray stands at place 2 of 4."
    page.keyboard.press("Alt+ArrowUp")
    page.locator("[data-list=cast] .row", has=page.locator("[name=cast-1-person]")).locator("[data-move='-1']").press(
        "Enter"
    )
    assert people(page) == ["Gray", "Park Yu-rim", "Jeon Jong-seo"]
    assert page.evaluate("document.activeElement.dataset.move") == "-1"
    assert [row["person"] for row in publish(page)["cast"]] == ["Gray", "Park Yu-rim", "Jeon Jong-seo"]


def test_a_row_is_dragged_and_a_place_that_is_typed_moves_it(page):
    grip = page.locator("[data-list=cast] .grip").first
    grip.scroll_into_view_if_needed()
    box, last = grip.bounding_box(), page.locator("[data-list=cast] .row").nth(2).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, last["y"] + 20, steps=6)
    page.mouse.up()
    assert people(page) == ["Park Yu-rim", "Gray", "Jeon Jong-seo"]
    page.fill("[name=cast-0-position]", "1")
    page.keyboard.press("Tab")
    assert people(page) == ["Jeon Jong-seo", "Park Yu-rim", "Gray"]


def test_a_row_that_was_removed_comes_back(page):
    page.check("[name=cast-1-DELETE]")
    assert "Park Yu-rim is removed" in page.inner_text("[data-list=cast] .undo")
    page.click(".undo button")
    assert not page.is_checked("[name=cast-1-DELETE]") and not page.locator(".undo").count()
    page.check("[name=cast-2-DELETE]")
    assert [row["person"] for row in publish(page)["cast"]] == ["Jeon Jong-seo", "Park Yu-rim"]


def test_a_pasted_list_becomes_rows_without_a_reload(page):
    page.evaluate("window.stayed = true")
    page.click(".paste summary")
    page.fill("#paste-cast", "Gray as \nShin Se-hwi ... Da-bin\n* [[Kim Mu-yeol]] — Choi")
    page.fill("[name=description]", "Typed before")
    page.click("button[name=paste]")
    page.locator(".said").wait_for()
    assert page.evaluate("window.stayed && document.activeElement.className") == "said"
    assert people(page)[3:] == ["Shin Se-hwi", "Kim Mu-yeol"]
    assert page.locator("[data-list=cast] .row [data-move='1']").count() == 5
    document = publish(page)
    assert document["description"] == "Typed before"
    assert [row["character"] for row in document["cast"][3:]] == ["Da-bin", "Choi"]


def test_without_a_script_a_pasted_list_becomes_rows_too(window, editor, film):
    one = window(java_script_enabled=False)
    one.log_in(editor)
    one.page.goto(EDIT)
    assert not one.page.locator("[role=toolbar], .row-tools").count()
    one.page.click(".paste summary")
    one.page.fill("#paste-cast", "Shin Se-hwi as Da-bin")
    one.page.click("button[name=paste]")
    assert "One row was added" in one.page.inner_text(".said")
    assert publish(one.page)["cast"][3]["character"] == "Da-bin"


def test_an_address_that_is_pasted_becomes_the_id(page):
    page.fill("[name=external_ids]", "imdb: tt1234567, tmdb: 5")
    page.focus("[name=external_ids]")
    page.keyboard.press("End")
    paste = """text => { const clipboardData = new DataTransfer(); clipboardData.setData("text", text);
      const options = {clipboardData, bubbles: true, cancelable: true};
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", options)) }"""
    page.evaluate(paste, "https://www.imdb.com/title/tt28102562/?ref_=x")
    assert page.input_value("[name=external_ids]") == "tmdb: 5, imdb: tt28102562"
    page.evaluate(paste, "javascript:alert(1)")
    assert "no address of a page" in page.inner_text("#typing-says")
    assert publish(page)["external_ids"] == {"imdb": "tt28102562", "tmdb": "5"}


def test_a_source_that_is_only_typed_can_be_cited_at_once(page):
    page.fill("[name=sources-1-title]", "Director talks")
    page.fill("[name=sources-1-url]", "https://www.hancinema.net/x")
    assert page.input_value("[name=sources-1-key]") == "hancinema"
    write_at_end(page, "[^")
    assert "Director talks" in suggested(page, 3)[1]
    page.keyboard.type("han")
    page.locator("#completions li", has_text="asiae").wait_for(state="detached")
    page.keyboard.press("Enter")
    assert text(page) == "She hunts a man.[^hancinema]"
    page.locator("[data-list=cast] .row summary").first.click()
    page.fill("[name=cast-0-src]", "asi")  # at once: with each letter there is another list
    suggested(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    document = publish(page)
    assert document["cast"][0]["src"] == ["asiae"]
    assert [row["key"] for row in document["sources"]] == ["asiae", "hancinema"]


def test_a_source_is_added_from_where_it_is_missing(page):
    write_at_end(page, "[^")
    suggested(page, 2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name").endswith("-title")
    page.keyboard.type("Press article")
    page.keyboard.press("Tab")
    page.keyboard.type("https://www.hani.co.kr/1")
    assert text(page).endswith("[^source-2]")
    assert publish(page)["sources"][1]["key"] == "source-2"


def test_a_new_fact_without_a_source_is_pointed_out_quietly_and_leads_to_where_it_is_said(page):
    page.fill("[name=runtime]", "93")
    page.keyboard.press("Tab")
    page.click("#runtime .unsourced button")
    page.keyboard.type("asiae")
    page.fill("[name=cast-1-character]", "Min-hee")
    page.keyboard.press("Tab")
    assert page.locator("[data-list=cast] .unsourced").count() == 1
    [note] = publish(page)["notes"]
    assert (note["field"], note["src"]) == ("runtime", ["asiae"])


def test_the_preview_scrolls_with_the_text(page):
    parts = "\n\n".join(f"## Part {n}\n\n" + "Some words of it. " * (60 if n % 2 else 5) for n in range(12))
    page.fill("[name=body]", parts)
    page.locator(".preview h2", has_text="Part 11").wait_for(state="attached")
    top = """n => { const panel = document.querySelector(".preview"), area = document.querySelector("[name=body]");
      area.scrollTop = writing.places(area, [area.value.indexOf(`## Part ${n}`)])[0].top;
      const head = panel.querySelectorAll("h2")[n], from = one => one.getBoundingClientRect().top;
      return new Promise(done => setTimeout(() => done(from(head) - from(panel)), 100)) }"""
    assert [abs(page.evaluate(top, n)) < 4 for n in (2, 5, 8)] == [True] * 3
    page.fill("[name=body]", parts.replace("Part 3", "Part three"))
    page.locator(".preview h2", has_text="Part three").wait_for(state="attached")
    assert page.evaluate("document.querySelector('.preview').scrollTop") > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_what_helps(scheme, width, window, editor, film):
    one = window(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    one.log_in(editor)
    one.page.goto(EDIT)
    one.page.locator(".preview .prose").wait_for(state="attached")
    write_at_end(one.page, "[[전")
    suggested(one.page, 2)
    found = Axe().run(one.page, options=LEVELS).response["violations"]
    assert [(told["id"], [node["target"] for node in told["nodes"][:3]]) for told in found] == []
    assert one.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_all_that_helps_is_small():
    scripts = Path(settings.BASE_DIR) / "static" / "js"
    assert sum((scripts / f"{name}.js").stat().st_size for name in SCRIPTS) < MOST
