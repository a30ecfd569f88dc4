"""Pages that most links lead to, among more names than are looked through."""

import pytest

from fanwiki.pages import editing
from fanwiki.search import popular
from fanwiki.search.finding import suggest

pytestmark = pytest.mark.django_db

LETTERS = "abcdefghijklmnopqrstu"


def name(text):
    return {"text": text, "kind": "name", "lang": "und-Latn"}


def many(make_person):
    """More than two hundred names that begin alike, and behind all of them the one that films name."""
    for first in LETTERS:
        make_person(f"Kim {first}", names=[name(f"Kim {first}{second}") for second in LETTERS])
    return make_person("Kim Zu-won")


def films_with(person, make_film, count):
    for n in range(count):
        make_film(f"Film {n}", cast=[{"person": person.title}])


def found(query, **more):
    return [hit.page.title for hit in suggest(query, **more)]


def test_who_is_well_known_is_found_by_the_beginning_of_a_name_that_hundreds_have(make_person, make_film):
    known = many(make_person)
    films_with(known, make_film, popular.LEAST)
    assert known.title not in found("ki")
    popular.refresh()
    assert found("ki")[0] == found("ki", kinds=["person"])[0] == known.title
    assert known.title not in found("ki", kinds=["film"])


def test_who_is_less_known_waits_behind_them(make_person, make_film):
    known = many(make_person)
    films_with(known, make_film, popular.LEAST - 1)
    popular.refresh()
    assert known.title not in found("ki")


def test_a_name_that_is_gone_finds_nobody(make_person, make_film, moderator):
    known = many(make_person)
    films_with(known, make_film, popular.LEAST)
    popular.refresh()
    editing.delete(known, by=moderator, summary="")
    assert known.title not in found("ki")


@pytest.mark.parametrize("revision", [1000, 1100, 9900, 10_000, 12_000, 990_000])
def test_they_are_made_anew_as_the_site_grows(revision):
    assert popular.is_due(revision)


@pytest.mark.parametrize("revision", [0, 10, 100, 990, 1001, 1010, 10_100, 123_000])
def test_but_not_with_each_revision(revision):
    assert not popular.is_due(revision)


# --- Errors in all parts of a name, so that no key of it is right -----------------------------------------------------

MISTYPED = [
    ("Ishihara Satomi", "Ishghara Satdmi"),
    ("Christopher Nolanson", "Chirstopehr Nolanosn"),
]


@pytest.mark.parametrize(("title", "typed"), MISTYPED)
def test_a_long_name_with_errors_in_all_its_parts_is_found_where_many_links_lead_to_it(
    title, typed, make_person, make_film
):
    films_with(make_person(title), make_film, popular.LEAST)
    assert found(typed) == []
    popular.refresh()
    assert found(typed) == found(typed, kinds=["person"]) == [title]
    assert found(typed, kinds=["film"]) == []


def test_what_differs_in_more_is_another_name(make_person, make_film):
    films_with(make_person("Jake Gyllenhaal"), make_film, popular.LEAST)
    popular.refresh()
    assert found("Jkae Gyllenphala") == []


def test_a_short_name_with_two_errors_is_nobody(make_person, make_film):
    films_with(make_person("Brad Pitt"), make_film, popular.LEAST)
    popular.refresh()
    assert found("rbad ptit") == []


def test_a_name_that_has_changed_since_is_not_found_and_one_that_came_is_after_the_next_time(
    make_person, make_film, editor
):
    known = make_person("Jake Gyllenhaal")
    films_with(known, make_film, popular.LEAST)
    popular.refresh()
    assert found("Jkae Gyllenhpaal") == [known.title]
    editing.rename(known, "Maggie Gyllenhaal", was=known.title, by=editor, summary="", take_over=False)
    known.refresh_from_db()
    document = known.head.document | {"names": [name("Maggie Gyllenhaal")]}
    editing.save(known, document, base=known.head.number, by=editor, summary="")
    assert found("Mgagie Gyllenhpaal") == []
    popular.refresh()
    assert found("Mgagie Gyllenhpaal") == [known.title]


def test_who_has_a_name_that_was_typed_right_is_all_that_is_found(make_person, make_film):
    films_with(make_person("Jake Gyllenhaal"), make_film, popular.LEAST)
    make_person("Jkae Gyllenhpaal")
    popular.refresh()
    assert found("Jkae Gyllenhpaal") == ["Jkae Gyllenhpaal"]


def test_that_costs_few_queries(make_person, make_film, django_assert_max_num_queries):
    films_with(make_person("Jake Gyllenhaal"), make_film, popular.LEAST)
    popular.refresh()
    found("Jkae Gyllenhpaal")
    with django_assert_max_num_queries(
        10
    ):  # keys, four times; words of names; the last known name; links, pages, names
        found("Jkae Gyllenhpaal")
