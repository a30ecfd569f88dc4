"""Text that means harm: scripts, forged links, and texts made to keep the parser busy."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanwiki.text import markup
from fanwiki.text.markdown_bounds import MAX_BLOCK_DEPTH, TooComplex
from fanwiki.text.markup import Rendered, render, resolve_links
from fanwiki.text.sanitise import sanitise

KINDS = {"film", "person"}

TAGS = set(
    "a b blockquote br code del details div em h3 h4 h5 h6 hr input li ol p pre s span strong summary sup table tbody td"
    " th thead tr ul".split()
)
ATTRIBUTES = set("href title rel class id aria-label tabindex role scope start type disabled checked".split())
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


PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script/x>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1)//<</script>",
    "<script\x0c>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<img src=x:x onerror\n=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<img src=`x`onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src onerror=alert(1)>'>",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<div style=width:expression(alert(1))>x</div>",
    "<p id=csrfmiddlewaretoken name=cookie>x</p>",
    "<a id=defaultView href=cid:x>x</a>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='https://a.co' target=_blank onclick=alert(1)>x</a>",
    "<xss onmouseover=alert(1) style=x>x</xss>",
    "<!--<img src='--><img src=x onerror=alert(1)>'>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<title><p title='</title><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<plaintext><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<frameset onload=alert(1)><frame src=x></frameset>",
    "</p></div></section></main><script>alert(1)</script>",
    "'\"><script>alert(1)</script>",
    "\" onmouseover=alert(1) x=\"",
    "' onmouseover='alert(1)",
    "`onmouseover=alert(1)`",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](<java\tscript:alert(1)>)",
    "[x](java%0ascript:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](\\javascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](\u00a0javascript:alert(1))",
    "[x](\u200bjavascript:alert(1))",
    "[x](javascript://a.co/%0aalert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](data:image/png;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://a.co/x)",
    "[x](intent://x#Intent;end)",
    "[x](view-source:javascript:alert(1))",
    "[x](feed:javascript:alert(1))",
    "[x](https://a.co/\"onmouseover=alert(1))",
    "[x](https://a.co 'y\" onmouseover=alert(1) z=\"')",
    "[x](https://a.co \"y' onmouseover='alert(1)\")",
    "[x](https://a.co/<script>alert(1)</script>)",
    "[<script>alert(1)</script>](https://a.co)",
    "[x]\n\n[x]: javascript:alert(1)",
    "[x][y]\n\n[y]: <javascript:alert(1)> 'z'",
    "![x](javascript:alert(1))",
    "![x](x\"onerror=\"alert(1))",
    "![\"onerror=\"alert(1)](x)",
    "![<img src=x onerror=alert(1)>](https://a.co/x)",
    "<javascript:alert(1)>",
    "<vbscript:msgbox(1)>",
    "<data:text/html,x>",
    "<https://a.co/\"onmouseover=alert(1)>",
    "https://a.co/\"onmouseover=\"alert(1)",
    "https://a.co/'><script>alert(1)</script>",
    "[[<script>alert(1)</script>]]",
    "[[x|<script>alert(1)</script>]]",
    "[[javascript:alert(1)]]",
    "[[x\" onmouseover=\"alert(1)|y]]",
    "[[film:x' onmouseover='alert(1)]]",
    "[^<script>alert(1)</script>]",
    "[^\"onmouseover=\"alert(1)]",
    "[^x]: <script>alert(1)</script>\n\n[^x]",
    "::: spoiler <script>alert(1)</script>\n<script>alert(1)</script>\n:::",
    "::: spoiler \" onclick=\"alert(1)\nx\n:::",
    "```<script>\n<script>alert(1)</script>\n```",
    "```\" onclick=\"alert(1)\nx\n```",
    "    <script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "# <script>alert(1)</script>",
    "### \" onclick=\"alert(1)",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "- [x] <input autofocus onfocus=alert(1)>",
    "**<b onclick=alert(1)>x</b>**",
    "\u2028<script>alert(1)</script>",
    "\0<script>\0alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "{{constructor.constructor('alert(1)')()}}",
    "{% load x %}{{ request }}",
]  # fmt: skip

PLACES = [
    "{}",
    "a {} b",
    "## {}",
    "### {}",
    "> {}",
    "- {}",
    "|a|\n|-|\n|{}|",
    "[[{}]]",
    "[[x|{}]]",
    "[{}](https://a.co)",
    "[x]({})",
    "[x](https://a.co '{}')",
    "![{}](x)",
    "<{}>",
    "::: spoiler {}\n{}\n:::",
    "[^{}]",
    "x[^n]\n\n[^n]: {}",
    "```{}\n{}\n```",
    "**{}**",
    "`{}`",
]


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
    '[x](https://a.co \'<a href="wiki:film/x/X">\')',
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


@pytest.mark.parametrize("title", ['" onclick="x', "</a><script>", "a/b/c", "%22%3E", "&quot;", "x\\", "전종서", "a'b", "?#"])
def test_a_strange_title_comes_back_as_it_was_typed(title: str) -> None:
    page = render(f"[[film:{title}x|y]]", [], KINDS)
    asked: list[str] = []
    assert resolve_links(page.lead, lambda kind, key, title: asked.append(title) or 'href="/"') == '<p><a href="/">y</a></p>\n'
    assert asked == [f"{title}x"]


# Whatever is typed


SIGNS = st.sampled_from(
    "\n \n\n # ## [[ ]] [ ] ( ) ]( [^ ]: ]: * ** _ ~~ ` ``` > - 1. | |-| \\ & &lt; &#58; < > <a <!-- ! ![ :: ::: spoiler film: "
    "wiki: javascript: http:// https://a.co href=\" ' \" = === --- \t \0 \ud800 \u202e \u2028 é 전종서 😀 a b x y k "
    "[[A]] [[film:B|c]] [^k] [^z] [x](y) [x](http://y) - [x] {} @ a@b.co / // %22 &quot; <a href=\"wiki:film/x/X\">".split(" ")
)
bodies = st.lists(SIGNS | st.text(max_size=4), max_size=60).map("".join)


@given(bodies, st.none() | st.just(["k"]))
def test_no_text_breaks_the_parser(body: str, sources: list[str] | None) -> None:
    try:
        markup._render(body.encode("utf-8", "replace").decode().replace("\0", ""), sources, KINDS)
    except TooComplex:
        pass


@given(bodies)
@settings(max_examples=300)
def test_no_text_gets_past_the_auditor(body: str) -> None:
    assert audit(render(body, ["k"], KINDS)) == []


@given(bodies)
@settings(max_examples=300)
def test_sanitising_again_changes_nothing(body: str) -> None:
    for piece in pieces(render(body, ["k"], KINDS)):
        assert sanitise(piece) == piece


@given(bodies)
@settings(max_examples=300)
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
    "[", "[a", "[[", "[[a", "[[a|", "[]", "[](", "![", "![a](", "[a](", "[a](<b", '[a](b "', "[a]: b\n", "[^a", "[^a]", "[^a]: b\n",
    "*", "*a ", "*a*", "**a", "_a_ ", "*_a", "~~a", "`", "``a`", "\\", "\\\n", "&", "&#", "&lt;", "<", "<a ", "<!--", "-->", "<a@b.c>",
    "> ", ">", "> > a\n\n", "- ", "-\n", "- a\n", "1. 1. a\n", "* a\n  ", "#\n", "# a\n", "a\n\n", "a\n", "a\n===\n", "---\n",
    "|", "|a", "|a|b|\n|-|-|\n", "```\n", "~~~ ", "    a\n", "\t", "\n", " ", "::: spoiler\n", ":::", "://", "http://a.co ",
    "http://a.co/(", "a@b.co ", "- [ ] a\n", "a", "전", "e\u0301", "\u202e", "\ud800", "\0", "\r", '"', "x ",
]  # fmt: skip


def text_of(html_text: str) -> str:
    return html.unescape(re.sub("<[^>]*>", "", html_text))


def assert_nothing_is_lost(body: str) -> None:
    page = render(body, ["a"], KINDS)
    if page.plain:
        shown = re.sub("[\0\ud800-\udfff]", "\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))
        assert text_of(page.lead) == shown
        assert re.fullmatch(r'<p class="plain">[^<]*</p>', page.lead)
    else:
        assert isinstance(page.lead, str)


@pytest.mark.parametrize("tail", ["", "](b)"])
@pytest.mark.parametrize("unit", UNITS)
def test_fifty_kilobytes_of_anything_are_shown(unit: str, tail: str) -> None:
    assert_nothing_is_lost(unit * (50_000 // len(unit)) + tail)


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
