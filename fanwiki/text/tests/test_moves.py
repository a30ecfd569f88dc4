"""Passages that stand elsewhere than before."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fanwiki.text.diff import Comparison, TextRow, compare
from fanwiki.text.tests.test_diff import marked, plain, rebuilt

INTRO = "Ballerina is a film of 2023 by Lee Chung-hyun."
STORY = "Ok-ju was a bodyguard once, and finds her friend Min-hee dead one night."
MAKING = "Lee made his name with The Call, which also starred Jeon Jong-seo."
MUSIC = "Gray wrote the music, and heard the ballet in his head all the time."
HANGUL = "옥주는 한때 경호원이었고, 어느 날 밤 친구 민희가 죽은 것을 발견한다."
PARAGRAPHS = [INTRO, STORY, MAKING, MUSIC, HANGUL]
PIECES = [*PARAGRAPHS, STORY.replace("one night", "at dawn"), MAKING + " It did well.", "", "## Story", "Short.", "a"]
bodies = st.lists(st.sampled_from(PIECES), max_size=12).map("\n".join)


def compared(old: list[str], new: list[str]) -> Comparison:
    return compare({"body": "\n\n".join(old)}, {"body": "\n\n".join(new)})


def moves(comparison: Comparison) -> dict[int, tuple[list[str], list[str]]]:
    """For each number of a move the lines that it takes away and those that it puts down, without the empty ones."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    for row in comparison.text:
        if row.what in ("moved_from", "moved_to"):
            sides = found.setdefault(row.move, ([], []))
            side = row.old if row.what == "moved_from" else row.new
            sides[row.what == "moved_to"].append(plain(side))
    return found


def row_of(comparison: Comparison, what: str) -> TextRow:
    [row] = [row for row in comparison.text if row.what == what]
    return row


@pytest.mark.parametrize(
    "new",
    [[INTRO, MAKING, MUSIC, STORY, HANGUL], [INTRO, MAKING, MUSIC, HANGUL, STORY]],
)
def test_a_paragraph_that_stands_elsewhere_is_one_move(new: list[str]) -> None:
    found = compared([INTRO, STORY, MAKING, MUSIC, HANGUL], new)
    assert moves(found) == {1: ([STORY], [STORY])}
    assert marked(row_of(found, "moved_from").old) == marked(row_of(found, "moved_to").new) == []


def test_words_that_changed_inside_a_moved_paragraph_are_marked() -> None:
    there = STORY.replace("one night", "at dawn")
    found = compared([INTRO, STORY, MAKING, MUSIC], [INTRO, MAKING, MUSIC, there])
    assert moves(found) == {1: ([STORY], [there])}
    assert marked(row_of(found, "moved_from").old) == ["one night"]
    assert marked(row_of(found, "moved_to").new) == ["at dawn"]


def test_a_paragraph_that_keeps_half_of_its_words_is_another_one() -> None:
    there = "Ok-ju was a dancer, and her friend Min-hee a bodyguard who wanted to live by the sea with her."
    assert moves(compared([INTRO, STORY, MAKING, MUSIC], [INTRO, MAKING, MUSIC, there])) == {}


def test_a_section_moves_with_its_heading_as_one() -> None:
    section = ["## Story", STORY, HANGUL]
    others = ["## Making of", MAKING, MUSIC, "It was shown in Busan first."]
    found = compared([INTRO, *section, *others], [INTRO, *others, *section])
    assert moves(found) == {1: (section, section)}


def test_two_paragraphs_that_go_two_ways_are_two_moves() -> None:
    found = compared([STORY, INTRO, MUSIC, MAKING, HANGUL], [INTRO, STORY, MUSIC, HANGUL, MAKING])
    assert len(moves(found)) == 2


def test_a_move_wins_over_a_paragraph_in_its_old_place_that_is_like_it() -> None:
    instead = STORY.replace("a bodyguard once", "a guard").replace("finds", "hunts").replace("dead", "down")
    found = compared([INTRO, STORY, MAKING, MUSIC], [INTRO, instead, MAKING, MUSIC, STORY])
    assert moves(found) == {1: ([STORY], [STORY])}


@pytest.mark.parametrize("short", ["Short.", "## Story", "- a - b - c", "--------------------", "네."])
def test_what_is_too_short_to_be_known_again_does_not_move(short: str) -> None:
    assert moves(compared([short, INTRO, MAKING], [INTRO, MAKING, short])) == {}


def test_a_line_that_stands_twice_moved_nowhere_for_certain_but_is_paired_once() -> None:
    found = compared([STORY, STORY, INTRO, MAKING, MUSIC], [INTRO, MAKING, MUSIC, STORY])
    assert len(moves(found)) <= 1


def test_a_coarse_comparison_looks_for_no_moves() -> None:
    old = "\n".join(f"This is the line with the number {n}." for n in range(100_000))
    new = "\n".join(f"This is the line with the number {n}." for n in reversed(range(100_000)))
    found = compare({"body": old}, {"body": new})
    assert found.coarse
    assert moves(found) == {}


def test_thousands_of_moves_are_told_as_coarse() -> None:
    lines = [f"This is the line with the number {n}." for n in range(6_000)]
    found = compare({"body": "\n".join(lines)}, {"body": "\n".join(lines[::-1])})
    assert found.coarse
    assert moves(found) == {}


@given(bodies, bodies)
def test_each_side_can_be_rebuilt_whatever_moved(old: str, new: str) -> None:
    rows = compare({"body": old}, {"body": new}).text
    if old != new:
        assert rebuilt(rows, "old", old) == old
        assert rebuilt(rows, "new", new) == new


@given(bodies, bodies)
def test_a_move_has_two_ends_of_as_many_lines(old: str, new: str) -> None:
    found = compare({"body": old}, {"body": new})
    assert [*moves(found)] == [*range(1, len(moves(found)) + 1)] or {*moves(found)} == {
        *range(1, len(moves(found)) + 1)
    }
    for left, right in moves(found).values():
        assert len(left) == len(right) > 0


@given(bodies, bodies)
def test_marks_inside_a_move_say_which_side_has_them(old: str, new: str) -> None:
    for row in compare({"body": old}, {"body": new}).text:
        if row.what == "moved_from":
            assert row.move > 0 and row.new == [] and {span.mark for span in row.old} <= {"", "del"}
        elif row.what == "moved_to":
            assert row.move > 0 and row.old == [] and {span.mark for span in row.new} <= {"", "ins"}
        else:
            assert row.move == 0


@given(st.permutations(PARAGRAPHS))
def test_read_backwards_it_is_the_same_passages_that_moved(new: list[str]) -> None:
    """Which of them is chance where several answers are as short; how many is not."""
    there, back = moves(compared(PARAGRAPHS, new)), moves(compared(new, PARAGRAPHS))
    assert sum(len(left) for left, _right in there.values()) == sum(len(left) for left, _right in back.values())


@given(st.integers(0, 4), st.integers(0, 4), st.booleans())
def test_one_paragraph_that_moved_far_is_the_same_pair_in_reverse(start: int, end: int, edited: bool) -> None:
    others = [f"This paragraph number {n} stays where it has always been, near {n}." for n in range(5)]
    there = STORY.replace("one night", "at dawn") if edited else STORY
    old, new = [*others[:start], STORY, *others[start:]], [*others[:end], there, *others[end:]]
    assume(abs(start - end) != 1)  # of two neighbours that change places either one may be said to have moved
    found = moves(compared(old, new))
    assert found == {number: (right, left) for number, (left, right) in moves(compared(new, old)).items()}
    assert bool(found) == (start != end)
