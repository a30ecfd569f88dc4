"""The rows of the editor's lists, drawn by filling in one of them."""

import re

import pytest
from django.template import engines
from django.template.context import Context, RequestContext
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import kinds
from fanwiki.pages.editor import Editor
from fanwiki.pages.templatetags import rows

FILM = kinds.registry["film"]
TEMPLATE = engines["django"].engine.from_string("{% load rows %}{% edit_rows formset %}")
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12)


def context_of(editor: Editor, name: str) -> Context:
    return RequestContext(RequestFactory().get("/"), {"editor": editor, "formset": editor.parts[name]})


def drawn_one_by_one(editor: Editor, name: str) -> str:
    """As the template draws each row, without a pattern."""
    context = context_of(editor, name)
    with context.bind_template(TEMPLATE):
        return "".join(rows.drawn_row(context, row) for row in editor.parts[name].forms)


def document(name, *wanted):
    blank = FILM.blank() | {"title": "Ballerina", name: [{"id": f"r{n}", **row} for n, row in enumerate(wanted)]}
    return FILM.canonical(blank)


LISTS = {
    "cast": [
        {"person": "전종서", "character": "Ok-ju", "role_type": "main", "note": '"<b>&'},
        {"person": "__prefix__"},
    ],
    "names": [{"text": "발레리나", "lang": "ko", "primary": True}, {"text": "Ballerina", "primary": False}],
    "notes": [{"field": "runtime", "text": "Sources differ."}, {"text": "x" * 300}],
    "relations": [{"type": "remake_of", "to": "The Call", "start": "2020"}],
    "sources": [{"key": "seed", "title": "\x01person\x01", "url": "https://example.org/?a=1&b=2"}],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_row_that_is_filled_in_is_the_row_that_the_template_draws(name):
    editor = Editor(FILM, document=document(name, *LISTS[name]))
    assert TEMPLATE.render(context_of(editor, name)) == drawn_one_by_one(editor, name)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["main", "supporting", ""]), WORDS), max_size=4))
def test_whatever_a_cast_says_it_is_drawn_as_the_template_draws_it(cast):
    said = [dict(zip(("person", "character", "role_type", "note"), row, strict=True)) for row in cast]
    editor = Editor(FILM, document=document("cast", *said))
    assert TEMPLATE.render(context_of(editor, "cast")) == drawn_one_by_one(editor, "cast")


def test_a_row_with_an_error_is_drawn_with_it():
    was = document("releases", {"date": "2023", "kind": "web"}, {"date": "2024", "kind": "web"})
    sent = {"releases-TOTAL_FORMS": "2", "releases-INITIAL_FORMS": "2"}
    for n, row in enumerate(was["releases"]):
        sent |= {f"releases-{n}-{name}": str(row[name]) for name in ("id", "date", "kind")}
    editor = Editor(FILM, sent | {"releases-1-date": "2023-13"}, document=was)
    html = TEMPLATE.render(context_of(editor, "releases"))
    assert html.count('<li class="row bad">') == html.count('aria-invalid="true"') == 1
    assert 'id="id_releases-1-date_error"' in html
    assert not re.search("\x01|__prefix__", html)
