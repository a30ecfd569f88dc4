"""Text that means harm: scripts, forged links, and texts made to keep the parser busy."""

import html
import re
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import markup
from fanwiki.text.markdown_bounds import MAX_BLOCK_DEPTH, TooComplex
from fanwiki.text.markup import Rendered, render, resolve_links
from fanwiki.text.sanitise import sanitise
from fanwiki.text.tests.payloads import PAYLOADS, PLACES

KINDS = {"film", "person"}

TAGS = {
    "a", "blockquote", "b", "br", "code", "details", "div", "em", "h3", "h4", "h5", "h6", "hr", "input", "li", "ol",
    "p", "pre", "s", "span", "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "aria-label", "checked", "class", "disabled", "href", "id", "lang", "rel", "role", "scope", "start", "tabindex",
    "title", "type",
}  # fmt: skip
OUR_IDS = re.compile("(s|t|n|tn)-.")


class Auditor(HTMLParser):
    """Notes down everything in some HTML that this wiki never draws; knows nothing of how it was made."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [] if tag in TAGS else [f"<{tag}>"]
        for name, value in attrs:
            self.check(tag, name, value or "")

    handle_startendtag = handle_starttag

    def check(self, tag: str, name: str, value: str) -> None:
        if name not in ATTRIBUTES or name.startswith("on"):
            self.found.append(f"<{tag} {name}>")
        if name == "id" and not OUR_IDS.match(value):
            self.found.append(f"id {value}")
        if name == "type" and value != "checkbox":
            self.found.append(f"type {value}")
        scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", re.sub(r"[\0-\x20\x7f-\xa0\u200b-\u200f]", "", value))
        if name == "href" and scheme and scheme[1].lower() not in {"http", "https", "mailto", "wiki"}:
            self.found.append(f"href {value}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")

    def unknown_decl(self, data: str) -> None:
        self.found.append("section")


def pieces(page: Rendered) -> list[str]:
    return [page.lead, *(section.html for section in page.sections), page.footnotes]


def audit(page: Rendered) -> list[str]:
    auditor = Auditor()
    for piece in pieces(page):
        auditor.feed(piece)
    auditor.close()
    return auditor.found


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 80


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_does_nothing_in_any_place(payload: str) -> None:
    for place in PLACES:
        for sources in ([payload, "x"], None):
            assert audit(render(place.replace("{}", payload), sources, KINDS)) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_does_nothing_in_the_fallback(payload: str) -> None:
    page = render(payload + "\n" + "[" * 100_000, [], KINDS)
    assert page.plain
    assert audit(page) == []


def test_the_auditor_would_notice() -> None:
    auditor = Auditor()
    auditor.feed("<script>1</script><a href='java\tscript:1' onclick=1 id=x><svg><p style=x><!-- --><input type=text>")
    assert len(auditor.found) == 8


def test_the_sanitiser_alone_stops_every_payload() -> None:
    for payload in PAYLOADS:
        auditor = Auditor()
        auditor.feed(re.sub(r"\bid=\S+", "", sanitise(payload)))
        assert auditor.found == []


# Forged links


FORGERIES = [
    '<a href="wiki:film/x/X">x</a>',
    "[x](wiki:film/x/X)",
    "[x](WIKI:film/x/X)",
    "[x](<wiki:film/x/X>)",
    "[x]( wiki:film/x/X )",
    "[x](\twiki:film/x/X)",
    "[x](<\twiki:film/x/X>)",
    "[x](\u00a0wiki:film/x/X)",
    "[x](\x01wiki:film/x/X)",
    "[x](w\\iki:film/x/X)",
    "[x](&#119;iki:film/x/X)",
    "[x](wiki&#58;film/x/X)",
    "[x](wiki&colon;film/x/X)",
    "<wiki:film/x/X>",
    "[x]\n\n[x]: wiki:film/x/X",
    "![x](wiki:film/x/X)",
    "wiki:film/x/X",
    "wiki://film/x/X",
    "http:wiki:film/x/X",
    "[x](https://a.co '<a href=\"wiki:film/x/X\">')",
    '[x](https://a.co "&lt;a href=&quot;wiki:film/x/X&quot;&gt;")',
    '`<a href="wiki:film/x/X">`',
    '    <a href="wiki:film/x/X">',
    '[^<a&#32;href="wiki:film/x/X">]',
    '::: spoiler <a href="wiki:film/x/X">\n:::',
]


@pytest.mark.parametrize("body", FORGERIES)
def test_a_link_between_pages_cannot_be_forged(body: str) -> None:
    page = render(body, [], KINDS)
    assert page.links == []
    for piece in pieces(page):
        assert resolve_links(piece, lambda *target: pytest.fail(f"resolved {target}")) == piece


@pytest.mark.parametrize(
    "title", ['" onclick="x', "</a><script>", "a/b/c", "%22%3E", "&quot;", "x\\", "전종서", "a'b", "?#"]
)
def test_a_strange_title_comes_back_as_it_was_typed(title: str) -> None:
    page = render(f"[[film:{title}x|y]]", [], KINDS)
    asked: list[str] = []
    assert (
        resolve_links(page.lead, lambda kind, key, title: asked.append(title) or 'href="/"')
        == '<p><a href="/">y</a></p>\n'
    )
    assert asked == [f"{title}x"]


# Whatever is typed


SIGNS = [
    "\n", " ", "\n\n", "#", "## ", "[[", "]]", "[", "]", "(", ")", "](", "[^", "]:", "*", "**", "_", "~~", "`", "```",
    ">", "> ", "- ", "1. ", "|", "|-|", "\\", "&", "&lt;", "&#58;", "<", "<a", "<!--", "!", "![", "::", "::: spoiler ",
    "film:", "wiki:", "javascript:", "http://", "https://a.co", 'href="', "'", '"', "=", "===", "---", "\t", "\0",
    "\ud800", "\u202e", "\u2028", "é", "전종서", "😀", "a", "b", "[[A]]", "[[film:B|c]]", "[^k]", "[^z]", "\n[^z]: ",
    "[x](y)", "[x](http://y)", "- [x] ", "{}", "@", "a@b.co", "/", "//", "%22", "&quot;", '<a href="wiki:film/x/X">',
]  # fmt: skip
bodies = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4), max_size=60).map("".join)


@given(bodies, st.none() | st.just(["k"]))
def test_no_text_breaks_the_parser(body: str, sources: list[str] | None) -> None:
    with suppress(TooComplex):
        markup._render(body.encode("utf-8", "replace").decode().replace("\0", ""), sources, KINDS)


@given(bodies)
def test_no_text_gets_past_the_auditor(body: str) -> None:
    assert audit(render(body, ["k"], KINDS)) == []


@given(bodies)
def test_sanitising_again_changes_nothing(body: str) -> None:
    for piece in pieces(render(body, ["k"], KINDS)):
        assert sanitise(piece) == piece


@given(bodies)
def test_only_noted_links_are_resolved(body: str) -> None:
    page = render(body, ["k"], KINDS)
    asked: list[tuple[str, str]] = []
    for piece in pieces(page):
        resolved = resolve_links(piece, lambda kind, key, title: asked.append((kind, key)) or 'href="/"')
        assert not re.search('<[^>]*"wiki:', resolved)
    assert {kind for kind, key in asked} <= {kind for kind, title in page.links}
    assert len(set(asked)) == len(page.links)


@given(bodies)
def test_cites_are_counted_as_they_are_drawn(body: str) -> None:
    page = render(body, ["k"], KINDS)
    assert "".join(pieces(page)).count('href="#source-k"') == page.cites.get("k", 0)


@given(bodies)
def test_ids_are_unique_on_the_page(body: str) -> None:
    page = render(body, ["k"], KINDS)
    ids = [section.id for section in page.sections] + re.findall('(?<= id=")[^"]*', "".join(pieces(page)))
    assert len(ids) == len(set(ids))


# Texts made to keep the parser busy: each is drawn, or shown in full as it was typed


UNITS = [
    "[", "[[", "[a", "[a](", "![a](", "[" + "a" * 100 + "](", '[a](b "', "[a]: b\n", "[^a]", "[^a]: b\n", "*a_ ", "*a*",
    "~~a", "``a`", "\\", "&", "<a ", "<a@b.c>", "> ", "- ", "1. a\n", "* a\n  ", "# a\n", "a\n\n", "a\n", "```\n",
    "|a|b|\n|-|-|\n", "::: spoiler\n", "://", "http://a.co/(", "\n", " ", "전", '"', "\ud800", "\0", "\r",
    "[^a]: b\n>     a\n=\n", "> - ~~~   - a\n    - a\n",
]  # fmt: skip


def text_of(html_text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", html_text))


def assert_nothing_is_lost(body: str) -> None:
    page = render(body, ["a"], KINDS)
    if page.plain:
        assert re.fullmatch('<p class="plain">[^<]*</p>', page.lead)
        assert text_of(page.lead) == re.sub("[\0\ud800-\udfff]", "\ufffd", body.replace("\r", "\n"))


@pytest.mark.parametrize("unit", UNITS)
def test_fifty_kilobytes_of_anything_are_shown(unit: str) -> None:
    assert_nothing_is_lost(unit * (50_000 // len(unit)) + "](b)")


@pytest.mark.parametrize("unit", UNITS)
def test_nearly_two_megabytes_of_anything_are_shown(unit: str) -> None:
    assert_nothing_is_lost(unit * (1_900_000 // len(unit)))


def test_a_large_page_of_prose_is_drawn() -> None:
    body = "The **film** by [[Lee Chung-hyun]] came out in October, as was said[^a] " * 5 + "and then some. " * 50
    assert not render("\n\n".join([body] * 900), ["a"], KINDS).plain


def test_a_table_that_asks_for_many_cells_is_shown_as_typed() -> None:
    wide = "|" + "a|" * 250 + "\n|" + "-|" * 250 + "\n" + "|\n" * 250
    assert render(wide * 2, [], KINDS).plain


def test_nesting_is_drawn_or_shown_as_typed_but_never_dropped() -> None:
    for depth in range(1, 3 * MAX_BLOCK_DEPTH):
        for unit in ("> ", "- ", "1. ", "::: spoiler\n"):
            assert "needle" in text_of(render(unit * depth + "needle", [], KINDS).lead)


def test_emphasis_that_no_browser_would_nest_is_shown_as_typed() -> None:
    assert render("*a _b " * 100 + "c_ d* " * 100, [], KINDS).plain


def test_brackets_beyond_the_bound_cost_links_and_not_the_page() -> None:
    page = render("*x* " + "[a " * 3000 + "](b)", [], KINDS)
    assert not page.plain
    assert page.lead.startswith("<p><em>x</em> [a [a")
