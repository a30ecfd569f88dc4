"""What merge() makes of the texts of three documents."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.merge import Clash, Merge, merge


def body(base: str, ours: str, theirs: str) -> Any:
    """A body merged both ways: clean, and the same both ways."""
    results = [merge({"body": base}, {"body": a}, {"body": b}) for a, b in ((ours, theirs), (theirs, ours))]
    assert results[0].clashes == results[1].clashes == []
    assert results[0].document == results[1].document
    return results[0].document["body"]


def clash_of(base: str, ours: str, theirs: str) -> tuple[str, Clash]:
    """The text and the clash of a body; the other way round the passages are the same."""
    result = merge({"body": base}, {"body": ours}, {"body": theirs})
    [mirrored] = merge({"body": base}, {"body": theirs}, {"body": ours}).clashes
    [clash] = result.clashes
    assert clash.path == mirrored.path == "body"
    assert (clash.base, clash.ours, clash.theirs) == (mirrored.base, mirrored.theirs, mirrored.ours)
    return result.document["body"], clash


def test_paragraphs_changed_by_each_side_are_merged() -> None:
    base = "One is here.\n\nTwo is here.\n\nThree is here."
    found = body(base, base.replace("One", "1"), base.replace("Three", "3"))
    assert found == "1 is here.\n\nTwo is here.\n\n3 is here."


def test_words_of_one_paragraph_are_merged() -> None:
    base = "Ok-ju is a bodyguard. The film was released in cinemas."
    ours = "Ok-ju is a former elite bodyguard. The film was released in cinemas."
    theirs = "Ok-ju is a bodyguard. The film was released on Netflix."
    assert body(base, ours, theirs) == "Ok-ju is a former elite bodyguard. The film was released on Netflix."


def test_neighbouring_lines_are_merged() -> None:
    assert body("- one\n- two\n", "- 1\n- two\n", "- one\n- 2\n") == "- 1\n- 2\n"


def test_a_line_put_before_a_changed_line_is_merged() -> None:
    assert body("- a\n- b\n", "- a\n- new\n- b\n", "- a\n* b\n") == "- a\n- new\n* b\n"
    assert body("- a\n- b\n", "- new\n- a\n- b\n", "- A\n- b\n") == "- new\n- A\n- b\n"


def test_a_line_put_behind_a_changed_last_line_is_merged() -> None:
    assert body("One.\nTwo", "One.\nTwo and a half", "One.\nTwo\nThree") == "One.\nTwo and a half\nThree"


def test_a_section_put_at_the_end_and_a_changed_last_line_are_merged() -> None:
    base = "One.\n\nTwo is here."
    assert body(base, f"{base} More.", f"{base}\n\n## Cast") == f"{base} More.\n\n## Cast"


def test_all_lines_taken_out_by_one_or_the_other_leave_nothing() -> None:
    assert body("a\nb", "a", "b") == ""


def test_a_line_deleted_next_to_a_changed_one_is_merged() -> None:
    assert body("- a\n- b\n- c\n", "- b\n- c\n", "- a\n- B\n- c\n") == "- B\n- c\n"


def test_the_same_change_on_both_sides_is_made_once() -> None:
    base = "A filmm by Lee.\n\nEnd."
    fixed = base.replace("filmm", "film")
    assert body(base, fixed, fixed.replace("End", "The end")) == "A film by Lee.\n\nThe end."


def test_a_paragraph_in_two_and_a_word_in_it_are_merged() -> None:
    base = "Ok-ju hunts Choi. Min-hee is dead. The cake is sweet."
    ours = "Ok-ju hunts Choi.\n\nMin-hee is dead. The cake is sweet."
    theirs = "Ok-ju hunts Choi. Min-hee is dead. The cake was sweet."
    assert body(base, ours, theirs) == "Ok-ju hunts Choi.\n\nMin-hee is dead. The cake was sweet."


def test_a_paragraph_put_in_does_not_disturb_a_word_in_the_next() -> None:
    base = "First of all things.\n\nOk-ju hunts Choi in the city.\n\nLast of all things."
    ours = base.replace("Ok-ju", "Brand new words here.\n\nOk-ju").replace("the city", "Seoul")
    theirs = base.replace("hunts", "follows")
    assert body(base, ours, theirs) == ours.replace("hunts", "follows")


def test_hangul_is_merged_by_the_word() -> None:
    base = "이충현은 전종서를 좋아한다."
    found = body(base, "이충현이 전종서를 좋아한다.", "이충현은 전종서를 사랑한다.")
    assert found == "이충현이 전종서를 사랑한다."


def test_the_same_words_changed_by_both_clash_and_keep_ours() -> None:
    base = "One.\n\nIt runs 90 minutes long.\n\nThree."
    ours = base.replace("90", "93").replace("One", "First")
    theirs = base.replace("90", "95").replace("Three", "Third")
    text, clash = clash_of(base, ours, theirs)
    assert text == "First.\n\nIt runs 93 minutes long.\n\nThird."
    assert clash == Clash("body", "It runs 90 minutes long.", "It runs 93 minutes long.", "It runs 95 minutes long.")


def test_each_clashing_passage_is_a_clash_of_its_own() -> None:
    base = "It runs 1 hour.\n\nSame here.\n\nIt has 1 star."
    result = merge({"body": base}, {"body": base.replace("1", "2")}, {"body": base.replace("1", "3")})
    assert result.document["body"] == base.replace("1", "2")
    assert result.clashes == [
        Clash("body", "It runs 1 hour.", "It runs 2 hour.", "It runs 3 hour."),
        Clash("body", "It has 1 star.", "It has 2 star.", "It has 3 star."),
    ]


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a film of Lee\n", "a film of Kim\n", "a film of Park\n"),
        ("One.\n", "One.\n\nTwo.\n", "One.\n\nThree.\n"),  # both add at one place: no order
        ("seen on Kim, once more", "seen on Lee, once more", "seen on Kim; once more"),  # no space between
        ("映画は東京の物語だ。", "映画は西京の物語だ。", "映画は東都の物語だ。"),
        (
            "Ok-ju buys cake in the shop.",
            "Directed by Lee Chung-hyun, shot by Kim.",
            "Ok-ju buys cake in a shop.",
        ),
        ("Ok-ju buys a cake.\n", "", "Ok-ju buys a sweet cake.\n"),
        ("\n\n\n", "\n\n\nOne.", "Two."),
    ],
)
def test_what_cannot_be_decided_clashes(base: str, ours: str, theirs: str) -> None:
    text, _ = clash_of(base, ours, theirs)
    assert text == ours


def test_a_short_value_is_not_a_text() -> None:
    result = merge({"title": "a b c"}, {"title": "1 b c"}, {"title": "a b 3"})
    assert result.clashes == [Clash("title", "a b c", "1 b c", "a b 3")]


def test_a_body_that_one_side_lacks_is_one_value() -> None:
    assert merge({"body": "a\n"}, {}, {"body": "b\n"}).clashes == [Clash("body", "a\n", None, "b\n")]


SENTENCES = ["Ok-ju finds Min-hee there.", "Ok-ju found Min-hee there, twice.", "발레리나는 영화다.", "復讐"]
LINES = ["", "", "- a", "- b", *SENTENCES]
texts = st.lists(st.sampled_from(LINES) | st.text("ab .\n", max_size=6), max_size=9).map("\n".join)


@st.composite
def edited(draw: st.DrawFn, text: str, new: str) -> str:
    """A text after a few edits: tokens taken out, marked words put in, lines doubled."""
    pieces = text.split(" ")
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces)))
        end = at + draw(st.integers(0, 2))
        pieces[at:end] = draw(st.sampled_from([[], [f"{new}{number}"], [f"{new}{number}\n\n"]]))
    return " ".join(pieces)


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    words = st.integers(0, 30).map(lambda n: " ".join(f"w{i}" + "\n" * (i % 5 == 4) for i in range(n)))
    base = draw(texts | words)
    return base, draw(edited(base, "our") | texts), draw(edited(base, "their") | texts)


def merged_text(sides: tuple[str, str, str]) -> tuple[Merge, str]:
    result = merge(*({"body": side} for side in sides))
    return result, result.document["body"]


@given(three_texts())
def test_an_unchanged_text_gives_the_other(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    unchanged = [((base, ours, base), ours), ((base, base, theirs), theirs), ((base, ours, ours), ours)]
    for triple, wanted in unchanged:
        result, text = merged_text(triple)
        assert text == wanted and result.clashes == []


@given(three_texts())
def test_texts_merge_alike_whichever_side_is_ours(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    (one, text), (other, mirrored) = merged_text(sides), merged_text((base, theirs, ours))
    if not one.clashes:
        assert other.clashes == [] and text == mirrored
    else:
        for clash, swapped in zip(one.clashes, other.clashes, strict=True):
            assert (clash.base, clash.ours, clash.theirs) == (swapped.base, swapped.theirs, swapped.ours)


@given(three_texts())
def test_no_word_that_one_side_wrote_is_lost(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = ({*side.split()} for side in sides)
    result, text = merged_text(sides)
    found = {*text.split()}
    shown = {word for clash in result.clashes for word in clash.theirs.split()}
    assert found <= base | ours | theirs
    if "our" in sides[1] and not result.clashes:
        assert {word for word in ours - base if word.startswith("our")} <= found
    assert {word for word in theirs - base if word.startswith("their")} <= found | shown


@given(st.data())
def test_different_words_of_one_paragraph_never_clash(data: st.DataObject) -> None:
    size = data.draw(st.integers(10, 60))
    places = data.draw(st.lists(st.integers(0, size - 1), unique=True, max_size=size // 2))
    cut = data.draw(st.integers(0, len(places)))
    mine, other = places[:cut], places[cut:]
    base, ours, theirs, both = (
        " ".join(f"new{i}" if i in new else f"w{i}" for i in range(size)) for new in ([], mine, other, places)
    )
    assert body(base, ours, theirs) == both


@given(st.data())
def test_different_paragraphs_never_clash(data: st.DataObject) -> None:
    acts = data.draw(st.lists(st.sampled_from(["", "ours", "theirs", "gone", "before"]), min_size=2, max_size=12))
    paragraphs = [(f"Paragraph {n} has words{n}.", act) for n, act in enumerate(acts)]

    def after(*sides: str) -> str:
        lines = []
        for text, act in paragraphs:
            lines += ["Put in before."] if act == "before" and "theirs" in sides else []
            lines += [] if act == "gone" and "ours" in sides else [text.upper() if act in sides else text]
        return "\n\n".join(lines)

    result = merge({"body": after()}, {"body": after("ours")}, {"body": after("theirs")})
    for n, act in enumerate(acts):
        if not result.clashes and act in {"ours", "theirs"}:
            assert f"PARAGRAPH {n} HAS WORDS{n}." in result.document["body"]
    if "gone" not in acts and "before" not in acts:
        assert result.document["body"] == after("ours", "theirs")


# --- what is too large


def test_three_unrelated_megabytes_clash() -> None:
    base, ours, theirs = ("\n\n".join(f"{word} {n} " * 10 for n in range(9_000)) for word in ("base", "our", "their"))
    text, clash = clash_of(base, ours, theirs)
    assert text == ours
    assert clash.theirs == theirs


def test_alternating_lines_clash() -> None:
    text, _ = clash_of("a\nb\n" * 50_000, "b\na\n" * 50_000, "b\nb\na\n" * 30_000)
    assert text == "b\na\n" * 50_000


def test_lines_changed_everywhere_by_both_are_bounded() -> None:
    base, ours, theirs = (
        "\n".join(f"line {n}" + " more" * (n % step == 0) for n in range(60_000)) for step in (70_000, 2, 3)
    )
    text, _ = clash_of(base, ours, theirs)
    assert text == ours


def test_a_line_of_a_megabyte_is_merged_by_its_words() -> None:
    line = "left right " * 90_000
    assert body(f"{line} x end", f"{line} y end", f"start {line} x end") == f"start {line} y end"


def test_sentences_far_apart_in_a_large_text_are_merged() -> None:
    base = "\n\n".join(f"Paragraph {n} of a long page, with some words." for n in range(18_000))
    ours, theirs = (base.replace(f"Paragraph {n} of", f"Chapter {n} of") for n in (90, 17_000))
    assert body(base, ours, theirs) == ours.replace("Paragraph 17000 of", "Chapter 17000 of")
