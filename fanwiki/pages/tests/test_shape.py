"""shape: records and rows of what documents say."""

import pytest

from fanwiki.pages import kinds, shape
from fanwiki.pages.documents import dumps

KINDS = sorted(kinds.registry)


def filled(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


@pytest.mark.parametrize("name", KINDS)
def test_a_record_is_what_the_model_itself_makes_of_the_document(name):
    kind = kinds.registry[name]
    document = kind.canonical(kind.blank() | {"title": "The Call", "tags": ["ghost"]})
    made = shape.record(kind.root, document, page_id=7)
    theirs = kind.root(page_id=7, **{column: document[column] for column in shape.columns(kind.root)})
    assert filled(made) == filled(theirs)
    assert (made, made._state.adding, made.get_deferred_fields()) == (theirs, True, set())


@pytest.mark.parametrize("name", KINDS)
def test_a_row_is_what_the_model_itself_makes_of_it(name):
    for model in kinds.registry[name].lists.values():
        row = shape.blank(model) | {"id": "k3f9"}
        said = {column: row[column] for column in shape.columns(model)}
        assert filled(shape.instance(model, row, position=2)) == filled(model(row="k3f9", position=2, **said))


@pytest.mark.parametrize("name", KINDS)
def test_what_is_said_as_it_would_be_anyway_is_the_same_document(name):
    kind = kinds.registry[name]
    said = kind.blank() | {"title": "The Call", "names": [shape.blank(kind.lists["names"]) | {"text": "The Call"}]}
    bare = {"kind": name, "title": "The Call", "names": [{"text": "The Call"}]}
    assert dumps(kind.canonical(said)) == dumps(kind.canonical(bare))
