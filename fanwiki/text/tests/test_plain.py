"""Markdown as plain words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import markup, plain, tokens


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("## Story\n\nShe **danc**es.[^a] ~~No.~~", "Story · She dances. No."),
        ("[[The Call]], [[film:The Call|that film]] and [[person:Rocky]]", "The Call, that film and Rocky"),
        ('[words](https://a.example/x_(y) "title") <https://b.example>', "words"),
        ('![She dances](picture:Poster "In the hall"){side}', "She dances In the hall"),
        ("* one\n* [x] two\n1. three\n> four", "one two three four"),
        ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
        ("Lee &amp; Kim \\_x_", "Lee & Kim _x_"),
        ("[^note]: the remark", "the remark"),
        ("[ref]: https://a.example", ""),
    ],
)
def test_signs_and_addresses_are_left_out(body, found):
    assert plain.readable(body) == found


SPOILERS = [
    "a\n\n::: spoiler end\nsecret\n:::\n\nb",
    "a\n\n::: spoiler\nsecret",
    "> ::: spoiler\n> secret\n:::\n\nb",
    "* a\n\n  ::: spoiler\n  secret\n  :::\n\nb",
    "```\n::: spoiler\n```\n\n:::: spoiler\nsecret\n:::\nsecret\n::::\n\nb",
    ":::: spoiler\n::: spoiler\nsecret\n:::\nsecret\n::::\nb",
    ":::\u3000spoiler\nsecret\n:::\nb",
    "[^a] b\n\n[^a]: note\n\n    ::: spoiler\n    secret\n    :::",
]


@pytest.mark.parametrize("body", SPOILERS)
def test_a_spoiler_is_in_neither(body):
    assert "secret" not in plain.content(body) and "secret" not in plain.readable(body)


def test_of_a_text_that_is_too_much_the_first_spoiler_ends_it():
    body = "before\n\n::: spoiler\nsecret\n:::\n\n" + "[" * 100_000
    assert plain.content(body).strip() == "before"


LINES = [
    "::: spoiler",
    ":::: spoiler x",
    ":::",
    "::::",
    "  :::",
    "     :::",
    "> ::: spoiler",
    "> :::",
    "- ::: spoiler",
    "  ::: spoiler",
    "```",
    "word",
    "> word",
    "- word",
    "  word",
    "",
    "# word",
    "[^a]: word",
    "    word",
]


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_what_is_drawn_as_a_spoiler_is_never_searched(lines):
    body = "\n".join(line.replace("word", f"word{n}") for n, line in enumerate(lines))
    drawn = markup.render(body, None, ())
    html = drawn.lead + "".join(section.title + section.html for section in drawn.sections) + drawn.footnotes
    shown = html
    while shown != (shown := re.sub(r'<details class="spoiler">(?:(?!<details).)*?</details>', "", html, flags=re.S)):
        html = shown
    open_words = set(re.findall(r"word\d+", shown))
    assert {word for word in tokens.words(plain.content(body)) if re.fullmatch(r"word\d+", word)} <= open_words


@pytest.mark.parametrize("sign", ["[", "(", "*", "`", "|", "![a](picture:", "[a](", "> ", ":::", "&amp;", "[[a", "\\"])
def test_a_hostile_megabyte_takes_less_than_a_second_or_two(sign):
    plain.readable(sign * (500_000 // len(sign)))
