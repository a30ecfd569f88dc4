"""Typing in a real browser: what is kept, what is said of it, and what becomes of it when a tab or the network goes."""

import pytest
from playwright.sync_api import expect

from conftest import PATIENCE, follow
from fanwiki.pages.drafts import Draft
from fanwiki.pages.models import Page
from fanwiki.tests.axe import wrong_at

from .test_save import change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDIT = "/films/ballerina/edit/"
STATE, KEEPING = ".savebar [role=status]", "**/edit/draft/*"


@pytest.fixture
def film(make_film):
    cast = [{"id": "jjs", "person": "Jeon Jong-seo"}]
    return make_film("Ballerina", runtime=92, body="A former bodyguard.", cast=cast)


@pytest.fixture
def one(film, editor, window):
    one = window()
    one.log_in(editor)
    one.page.goto(EDIT)
    return one


def said(page, words, selector=STATE):
    expect(page.locator(selector, has_text=words)).to_be_visible()


def bodies():
    return sorted(draft.typed["body"] for draft in Draft.objects.kept().defer(None))


def until_kept(page):
    """What a closing tab sends arrives when it likes, and nobody is told."""
    for _look in range(PATIENCE // 100):
        if bodies():
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept")


def test_typing_keeps_a_draft_while_it_goes_on(one):
    for n in range(12):  # without a pause that is long enough to wait for
        one.page.locator("[name=body]").press_sequentially(f" word{n}", delay=60)
    said(one.page, "Draft kept")
    assert "word1" in bodies()[0]
    assert Draft.objects.get().part == "text"
    assert one.complaints == []


def test_opening_the_form_and_looking_around_keeps_nothing(one):
    page, sent = one.page, []
    page.on("request", lambda request: sent.append(request.url) if "/edit/draft/" in request.url else None)
    page.clock.install()
    page.goto(EDIT)
    page.click("h2:has-text('Text')")
    page.clock.run_for("01:00")
    page.fill("[name=body]", "A word")
    page.clock.run_for("00:05")
    said(page, "Draft kept")
    assert len(sent) == 1


def test_a_tab_that_is_closed_right_after_a_word_has_kept_it_and_it_is_offered(one, editor, other_editor, film):
    one.page.fill("[name=body]", "Hours of work")
    one.page.close()
    page = one.context.new_page()
    until_kept(page)
    change(film, other_editor, runtime=93)
    page.goto(EDIT)
    said(page, "You have a draft from", ".note")
    said(page, "The page has been edited once since, by minseo", ".note")
    follow(page, "text=Continue with the draft")
    expect(page.locator("[name=body]")).to_have_value("Hours of work")
    expect(page.locator("text=This is your draft")).not_to_have_count(0)
    expect(page.locator("text=You have a draft")).to_have_count(0)
    page.click("button.solid[value=publish]")
    page.wait_for_url("**/films/ballerina/*")
    document = Page.objects.with_head().get(pk=film.pk).head.document
    assert (document["runtime"], document["body"]) == (93, "Hours of work")
    assert bodies() == []
    page.goto(EDIT)
    expect(page.locator("[name=body]")).to_have_value("Hours of work")
    expect(page.locator("text=You have a draft")).to_have_count(0)


def test_two_tabs_do_not_fight_even_where_one_is_a_copy_of_the_other(one):
    two = one.context.new_page()
    two.goto(EDIT)
    token = one.page.input_value("[name=draft]")
    two.evaluate("token => { document.querySelector('form.editor').elements.draft.value = token }", token)
    one.page.fill("[name=body]", "One")
    said(one.page, "Draft kept")
    two.fill("[name=body]", "Two")
    said(two, "Draft kept")
    with one.page.expect_response(KEEPING):
        one.page.fill("[name=body]", "One more")
    assert bodies() == ["One more", "Two"]


def test_a_cut_while_typing_is_said_and_made_good(one):
    one.page.route(KEEPING, lambda route: route.abort())
    one.page.fill("[name=body]", "Hours of work")
    said(one.page, "cannot be reached")
    assert bodies() == []
    one.page.unroute(KEEPING)
    one.page.evaluate("dispatchEvent(new Event('online'))")
    said(one.page, "Draft kept")
    assert bodies() == ["Hours of work"]


def test_a_cut_while_publishing_leaves_the_form_and_its_words_on_the_screen(one, film):
    one.page.fill("[name=body]", "Hours of work")
    one.context.set_offline(True)
    one.page.click("button.solid[value=publish]")
    said(one.page, "nothing was sent")
    expect(one.page.locator("[name=body]")).to_have_value("Hours of work")
    one.context.set_offline(False)
    one.page.click("button.solid[value=publish]")
    one.page.wait_for_url("**/films/ballerina/*")
    film.refresh_from_db()
    assert film.head.document["body"] == "Hours of work" and bodies() == []


def test_words_that_are_not_kept_yet_stay_where_the_wiki_is_gone_as_they_are_sent(one):
    one.page.route("**/edit/**", lambda route: route.abort())  # which the browser does not know: it is online
    one.page.fill("[name=body]", "Hours of work")
    one.page.click("button.solid[value=publish]")
    said(one.page, "nothing was sent")
    expect(one.page.locator("[name=body]")).to_have_value("Hours of work")
    one.page.unroute("**/edit/**")
    one.page.click("button.solid[value=publish]")
    one.page.wait_for_url("**/films/ballerina/*")
    assert bodies() == []


def test_pressing_twice_sends_it_once(one, film):
    sent = []
    one.page.on("request", lambda request: sent.append(request.url) if request.is_navigation_request() else None)
    one.page.fill("[name=body]", "Hours of work")
    one.page.dblclick("button.solid[value=publish]")
    one.page.wait_for_url("**/films/ballerina/*")
    assert sum(url.endswith(EDIT) for url in sent) == 1


def test_what_was_typed_after_a_preview_is_a_draft_where_the_page_is_loaded_again(one):
    page = one.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("[name=body]", "Hours of work")
    follow(page, ".savebar button[value=preview]")
    page.fill("[name=body]", "Days of work")
    page.reload()
    expect(page.locator("[name=body]")).to_have_value("Hours of work")
    assert "Days of work" in bodies()


def test_an_autosave_that_was_on_its_way_does_not_bring_a_published_draft_back(one):
    one.page.route(KEEPING, lambda route: None, times=1)  # it never arrives
    with one.page.expect_request(KEEPING) as held:
        one.page.fill("[name=body]", "Hours of work")
    sent = held.value
    one.page.click("button.solid[value=publish]")
    one.page.wait_for_url("**/films/ballerina/*")
    late = one.context.request.post(
        sent.url, data=sent.post_data, headers=sent.headers | {"Referer": one.site}, fail_on_status_code=False
    )
    assert late.status == 409
    assert bodies() == []


def test_who_logs_in_again_in_another_tab_is_kept_from_then_on(one, editor):
    session = one.context.cookies()
    one.context.clear_cookies(name="sessionid")
    one.page.fill("[name=body]", "Hours of work")
    said(one.page, "not logged in any more")
    assert bodies() == []
    one.context.add_cookies(session)
    one.page.evaluate("dispatchEvent(new Event('online'))")
    said(one.page, "Draft kept")
    assert bodies() == ["Hours of work"]


def test_others_see_who_types_where_without_a_reload(one, other_editor, window):
    two = window()
    two.log_in(other_editor)
    two.page.goto(EDIT)
    expect(two.page.locator("[data-present]")).to_be_hidden()
    one.page.fill("[name=cast-0-person]", "전종서")
    said(one.page, "Draft kept")
    two.page.fill("[name=body]", "Hers")
    said(two.page, "hanbit is editing Cast right now.", "[data-present]")


def test_without_a_script_the_preview_keeps_it_and_the_list_throws_it_away(film, editor, window):
    one = window(java_script_enabled=False)
    one.log_in(editor)
    page = one.page
    page.goto(EDIT)
    page.fill("[name=body]", "Hours of work")
    follow(page, page.locator(".savebar button[value=preview]"))
    said(page, "Draft kept")
    page.goto("/users/hanbit/")
    follow(page, page.locator(".panel tr", has_text="Ballerina").locator("a:has-text('Continue')"))
    expect(page.locator("[name=body]")).to_have_value("Hours of work")
    follow(page, "button:has-text('Throw it away')")
    expect(page.locator("text=The draft was thrown away.")).not_to_have_count(0)
    expect(page).to_have_url(f"{one.site}{EDIT}")
    expect(page.locator("[name=body]")).to_have_value("A former bodyguard.")
    assert bodies() == []


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_in_offers_and_lists(width, film, editor, other_editor, window):
    for n, user in enumerate((editor, editor, other_editor)):
        form = {"kind": "film", "page": film, "token": f"{n}" * 22, "part": "cast", "packed": b"", "size": 12_000}
        Draft.objects.create(owner=user, base=1, **form)
    Draft.objects.create(owner=editor, token="x" * 22, kind="person", title="전종서", packed=b"")
    change(film, other_editor, runtime=93)
    one = window(viewport={"width": width, "height": 900}, bypass_csp=True)
    one.log_in(editor)
    assert wrong_at(one, [EDIT, "/users/hanbit/", "/people/new/"]) == {}
