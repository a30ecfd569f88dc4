"""What was typed into a search, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import queries

OPERATORS = {"kind", "year", "with", "genre"}


def parts(typed):
    return [item.typed for item in queries.parse(typed, OPERATORS).items]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("revenge bodyguard", ["revenge", "bodyguard"]),
        ('"closest friend" ballet', ['"closest friend"', "ballet"]),
        ("“closest friend”", ['"closest friend"']),
        ('-comedy -"no more"', ["-comedy", '-"no more"']),
        ('kind:film with:"Jeon Jong-seo" -genre:war', ["kind:film", 'with:"Jeon Jong-seo"', "-genre:war"]),
        ("KIND:film", ["kind:film"]),
        ("with：전종서", ["with:전종서"]),
        ("Money Heist: Korea", ["Money", "Heist:", "Korea"]),
        ("kind: film", ["kind:", "film"]),
        ("title:x", ["title:x"]),
        ('"unclosed words', ['"unclosed words"']),
        ("Jong-seo", ["Jong-seo"]),
        ('a"b"-c', ["a", '"b"', "c"]),
        ("word word", ["word"]),
        ('- -- "" : kind:"" ! *', []),
    ],
)
def test_it_is_words_phrases_exclusions_and_operators(typed, found):
    assert parts(typed) == found


def test_one_part_can_be_taken_out():
    query = queries.parse('ballet kind:film -"no more"', OPERATORS)
    assert [query.without(item) for item in query.items] == [
        'kind:film -"no more"',
        'ballet -"no more"',
        "ballet kind:film",
    ]
    assert query.plain == "ballet"


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("2023", (2023, 2023)), ("2010..2020", (2010, 2020)), ("2020-2010", (2010, 2020)), ("2010…", (2010, 2100)),
        ("..1999", (1870, 1999)), ("1990s", (1990, 1999)), ("1..9999", (1870, 2100)), ("9999", None), ("..", None),
        ("abc", None), ("", None), ("２０２３", None), ("20233", None), ("2010..2020..2030", None), ("-5", None),
    ],
)  # fmt: skip
def test_years(typed, span):
    assert queries.years(typed) == span


@given(st.integers(1870, 2100), st.integers(1870, 2100))
def test_a_span_of_years_is_covered_once_by_few_facts(one, other):
    first, last = min(one, other), max(one, other)
    covered = [
        year
        for name, start in queries.spans_of_years(first, last)
        for year in range(start, start + (10 if name == "decade" else 1))
    ]
    assert covered == list(range(first, last + 1))
    assert len(queries.spans_of_years(first, last)) <= 41


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('":- kinyear.'))))
def test_every_text_is_a_query_and_reads_the_same_again(typed):
    query = queries.parse(typed, OPERATORS)
    again = " ".join(item.typed for item in query.items)
    assert queries.parse(again, OPERATORS).items == query.items


def test_it_is_bounded():
    query = queries.parse(" ".join(f"w{n}" for n in range(1000)), OPERATORS)
    assert len(query.items) == queries.MOST and query.cut
    assert queries.parse("x" * 100_000, OPERATORS).cut
