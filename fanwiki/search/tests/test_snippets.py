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
