"""Counting with sets of bits gives what counting one by one gives."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import facets, shelves
from fanwiki.pages.facets import Value
from fanwiki.pages.listed import CHUNK
from fanwiki.pages.shelves import Chunk, Shelf

GENRES = st.sampled_from(["drama", "crime", "war"])
PAGE = st.tuples(st.sets(GENRES), st.sampled_from(["2010", "2020", ""]), st.integers(0, 3))
WIKI = st.dictionaries(st.integers(1, CHUNK * 3), PAGE, max_size=30)
CHOSEN = st.lists(
    st.one_of(st.tuples(st.just("genre"), GENRES), st.tuples(st.just("decade"), st.sampled_from(["2010", "1950"]))),
    max_size=3,
)


def values_of(page):
    genres, decade, _day = page
    return {("genre", genre) for genre in genres} | ({("decade", decade)} if decade else set())


def shelf_of(wiki):
    rows = {}
    for key, page in wiki.items():
        lines = facets.lines(Value(facet, word, word) for facet, word in values_of(page))
        rows.setdefault(key // CHUNK, []).append((key, lines, "", str(key), page[2], key * 7))
    return Shelf({number: Chunk(of_chunk) for number, of_chunk in rows.items()})


@given(WIKI, CHOSEN)
def test_what_matches_and_what_each_value_would_give_is_what_one_counts_by_hand(wiki, chosen):
    shelf = shelf_of(wiki)
    found = shelf.matching(chosen)
    by_hand = {key: page for key, page in wiki.items() if set(chosen) <= values_of(page)}
    assert sorted(shelves.keys(found)) == sorted(by_hand)
    assert shelves.size(found) == len(by_hand)
    assert all(shelves.has(found, key) == (key in by_hand) for key in wiki)
    for facet in ("genre", "decade"):
        told = Counter(word for page in by_hand.values() for name, word in values_of(page) if name == facet)
        assert shelf.counts(found, facet) == told


@given(WIKI)
def test_an_order_has_every_page_once(wiki):
    shelf = shelf_of(wiki)
    ordered = shelf.ordered("day", lambda row: -row[2])
    assert sorted(page for _key, page in ordered) == sorted(wiki)
    assert [key for key, _page in ordered] == sorted(-page[2] for page in wiki.values())
