"""What comparisons are drawn with: words, moves, and no more than a browser can open."""

import pytest
from django.template import Context, Template

from fanwiki.pages import kinds
from fanwiki.pages.templatetags import comparison
from fanwiki.text import diff

FILM = kinds.registry["film"]
pytestmark = pytest.mark.django_db


def film(**fields):
    return FILM.canonical(FILM.blank() | {"title": "Ballerina"} | fields)


def cells(old, new):
    shown = comparison.drawn(diff.compare(film(**old), film(**new)), FILM)
    return {cell.label: (plain(cell.old), plain(cell.new)) for cell in shown.fields}


def plain(spans):
    """Removed pieces in [], added ones in {}."""
    signs = {"": "%s", "del": "[%s]", "ins": "{%s}", "gap": "%s"}
    return "".join(signs[span.mark] % span.text for span in spans)


def text(old, new):
    shown = comparison.drawn(diff.compare(film(body=old), film(body=new)), FILM)
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
    shown = comparison.drawn(diff.compare(film(), new), FILM)
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
    relations, notes = comparison.drawn(diff.compare(film(), new), FILM).lists
    assert relations.rows[0].title == "Compared with The Glory"
    assert plain(notes.rows[0].cells[0].new) == "{Original language}"


def test_a_row_without_a_title_is_called_as_its_list():
    new = film(notes=[{"id": "n1", "src": ["seed"]}])
    assert comparison.drawn(diff.compare(film(), new), FILM).lists[0].rows[0].title == "Notes"


def test_a_yes_is_said_and_a_no_is_nothing():
    old = film(releases=[{"id": "r1", "date": "2023", "disputed": False}])
    new = film(releases=[{"id": "r1", "date": "2023", "disputed": True}])
    (cell,) = comparison.drawn(diff.compare(old, new), FILM).lists[0].rows[0].cells
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
    found = diff.compare(film(body="a"), film(body="a <script>"))
    html = Template('{% include "pages/_diff_comparison.html" %}').render(Context({"comparison": found, "kind": FILM}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


# --- Moves


STORY = "Ok-ju was a bodyguard once, and finds her friend Min-hee dead one night."
OTHERS = [f"Here is a paragraph that has always been in place number {n}." for n in range(3)]


def drawn(old, new):
    return comparison.drawn(diff.compare(film(body=old), film(body=new)), FILM)


def moved(*, later=False, there=STORY):
    """The lines of a comparison in which the story moved down, or up."""
    bodies = "\n\n".join([STORY, *OTHERS]), "\n\n".join([*OTHERS, there])
    lines = drawn(*(reversed(bodies) if later else bodies)).text
    return [line for line in lines if line.move]


def test_both_ends_of_a_move_say_so_and_lead_to_each_other():
    away, here = moved()
    assert (away.what, here.what) == ("moved_from", "moved_to")
    assert (away.move.here, away.move.there) == (here.move.there, here.move.here) == ("from-1", "to-1")
    assert (str(away.move.label), away.move.icon) == ("Moved: it stands further down now", "arrow-down")
    assert (str(here.move.label), here.move.icon) == ("Moved here: it stood further up", "arrow-up")


def test_a_move_up_says_that_it_was_up():
    here, away = moved(later=True)
    assert (str(here.move.label), str(away.move.label)) == (
        "Moved here: it stood further down",
        "Moved: it stands further up now",
    )


def test_inline_a_passage_that_moved_is_marked_where_it_stands_now():
    away, here = moved(there=STORY.replace("one night", "at dawn"))
    assert plain(away.both).endswith("dead [one night].")
    assert plain(here.both).endswith("dead [one night]{at dawn}.")


@pytest.mark.parametrize("inline", [True, False])
def test_the_anchors_of_a_move_are_there_once(inline):
    found = diff.compare(film(body="\n\n".join([STORY, *OTHERS])), film(body="\n\n".join([*OTHERS, STORY])))
    context = Context({"comparison": found, "kind": FILM, "inline": inline})
    html = Template('{% include "pages/_diff_comparison.html" %}').render(context)
    for anchor in ("inline-from-1", "inline-to-1", *([] if inline else ["from-1", "to-1"])):
        assert html.count(f'id="{anchor}"') == html.count(f'href="#{anchor}"') == 1


# --- Bounds


def test_a_long_run_that_is_the_same_is_told_around_the_change():
    words = "word " * 10_000
    (line,) = drawn(f"{words}old {words}", f"{words}new {words}").text
    assert len(plain(line.both)) < 2_500
    assert plain(line.both).count("characters the same …") == 2
    assert "[old]{new}" in plain(line.both)


def test_a_long_change_is_cut_and_says_by_how_much():
    (line,) = drawn("", "x" * 100_000).text
    assert plain(line.new) == "{" + "x" * 4_000 + "}… 96,000 more characters"


def test_many_changes_in_one_line_are_cut_and_say_by_how_much():
    old = " ".join(f"word{n}" for n in range(8_000))
    (line,) = drawn(old, old.replace("7 ", "7x ")).text
    assert len(plain(line.both)) < 30_000
    assert line.both[-1].text.endswith("more characters")


def test_more_lines_than_a_browser_can_open_are_counted():
    old = "\n\n".join(f"Paragraph {n} says a thing of its own" for n in range(1_500))
    shown = drawn(old, old.replace("thing", "word"))
    assert len(shown.text) == 1_000
    assert shown.left == 500


def test_more_letters_than_a_browser_can_open_are_counted():
    shown = drawn("", "\n\n".join("word " * 500 for n in range(400)))
    assert 50 < len(shown.text) < 100
    assert len(shown.text) + shown.left == 400


def test_the_end_of_a_move_that_is_not_shown_is_no_link(monkeypatch):
    monkeypatch.setattr(comparison, "MOST_LINES", 3)
    (away,) = moved()
    assert (away.move.here, away.move.there) == ("from-1", "")
    assert str(away.move.label) == "Moved: it stands further down now"


def test_more_rows_than_a_browser_can_open_are_counted():
    cast = [{"id": f"{n:x}", "person": f"Person {n}"} for n in range(1_000)]
    (cast,) = comparison.drawn(diff.compare(film(), film(cast=cast)), FILM).lists
    assert (len(cast.rows), cast.left) == (200, 800)
