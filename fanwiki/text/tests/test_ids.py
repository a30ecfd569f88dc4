"""Ids in other databases: typed, or as the address of the page there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.ids import parse

ADDRESSES = {
    "https://www.imdb.com/title/tt28102562/?ref_=fn_al": ("imdb", "tt28102562"),
    "https://m.imdb.com/name/nm9774041/": ("imdb", "nm9774041"),
    "https://www.imdb.com/de/title/tt28102562/": ("imdb", "tt28102562"),
    "imdb.com/title/tt28102562": ("imdb", "tt28102562"),
    "https://www.themoviedb.org/movie/1078249-ballerina": ("tmdb", "1078249"),
    "https://www.themoviedb.org/tv/99#cast": ("tmdb", "99"),
    "https://www.wikidata.org/wiki/Q42": ("wikidata", "Q42"),
    "http://www.wikidata.org/entity/Q42": ("wikidata", "Q42"),
    "https://m.wikidata.org/wiki/Q42#P31": ("wikidata", "Q42"),
    "https://www.kobis.or.kr/kobis/business/mast/mvie/searchMovieDtl.do?code=20228796": ("kobis", "20228796"),
    "https://www.kobis.or.kr/kobis/business/mast/peop/x.do?a=1&peopleCd=10087189": ("kobis", "10087189"),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_the_id_that_it_has_in_it(address):
    site, number = ADDRESSES[address]
    assert parse(address) == parse(f"{site}: {address}") == {site: number}


def test_ids_and_addresses_stand_side_by_side_between_commas_lines_or_spaces():
    typed = "imdb: tt1234567, https://www.wikidata.org/wiki/Q42 https://www.themoviedb.org/movie/5-x\nkobis: 20230001"
    assert parse(typed) == {"imdb": "tt1234567", "wikidata": "Q42", "tmdb": "5", "kobis": "20230001"}
    assert parse("tt1234567, Q42") == {"imdb": "tt1234567", "wikidata": "Q42"}
    assert parse("imdb: tt1234567, tt1234567") == {"imdb": "tt1234567"}
    assert parse(" , ") == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://example.org/imdb.com/title/tt1234567", "neither an id nor the address"),
        ("https://www.imdb.com.example.org/title/tt1234567", "neither an id nor the address"),
        ("https://imdb.com/title/tt1234567890123", "neither an id nor the address"),
        ("Ballerina", "neither an id nor the address"),
        ("imdb: tt1234567, imdb: tt7654321", "two ids of imdb"),
        ("https://www.imdb.com/title/tt1234567 https://www.imdb.com/name/nm1234567", "two ids of imdb"),
    ],
)
def test_what_is_no_id_is_told_and_nothing_is_dropped_in_silence(typed, told):
    with pytest.raises(ValueError, match=told):
        parse(typed)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        assert all(isinstance(site, str) and isinstance(number, str) for site, number in parse(typed).items())
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize("unit", [",", " ", "https://", "kobis.or.kr/?", "a&", "kobis.or.kr/?a&code=", ":"])
def test_a_hostile_text_is_read_or_refused(unit):
    try:
        assert set(parse(unit * (100_000 // len(unit)))) <= {""}  # which is no site
    except ValueError as error:
        assert str(error)
