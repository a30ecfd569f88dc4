"""What merge() makes of three documents."""

from typing import Any

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


# --- fields


def test_each_side_keeps_the_fields_it_changed() -> None:
    base: dict[str, Any] = {"runtime": None, "year": 2022, "genres": [], "title": "Ballerina"}
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
    base: dict[str, Any] = {"runtime": 1, "cast": [], "body": "One."}
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
    ours = [row("k3f9", person="Jeon Jong-seo", role="")]
    theirs = [row("k3f9", person="Jun Jong-seo", role="main")]
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
    base, ours, theirs = ([row("q", text=text)] for text in ("One\nTwo", "1\nTwo", "One\n2"))
    assert merged(base, ours, theirs, "quotes") == [row("q", text="1\n2")]


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
    keys = draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6))
    base = [row(key, x=0, y=0) for key in keys]
    return base, draw(changed(base, "ABCD")), draw(changed(base, "PQRS"))


def merged_rows(sides: tuple[Rows, Rows, Rows]) -> tuple[Merge, Rows]:
    result = merge(*({"l": side} for side in sides))
    return result, result.document["l"]


def ids(rows: Rows) -> list[str]:
    return [item["id"] for item in rows]


@given(three_lists())
def test_an_unchanged_side_gives_the_other(sides: tuple[Rows, Rows, Rows]) -> None:
    base, ours, theirs = sides
    unchanged = [((base, ours, base), ours), ((base, base, theirs), theirs), ((base, ours, ours), ours)]
    for triple, wanted in unchanged:
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
