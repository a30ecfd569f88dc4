"""Two documents as one, for any two documents."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanwiki.pages import kinds, merging
from fanwiki.pages.documents import Document

from .test_twins import latin

words = st.lists(st.sampled_from(["drama", "Drama", "action"]), max_size=2, unique=True)
sources = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from(["s", "t"]), "title": st.sampled_from(["One", "Two", "Three"])}),
    max_size=2,
    unique_by=lambda row: row["key"],
)
cast = st.lists(
    st.fixed_dictionaries(
        {"person": st.sampled_from(["Ann", "Bo", "Cy"]), "character": st.sampled_from(["", "X"]), "note": st.just("n")}
    ),
    max_size=3,
    unique_by=lambda row: (row["person"], row["character"]),
)
films = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two"]),
        "runtime": st.sampled_from([None, 90, 91]),
        "year": st.sampled_from([None, 2023]),
        "genres": words,
        "sources": sources,
        "cast": cast,
        "external_ids": st.dictionaries(st.sampled_from(["imdb", "tmdb"]), st.sampled_from(["tt0000001"]), max_size=1),
        "releases": st.lists(st.just({"date": "2023", "kind": "web"}), max_size=1),
        "body": st.sampled_from(["", "A.", "A.[^s]\n\n## B\n\nC.", "## B\n\nD."]),
    }
)


def film(fields: Document) -> Document:
    kind = kinds.registry["film"]
    return kind.complete(kind.canonical(kind.blank() | fields))


@given(this=films, other=films, side=st.sampled_from(["this", "other", "both", "neither"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_outcome_keeps_to_the_rules_and_loses_no_row(this: Document, other: Document, side: str) -> None:
    one, two = film(this), film(other)
    kind = kinds.registry["film"]
    before = [problem.path for document in (one, two) for problem in kind.problems(document)]
    asked = merging.merged(one, two, {}, set()).questions
    found = merging.merged(one, two, {question.name: side for question in asked}, set())
    assert before or found.problems == []
    assert kind.canonical(found.document) == found.document
    model = kind.lists["cast"]
    keys = [merging.key_of(model, row) for row in found.document["cast"]]
    assert len(keys) == len(set(keys))
    assert {merging.key_of(model, row) for row in [*one["cast"], *two["cast"]]} == set(keys)
    assert {row["title"] for row in found.document["sources"]} == {
        row["title"] for row in one["sources"] + two["sources"]
    }


@given(fields=films)
def test_with_itself_a_page_stays_as_it_is(fields: Document) -> None:
    document = film(fields)
    found = merging.merged(document, document, {}, set())
    assert (found.document, found.questions, found.added, found.dropped) == (document, [], {}, [])


def person(**fields: object) -> Document:
    kind = kinds.registry["person"]
    return kind.complete(kind.canonical(kind.blank() | fields))


def test_the_title_that_goes_is_a_name_without_what_told_it_apart() -> None:
    this = person(title="Kim Ji-hoon", names=[latin("Kim Ji-hoon")])
    other = person(title="Kim Jihun (actor)", names=[latin("Kim J.")])
    told = merging.merged(this, other, {}, set()).document["names"]
    assert [row["text"] for row in told] == ["Kim Ji-hoon", "Kim J.", "Kim Jihun"]


@pytest.mark.parametrize(
    ("mine", "theirs", "left"), [("main", "main", []), ("", "main", []), ("main", "support", ["role_type"])]
)
def test_of_two_rows_that_are_one_the_kept_one_is_filled_and_what_differs_is_told(
    mine: str, theirs: str, left: list[str]
) -> None:
    one = film({"title": "A", "cast": [{"person": "Ann", "role_type": mine, "note": "Left."}]})
    two = film({"title": "A", "cast": [{"person": "Ann", "role_type": theirs, "credited_as": "An", "note": "Right."}]})
    found = merging.merged(one, two, {}, set())
    assert [(row["credited_as"], row["note"]) for row in found.document["cast"]] == [("An", "Left. Right.")]
    assert [row.column for row in found.left] == left


@pytest.mark.parametrize(
    ("mine", "theirs", "asked", "told"),
    [
        ("", "Lead.", [], "Lead."),
        ("## A\n\nOne.", "Lead.\n\n## B\n\nTwo.", [], "Lead.\n\n## A\n\nOne.\n\n## B\n\nTwo."),
        ("## A", "A\n---\nTwo.", [], "## A\n\nTwo."),
        ("A\n---\nOne.", "# a #\n\nTwo.", ["body.a"], "A\n---\n\nTwo."),
        ("## A\n\nOne.\n\n## A\n\nTwo.", "## A\n\nOne\n\n## A\n\n3.", ["body.a.2"], "## A\n\nOne.\n\n## A\n\n3."),
        ("## …\n\nOne.", "## …\n\nTwo.", ["body.…"], "## …\n\nTwo."),
        ("```\n## A\n```", "```\n## A\n```\n\n## B", [], "```\n## A\n```\n\n## B"),
    ],
)
def test_texts_are_merged_by_their_sections(mine: str, theirs: str, asked: list[str], told: str) -> None:
    one, two = film({"title": "A", "body": mine}), film({"title": "A", "body": theirs})
    questions = merging.merged(one, two, {}, set()).questions
    found = merging.merged(one, two, {question.name: "other" for question in questions}, set())
    assert [question.path for question in found.questions] == asked
    assert found.document["body"] == told
