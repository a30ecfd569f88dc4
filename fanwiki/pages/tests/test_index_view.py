"""The pages of a kind: narrowed by facets, in an order, from a letter on, each state with an address of its own."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from fanwiki.pages import editing, kinds, listing
from fanwiki.pages.choices import Choices
from fanwiki.pages.listing import Listing

pytestmark = pytest.mark.django_db

OFFER = re.compile(r'<li><a href="([^"]+)"(?: rel="nofollow")?><span>(.*?)</span> <span class="nums">([\d,]+)</span>')


def release(date, **values):
    blank = {"id": "", "date": date, "kind": "theatrical", "country": "", "event": "", "platform": "", "section": "",
             "disputed": False, "src": [], "note": ""}  # fmt: skip
    return blank | values


@pytest.fixture
def films(make_film):
    """Eight films, as different as a few can be."""
    told = [
        ("Ballerina", "2023-10-06", ["action", "thriller"], ["KR"], "ko", ["revenge"]),
        ("The Call", "2020-11-27", ["thriller"], ["KR"], "ko", []),
        ("Burning", "2018-05-17", ["drama", "thriller"], ["KR", "JP"], "ko", []),
        ("Heat", "1995-12-15", ["action", "crime"], ["US"], "en", []),
        ("괴물", "2006-07-27", ["drama"], ["KR"], "ko", []),
        ("かもめ食堂", "2006-03-11", ["comedy"], ["JP", "FI"], "ja", []),
        ("Война и мир", "1966-03-14", ["drama", "war"], ["RU"], "ru", []),
        ("Undated", "", [], [], "", ["lost"]),
    ]
    return [
        make_film(
            title,
            releases=[release(day)] if day else [],
            genres=genres,
            countries=countries,
            original_language=language,
            tags=tags,
        )
        for title, day, genres, countries, language, tags in told
    ]


def html(address):
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(address):
    """Of the cards, in their order."""
    return [unescape(re.sub("<.*?>", "", told)) for told in re.findall("<b>(.*?)</b><small>", html(address))]


def offers(address):
    """Those that are not chosen, by what they say: (address, count)."""
    found = OFFER.findall(html(address))
    return {unescape(re.sub("<.*?>", "", said)): (unescape(leads), int(count)) for leads, said, count in found}


def test_it_lists_the_newest_page_first(films):
    assert titles("/films/")[:2] == ["Undated", "Война и мир"]
    assert "8 pages" in html("/films/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("genre=thriller", {"Ballerina", "The Call", "Burning"}),
        ("genre=drama&genre=thriller", {"Burning"}),
        ("genre=thriller&decade=2020", {"Ballerina", "The Call"}),
        ("decade=2000&country=JP", {"かもめ食堂"}),
        ("decade=2000&year=2006", {"괴물", "かもめ食堂"}),
        ("language=ko&country=KR&tag=revenge", {"Ballerina"}),
        ("format=film&genre=war", {"Война и мир"}),
        ("genre=Thriller&genre=ACTION", {"Ballerina"}),
        ("letter=ㄱ", {"괴물"}),
        ("letter=か", {"かもめ食堂"}),
        ("letter=В", {"Война и мир"}),
        ("letter=B", {"Ballerina", "Burning"}),
    ],
)
def test_facets_combine(query, found, films):
    assert set(titles(f"/films/?{query}")) == found


def test_of_two_decades_the_last_wins(films):
    assert set(titles("/films/?decade=2000&decade=2020")) == {"Ballerina", "The Call"}
    assert set(titles("/films/?decade=2020&decade=2000")) == {"괴물", "かもめ食堂"}


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("title", ["Ballerina", "Burning", "Heat"], "괴물"),
        ("released", ["Ballerina", "The Call", "Burning"], "Undated"),
        ("oldest", ["Война и мир", "Heat", "かもめ食堂", "괴물"], "Undated"),
    ],
)
def test_it_has_other_orders(sort, first, last, films):
    shown = titles(f"/films/?sort={sort}")
    assert shown[: len(first)] == first and shown[-1] == last


def test_the_most_linked_page_comes_first_and_that_is_fresh(films, make_person, editor):
    make_person("Jeon Jong-seo", body="In [[film:Heat]].")
    assert titles("/films/?sort=linked")[0] == "Heat"
    two = [make_person(name, body="In [[film:Burning]].") for name in ("Lee", "Park")]
    assert titles("/films/?sort=linked")[:2] == ["Burning", "Heat"]
    for page in two:
        editing.save(page, page.head.document | {"body": ""}, base=1, by=editor, summary="Nothing")
    assert titles("/films/?sort=linked")[0] == "Heat"


def test_the_count_of_every_offer_is_what_is_found_behind_it(films):
    for query in ("", "genre=thriller", "decade=2020", "country=JP&decade=2000", "letter=B", "year=1995"):
        told = offers(f"/films/?{query}")
        assert told
        for said, (address, count) in told.items():
            assert Listing(Choices.of(kinds.registry["film"], query_of(address))).total == count, (query, said)


def query_of(address):
    return Client().get(address).wsgi_request.GET


def test_a_year_is_offered_when_its_decade_is_chosen(films):
    assert "2006" not in offers("/films/")
    assert offers("/films/?decade=2000")["2006"][1] == 2


def test_what_is_chosen_stands_above_and_can_be_taken_away(films):
    shown = html("/films/?genre=thriller&decade=2020")
    chips = re.findall(r'class="chip" href="([^"]+)"[^>]*><span class="vh">Remove', shown)
    assert [unescape(address) for address in chips] == ["/films/?genre=thriller", "/films/?decade=2020"]
    assert "<title>Films: 2020s, Thriller — " in shown


def test_an_empty_result_tells_how_to_widen_it(films):
    shown = html("/films/?genre=thriller&country=US")
    assert "No page matches all of this." in shown
    assert "Genre: Thriller" in shown and "1 page</span>" in shown and "3 pages</span>" in shown


def test_a_kind_without_pages_asks_for_the_first():
    assert "No characters yet." in html("/characters/")


def test_addresses_are_short_and_the_same_for_the_same_state(films):
    kind = kinds.registry["film"]
    one = Choices.of(kind, query_of("/films/?x=1&sort=newest&genre=thriller&genre=action&decade=2020&page=9&after="))
    assert one.address == "/films/?decade=2020&genre=action&genre=thriller"
    assert Choices.of(kind, query_of("/films/?letter=B&sort=title")).address == "/films/?letter=B"


def test_pages_are_cut_by_key_and_nobody_is_left_out(films, monkeypatch):
    monkeypatch.setattr(listing, "SHOWN", 3)
    for sort in ("newest", "title", "released", "oldest", "linked"):
        address, seen = f"/films/?sort={sort}", []
        while address:
            shown = html(address)
            seen += titles(address)
            found = re.search(r'rel="next[^"]*" href="([^"]+)"', shown)
            address = found and unescape(found[1])
        assert len(seen) == len(set(seen)) == 8, sort


def test_a_page_that_appears_meanwhile_moves_no_other(films, make_film, monkeypatch):
    monkeypatch.setattr(listing, "SHOWN", 3)
    follows = unescape(re.search(r'rel="next[^"]*" href="([^"]+)"', html("/films/?sort=title"))[1])
    before = titles(follows)
    make_film("Aardvark")
    assert titles(follows) == before


NONSENSE = [
    "genre=", "genre=%00", "genre=" + "x" * 100_000, "&".join(f"genre={n}" for n in range(5000)), "decade=10**9",
    "decade=1000000000", "after=nonsense", "after=9" * 40, "after=1." + "9" * 17, "after=x.999999999999999999",
    "sort=nonsense", "sort=title&after=%F0%9F%8E%AC.1", "sort=released&after=x.1", "sort=oldest&after=99999999.1",
    "page=1000000000", "letter=BB", "letter=%ED%A0%80", "before=3", "year=12", "country=??", "tag=%3Cscript%3E",
    f"genre={quote('발' * 100)}", "sort=newest&after=²", "country=%00", "format=%00&language=-", "decade=%01",
]  # fmt: skip


def test_nonsense_is_answered(films):
    for query in NONSENSE:
        answer = Client().get(f"/films/?{query}")
        assert answer.status_code == 200, query[:50]
        assert "<script>" not in answer.content.decode()
        assert "\0" not in answer.content.decode()


def test_it_costs_two_queries_and_one_where_nothing_is_found(films, make_person, client, django_assert_num_queries):
    make_person("Bae", tags=["revenge"])
    for kind in ("films", "people"):
        client.get(f"/{kind}/")
        for query in ("", "?letter=B&sort=title", "?tag=revenge", "?sort=title&after=b.1"):
            with django_assert_num_queries(2):
                client.get(f"/{kind}/{query}")
        with django_assert_num_queries(1):
            client.get(f"/{kind}/?tag=nothing")


def test_search_engines_are_shown_one_choice_at_a_time(films):
    for address in ("/films/", "/films/?genre=thriller", "/films/?decade=2020", "/films/?country=KR"):
        assert 'content="noindex"' not in html(address)
        assert f'rel="canonical" href="http://testserver{address}"' in html(address)
    for address in (
        "/films/?tag=revenge",
        "/films/?genre=thriller&decade=2020",
        "/films/?sort=title",
        "/films/?genre=no",
    ):
        assert 'content="noindex"' in html(address)


def test_values_on_a_page_lead_to_all_pages_that_have_them(films):
    shown = html("/films/ballerina-2023/")
    for address in ("?genre=thriller", "?country=KR", "?language=ko", "?format=film", "?tag=revenge"):
        assert f'href="/films/{address}"' in shown
    assert 'href="/years/2023/"' in shown
