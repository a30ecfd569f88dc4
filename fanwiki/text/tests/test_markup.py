"""What the wiki's Markdown draws, feature by feature; hostile text has its own module, test_hostile."""

import json
import re

import pytest

from fanwiki.text.markup import Rendered, Section, blocks, render, resolve_links

KINDS = {"film", "person", "character"}
KO = '<span lang="ko">'


def lead(body: str, sources: list[str] | None = None) -> str:
    return render(body, sources, KINDS).lead.strip()


def test_nothing_gives_nothing() -> None:
    assert render("", [], KINDS) == Rendered()
    assert render(" \n\n ", [], KINDS) == Rendered()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**b** *i* `c` ~~s~~", "<p><strong>b</strong> <em>i</em> <code>c</code> <s>s</s></p>"),
        ("a\\\nb", "<p>a<br>\nb</p>"),
        ("> q", "<blockquote>\n<p>q</p>\n</blockquote>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("```js\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("---", "<hr>"),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>"),
        ("<b>x</b> <!-- y -->", "<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt;</p>"),
        ("a & b &amp; &copy;", "<p>a &amp; b &amp; ©</p>"),
        ("전종서는 **옥주**다", f"<p>{KO}전종서는</span> <strong>{KO}옥주</span></strong>{KO}다</span></p>"),
    ],
)
def test_plain_markdown_is_drawn(body: str, html: str) -> None:
    assert lead(body) == html


def test_lines_may_end_in_any_way() -> None:
    assert lead("a\r\n\r\nb\rc") == "<p>a</p>\n<p>b\nc</p>"


# Sections and headings


def test_a_section_starts_at_each_heading_of_level_two() -> None:
    page = render("Lead.\n\n## Story\n\nOne.\n\n### Ending\n\n## Making of\nTwo.", [], KINDS)
    assert page.lead == "<p>Lead.</p>\n"
    assert page.sections == [
        Section("s-story", "Story", '<p>One.</p>\n<h3 id="s-ending">Ending</h3>\n'),
        Section("s-making-of", "Making of", "<p>Two.</p>\n"),
    ]


def test_a_heading_of_level_one_is_a_section_too() -> None:
    assert [section.title for section in render("# A\n\nB\n===\n\nC\n---\n", [], KINDS).sections] == ["A", "B", "C"]


def test_ids_of_headings_are_unique() -> None:
    page = render("## A\n### A\n## A-2\n## A\n### !\n## ?", [], KINDS)
    inner = "".join(section.html for section in page.sections)
    ids = [section.id for section in page.sections] + re.findall(r'id="([^"]*)"', inner)
    assert sorted(ids) == ["s-a", "s-a-2", "s-a-2-2", "s-a-3", "s-part", "s-part-2"]


@pytest.mark.parametrize("body", ["> ## A", "- ## A", "::: spoiler\n# A\n:::", "- > A\n  > ---"])
def test_a_heading_inside_a_block_is_no_section(body: str) -> None:
    page = render(body, [], KINDS)
    assert page.sections == []
    assert '<h3 id="s-a">A</h3>' in page.lead


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("*A* `b` & <i>", "A b & <i>"),
        ("[[film:Ballerina|The film]] again", "The film again"),
        ("Cast[^k]", "Cast"),
        ("[^k]", "[^k]"),
        ("[A](http://a.co)", "A"),
        ("발레리나", "발레리나"),
    ],
)
def test_the_title_of_a_section_is_plain_text(heading: str, title: str) -> None:
    assert [section.title for section in render(f"## {heading}", ["k"], KINDS).sections] == [title]


def test_an_empty_heading_starts_no_section() -> None:
    page = render("##\n\ntext", [], KINDS)
    assert page == Rendered(lead="<p>text</p>\n")


# Links between pages


def test_a_link_between_pages_waits_for_its_address() -> None:
    page = render("[[The Call|call]] [[film:Ballerina]] [[the call]] [[person:옥주/A]]", [], KINDS)
    assert page.lead == (
        '<p><a href="wiki:/thecall/The%20Call">call</a> <a href="wiki:film/ballerina/Ballerina">Ballerina</a> '
        '<a href="wiki:/thecall/the%20call">the call</a> '
        '<a href="wiki:person/옥주a/%EC%98%A5%EC%A3%BC%2FA"><span lang="ko">옥주</span>/A</a></p>\n'
    )
    assert page.links == [("", "The Call"), ("film", "Ballerina"), ("person", "옥주/A")]


def test_links_are_resolved() -> None:
    page = render('[[film:"A" & <B>|x]]', [], KINDS)
    asked = []

    def resolve(kind: str, key: str, title: str) -> str:
        asked.append((kind, key, title))
        return 'class="missing" href="/films/ab/"'

    assert resolve_links(page.lead, resolve) == '<p><a class="missing" href="/films/ab/">x</a></p>\n'
    assert asked == [("film", "ab", '"A" & <B>')]


@pytest.mark.parametrize(
    "body", ["[[]]", "[[|x]]", "[[film:]]", "[[a\nb]]", "[[ ]]", "[[a[b]]]", "[[😀]]", "`[[a]]`", "\\[[a]]"]
)
def test_what_is_no_link_stays_text(body: str) -> None:
    page = render(body, [], KINDS)
    assert page.links == []
    assert "<a" not in page.lead


def test_markup_in_a_label_is_text() -> None:
    assert lead("[[A|*b* <i>]]") == '<p><a href="wiki:/a/A">*b* &lt;i&gt;</a></p>'


def test_a_link_stands_in_a_table() -> None:
    assert '<td><a href="wiki:/a/A">b</a></td>' in lead("|x|\n|-|\n|[[A\\|b]]|")


# Links out of the wiki


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://a.co/)",
        "<https://a.co/>",
        "https://a.co/",
        "![x](https://a.co/)",
        "[x]\n\n[x]: https://a.co/",
        "[x](//a.co/)",
    ],
)
def test_a_link_out_of_the_wiki_says_so(body: str) -> None:
    assert 'rel="nofollow ugc noopener"' in lead(body)


@pytest.mark.parametrize("address", ["#s-story", "/films/x/"])
def test_a_link_within_the_wiki_is_plain(address: str) -> None:
    assert lead(f"[x]({address})") == f'<p><a href="{address}">x</a></p>'


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("https://a.co", "https://a.co", ""),
        ("https://a.co/b?c=d&e=f.", "https://a.co/b?c=d&amp;e=f", "."),
        ("HTTPS://a.co", "HTTPS://a.co", ""),
        ("http://a.co/x_(y)", "http://a.co/x_(y)", ""),
        ("http://a.co/x).", "http://a.co/x", ")."),
        ("http://a.co/_x_y_", "http://a.co/_x_y", "_"),
        ("http://a.co/x」", "http://a.co/x", "」"),
        ("http://a.co/*x*", "http://a.co/", "<em>x</em>"),
    ],
)
def test_a_bare_address_is_a_link(text: str, address: str, rest: str) -> None:
    html = lead(f"See {text} there")
    assert f'<a href="{address}" rel="nofollow ugc noopener">' in html
    assert html.endswith(f"</a>{rest} there</p>")


@pytest.mark.parametrize(
    "text",
    ["a.co", "www.a.co", "xhttp://a.co", "http://", "http:// a", "ftp://a.co", "a://b.co", "me@a.co", "Money.Heist"],
)
def test_other_words_are_no_address(text: str) -> None:
    assert "<a" not in lead(text)


def test_an_address_in_a_link_is_the_links_own_text() -> None:
    assert lead("[http://a.co/x](http://b.co)").count("<a ") == 1


def test_a_picture_is_a_link_with_its_alt_text() -> None:
    assert lead("![A *poster*](http://a.co/p.png)") == (
        '<p><a href="http://a.co/p.png" rel="nofollow ugc noopener">A <em>poster</em></a></p>'
    )


def test_a_picture_in_a_link_is_its_alt_text() -> None:
    assert lead("[![badge](http://a.co/p.png) here](http://b.co)") == (
        '<p><a href="http://b.co" rel="nofollow ugc noopener">badge here</a></p>'
    )


def test_a_link_without_a_text_shows_its_address() -> None:
    assert lead("![](http://a.co)") == '<p><a href="http://a.co" rel="nofollow ugc noopener">http://a.co</a></p>'


# Sources and footnotes


def test_a_cite_shows_the_place_of_its_source() -> None:
    page = render("A[^teaser] b[^SEED] c[^teaser].", ["seed", "x", "teaser"], KINDS)
    assert page.lead == (
        '<p>A<sup class="fn" id="t-teaser-1"><a href="#source-teaser" aria-label="Source 3">3</a></sup>'
        ' b<sup class="fn" id="t-seed-1"><a href="#source-seed" aria-label="Source 1">1</a></sup>'
        ' c<sup class="fn" id="t-teaser-2"><a href="#source-teaser" aria-label="Source 3">3</a></sup>.</p>\n'
    )
    assert page.cites == {"teaser": 2, "seed": 1}
    assert page.unknown == []


def test_a_cite_of_no_source_is_marked() -> None:
    page = render("A[^nope] b[^<x>] c[^nope].", ["seed"], KINDS)
    assert '<span class="tag w">no source “nope”</span>' in page.lead
    assert '<span class="tag w">no source “&lt;x&gt;”</span>' in page.lead
    assert page.unknown == ["nope", "<x>"]
    assert page.cites == {}


def test_without_a_list_every_key_is_taken_as_known() -> None:
    page = render("A[^teaser] b[^not_a_key].", None, KINDS)
    assert (
        '<sup class="fn" id="t-teaser-1"><a href="#source-teaser" aria-label="Source teaser">teaser</a></sup>'
        in page.lead
    )
    assert page.unknown == ["not_a_key"]


@pytest.mark.parametrize("body", ["[^]", "[^a b]", "`[^seed]`", "\\[^seed]"])
def test_what_is_no_cite_stays_text(body: str) -> None:
    page = render(body, ["seed"], KINDS)
    assert (page.cites, page.unknown) == ({}, [])


def test_a_definition_makes_a_footnote() -> None:
    page = render("A[^own], b[^own].\n\n[^own]: The *note*[^seed].\n\n## C", ["seed"], KINDS)
    assert '<sup class="fn" id="tn-1-2"><a href="#n-1" aria-label="Note 1">note 1</a></sup>' in page.lead
    assert page.footnotes == (
        '<ol class="refs">\n<li id="n-1"><p>The <em>note</em>'
        '<sup class="fn" id="t-seed-1"><a href="#source-seed" aria-label="Source 1">1</a></sup>.</p>\n'
        ' <a class="back" href="#tn-1-1" aria-label="Back to mention a">a</a>'
        ' <a class="back" href="#tn-1-2" aria-label="Back to mention b">b</a></li>\n</ol>\n'
    )
    assert page.cites == {"seed": 1}
    assert page.sections[0].html == ""


def test_footnotes_are_numbered_as_they_are_mentioned_and_none_is_lost() -> None:
    body = (
        "[^lost]: Nobody[^deep].\n[^two]: Two.\n[^one]: One[^three].\n[^two]: Again.\n[^three]: Three.\n"
        "[^deep]: Deep.\n\nA[^one] b[^two]"
    )
    notes = re.findall(r'<li id="n-(\d)"><p>(\w+)', render(body, [], KINDS).footnotes)
    assert [text for number, text in notes] == ["One", "Two", "Three", "Nobody", "Again", "Deep"]
    assert [number for number, text in notes] == list("123456")


def test_a_footnote_wins_over_a_source_of_its_name() -> None:
    page = render("A[^seed]\n\n[^seed]: Mine.", ["seed"], KINDS)
    assert page.cites == {}
    assert "Mine." in page.footnotes


def test_a_footnote_may_stand_in_a_footnote() -> None:
    page = render("A[^a]\n\n[^a]: [^b]: Inner.\n\n    Outer.", [], KINDS)
    assert "Inner." in page.footnotes and "Outer." in page.footnotes


# Tables, tasks and spoilers


def test_a_table_can_be_scrolled_and_read_aloud() -> None:
    html = lead("|a|b|c|\n|-|:-:|--:|\n|1|2|3|\n\n|x|\n|-|\n")
    assert html.startswith('<div class="scroll" tabindex="0" role="region" aria-label="Table 1"><table>')
    assert 'aria-label="Table 2"' in html
    assert '<th scope="col">a</th>\n<th scope="col" class="center">b</th>\n<th scope="col" class="right">c</th>' in html
    assert '<td>1</td>\n<td class="center">2</td>\n<td class="right">3</td>' in html


def test_a_task_is_a_box_that_cannot_be_ticked() -> None:
    assert lead("- [ ] a\n- [x] b\n- c") == (
        '<ul class="contains-task-list">\n'
        '<li class="task-list-item"><input type="checkbox" disabled="" aria-label="To do"> a</li>\n'
        '<li class="task-list-item"><input type="checkbox" disabled="" checked="" aria-label="Done"> b</li>\n'
        "<li>c</li>\n</ul>"
    )


@pytest.mark.parametrize(
    ("fence", "heading"),
    [
        ("::: spoiler who she <hunts>", "Spoiler: who she &lt;hunts&gt;"),
        ("::: spoiler", "Spoiler"),
        (":::spoiler the end", "Spoiler: the end"),
    ],
)
def test_a_spoiler_is_closed_and_says_what_it_hides(fence: str, heading: str) -> None:
    assert lead(f"{fence}\nThe *man*.\n:::") == (
        f'<details class="spoiler"><summary><b>{heading}</b><span class="show"><span class="unhide">Show</span>'
        '<span class="hide">Hide</span></span></summary><div>\n<p>The <em>man</em>.</p>\n</div></details>'
    )


def test_other_containers_are_text() -> None:
    assert lead("::: danger\nx\n:::") == "<p>::: danger\nx\n:::</p>"


def test_a_spoiler_may_be_left_open_and_may_stand_in_a_list() -> None:
    assert lead("::: spoiler\nx").endswith("<p>x</p>\n</div></details>")
    assert lead("- ::: spoiler\n  x\n  :::\n- y").count("<li>") == 2


# As data


def test_what_was_rendered_goes_through_json() -> None:
    page = render("[[A]] [[film:B]] x[^k] y[^z]\n\n## C\n\nd[^n]\n\n[^n]: e", ["k"], KINDS)
    assert Rendered.from_data(json.loads(json.dumps(page.as_data()))) == page


# --- blocks


def test_the_blocks_of_a_text_say_which_lines_they_are_of() -> None:
    body = "Lead.\nMore.\n\n## Story\nIt begins.\n\n- one\n\n- two\n\n::: spoiler\nShe dies.\n\nReally.\n:::\n\n"
    body += "[^n]: A note.\n\nEnd [[The Call]].[^n]"
    found, links = blocks(body, [], ["film"])
    assert [(block.first, block.end, block.title) for block in found] == [
        (0, 2, ""),
        (3, 4, "Story"),
        (4, 5, ""),
        (6, 10, ""),
        (10, 14, ""),
        (18, 19, ""),
    ]
    assert found[4].html.startswith('<details class="spoiler">') and links == [("", "The Call")]


def test_a_text_that_passes_a_bound_has_no_blocks() -> None:
    assert blocks("[[" * 60_000, [], []) == ([], [])


def test_no_block_holds_what_nobody_may_write() -> None:
    found, _links = blocks("<script>alert(1)</script>\n\n[x](javascript:alert(1))", [], [])
    assert "<script" not in "".join(block.html for block in found)
    assert 'href="javascript' not in "".join(block.html for block in found)
