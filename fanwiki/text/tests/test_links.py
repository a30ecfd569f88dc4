import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import links, names
from fanwiki.text.links import Target, parse

KINDS = {"film", "person", "character"}


@pytest.mark.parametrize(
    ("inner", "target"),
    [
        ("Ballerina", Target("", "Ballerina", "Ballerina")),
        ("Ballerina|the film", Target("", "Ballerina", "the film")),
        ("film:Ballerina", Target("film", "Ballerina", "Ballerina")),
        ("film:Ballerina|the film", Target("film", "Ballerina", "the film")),
        ("Film : Ballerina", Target("film", "Ballerina", "Ballerina")),
        ("Money Heist: Korea", Target("", "Money Heist: Korea", "Money Heist: Korea")),
        ("film:Money Heist: Korea", Target("film", "Money Heist: Korea", "Money Heist: Korea")),
        ("  The \t Call | it ", Target("", "The Call", "it")),
        ("Ballerina|", Target("", "Ballerina", "Ballerina")),
        ("Ballerina|a|b", Target("", "Ballerina", "a|b")),
        ("Ballerina\\|the film", Target("", "Ballerina", "the film")),
        ("전종서|Jeon", Target("", "전종서", "Jeon")),
        ("a\u202eb", Target("", "ab", "ab")),
        ("javascript:alert(1)", Target("", "javascript:alert(1)", "javascript:alert(1)")),
        ("file:x", Target("", "file:x", "file:x")),
        (":film", Target("", ":film", ":film")),
    ],
)
def test_a_link_is_read(inner: str, target: Target) -> None:
    assert parse(inner, KINDS) == target


@pytest.mark.parametrize(
    "inner", ["", " ", "|", "|label", "film:", "film:|x", "film:...", "😀", "—|x", "a\0b", "\ud800"]
)
def test_a_link_to_nothing_is_none(inner: str) -> None:
    assert parse(inner, KINDS) is None


def test_a_prefix_counts_only_where_there_is_such_a_kind() -> None:
    assert parse("film:X", set()) == Target("", "film:X", "film:X")


@given(st.text())
def test_a_target_has_a_title_and_a_label_of_one_line(inner: str) -> None:
    target = parse(inner, KINDS)
    if target:
        assert target.title and target.label and target.kind in KINDS | {""}
        assert len((target.title + target.label).splitlines()) == 1


TITLES = ["Poster", "Poster (2023)", 'The "best"', 'a "b', "Left (1", "Right) 2", "a\\b", "A (b (c)) d", "발레리나"]


@pytest.mark.parametrize("title", TITLES)
def test_a_picture_of_any_title_can_be_written(title):
    match = links.PICTURE.fullmatch(links.picture_code(title))
    assert links.picture_title(match[2]) == title


@given(st.text(alphabet='ab ()"\\', min_size=1, max_size=30).map(str.strip).filter(names.fold))
def test_what_is_written_for_a_title_is_read_as_that_title(title):
    match = links.PICTURE.fullmatch(links.picture_code(title))
    assert links.picture_title(match[2]) == names.clean_line(title)


def test_a_picture_that_is_renamed_is_written_anew():
    body = '![She](picture:Old "In the hall"){side} ![](picture:Other)'
    meant = lambda target: (target.kind, target.title) == ("picture", "Old")  # noqa: E731
    assert links.retitle(body, ("picture",), meant, 'New "one"') == (
        '![She](picture:New \\"one\\" "In the hall"){side} ![](picture:Other)'
    )
