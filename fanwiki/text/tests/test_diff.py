"""What compare() and parts() say about two documents."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.diff import Comparison, Span, TextRow, compare, parts
from fanwiki.text.sequences import Budget, hunks, tokens

FOUND = ["Ok-ju finds Min-hee.", "Ok-ju found Min-hee, twice.", "발레리나는 영화다.", "復讐の物語"]
PIECES = ["", "a", "b", " ", "\x0b", *FOUND]
bodies = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=14).map("\n".join)
ABSENT = {"old": ("added", "moved_to"), "new": ("removed", "moved_from")}


def whats(comparison: Comparison) -> list[str]:
    return [row.what for row in comparison.text]


def text_of(old: str, new: str) -> list[TextRow]:
    return compare({"body": old}, {"body": new}).text


def plain(spans: list[Span]) -> str:
    return "".join(span.text for span in spans)


def marked(spans: list[Span]) -> list[str]:
    return [span.text for span in spans if span.mark]


def rebuilt(rows: list[TextRow], side: str, text: str) -> str:
    """One side's text from its rows; what is folded away is taken from the text itself."""
    lines = text.split("\n") if text else []
    found: list[str] = []
    for row in rows:
        if row.what == "fold":
            found += lines[len(found) : len(found) + row.count]
        elif row.what not in ABSENT[side]:
            found += plain(getattr(row, side)).split("\n")
    return "\n".join(found)


# --- words


@given(st.text() | bodies)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's Balle-rina, 2023.", ["It's", " ", "Balle-rina", ",", " ", "2023", "."]),
        ("발레리나는 영화다.", ["발레리나는", " ", "영화다", "."]),
        ("전종서(배우)", ["전종서", "(", "배우", ")"]),
        ("復讐劇。", ["復", "讐", "劇", "。"]),
        ("バレリーナ", ["バ", "レ", "リ", "ー", "ナ"]),
        ("हिन्दी फ़िल्म", ["हिन्दी", " ", "फ़िल्म"]),
        ("cafe\u0301 noir", ["cafe\u0301", " ", "noir"]),
        ("[[Ok-ju|her]]", ["[", "[", "Ok-ju", "|", "her", "]", "]"]),
        ("👩‍🎤!", ["👩‍🎤", "!"]),
        ("a  \n b", ["a", "  ", "\n", " ", "b"]),
    ],
)
def test_words_are_what_a_reader_calls_words(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@given(st.lists(st.sampled_from("abc "), max_size=12), st.lists(st.sampled_from("abc "), max_size=12))
def test_hunks_turn_the_old_list_into_the_new_one_and_never_touch(old: list[str], new: list[str]) -> None:
    built: list[str] = []
    i = j = 0
    for n, hunk in enumerate(hunks(old, new, Budget())):
        assert old[i : hunk.old] == new[j : hunk.new]
        assert n == 0 or hunk.old > i
        built += old[i : hunk.old] + new[hunk.new : hunk.new_end]
        i, j = hunk.old_end, hunk.new_end
    assert built + old[i:] == new


# --- parts


def test_parts_come_as_facts_then_lists_then_text() -> None:
    old = {"title": "Ballerina", "cast": [], "names": [{"id": "a"}], "countries": ["KR"], "body": "x"}
    new = {"title": "Ballerina", "cast": [{"id": "b"}], "names": [], "countries": ["KR", "US"], "body": "y"}
    assert parts(old, new) == ["facts", "cast", "names", "text"]


def test_a_page_that_is_not_there_has_no_parts() -> None:
    page = {"version": 1, "title": "Ballerina", "cast": [{"id": "b"}], "crew": [], "body": ""}
    assert parts(None, page) == parts(page, None) == ["facts", "cast"]
    assert parts(None, None) == []


@pytest.mark.parametrize("blank", ["", None, False, [], {}])
def test_a_missing_key_is_the_same_as_a_blank_one(blank: object) -> None:
    assert parts({}, {"runtime": blank}) == parts({"runtime": blank}, {}) == []
    assert compare({}, {"runtime": blank}).empty


def test_zero_is_not_blank() -> None:
    assert parts({"episodes": None}, {"episodes": 0}) == ["facts"]


def test_the_version_is_not_a_change() -> None:
    assert parts({"version": 1}, {"version": 2}) == []
    assert compare({"version": 1}, {"version": 2}).empty


# --- fields


def test_a_field_shows_both_values_and_marks_the_words_that_differ() -> None:
    old = {"description": "A film of 2022 by Lee Chung-hyun"}
    [change] = compare(old, {"description": "A film of 2023 by Lee Chung-hyun"}).fields
    assert (change.name, change.old, change.new) == (
        "description",
        "A film of 2022 by Lee Chung-hyun",
        "A film of 2023 by Lee Chung-hyun",
    )
    assert marked(change.old_spans) == ["2022"]
    assert marked(change.new_spans) == ["2023"]


def test_unlike_values_are_marked_as_a_whole() -> None:
    [change] = compare({"title": "the end of the day"}, {"title": "an actor in the old city"}).fields
    assert change.old_spans == [Span("the end of the day", "del")]
    assert change.new_spans == [Span("an actor in the old city", "ins")]


def test_numbers_and_blanks_are_shown_as_text() -> None:
    [change] = compare({"runtime": None}, {"runtime": 93}).fields
    assert (change.old, change.new) == (None, 93)
    assert (change.old_spans, change.new_spans) == ([], [Span("93", "ins")])


def test_words_are_shown_with_commas() -> None:
    [change] = compare({"countries": ["KR", "ES"]}, {"countries": ["KR", "ES", "US"]}).fields
    assert (change.old, change.new) == (["KR", "ES"], ["KR", "ES", "US"])
    assert plain(change.new_spans) == "KR, ES, US"
    assert marked(change.new_spans) == [", US"]


def test_a_dictionary_is_compared_key_by_key() -> None:
    old = {"external_ids": {"imdb": "tt1", "tmdb": "5"}}
    found = compare(old, {"external_ids": {"imdb": "tt2", "tmdb": "5", "kobis": "9"}}).fields
    assert [(change.name, change.old, change.new) for change in found] == [
        ("external_ids.imdb", "tt1", "tt2"),
        ("external_ids.kobis", None, "9"),
    ]


def test_fields_follow_the_order_of_the_newer_document() -> None:
    found = compare({"a": 1, "gone": 1}, {"z": 1, "a": 2}).fields
    assert [change.name for change in found] == ["z", "a", "gone"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_spans_of_a_field_hold_both_values(old: str, new: str) -> None:
    for change in compare({"title": old}, {"title": new}).fields:
        assert (plain(change.old_spans), plain(change.new_spans)) == (old, new)
        assert {span.mark for span in change.old_spans} <= {"", "del"}
        assert {span.mark for span in change.new_spans} <= {"", "ins"}


# --- rows


def row(key: str, **fields: object) -> dict[str, object]:
    return {"id": key, **fields}


def test_rows_are_followed_by_their_ids() -> None:
    kim, park = row("b", person="Kim Ji-hoon"), row("d", person="Park Yu-rim")
    old = [row("a", person="Jun Jong-seo", role="Ok-ju"), kim, row("c", person="X")]
    new = [row("a", person="Jeon Jong-seo", role="Ok-ju"), row("c", person="X"), park]
    found = compare({"cast": old}, {"cast": new}).rows
    assert [(change.list, change.id, change.what) for change in found] == [
        ("cast", "a", "changed"),
        ("cast", "b", "removed"),
        ("cast", "d", "added"),
    ]
    assert [change.name for change in found[0].fields] == ["person"]
    assert (found[1].old, found[1].new) == (old[1], None)
    assert (found[2].old, found[2].new) == (None, new[2])
    assert [change.new for change in found[2].fields] == ["Park Yu-rim"]


def test_a_new_row_on_top_moves_no_other() -> None:
    old = [row(key) for key in "abc"]
    [change] = compare({"cast": old}, {"cast": [row("n"), *old]}).rows
    assert (change.id, change.what) == ("n", "added")


def test_a_row_that_was_moved_and_changed_says_both() -> None:
    old = [row("a", x=1), row("b"), row("c")]
    [change] = compare({"cast": old}, {"cast": [row("b"), row("c"), row("a", x=2)]}).rows
    assert (change.id, change.what) == ("a", "moved")
    assert [field.name for field in change.fields] == ["x"]


@given(st.lists(st.sampled_from("abcdefg"), unique=True), st.permutations("abcdefg"))
def test_only_rows_outside_the_longest_common_order_are_moved(old: list[str], new: list[str]) -> None:
    found = compare({"l": [row(key) for key in old]}, {"l": [row(key) for key in new]}).rows
    common = [key for key in new if key in old]
    sizes = range(len(common), -1, -1)
    places = [new.index(key) for key in old]
    longest = next(n for n in sizes if any(list(c) == sorted(c) for c in combinations(places, n)))
    assert sum(change.what == "moved" for change in found) == len(common) - longest
    assert {change.id for change in found if change.what == "added"} == {*new} - {*old}


def test_a_list_that_is_neither_rows_nor_words_is_a_field() -> None:
    found = compare({"odd": [1, 2]}, {"odd": [1, 3]})
    assert [change.name for change in found.fields] == ["odd"]


# --- text


def test_nothing_changed_is_empty() -> None:
    page = {"title": "Ballerina", "cast": [row("a", person="x")], "body": "One.\n\nTwo."}
    assert compare(page, page).empty
    assert compare({}, {}).empty


@given(bodies, bodies)
def test_each_side_can_be_rebuilt_from_its_spans(old: str, new: str) -> None:
    rows = text_of(old, new)
    if old == new:
        assert rows == []
    else:
        assert rebuilt(rows, "old", old) == old
        assert rebuilt(rows, "new", new) == new


@given(bodies, bodies)
def test_marks_say_what_their_row_says(old: str, new: str) -> None:
    for line in text_of(old, new):
        marks = {span.mark for span in line.old}, {span.mark for span in line.new}
        if line.what == "same":
            assert line.old == line.new and marks[0] <= {""}
        elif line.what == "changed":
            assert plain(line.old) != plain(line.new) and "ins" not in marks[0] and "del" not in marks[1]
        elif line.what in ("removed", "moved_from"):
            assert marks[0] <= ({"del"} if line.what == "removed" else {"", "del"}) and line.new == []
        elif line.what in ("added", "moved_to"):
            assert marks[1] <= ({"ins"} if line.what == "added" else {"", "ins"}) and line.old == []
        else:
            assert (line.old, line.new) == ([], []) and line.count > 1


@given(bodies, bodies)
def test_folded_lines_are_equal_on_both_sides(old: str, new: str) -> None:
    rows = text_of(old, new)
    at, lines = {"old": 0, "new": 0}, {"old": old.split("\n"), "new": new.split("\n")}
    for line in rows:
        if line.what == "fold":
            left = lines["old"][at["old"] : at["old"] + line.count]
            assert left == lines["new"][at["new"] : at["new"] + line.count]
        at["old"] += line.count * (line.what not in ABSENT["old"])
        at["new"] += line.count * (line.what not in ABSENT["new"])


def test_a_changed_paragraph_marks_its_words() -> None:
    old = "Intro.\n\nOk-ju is a former bodyguard.\n\nEnd."
    new = "Intro.\n\nOk-ju is a former elite bodyguard.\n\nEnd."
    [changed] = [line for line in text_of(old, new) if line.what == "changed"]
    assert marked(changed.old) == []
    assert marked(changed.new) == ["elite "]


def test_neighbouring_changed_words_are_one_mark() -> None:
    [changed] = text_of("She was seen in old Busan once.", "She was seen in new Seoul once.")
    assert marked(changed.old) == ["old Busan"]
    assert marked(changed.new) == ["new Seoul"]


def test_hangul_is_marked_by_the_word() -> None:
    [changed] = text_of("이충현은 전종서를 좋아한다.", "이충현이 전종서를 좋아한다.")
    assert marked(changed.old) == ["이충현은"]
    assert marked(changed.new) == ["이충현이"]


def test_an_inserted_paragraph_does_not_hide_that_the_next_one_changed() -> None:
    old = "First of all things.\n\nOk-ju hunts Choi in the city.\n\nLast of all things."
    new = old.replace("Ok-ju", "Brand new words here.\n\nOk-ju").replace("the city", "Seoul")
    kinds = whats(compare({"body": old}, {"body": new}))
    assert kinds == ["same", "same", "added", "added", "changed", "same", "same"]


def test_a_paragraph_written_anew_is_not_a_changed_one() -> None:
    found = compare({"body": "Ok-ju buys a cake."}, {"body": "Directed by Lee Chung-hyun."})
    assert whats(found) == ["removed", "added"]


def test_far_lines_are_folded_with_a_line_that_says_something_left() -> None:
    lines = [f"Line {n}." for n in range(20)]
    body = "\n\n".join(lines)
    rows = text_of(body, body.replace("Line 10.", "Line ten."))
    assert [line.what for line in rows] == ["fold", "same", "same", "changed", "same", "same", "fold"]
    assert [plain(line.new) for line in rows] == ["", "Line 9.", "", "Line ten.", "", "Line 11.", ""]
    assert [line.count for line in rows if line.what == "fold"] == [18, 16]


def test_a_single_line_is_not_folded() -> None:
    assert whats(compare({"body": "a\nb\nc"}, {"body": "a\nb\nc x"})) == ["same", "same", "changed"]


def test_a_first_text_is_only_added() -> None:
    assert whats(compare({"body": ""}, {"body": "One.\n\nTwo."})) == ["added", "added", "added"]
    assert whats(compare({"body": "One."}, {})) == ["removed"]


def test_a_line_end_at_the_end_is_a_change() -> None:
    assert whats(compare({"body": "a"}, {"body": "a\n"})) == ["same", "added"]


def test_markup_stays_text() -> None:
    [changed] = text_of("one <b>two</b> three", "one <script>two</script> three")
    assert plain(changed.new) == "one <script>two</script> three"


# --- what is too large


def checked(old: str, new: str) -> Comparison:
    found = compare({"body": old}, {"body": new})
    assert rebuilt(found.text, "old", old) == old
    assert rebuilt(found.text, "new", new) == new
    return found


def test_two_unrelated_megabytes_are_compared_coarsely() -> None:
    old = "\n\n".join(f"left {n} " * 10 for n in range(10_000))
    new = "\n\n".join(f"right {n} " * 9 for n in range(10_001))
    found = checked(old, new)
    assert found.coarse
    assert {*whats(found)} <= {"removed", "added", "same"}


def test_alternating_lines_are_compared_coarsely() -> None:
    assert checked("a\nb\n" * 50_000, "b\na\n" * 50_000).coarse


def test_every_other_of_many_lines_changed_is_bounded() -> None:
    old = "\n".join(f"line {n}" for n in range(100_000))
    new = "\n".join(f"line {n}" + " more" * (n % 2) for n in range(100_000))
    assert checked(old, new).coarse


def test_a_long_run_of_new_lines_is_one_block() -> None:
    found = checked("start", "start\n" + "\n".join(f"line {n}" for n in range(5_000)))
    assert not found.coarse
    assert [(line.what, line.count) for line in found.text] == [("same", 1), ("added", 5_000)]


def test_a_thousand_of_everything_is_bounded_by_rows_not_by_luck() -> None:
    rows = [row(f"{n:x}", person=f"Person {n}", character=f"Role {n}") for n in range(1_000)]
    found = compare({"cast": []}, {"cast": rows})
    assert not found.coarse
    assert len(found.rows) == 1_000


def test_one_line_of_a_megabyte_is_compared_coarsely_if_it_is_another() -> None:
    assert checked("left right " * 90_000, "right up left " * 70_000).coarse


def test_one_line_of_a_megabyte_with_one_word_changed_is_compared_exactly() -> None:
    old = "left right " * 90_000
    found = checked(old + "x " + old, old + "y " + old)
    assert not found.coarse
    [changed] = found.text
    assert (marked(changed.old), marked(changed.new)) == (["x"], ["y"])


def test_one_sentence_in_a_large_text_is_found_exactly() -> None:
    old = "\n\n".join(f"Paragraph {n} of a long page, with some words." for n in range(18_000))
    found = checked(old, old.replace("Paragraph 9000 of a long page", "Paragraph 9000 of a very long page"))
    assert not found.coarse
    assert [marked(line.new) for line in found.text if line.what == "changed"] == [["very "]]


def test_large_fields_are_bounded() -> None:
    found = compare({"note": "a b " * 200_000}, {"note": "b c a " * 150_000})
    assert found.coarse
    assert plain(found.fields[0].new_spans) == "b c a " * 150_000
