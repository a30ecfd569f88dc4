"""What the editor is drawn with."""

import pytest

from fanwiki.pages import kinds
from fanwiki.pages.editor import Editor
from fanwiki.pages.templatetags import rows, writing

FILM = kinds.registry["film"]
CAST = [
    {"id": "a", "person": "Jeon Jong-seo", "character": "Ok-ju", "role_type": "main", "src": ["seed"], "note": "Lead"},
    {"id": "b", "person": "Kim Ji-hoon"},
]


def film(**fields):
    return FILM.canonical(FILM.blank() | {"title": "Ballerina"} | fields)


def editor(**fields):
    return Editor(FILM, document=film(**fields))


def named(fields):
    return [field.name for field in fields]


def test_facts_are_every_scalar_but_title_and_text_the_long_ones_first():
    drawn = named(writing.facts(editor().form))
    assert drawn[0] == "description"
    assert {"runtime", "countries", "external_ids"} < {*drawn}
    assert not {"title", "body", "base", "minor", "edit_summary"} & {*drawn}


@pytest.mark.parametrize("name", FILM.lists)
def test_every_column_of_a_row_is_drawn_once(name):
    form = editor().parts[name].empty_form
    drawn = named([*writing.first_fields(form), *writing.folded_fields(form)])
    assert sorted(drawn) == sorted(set(form.fields) - {"id", "position", "DELETE"})


def test_a_row_shows_whom_it_names_and_what_must_be_chosen():
    form = editor().parts["cast"].empty_form
    assert named(writing.first_fields(form)) == ["person", "character", "role_type"]
    assert named(writing.first_fields(editor().parts["crew"].empty_form)) == ["person", "department", "job"]


def test_a_row_is_called_by_the_first_thing_it_says():
    first, second, empty = editor(cast=CAST).parts["cast"].forms
    assert [writing.row_name(form) for form in (first, second, empty)] == ["Jeon Jong-seo", "Kim Ji-hoon", ""]


def test_what_is_folded_away_is_told_in_one_line():
    first, second, _empty = editor(cast=CAST).parts["cast"].forms
    assert writing.folded_words(first) == "seed · Lead"
    assert writing.folded_words(second) == ""


def test_a_note_is_about_one_of_the_facts():
    form = editor(notes=[{"id": "n", "field": "runtime", "text": "Sources differ."}]).parts["notes"].forms[0]
    html = rows.row_widget({"editor": editor()}, form["field"])
    assert '<option value="runtime" selected>Running time</option>' in html
    assert '<option value="">The whole page</option>' in html


def test_a_value_in_another_script_says_its_language():
    form = editor(names=[{"id": "n", "text": "발레리나", "lang": "ko"}]).parts["names"].forms[0]
    assert 'lang="ko"' in rows.row_widget({"editor": editor()}, form["text"])
    assert "lang=" not in rows.row_widget({"editor": editor()}, form["kind"])


def data_of(editor):
    forms = [editor.form, *(form for formset in editor.formsets for form in (formset.management_form, *formset.forms))]
    values = {field.html_name: field.value() for form in forms for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_troubles_lead_to_their_fields():
    data = data_of(editor(cast=CAST)) | {"original_language": "Korean!", "cast-1-person": ""}
    found = writing.troubles(Editor(FILM, data, document=FILM.blank()))
    assert [(trouble.where, trouble.label) for trouble in found] == [
        ("id_original_language", "Original language"),
        ("id_cast-1-person", "Cast, row 2, Person"),
    ]


def test_a_form_that_nobody_sent_has_no_troubles():
    assert writing.troubles(editor()) == []
