"""What a browser makes of the stylesheets: colours that were chosen, paper, high contrast, a small phone."""

import re

import pytest
from playwright.sync_api import expect

from conftest import Window, follow
from fanwiki.pages.models import Page
from films.seed import seed_ballerina

from .axe import COLOURS, wrong_at
from .test_browser import FILM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT, DARK = 0.7, 0.3  # how light a background is at least, and at most
LIGHTNESS = """(selector) => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = getComputedStyle(document.querySelector(selector)).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / 765;
}"""


def lightness(one: Window, selector: str = "body") -> float:
    return one.page.evaluate(LIGHTNESS, selector)


def choose(one: Window, label: str) -> None:
    one.page.goto("/preferences/")
    one.page.get_by_label(label, exact=True).check()
    follow(one.page, "main form button[type=submit]")


def test_without_a_script_the_choice_is_made_holds_and_is_taken_back(window):
    seed_ballerina()
    one = window(java_script_enabled=False, color_scheme="light")
    one.page.goto("/")
    follow(one.page, "footer a:has-text('Preferences')")
    choose(one, "Dark")
    one.page.get_by_label("Always show spoilers").check()
    follow(one.page, "main form button[type=submit]")
    one.page.goto(FILM)
    expect(one.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(one.page.locator(".spoiler > div").first).to_be_visible()
    one.page.locator(".spoiler > summary").first.click()
    expect(one.page.locator(".spoiler > div").first).to_be_hidden()
    one.page.goto("/preferences/")
    one.page.get_by_label("Always show spoilers").uncheck()
    one.page.get_by_label("As the system says").check()
    follow(one.page, "main form button[type=submit]")
    assert {cookie["name"] for cookie in one.context.cookies()} == {"csrftoken"}
    one.page.goto(FILM)
    expect(one.page.locator("html")).not_to_have_attribute("data-theme", re.compile(""))


@pytest.mark.parametrize(("chosen", "system"), [("Dark", "light"), ("Light", "dark")])
def test_what_was_chosen_wins_over_the_system_on_the_site_and_in_the_admin(chosen, system, window, owner):
    seed_ballerina()
    film = Page.objects.get(slug="ballerina-2023")
    one = window(color_scheme=system, viewport={"width": 1440, "height": 900}, bypass_csp=True)
    one.log_in(owner)
    choose(one, chosen)
    for address in ("/", FILM, f"{FILM}edit/", "/admin/", f"/admin/films/film/{film.pk}/change/"):
        one.page.goto(address)
        assert lightness(one) < DARK if chosen == "Dark" else lightness(one) > LIGHT, address


@pytest.mark.parametrize(("chosen", "system"), [("Dark", "light"), ("Light", "dark")])
def test_axe_finds_nothing_in_colours_that_were_chosen(chosen, system, window, owner):
    seed_ballerina()
    one = window(color_scheme=system, viewport={"width": 1440, "height": 900}, bypass_csp=True)
    one.log_in(owner)
    choose(one, chosen)
    addresses = ["/", FILM, f"{FILM}history/", f"{FILM}compare/1/2/", f"{FILM}edit/", "/preferences/", "/nowhere/"]
    assert wrong_at(one, addresses, COLOURS) == {}


def test_the_admin_has_contrast(window, owner):
    seed_ballerina()
    film = Page.objects.get(slug="ballerina-2023")
    one = window(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    one.log_in(owner)
    addresses = ["/admin/", "/admin/films/film/", f"/admin/films/film/{film.pk}/change/", "/admin/films/film/add/",
                 f"/admin/films/film/{film.pk}/delete/", f"/admin/films/film/{film.pk}/history/",
                 f"/admin/accounts/user/{owner.pk}/change/"]  # fmt: skip
    assert wrong_at(one, addresses, COLOURS) == {}


def test_on_paper_a_page_is_light_has_nothing_to_press_and_spoilers_stay_as_they_were_left(window):
    seed_ballerina()
    one = window(color_scheme="dark", viewport={"width": 680, "height": 900})
    one.page.goto(FILM)
    one.page.emulate_media(media="print")
    assert one.page.evaluate("getComputedStyle(document.querySelector('.hero')).colorScheme") == "light"
    for pressed in (".topbar", ".tabs", ".edit-link", ".footer", ".btn", ".backdrop"):
        expect(one.page.locator(pressed).first).to_be_hidden()
    spoiler = one.page.locator(".spoiler").first
    expect(spoiler).to_be_visible()
    expect(spoiler.locator("> div")).to_be_hidden()
    one.page.emulate_media(media="screen")
    spoiler.locator("summary").click()
    one.page.emulate_media(media="print")
    expect(spoiler.locator("> div")).to_be_visible()


def test_with_forced_colours_the_tab_that_one_is_at_still_differs(window):
    seed_ballerina()
    one = window(forced_colors="active")
    one.page.goto(FILM)
    line = "(selector) => getComputedStyle(document.querySelector(selector)).borderBottomColor"
    here = one.page.evaluate(line, ".tabs [aria-current]")
    assert here != one.page.evaluate(line, ".tabs a:not([aria-current])")
    expect(one.page.locator(".backdrop")).to_be_hidden()


def test_who_wants_less_motion_has_none(window):
    seed_ballerina()
    one = window(reduced_motion="reduce")
    one.page.goto("/")
    moving = """[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
    }).length"""
    assert one.page.evaluate(moving) == 0
    assert one.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("width", [320, 390, 1200, 1440])
def test_every_tab_stands_inside_the_window(width, window, owner):
    seed_ballerina()
    one = window(viewport={"width": width, "height": 800})
    one.log_in(owner)
    for address in (FILM, f"{FILM}history/"):
        one.page.goto(address)
        boxes = [tab.bounding_box() for tab in one.page.locator(".tabs a").all()]
        assert len(boxes) == 7
        room = one.page.locator(".tabs").first.bounding_box()
        assert all(room["x"] <= box["x"] and box["x"] + box["width"] <= room["x"] + room["width"] + 1 for box in boxes)
