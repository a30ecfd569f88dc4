"""Who brought what, against an oracle that looks through the whole history for each thing."""

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import blame
from fanwiki.text.blame import Origin, Origins
from fanwiki.text.sequences import Budget

Document = dict[str, Any]


def traced(history: list[Document]) -> Origins:
    """As the follower keeps them: an origin that is there stays."""
    found: Origins = {}

    def known(keys: Collection[int]) -> Origins:
        return {key: found[key] for key in keys if key in found}

    for number, (before, document) in enumerate(pairwise(history), 2):
        for key, origin in blame.brought(before, document, number, known).items():
            found.setdefault(key, origin)
    return found


def number(origins: Origins, key: int) -> int:
    return origins.get(key, Origin(1, [])).number


def told(document: Document, origins: Origins) -> dict[str, Any]:
    """{what: number of the revision} for all that the document says."""
    things = [*blame.facts(document), *(row for name in ("cast",) for row in blame.rows(name, document[name]))]
    found = {thing.name: number(origins, thing.key) for thing in things}
    found |= {f"{thing.name} began": number(origins, thing.began) for thing in things if thing.key != thing.began}
    found |= {f"{thing.name}/{part}": number(origins, key) for thing in things for part, key in thing.parts.items()}
    return found | {
        f"¶ {text}": number(origins, blame.paragraph_key(text)) for text in blame.paragraphs(document["body"])
    }


def said(document: Document) -> set[tuple[str, str]]:
    """The same in plain values, without any key: (what, how it is said)."""
    found = {("title", document["title"]), *(("runtime", str(value)) for value in [document["runtime"]] if value)}
    found |= {("tags", repr(document["tags"])) for _some in document["tags"][:1]}
    found |= {(f"tags/{tag}", "") for tag in document["tags"]}
    found |= {(f"ids.{site}", value) for site, value in document["ids"].items() if value}
    for row in document["cast"]:
        path = f"cast.{row['id']}"
        found |= {(path, repr(sorted(row.items()))), (f"{path} began", "")}
        found |= {(f"{path}/{column}", row[column]) for column in ("person", "role") if row[column]}
    return found | {(f"¶ {text}", "") for text in document["body"].split("\n\n") if text}


def oracle(history: list[Document]) -> dict[str, int]:
    at_all = [said(document) for document in history]
    return {what: next(n for n, says in enumerate(at_all, 1) if (what, how) in says) for what, how in at_all[-1]}


WORDS = st.sampled_from(["", "One of them dances.", "Two of them dance.", "She waits for the end.", "Three"])
ROWS = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abc"), "person": st.sampled_from(["Jun", "Kim"]), "role": WORDS}),
    max_size=3,
    unique_by=lambda row: row["id"],
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Ballerina", "Dancer"]),
        "kind": st.just("film"),
        "runtime": st.sampled_from([None, 90, 93]),
        "tags": st.lists(st.sampled_from(["noir", "Netflix", "revenge"]), unique=True, max_size=2),
        "ids": st.fixed_dictionaries({"imdb": st.sampled_from(["", "tt1", "tt2"])}),
        "cast": ROWS,
        "body": st.lists(WORDS, max_size=5).map("\n\n".join),
    }
)


@given(st.lists(DOCUMENTS, min_size=1, max_size=8))
def test_every_thing_goes_back_to_the_revision_that_said_it_first(history: list[Document]) -> None:
    origins = traced(history)
    for upto in range(1, len(history) + 1):  # one table says it of every revision
        assert told(history[upto - 1], origins) == oracle(history[:upto])


@given(st.lists(DOCUMENTS, min_size=1, max_size=8))
def test_every_letter_of_a_paragraph_has_one_revision_that_was_there_by_then(history: list[Document]) -> None:
    origins = traced(history)
    for upto, document in enumerate(history, 1):
        for text in blame.paragraphs(document["body"]):
            origin = origins.get(blame.paragraph_key(text))
            runs = blame.runs_of(text, origin)
            assert sum(letters for letters, _number in runs) == len(text)
            assert all(1 <= by <= (origin.number if origin else 1) <= upto for _letters, by in runs)


@given(st.lists(DOCUMENTS, min_size=2, max_size=8))
def test_what_is_known_does_not_depend_on_when_it_was_looked_at(history: list[Document]) -> None:
    early, late = traced(history[:-1]), traced(history)
    assert {key: late[key] for key in early} == early


def film(**fields: Any) -> Document:
    return {
        "title": "Ballerina",
        "kind": "film",
        "runtime": None,
        "tags": [],
        "ids": {},
        "cast": [],
        "body": "",
    } | fields


def whose(text: str, runs: blame.Runs) -> list[tuple[str, int]]:
    found, at = [], 0
    for letters, by in runs:
        found.append((text[at : at + letters], by))
        at += letters
    return found


def test_the_words_that_stay_are_whose_they_were() -> None:
    texts = ["She waits for him.", "She waits long for him.", "She waits long for all of them."]
    origins = traced([film(body=text) for text in texts])
    runs = blame.runs_of(texts[2], origins[blame.paragraph_key(texts[2])])
    assert whose(texts[2], runs) == [("She waits ", 1), ("long ", 2), ("for ", 1), ("all of them", 3), (".", 1)]
    assert blame.shares(runs) == {1: 15, 3: 11, 2: 5}


def test_a_paragraph_that_is_parted_stays_whose_it_was() -> None:
    one, two = "She dances alone in an empty hall.", "Nobody looks at her until the end."
    origins = traced([film(body=f"{one} {two}"), film(body=f"{one}\n\n{two}")])
    for text in (one, two):
        assert blame.runs_of(text, origins[blame.paragraph_key(text)])[0][1] == 1


def test_a_passage_written_anew_is_all_of_its_writer() -> None:
    after = "Nothing of it is left here, not a word."
    origins = traced([film(body="She dances alone in an empty hall."), film(body=after)])
    assert origins[blame.paragraph_key(after)] == Origin(2, [])


def test_a_long_paragraph_is_not_looked_into() -> None:
    long = "word " * 10_000
    assert blame.weave(f"{long}more", long, [(len(long), 1)], 2, Budget()) == [(len(long) + 4, 2)]


def test_a_page_that_never_changed_has_no_origins() -> None:
    assert traced([film(runtime=90), film(runtime=90)]) == {}
