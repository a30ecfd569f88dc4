"""What is wrong with a page: what axe finds in it, light and dark, and what runs out of the window."""

from typing import Any

import pytest

from conftest import Window

SCRIPT = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # all that differs between a light page and a dark one
PHONE, NARROWEST = 400, 320  # pixels: what is narrower than the first may be as narrow as the second
RUN = """async (rules) => {
  // What fades from one colour to another would be looked at on its way.
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  const told = await axe.run({runOnly: rules, resultTypes: ["violations"]});
  return told.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target)}`);
}"""


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """Each as a rule and the first three elements that break it."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, rules)


def sideways(page: Any) -> list[str]:
    size = page.viewport_size
    if size["width"] < PHONE:
        page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.set_viewport_size(size)
    return [f"{over} px sideways"] if over > 0 else []


def wrong_with(page: Any, rules: list[str] = RULES) -> list[str]:
    """What is wrong with the page as it stands, light and, in a wide window, dark: what is no matter of colours is
    looked for once, and no width has colours of its own."""
    page.emulate_media(color_scheme="light")
    found = violations(page, rules) + sideways(page)
    if page.viewport_size["width"] < PHONE:
        return found
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {told}" for told in violations(page, COLOURS)]


def wrong_at(one: Window, addresses: list[str], rules: list[str] = RULES) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        one.page.goto(address)
        if told := wrong_with(one.page, rules):
            found[address] = told
    return found
