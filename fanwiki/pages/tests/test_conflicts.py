"""The questions of a conflict, whatever three documents they are about and whatever was typed in between."""

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import conflicts, documents, storage
from fanwiki.pages.conflicts import Questions
from fanwiki.pages.models import Page, Revision
from fanwiki.text.tests.test_merge import three_lists
from fanwiki.text.tests.test_merge_text import edited, three_texts


def document(**fields):
    return {"title": "Ballerina", "version": documents.VERSION} | fields


def questions(base, ours, theirs):
    started, head = (
        Revision(number=number, packed=storage.pack(documents.dumps(side))) for number, side in ((1, base), (2, theirs))
    )
    found = Questions(Page(pk=1), started, head, ours)
    return Questions(found.page, started, head, ours, "o" * len(found.merge.clashes))


def choices(asked, chosen):
    """As radio buttons send it: theirs for the numbers in `chosen`."""
    return {f"choice-{n}": "theirs" if n in chosen else "ours" for n in range(len(asked.put))}


@st.composite
def conflict(draw):
    base, ours, theirs = draw(three_texts())
    rows = draw(three_lists())
    runtimes = draw(st.tuples(*[st.integers(1, 3)] * 3))
    sides = zip((base, ours, theirs), rows, runtimes, strict=True)
    return questions(*(document(body=body, cast=cast, runtime=runtime) for body, cast, runtime in sides))


numbers = st.sets(st.integers(0, 5))


@given(conflict(), numbers)
def test_a_choice_is_put_into_a_form_that_nobody_touched_exactly_and_taken_back_exactly(asked, chosen):
    drawn = asked.merge.document
    put, after, late = asked.answered(drawn, choices(asked, chosen))
    assert not late
    assert put == asked.merged("".join("t" if n in chosen else "o" for n in range(len(asked.put)))).document
    assert [question.chosen == "theirs" for question in after.asked] == [n in chosen for n in range(len(asked.put))]
    back, again, late = after.answered(put, choices(asked, ()))
    assert (back, again.put, late) == (drawn, asked.put, False)


@given(conflict(), numbers, st.data())
def test_no_word_that_was_typed_since_is_lost_when_a_choice_is_made(asked, chosen, data):
    drawn = asked.merge.document
    body = data.draw(edited(drawn["body"], "typed"))
    form = drawn | {"body": body, "runtime": data.draw(st.integers(1, 9))}
    put, after, late = asked.answered(form, choices(asked, chosen))
    typed = {word for word in body.split() if word.startswith("typed")}
    assert typed <= {*put["body"].split()}
    if form["runtime"] != drawn["runtime"]:
        assert put["runtime"] == form["runtime"]
    assert late == any(side.isupper() for side in after.put)


@given(conflict(), numbers, st.data())
def test_a_choice_that_is_made_twice_is_made(asked, chosen, data):
    form = asked.merge.document | {"body": data.draw(edited(asked.merge.document["body"], "typed")), "runtime": 9}
    sent = choices(asked, chosen)
    put, after, _late = asked.answered(form, sent)
    put, after, late = after.answered(put, sent)
    assert not late
    for question in after.asked:
        assert question.chosen == ("theirs" if question.number in chosen else "ours")
        if question.clash.path == "runtime" and question.number in chosen:
            assert put["runtime"] == question.clash.theirs


@given(conflict(), numbers)
def test_a_form_that_says_nothing_of_a_choice_leaves_it_as_it_is(asked, chosen):
    put, after, _late = asked.answered(asked.merge.document, choices(asked, chosen))
    assert after.answered(put, {}) == (put, after, False)
    assert after.answered(put, {"choice-0": "nobody", "choice-99": "theirs"}) == (put, after, False)


@given(conflict())
def test_nothing_but_what_travels_with_the_form_is_needed_to_ask_again(asked):
    told = conflicts.signer(asked.page).unsign(asked.token)
    started, head, put, packed = told.split(".")
    assert (started, head, put) == ("1", "2", asked.put)
    assert len(packed) < 200 + len(documents.dumps(asked.ours))


def test_names_are_said_in_one_line():
    assert [conflicts.listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
