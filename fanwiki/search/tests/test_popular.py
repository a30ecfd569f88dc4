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
