"""What merge() makes of three documents."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.merge import Clash, Merge, merge

Rows = list[dict[str, Any]]


def paths(result: Merge) -> list[str]:
    return [clash.path for clash in result.clashes]


def merged(base: Any, ours: Any, theirs: Any, key: str = "x") -> Any:
    """One value merged both ways; clean, and the same both ways."""
    results = [merge({key: base}, {key: a}, {key: b}) for a, b in ((ours, theirs), (theirs, ours))]
    assert results[0].clashes == results[1].clashes == []
    assert results[0].document == results[1].document
    return results[0].document[key]


def body(base: str, ours: str, theirs: str) -> Any:
    return merged(base, ours, theirs, "body")


def clash_of(base: str, ours: str, theirs: str) -> tuple[str, Clash]:
    """The text and the clash of a body; the other way round the passages are the same."""
    result = merge({"body": base}, {"body": ours}, {"body": theirs})
    [mirrored] = merge({"body": base}, {"body": theirs}, {"body": ours}).clashes
    [clash] = result.clashes
    assert clash.path == mirrored.path == "body"
    assert (clash.base, clash.ours, clash.theirs) == (mirrored.base, mirrored.theirs, mirrored.ours)
    return result.document["body"], clash


# --- fields


def test_each_side_keeps_the_fields_it_changed() -> None:
    base = {"runtime": None, "year": 2022, "genres": [], "title": "Ballerina"}
    result = merge(base, {**base, "runtime": 93}, {**base, "year": 2023})
    assert result.document == {**base, "runtime": 93, "year": 2023}
    assert result.clashes == []


def test_a_field_changed_by_both_clashes_and_keeps_ours() -> None:
    result = merge({"runtime": 90}, {"runtime": 93}, {"runtime": 95})
    assert result.document == {"runtime": 93}
    assert result.clashes == [Clash("runtime", 90, 93, 95)]


def test_the_same_change_by_both_is_no_clash() -> None:
    assert merged(90, 93, 93) == 93


def test_a_key_that_one_side_adds_or_drops_is_followed() -> None:
    assert merge({"a": 1}, {"a": 1, "b": 2}, {}).document == {"b": 2}


def test_a_dictionary_is_merged_key_by_key() -> None:
    result = merge(
        {"external_ids": {"imdb": "", "tmdb": ""}},
        {"external_ids": {"imdb": "tt1", "tmdb": "3"}},
        {"external_ids": {"imdb": "tt2", "tmdb": "", "kobis": "5"}},
    )
    assert result.document == {"external_ids": {"imdb": "tt1", "tmdb": "3", "kobis": "5"}}
    assert result.clashes == [Clash("external_ids.imdb", "", "tt1", "tt2")]


def test_the_parts_that_each_side_changed_are_named() -> None:
    base = {"runtime": 1, "cast": [], "body": "One."}
    result = merge(base, {**base, "cast": [{"id": "a"}]}, {**base, "runtime": 2, "body": "Two."})
    assert (result.ours_parts, result.theirs_parts) == ({"cast"}, {"facts", "text"})


# --- rows


def row(key: str, **fields: Any) -> dict[str, Any]:
    return {"id": key, **fields}


def test_two_actors_added_at_the_same_place_both_stay() -> None:
    base = [row("a", person="Jeon Jong-seo")]
    kim, park = row("k", person="Kim Ji-hoon"), row("p", person="Park Yu-rim")
    assert merged(base, [*base, kim], [*base, park], "cast") == [*base, kim, park]


def test_fields_of_one_row_are_merged() -> None:
    base = [row("k3f9", person="Jun Jong-seo", role="")]
    ours, theirs = [row("k3f9", person="Jeon Jong-seo", role="")], [row("k3f9", person="Jun Jong-seo", role="main")]
    assert merged(base, ours, theirs, "cast") == [row("k3f9", person="Jeon Jong-seo", role="main")]


def test_a_field_of_a_row_changed_by_both_is_named() -> None:
    cast = [[row("k3f9", character=name)] for name in ("", "Ok-ju", "Okju")]
    result = merge(*({"cast": side} for side in cast))
    assert result.clashes == [Clash("cast.k3f9.character", "", "Ok-ju", "Okju")]
    assert result.document == {"cast": cast[1]}


def test_a_row_deleted_here_and_changed_there_clashes() -> None:
    was, now = row("k3f9", character=""), row("k3f9", character="Ok-ju")
    deleted_here = merge({"cast": [was]}, {"cast": []}, {"cast": [now]})
    assert deleted_here.clashes == [Clash("cast.k3f9", was, None, now)]
    assert deleted_here.document == {"cast": []}
    deleted_there = merge({"cast": [was]}, {"cast": [now]}, {"cast": []})
    assert deleted_there.clashes == [Clash("cast.k3f9", was, now, None)]
    assert deleted_there.document == {"cast": [now]}


def test_rows_moved_differently_clash_by_name_and_keep_our_order() -> None:
    base, ours, theirs = ([row(key) for key in order] for order in ("abc", "bca", "cab"))
    result = merge({"cast": base}, {"cast": ours}, {"cast": theirs})
    assert result.clashes == [Clash("cast (order)", ["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"])]
    assert result.document == {"cast": ours}


def test_the_side_that_moved_rows_gives_the_order() -> None:
    base, moved = [row("a"), row("b"), row("c")], [row("c"), row("a"), row("b")]
    assert merged(base, moved, [*base, row("n")]) == [row("c"), row("n"), row("a"), row("b")]


def test_words_are_a_set() -> None:
    assert merged(["KR"], ["KR", "ES"], ["KR", "US"]) == ["KR", "ES", "US"]
    assert merged(["KR", "ES"], ["KR"], ["KR", "ES", "US"]) == ["KR", "US"]


def test_a_row_added_by_both_under_one_id_clashes_unless_it_is_the_same() -> None:
    assert merged([], [row("a", x=1)], [row("a", x=1)]) == [row("a", x=1)]
    assert paths(merge({"cast": []}, {"cast": [row("a", x=1)]}, {"cast": [row("a", x=2)]})) == ["cast.a"]


def test_a_list_that_is_neither_rows_nor_words_is_one_value() -> None:
    assert merge({"x": [1]}, {"x": [1, 2]}, {"x": [3]}).clashes == [Clash("x", [1], [1, 2], [3])]


def test_a_text_of_several_lines_in_a_row_is_merged_as_a_text() -> None:
    quotes = [[row("q", text=f"{first}\n{second}")] for first, second in (("One", "Two"), ("1", "Two"), ("One", "2"))]
    assert merged(*quotes, "quotes") == [row("q", text="1\n2")]


@st.composite
def changed(draw: st.DrawFn, base: Rows, new: str) -> Rows:
    out = [{**item} for item in base]
    for act in draw(st.lists(st.sampled_from(["add", "del", "move", "x", "y"]), max_size=5)):
        free = [key for key in new if key not in {item["id"] for item in out}]
        if act == "add" and free:
            out.insert(draw(st.integers(0, len(out))), row(free[0], x=draw(st.integers(0, 1)), y=0))
        elif act != "add" and out:
            at = draw(st.integers(0, len(out) - 1))
            item = out.pop(at)
            if act == "move":
                out.insert(draw(st.integers(0, len(out))), item)
            elif act != "del":
                out.insert(at, {**item, act: draw(st.integers(0, 2))})
    return out


@st.composite
def three_lists(draw: st.DrawFn) -> tuple[Rows, Rows, Rows]:
    base = [row(key, x=0, y=0) for key in draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))]
    return base, draw(changed(base, "ABCD")), draw(changed(base, "PQRS"))


def merged_rows(sides: tuple[Rows, Rows, Rows]) -> tuple[Merge, Rows]:
    result = merge(*({"l": side} for side in sides))
    return result, result.document["l"]


def ids(rows: Rows) -> list[str]:
    return [item["id"] for item in rows]


@given(three_lists())
def test_an_unchanged_side_gives_the_other(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = sides
    for triple, wanted in (((base, ours, base), ours), ((base, base, theirs), theirs), ((base, ours, ours), ours)):
        result, rows = merged_rows(triple)
        assert rows == wanted and result.clashes == []


@given(three_lists())
def test_rows_merge_alike_whichever_side_is_ours(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = sides
    (one, rows), (other, mirrored) = merged_rows(sides), merged_rows((base, theirs, ours))
    assert sorted(paths(one)) == sorted(paths(other))
    assert one.clashes or rows == mirrored


@given(three_lists())
def test_no_row_is_lost_invented_doubled_or_brought_back(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = ({*ids(side)} for side in sides)
    result, rows = merged_rows(sides)
    found = {*ids(rows)}
    assert len(found) == len(rows)
    assert (ours | theirs) - base <= found <= ours | theirs
    assert base & ours & theirs <= found
    assert not found & (base - ours)
    kept_by_clash = {path.split(".")[1] for path in paths(result) if path.count(".") == 1}
    assert not found & (base - theirs) - kept_by_clash


@given(three_lists())
def test_a_field_is_from_the_side_that_changed_it(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = ({item["id"]: item for item in side} for side in sides)
    result, rows = merged_rows(sides)
    for item in rows:
        key = item["id"]
        for name in "xy" if key in base.keys() & ours.keys() & theirs.keys() else "":
            untouched = theirs[key][name] == base[key][name]
            clashes = f"l.{key}.{name}" in paths(result)
            assert item[name] == (ours if untouched or clashes else theirs)[key][name]


@given(three_lists())
def test_the_order_is_that_of_one_side(sides: tuple[Rows, Rows, Rows]) -> None:
    result, rows = merged_rows(sides)
    common = {*ids(rows)} & {*ids(sides[0])} & {*ids(sides[1])} & {*ids(sides[2])}
    orders = [[key for key in ids(side) if key in common] for side in (rows, *sides)]
    assert orders[0] in orders[2:]
    if "l (order)" in paths(result):
        assert orders[0] == orders[2]
        assert orders[1] not in orders[2:]
    for first in common:  # what both sides order alike stays so
        for second in common:
            if all(order.index(first) < order.index(second) for order in orders[2:]):
                assert orders[0].index(first) < orders[0].index(second)


@given(three_lists())
def test_rows_added_together_stay_together_in_their_order(sides: tuple[Rows, Rows, Rows]) -> None:
    _, rows = merged_rows(sides)
    lasting = {*ids(sides[0])} & {*ids(sides[1])} & {*ids(sides[2])}
    for side, new in ((sides[1], "ABCD"), (sides[2], "PQRS")):
        runs: list[list[str]] = [[]]
        for key in ids(side):
            if key in new:
                runs[-1].append(key)
            elif key in lasting:
                runs.append([])
        for run in runs:
            assert [key for key in ids(rows) if key in run] == run


# --- text


def test_paragraphs_changed_by_each_side_are_merged() -> None:
    base = "One is here.\n\nTwo is here.\n\nThree is here."
    assert body(base, base.replace("One", "1"), base.replace("Three", "3")) == "1 is here.\n\nTwo is here.\n\n3 is here."


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
    ours = "First of all things.\n\nBrand new words here.\n\nOk-ju hunts Choi in Seoul.\n\nLast of all things."
    theirs = base.replace("hunts", "follows")
    assert body(base, ours, theirs) == ours.replace("hunts", "follows")


def test_hangul_is_merged_by_the_word() -> None:
    base = "이충현은 전종서를 좋아한다."
    assert body(base, "이충현이 전종서를 좋아한다.", "이충현은 전종서를 사랑한다.") == "이충현이 전종서를 사랑한다."


def test_the_same_words_changed_by_both_clash_and_keep_ours() -> None:
    base = "One.\n\nIt runs 90 minutes long.\n\nThree."
    ours, theirs = base.replace("90", "93").replace("One", "First"), base.replace("90", "95").replace("Three", "Third")
    text, clash = clash_of(base, ours, theirs)
    assert text == "First.\n\nIt runs 93 minutes long.\n\nThird."
    assert clash == Clash(
        "body", "It runs 90 minutes long.", "It runs 93 minutes long.", "It runs 95 minutes long."
    )


def test_several_clashing_passages_are_one_clash() -> None:
    base = "It runs 1 hour.\n\nSame here.\n\nIt has 1 star."
    text, clash = clash_of(base, base.replace("1", "2"), base.replace("1", "3"))
    assert text == base.replace("1", "2")
    assert clash.theirs == "It runs 3 hour.\n\nIt has 3 star."


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("a film of Lee\n", "a film of Kim\n", "a film of Park\n"),
        ("One.\n", "One.\n\nTwo.\n", "One.\n\nThree.\n"),  # both add at one place: no order
        ("seen on Kim, once more", "seen on Lee, once more", "seen on Kim; once more"),  # meet with no space between
        ("映画は東京の物語だ。", "映画は西京の物語だ。", "映画は東都の物語だ。"),
        ("Ok-ju buys a cake in the shop.", "Directed by Lee Chung-hyun, shot by Kim.", "Ok-ju buys a cake in a shop."),
        ("Ok-ju buys a cake.\n", "", "Ok-ju buys a sweet cake.\n"),
        ("\n\n\n", "\n\n\nOne.", "Two."),
    ],
)
def test_what_cannot_be_decided_clashes(base: str, ours: str, theirs: str) -> None:
    text, _ = clash_of(base, ours, theirs)
    assert text == ours


def test_a_short_value_is_not_a_text() -> None:
    assert paths(merge({"description": "a b c"}, {"description": "1 b c"}, {"description": "a b 3"})) == ["description"]


def test_a_body_that_one_side_lacks_is_one_value() -> None:
    assert merge({"body": "a\n"}, {}, {"body": "b\n"}).clashes == [Clash("body", "a\n", None, "b\n")]


LINES = ["", "", "Ok-ju finds Min-hee there.", "Ok-ju found Min-hee there, twice.", "- a", "- b", "발레리나는 영화다.", "復讐"]
texts = st.lists(st.sampled_from(LINES) | st.text("ab .\n", max_size=6), max_size=9).map("\n".join)


@st.composite
def edited(draw: st.DrawFn, text: str, new: str) -> str:
    """A text after a few edits: tokens taken out, marked words put in, lines doubled."""
    pieces = text.split(" ")
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(pieces)))
        pieces[at : at + draw(st.integers(0, 2))] = draw(st.sampled_from([[], [f"{new}{number}"], [f"{new}{number}\n\n"]]))
    return " ".join(pieces)


@st.composite
def three_texts(draw: st.DrawFn) -> tuple[str, str, str]:
    base = draw(texts | st.integers(0, 30).map(lambda n: " ".join(f"w{i}" + "\n" * (i % 5 == 4) for i in range(n))))
    return base, draw(edited(base, "our") | texts), draw(edited(base, "their") | texts)


def merged_text(sides: tuple[str, str, str]) -> tuple[Merge, str]:
    result = merge(*({"body": side} for side in sides))
    return result, result.document["body"]


@given(three_texts())
def test_an_unchanged_text_gives_the_other(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    for triple, wanted in (((base, ours, base), ours), ((base, base, theirs), theirs), ((base, ours, ours), ours)):
        result, text = merged_text(triple)
        assert text == wanted and result.clashes == []


@given(three_texts())
def test_texts_merge_alike_whichever_side_is_ours(sides: tuple[str, str, str]) -> None:
    base, ours, theirs = sides
    (one, text), (other, mirrored) = merged_text(sides), merged_text((base, theirs, ours))
    if not one.clashes:
        assert other.clashes == [] and text == mirrored
    else:
        [clash], [swapped] = one.clashes, other.clashes
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
        " ".join(f"new{i}" if i in new else f"w{i}" for i in range(size))
        for new in ([], mine, other, places)
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
    ours, theirs = base.replace("Paragraph 90 of", "Chapter 90 of"), base.replace("Paragraph 17000 of", "Chapter 17 of")
    assert body(base, ours, theirs) == ours.replace("Paragraph 17000 of", "Chapter 17 of")
