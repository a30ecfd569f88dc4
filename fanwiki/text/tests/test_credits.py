"""Pasted cast lists: whatever sets the two apart, who and what come out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.credits import Credit, parse
from fanwiki.text.names import fold

NAMES = st.lists(st.text("abcdefghijklmnopqrstuvwxyz전종서옥주'", min_size=1, max_size=8), min_size=1, max_size=3)
NAME = NAMES.map(" ".join).filter(lambda name: "as" not in name.split() and "''" not in name and fold(name))
BETWEEN = st.sampled_from([" as ", " AS ", " ... ", "…", " … ", " - ", " – ", "—", " — ", "\t", ".....", "  as  "])
BULLET = st.sampled_from(["", "* ", "- ", "• ", "1. ", "23) ", "  "])


@given(st.lists(st.tuples(BULLET, NAME, BETWEEN, NAME), max_size=8))
def test_any_separator_and_any_bullet_give_the_two(lines):
    text = "\n".join("".join(line) for line in lines)
    assert parse(text) == [Credit(who, part) for _bullet, who, _between, part in lines]


@given(st.lists(st.tuples(NAME, NAME), min_size=1, max_size=6), st.booleans())
def test_a_table_gives_its_rows_and_leaves_its_head_out(rows, wiki):
    if wiki:
        text = "{| class=wikitable\n! Actor !! Role\n|-\n" + "\n|-\n".join(f"| {a} || {b}" for a, b in rows) + "\n|}"
    else:
        text = "| Actor | Role |\n|---|:--|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)
    assert parse(text) == [Credit(*row) for row in rows]


@given(st.text(max_size=300))
def test_nothing_that_is_pasted_breaks_it_and_everybody_has_a_name(text):
    assert all(credit.who for credit in parse(text))


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("[[John Wayne]] as [[Reuben J. Cogburn|Rooster Cogburn]]",
         Credit("John Wayne", "Reuben J. Cogburn", "Rooster Cogburn")),
        ("'''Jeon Jong-seo''' as ''Ok-ju''", Credit("Jeon Jong-seo", "Ok-ju")),
        ("[[A|as B]] as C", Credit("A", "C")),
        ("Jean-Claude Van Damme as Luc", Credit("Jean-Claude Van Damme", "Luc")),
        ("Kim Ji-hoon", Credit("Kim Ji-hoon")),
        ("Kim as young [[Ok-ju|her]]", Credit("Kim", "young her")),
        ("| A || B || 12", Credit("A", "B")),
        ("A as B<ref name=x>Some page</ref>", Credit("A", "B")),
        ("A as B as a child", Credit("A", "B as a child")),
    ],
)  # fmt: skip
def test_one_line(line, credit):
    assert parse(line) == [credit]


def test_cells_may_stand_in_lines_of_their_own_and_breaks_part_lines():
    assert parse("{|\n|-\n| A\n| B\n|-\n| C\n| D\n|}") == [Credit("A", "B"), Credit("C", "D")]
    assert parse("A as B<br />C as D<br>E") == [Credit("A", "B"), Credit("C", "D"), Credit("E")]


def test_headings_and_empty_lines_are_nobody():
    assert parse("== Cast ==\n\n## Cast\n   \n---\nA as B") == [Credit("A", "B")]


@pytest.mark.parametrize("unit", ["A as B\n", " ", ".", "[[", "|", "\t", "- ", "'''", "<ref ", "… ", "| - "])
def test_a_hostile_text_is_read_to_its_end(unit):
    assert parse(f"{unit * (200_000 // len(unit))}\nJeon Jong-seo as Ok-ju")[-1] == Credit("Jeon Jong-seo", "Ok-ju")
