"""What merge() makes of clashes that theirs wins."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.merge import MOST_PASSAGES, Merge, merge
from fanwiki.text.tests.test_merge import Rows, row, three_lists
from fanwiki.text.tests.test_merge_text import three_texts

Texts = tuple[str, str, str]
ALL = range(10_000)


def of_bodies(sides: Texts, taking: Any = ()) -> Merge:
    return merge(*({"body": side} for side in sides), taking=taking)


def of_rows(sides: tuple[Rows, Rows, Rows], taking: Any = ()) -> Merge:
    return merge(*({"l": side} for side in sides), taking=taking)


def test_a_field_that_theirs_wins_is_theirs() -> None:
    result = merge({"runtime": 90, "year": 1}, {"runtime": 93, "year": 2}, {"runtime": 95, "year": 3}, {0})
    assert result.document == {"runtime": 95, "year": 2}
    assert [clash.path for clash in result.clashes] == ["runtime", "year"]


def test_a_row_that_was_removed_there_goes_and_one_that_was_removed_here_comes_back_to_its_place() -> None:
    rows = [row(key, x=0) for key in "abc"]
    now = [rows[0], row("b", x=1), rows[2]]
    assert merge({"l": rows}, {"l": now}, {"l": [rows[0], rows[2]]}, {0}).document["l"] == [rows[0], rows[2]]
    assert merge({"l": rows}, {"l": [rows[0], rows[2]]}, {"l": now}, {0}).document["l"] == now


def test_the_order_that_theirs_wins_is_theirs_and_a_row_of_ours_keeps_its_neighbour() -> None:
    base, ours, theirs = ([row(key) for key in order] for order in ("abc", "bnca", "cab"))
    result = merge({"l": base}, {"l": ours}, {"l": theirs}, {0})
    assert [item["id"] for item in result.document["l"]] == ["c", "a", "b", "n"]


def test_one_passage_is_theirs_and_the_other_stays_ours() -> None:
    base = "It runs 1 hour.\n\nSame here.\n\nIt has 1 star."
    result = of_bodies((base, base.replace("1", "2"), base.replace("1", "3")), {1})
    assert result.document["body"] == "It runs 2 hour.\n\nSame here.\n\nIt has 3 star."


def test_more_passages_than_anybody_would_answer_are_one_clash() -> None:
    count = MOST_PASSAGES + 1
    base, ours, theirs = ("\n\n".join(f"Line {n} has {what}" for n in range(count)) for what in ("x", "y", "z"))
    result = of_bodies((base, ours, theirs))
    assert len(result.clashes) == 1
    assert result.document["body"] == ours
    assert of_bodies((base, ours, theirs), {0}).document["body"] == theirs


def test_a_passage_says_in_which_lines_it_stands() -> None:
    base = "One.\n\nIt runs 1 hour.\n\nEnd."
    theirs = base.replace("1", "3\nor 4").replace("One.", "Zero.\n\nOne.")
    ours = base.replace("1", "2")
    [clash], [taken] = of_bodies((base, ours, theirs)).clashes, of_bodies((base, ours, theirs), {0}).clashes
    assert clash.lines is not None and taken.lines is not None
    assert (*clash.lines,) == (2, 3, 4, 5)
    assert (*taken.lines,) == (2, 3, 4, 6)


@given(three_texts())
def test_theirs_everywhere_in_a_text_is_the_merge_of_the_other_side(sides: Texts) -> None:
    base, ours, theirs = sides
    assert of_bodies(sides, ALL).document == of_bodies((base, theirs, ours)).document


@given(three_lists())
def test_theirs_everywhere_in_a_list_is_the_merge_of_the_other_side(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = sides
    assert of_rows(sides, ALL).document == of_rows((base, theirs, ours)).document


@given(three_texts(), st.sets(st.integers(0, 4)))
def test_which_passages_clash_does_not_depend_on_what_is_chosen(sides: Texts, taking: set[int]) -> None:
    assert of_bodies(sides, taking).clashes == of_bodies(sides).clashes


@given(three_lists(), st.sets(st.integers(0, 4)))
def test_which_rows_clash_does_not_depend_on_what_is_chosen(sides: tuple[Rows, Rows, Rows], taking: set[int]) -> None:
    chosen = of_rows(sides, taking)
    assert chosen.clashes == of_rows(sides).clashes
    found = {item["id"] for item in chosen.document["l"]}
    assert found <= {item["id"] for side in sides[1:] for item in side}


@given(three_texts(), st.sets(st.integers(0, 4)))
def test_every_passage_stands_where_it_says_and_nothing_else_changes(sides: Texts, taking: set[int]) -> None:
    plain, chosen = of_bodies(sides), of_bodies(sides, taking)
    assert between_passages(plain) == between_passages(chosen)
    lines = chosen.document["body"].split("\n")
    for number, clash in enumerate(chosen.clashes):
        wanted = clash.theirs if number in taking else clash.ours
        assert clash.lines is not None
        assert "\n".join(lines[clash.lines.new : clash.lines.new_end]).strip("\n") == wanted


def between_passages(result: Merge) -> list[list[str]]:
    lines, at, kept = result.document["body"].split("\n"), 0, []
    for clash in result.clashes:
        assert clash.lines is not None
        kept.append(lines[at : clash.lines.new])
        at = clash.lines.new_end
    return [*kept, lines[at:]]


@given(three_texts(), st.sets(st.integers(0, 4)))
def test_another_choice_is_put_into_an_untouched_text_exactly(sides: Texts, taking: set[int]) -> None:
    drawn, wanted = of_bodies(sides).document, of_bodies(sides, taking).document
    step = merge(drawn, drawn, wanted)
    assert step.document == wanted and step.clashes == []
