"""A text as its headings."""

import time

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import headings


def told(body: str) -> list[tuple[str, str]]:
    return [(section.key, section.text) for section in headings.split(body)]


def test_what_stands_before_the_first_heading_is_a_section_without_a_name() -> None:
    body = "Lead.\n\n## Her life\n\nBorn.\n\n### Youth\n\nDanced.\n\n# Work #\nActs."
    assert told(body) == [
        ("", "Lead."),
        ("herlife", "## Her life\n\nBorn.\n\n### Youth\n\nDanced."),
        ("work", "# Work #\nActs."),
    ]


def test_headings_in_code_and_in_spoilers_are_none() -> None:
    body = "## A\n\n```\n## B\n```\n\n::: spoiler x\n## C\n:::\n\n~~~~\n```\n## D\n~~~~"
    assert [key for key, _text in told(body)] == ["a"]


def test_a_heading_that_comes_again_has_a_number() -> None:
    assert [key for key, _text in told("## A\n\n## A\n\n##  a \n\n## …\n\n## B")] == ["a", "a.2", "a.3", "…", "b"]


def test_thousands_of_headings_cost_no_more_than_their_length() -> None:
    started = time.perf_counter()
    assert headings.split("## A\n" * 20_000)[-1].key == "a.20000"
    assert time.perf_counter() - started < 3


def test_the_inner_text_is_without_its_heading() -> None:
    assert [section.inner for section in headings.split("Lead.\n\n## A\n\nText.\n")] == ["Lead.", "Text."]


def test_sources_are_cited_by_other_keys_and_notes_stay() -> None:
    body = "One.[^a][^b] Two.[^a]\n\n[^a]: A note of its own."
    assert headings.recited(body, {"a": "a-2"}) == "One.[^a-2][^b] Two.[^a-2]\n\n[^a]: A note of its own."


@given(st.text(alphabet="#ab `~:\n", max_size=80))
def test_no_word_is_lost(body: str) -> None:
    again = headings.joined(section.text for section in headings.split(body))
    assert again.split() == body.split()
    assert [section.text for section in headings.split(again)] == [section.text for section in headings.split(body)]
