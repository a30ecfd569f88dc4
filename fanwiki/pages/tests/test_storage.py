"""How documents are packed: small, and read from at most two rows."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import documents, editing, storage
from fanwiki.pages.models import Revision

from .test_save import change


@given(st.binary(), st.none() | st.binary())
def test_what_is_packed_is_unpacked(raw, keyframe):
    assert storage.unpack(storage.pack(raw, keyframe), keyframe) == raw


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_equal_documents_have_equal_bytes(document):
    shuffled = dict(random.sample(list(document.items()), len(document)))
    assert documents.dumps(shuffled) == documents.dumps(document)


@pytest.mark.django_db
def test_200_small_edits_take_at_most_a_twentieth_of_200_full_copies(make_film, editor, django_assert_num_queries):
    dice = random.Random(7)
    words = [f"word{dice.randrange(10_000)}" for _ in range(2600)]
    page = make_film(body=" ".join(words), cast=[{"person": f"Person {n}"} for n in range(30)])
    full = 0
    for n in range(199):
        words[dice.randrange(len(words))] = f"edit{n}"
        body = "\n\n".join(" ".join(words[i : i + 60]) for i in range(0, len(words), 60))
        full += change(page, editor, body=body).size
    stored = sum(len(packed) for packed in page.revisions.values_list("packed", flat=True))
    assert stored <= full * 0.05
    with django_assert_num_queries(1):
        revision = Revision.objects.select_related("keyframe").get(page=page, number=100)
        assert "edit98" in revision.document["body"]


@pytest.mark.django_db
def test_a_save_after_a_deletion_packs_against_the_same_full_copy(make_film, editor, moderator):
    page = make_film(body="A long text. " * 100)
    editing.delete(page, by=moderator, summary="")
    back = editing.undelete(page, by=moderator, summary="")
    assert back.keyframe.number == 1
    assert change(page, editor, runtime=93).document["body"] == page.revisions.get(number=1).document["body"]


def test_an_older_document_is_upgraded_as_it_is_read(monkeypatch):
    monkeypatch.setattr(documents, "VERSION", 3)
    monkeypatch.setitem(documents.UPGRADES, 1, lambda old: old | {"version": 2, "seen": [1]})
    monkeypatch.setitem(documents.UPGRADES, 2, lambda old: old | {"version": 3, "seen": [*old["seen"], 2]})
    assert documents.loads(b'{"version": 1}') == {"version": 3, "seen": [1, 2]}
