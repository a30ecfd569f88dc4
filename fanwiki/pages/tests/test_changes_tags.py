"""What history, comparisons and recent changes are drawn with."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page
from fanwiki.pages.templatetags import changes
from fanwiki.text import diff

FILM = kinds.registry["film"]
pytestmark = pytest.mark.django_db


def film(**fields):
    return FILM.canonical(FILM.blank() | {"title": "Ballerina"} | fields)


def cells(old, new):
    shown = changes.drawn(diff.compare(film(**old), film(**new)), FILM)
    return {cell.label: (plain(cell.old), plain(cell.new)) for cell in shown.fields}


def plain(spans):
    """Removed pieces in [], added ones in {}."""
    signs = {"": "%s", "del": "[%s]", "ins": "{%s}"}
    return "".join(signs[span.mark] % span.text for span in spans)


def text(old, new):
    shown = changes.drawn(diff.compare(film(body=old), film(body=new)), FILM)
    return [(line.what, plain(line.both)) for line in shown.text]


def test_a_fact_is_called_what_the_form_calls_it():
    assert cells({"runtime": 92}, {"runtime": 93}) == {"Running time": ("[92]", "{93}")}


def test_an_id_elsewhere_names_the_site():
    assert cells({}, {"external_ids": {"imdb": "tt28102562"}}) == {"Elsewhere: imdb": ("", "{tt28102562}")}


def test_codes_are_said_in_words():
    old, new = {"format": "film", "countries": ["KR"]}, {"format": "short", "countries": ["KR", "ES"]}
    found = cells(old, new)
    assert found["Format"] == ("[Film]", "{Short}")
    assert found["Countries"] == ("South Korea", "South Korea, {Spain}")
    assert cells({}, {"original_language": "ko"}) == {"Original language": ("", "{Korean}")}


def test_a_list_of_words_is_marked_by_the_word():
    old, new = {"genres": ["action", "thriller"]}, {"genres": ["action", "suspense"]}
    assert cells(old, new) == {"Genres": ("action, [thriller]", "action, {suspense}")}


def test_rows_stand_under_their_list_in_the_order_of_the_form():
    new = film(
        sources=[{"id": "s1", "key": "seed", "title": "An article"}],
        cast=[{"id": "c1", "person": "Jeon Jong-seo", "role_type": "main", "src": ["seed"]}],
    )
    shown = changes.drawn(diff.compare(film(), new), FILM)
    assert [each.label for each in shown.lists] == ["Cast", "Sources"]
    (row,) = shown.lists[0].rows
    assert (row.title, row.what, str(row.label)) == ("Jeon Jong-seo", "added", "Added")
    assert [cell.label for cell in row.cells] == ["Person", "Part", "Sources"]
    assert plain(row.cells[1].new) == "{Main}"


def test_a_relation_and_a_note_are_said_in_words():
    new = film(
        relations=[{"id": "r1", "type": "compared_with", "to": "The Glory"}],
        notes=[{"id": "n1", "field": "original_language", "text": "The article names none."}],
    )
    relations, notes = changes.drawn(diff.compare(film(), new), FILM).lists
    assert relations.rows[0].title == "Compared with The Glory"
    assert plain(notes.rows[0].cells[0].new) == "{Original language}"


def test_a_row_without_a_title_is_called_as_its_list():
    new = film(notes=[{"id": "n1", "src": ["seed"]}])
    assert changes.drawn(diff.compare(film(), new), FILM).lists[0].rows[0].title == "Notes"


def test_a_yes_is_said_and_a_no_is_nothing():
    old = film(releases=[{"id": "r1", "date": "2023", "disputed": False}])
    new = film(releases=[{"id": "r1", "date": "2023", "disputed": True}])
    (cell,) = changes.drawn(diff.compare(old, new), FILM).lists[0].rows[0].cells
    assert (cell.label, plain(cell.old), plain(cell.new)) == ("Disputed", "", "{Yes}")


def test_both_sides_of_a_line_are_woven_into_one():
    assert text("She hunts the man.", "She hunts a man today.") == [
        ("changed", "She hunts [the]{a} man{ today}."),
    ]


def test_empty_lines_between_paragraphs_are_not_drawn():
    assert text("One.", "One.\n\nTwo.") == [("same", "One."), ("added", "{Two.}")]


def test_an_empty_line_is_drawn_where_nothing_else_changed():
    assert ("added", "{¶}") in text("One.\nTwo.", "One.\n\nTwo.")


def test_nothing_from_a_text_is_html_until_the_template_escapes_it():
    comparison = diff.compare(film(body="a"), film(body="a <script>"))
    html = Template('{% include "pages/_diff_comparison.html" %}').render(
        Context({"comparison": comparison, "kind": FILM})
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def revision_of(page):
    return Page.objects.with_head().get(pk=page.pk).head


def test_a_change_leads_to_its_comparison(make_film, editor):
    page = make_film()
    first = revision_of(page)
    second = editing.save(page, first.document | {"runtime": 93}, base=1, by=editor, summary="")
    assert changes.change_address(first) == "/films/ballerina/history/1/"
    assert changes.change_address(second) == "/films/ballerina/compare/1/2/"


def test_a_deletion_leads_nowhere_and_what_comes_after_it_to_itself(make_film, moderator):
    page = make_film()
    first = revision_of(page)
    gone = editing.delete(page, by=moderator, summary="Twice here")
    back = editing.undelete(page, by=moderator, summary="")
    assert changes.change_address(gone) == ""
    assert changes.change_address(back) == "/films/ballerina/history/3/"
    assert not changes.has_document(gone)
    assert changes.chosen_pair([back, gone, first]) == {"to": 3, "from": 1}


def test_a_page_with_one_revision_has_nothing_to_compare(make_film):
    assert changes.chosen_pair([revision_of(make_film())]) == {}


def test_marks_name_the_parts_but_not_of_a_new_page(make_film, editor):
    page = make_film()
    first = revision_of(page)
    document = first.document | {"runtime": 93, "cast": [{"id": "", "person": "Jeon Jong-seo"}], "body": "She hunts."}
    second = editing.save(page, document, base=1, by=editor, summary="")
    assert [str(mark.label) for mark in changes.marks(first)] == ["New page"]
    assert [str(mark.label) for mark in changes.marks(second)] == ["Facts", "Cast", "Text"]


def test_neighbours_skip_a_deletion(make_film, editor, moderator):
    page = make_film()
    first = revision_of(page)
    editing.delete(page, by=moderator, summary="Twice here")
    third = editing.undelete(page, by=moderator, summary="")
    fourth = editing.save(page, third.document | {"runtime": 93}, base=3, by=editor, summary="")
    assert changes.neighbours(page, third, fourth) == {"earlier": "/films/ballerina/compare/1/3/", "later": ""}
    assert changes.neighbours(page, first, third)["later"] == "/films/ballerina/compare/3/4/"


@pytest.mark.parametrize(("growth", "said"), [(1204, "+1,204"), (-268, "−268"), (0, "±0")])
def test_growth_is_signed(growth, said):
    assert changes.signed(growth) == said


@pytest.mark.parametrize(
    ("growth", "bar"),
    [
        (412, 'class="up" x="50.0" y="1" width="27.4"'),
        (-268, 'class="dn" x="27.9" y="1" width="22.1"'),
        (10**6, 'class="up" x="50.0" y="1" width="46.0"'),
    ],
)
def test_a_bar_grows_with_the_square_root_and_ends(growth, bar):
    assert bar in changes.size_bar(growth)


def test_days_have_names():
    today = timezone.now()
    assert changes.day(today) == "Today"
    assert changes.day((today - timedelta(days=1)).date()) == "Yesterday"
    assert changes.day(today.replace(year=2020, month=2, day=3)) == "3 February 2020"
