"""Which part of a text is shown, and what in it is marked."""

import pytest

from fanwiki.pages import kinds
from fanwiki.search import snippets
from fanwiki.text.tokens import Phrase, phrase

FAR = "and nothing else " * 40


def shown(body, *words):
    document = kinds.registry["film"].blank() | {"title": "Swan", "body": body}
    pieces = snippets.of(document, [one if isinstance(one, Phrase) else phrase(one) for one in words])
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_the_part_with_most_of_the_words_is_shown():
    said = shown(f"A swan swims. {FAR} The swan eats a plum. {FAR} A plum falls.", "plum", "swan")
    assert "The [swan] eats a [plum]." in said and "swims" not in said and "falls" not in said


def test_signs_tell_that_there_is_more_before_and_behind():
    line = "Nothing else is said in this line, which is one of many.\n"
    assert shown(line * 9 + "* A swan swims.\n" + line * 20, "swan").startswith("…")
    assert shown(f"A swan swims.\n\n{line * 20}", "swan").startswith("A [swan] swims. Nothing else")
    assert shown(f"A swan swims.\n\n{line * 20}", "swan").endswith("…")
    assert shown(f"{line * 20}\nA *swan* swims.", "swan").endswith("A [swan] swims.")


def test_lines_about_the_place_have_no_signs_of_markdown():
    text = "A [link](https://example.org/x) | and\n\n> * `more`\n" * 30
    said = shown(f"{text}## A swan\n\n{text}", "swan")
    assert "· A [swan] ·" in said and not set(said.replace("[swan]", "")) & set("|*`[]>#")


@pytest.mark.parametrize(
    ("body", "asked", "expected"),
    [
        ("A swank place. A swan.", "swan", "A swank place. A [swan]."),
        ("A swank place.", Phrase(("swan",), begins=True), "A [swank] place."),
        ("Her name is Émilie.", "emilie", "Her name is [Émilie]."),
        ("В вагоне спит он.", "он", "В вагоне спит [он]."),
        ("İİİ in İzmir: a SWAN.", "swan", "İİİ in İzmir: a [SWAN]."),
        ("최프로는 사람이다.", "최프로", "[최프로]는 사람이다."),
        ("## A heading\n\n* A swan | a plum", "swan", "A heading · A [swan] a plum"),
    ],
)
def test_words_are_marked_as_they_are_found(body, asked, expected):
    assert shown(body, asked) == expected
