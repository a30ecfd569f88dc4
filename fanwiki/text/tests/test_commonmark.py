"""The parser that the wiki's Markdown extends is CommonMark: all examples of the specification."""

import json
from pathlib import Path
from typing import Any

import pytest

from fanwiki.text.markup import parse_commonmark

SPECIFICATION = Path(__file__).with_name("commonmark_spec.json")
EXAMPLES: list[dict[str, Any]] = json.loads(SPECIFICATION.read_text("utf-8"))["examples"]


def test_every_example_is_here() -> None:
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['section']} {example['example']}")
def test_an_example_of_the_specification_is_met(example: dict[str, Any]) -> None:
    html = parse_commonmark(example["markdown"])
    # the specification draws an empty quote on two lines
    assert html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>") == example["html"]
