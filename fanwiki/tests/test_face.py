"""What a browser measures of a page: its weight, what jumps while it loads, how the keyboard goes through it."""

import gzip
import time
from pathlib import Path

import pytest
from django.conf import settings

from conftest import Window, make_page
from fanwiki.articles.seed import seed_articles
from fanwiki.pages import editing
from fanwiki.pages.models import Page
from fanwiki.pictures.tests.made import photograph
from films.seed import seed_ballerina

FILM = "/films/ballerina-2023/"
READ = [FILM, "/people/jeon-jong-seo/", "/", f"{FILM}history/", "/recent/"]
COLD, HTML, JUMPS = 300_000, 12_000, 0.05
CSS, TOOLS_CSS = 40 * 1024, 32 * 1024
LATE = 0.4  # seconds after which the fonts arrive

browser = pytest.mark.browser
live = pytest.mark.django_db(transaction=True)

WATCH_JUMPS = """
window.jumps = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.jumps += entry.value })
  .observe({type: "layout-shift", buffered: true});
"""
# What is focused now: whether it shows, is ringed, and is the topmost at its middle (or at its first line).
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  one.dataset.visited = "";
  const box = one.getClientRects()[0], style = getComputedStyle(one);
  const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 30), box.y + Math.min(box.height / 2, 12));
  const labels = [...(one.labels || [])];
  return {
    what: `${one.tagName} ${one.name || one.id || one.textContent.trim().slice(0, 30)}`,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: Boolean(top) && [one, ...labels].some(part => part.contains(top) || top.contains(part)),
  };
}"""
LEFT_OUT = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0
    && !("visited" in one.dataset) && one.type !== "radio")
  .map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def seeded(db):
    seed_articles()
    seed_ballerina()


@browser
@live
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_when_the_fonts_come_late(width, seeded, window):
    found = {}
    for address in READ:
        one = window(viewport={"width": width, "height": 900})
        one.page.add_init_script(WATCH_JUMPS)
        one.page.route("**/*.woff2", lambda route: (time.sleep(LATE), route.continue_()))
        one.page.goto(address, wait_until="networkidle")
        one.page.evaluate("document.fonts.ready")
        found[address] = one.page.evaluate("window.jumps")
    assert {address: jumps for address, jumps in found.items() if jumps >= JUMPS} == {}


@browser
@live
def test_a_cold_film_page_is_light(seeded, window):
    one = window()
    answers = []
    one.page.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108 - playwright marks what it calls
    one.page.goto(FILM, wait_until="networkidle")
    sizes = {request.url.rpartition("/")[2]: request.sizes() for request in answers}
    weights = {name: size["responseBodySize"] + size["responseHeadersSize"] for name, size in sizes.items()}
    assert "sans.woff2" in weights and "components.css" in weights
    assert sum(weights.values()) < COLD, weights


@pytest.fixture
def full_of_pictures(seeded, make_picture, media):
    """The film with a poster, twelve portraits in its cast, and a gallery."""
    film = Page.objects.get(kind="film", slug="ballerina-2023")
    cast = []
    for number in range(12):
        make_picture(f"Portrait {number}", photograph(900, 1200, number), focal_y=30)
        make_page("person", f"Actor {number}", picture=f"Portrait {number}")
        cast.append({"person": f"Actor {number}", "role_type": "main"})
    make_picture("The poster", photograph(1400, 2100, 1))
    gallery = [{"picture": f"Portrait {number}"} for number in range(6)]
    told = film.head.document | {"picture": "The poster", "cast": cast, "gallery": gallery}
    editing.save(film, told, base=film.head.number, by=None, summary="Pictures")


def weight(request):
    """Bytes as they travel: collected static files are compressed, and a proxy compresses pages."""
    packed = request.url.endswith((".css", ".svg", ".js", "/"))
    body = len(gzip.compress(request.response().body())) if packed else request.sizes()["responseBodySize"]
    return body + request.sizes()["responseHeadersSize"]


@browser
@live
@pytest.mark.parametrize("width", [390, 1440])
def test_with_pictures_it_is_light_still_and_nothing_jumps(width, full_of_pictures, window):
    one = window(viewport={"width": width, "height": 900})
    one.page.add_init_script(WATCH_JUMPS)
    answers = []
    one.page.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108 - as above
    one.page.goto(FILM, wait_until="networkidle")
    assert sum("/media/" in request.url for request in answers) >= 1
    weights = {request.url.rpartition("/")[2]: weight(request) for request in answers}
    assert sum(weights.values()) < COLD, weights
    one.page.mouse.wheel(0, 6000)
    one.page.wait_for_load_state("networkidle")
    assert one.page.evaluate("window.jumps") < JUMPS
    assert one.complaints == []


def test_the_css_of_what_is_read_is_small_and_that_of_the_tools_bounded():
    """Three sheets are on every page; the others come with what they are for. The admin has its own."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    sizes = {sheet.stem: sheet.stat().st_size for sheet in folder.glob("*.css") if sheet.stem != "admin"}
    assert sum(sizes.pop(name) for name in ("tokens", "layout", "components")) < CSS
    assert sum(sizes.values()) < TOOLS_CSS


@pytest.mark.django_db
def test_the_html_of_a_film_is_small(seeded, client):
    assert len(gzip.compress(client.get(FILM).content)) < HTML


@browser
@live
def test_pages_read_the_same_without_a_script(seeded, window):
    with_scripts, without = window(), window(java_script_enabled=False)
    for address in READ:
        for one in (with_scripts, without):
            one.page.goto(address)
        assert without.page.inner_text("main") == with_scripts.page.inner_text("main")
    without.page.goto(FILM)
    without.page.click("summary:has-text('Spoiler')")
    without.page.locator("details.spoiler a").first.wait_for()


@browser
@live
@pytest.mark.parametrize("address", [FILM, f"{FILM}edit/", f"{FILM}history/"])
def test_the_keyboard_reaches_everything_and_sees_where_it_is(address, seeded, window, moderator):
    one = window(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    one.log_in(moderator)
    one.page.goto(address, wait_until="networkidle")
    if address.endswith("edit/"):
        one.page.locator(".preview .prose").wait_for()
    assert lost_on_the_way(one) == []
    assert one.page.evaluate(LEFT_OUT) == []


def lost_on_the_way(one: Window, most: int = 600) -> list[dict]:
    """What Tab comes to and does not show, from the top of the page to its end."""
    lost = []
    for _step in range(most):
        one.page.keyboard.press("Tab")
        if (focused := one.page.evaluate(FOCUSED)) is None:
            return lost
        if not (focused["ringed"] and focused["shown"]):
            lost.append(focused)
    raise AssertionError("the way through the page has no end")
