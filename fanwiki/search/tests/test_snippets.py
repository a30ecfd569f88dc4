"""Which part of a text is shown, and what in it is marked."""

import pytest

from fanwiki.pages import kinds
from fanwiki.search import snippets
from fanwiki.text.tokens import Phrase, phrase

FAR = "and nothing else " * 40


def shown(body, *words, description=""):
    document = kinds.registry["film"].blank() | {"title": "Swan", "body": body, "description": description}
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


def test_what_is_cut_off_with_empty_columns_is_more_too():
    said = shown(f"Intro.\n|{' ' * 230}| swan {'and more ' * 40}", "swan")
    assert said.startswith("…[swan] and")
    said = shown(f"{'and more ' * 40} swan |{' ' * 450}|\n\nThe end.", "swan")
    assert said.endswith("[swan]…")


def test_what_only_spoilers_and_rules_are_behind_is_the_end():
    hidden = "::: spoiler\n" + "Secret.\n\n" * 500 + ":::\n"
    assert shown(f"A swan swims.\n\n{hidden}", "swan") == "A [swan] swims."
    assert shown(f"{hidden}\nA swan swims.", "swan") == "A [swan] swims."
    assert shown(f"A swan swims.\n\n{hidden}\nThe end.", "swan") == "A [swan] swims. The end."
    assert shown(f"A swan swims.\n\n{'-' * 900}\n", "swan") == "A [swan] swims."


def test_wide_tables_leave_enough_to_read():
    rows = "".join(f"| Film {n}{' ' * 90}| 20{n} |\n" for n in range(10, 60))
    assert len(shown(f"{rows}| Swan | 2024 |\n{rows}", "swan")) > snippets.LENGTH - 20


@pytest.mark.parametrize(
    ("body", "word"),
    [("1984. A great year.", "1984"), ("- [x] done", "x"), ("```swan\nA text.\n```", "swan"), ("Nothing.", "swan")],
)
def test_a_word_that_is_only_the_sign_of_a_line_is_looked_for_elsewhere(body, word):
    assert shown(body, word, description=f"Here is {word} told.") == f"Here is [{word}] told."


def test_the_text_with_more_of_the_words_is_shown():
    assert shown("A swan.", "swan", "plum", description="A swan, a plum.") == "A [swan], a [plum]."
    assert shown("Zoe.", "zoe", "emilie", description="Zoé et Émilie.") == "[Zoé] et [Émilie]."
    assert shown("A swan, a plum.", "swan", "plum", description="A swan.") == "A [swan], a [plum]."


def test_letters_with_marks_of_their_own_and_very_long_words_are_marked():
    assert shown("Here q\u0303ume and a swan.", "qume", "swan") == "Here [q\u0303ume] and a [swan]."
    assert shown(f"Here {'a' * 50} is.", "a" * 50) == f"Here [{'a' * 50}] is."


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
