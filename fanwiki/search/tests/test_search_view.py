"""The search page, with and without a query."""

import pytest

pytestmark = pytest.mark.django_db


def name(text, lang="und-Latn", kind="name"):
    return {"text": text, "kind": kind, "lang": lang}


@pytest.fixture
def ballerina(make_film):
    return make_film(
        "Ballerina",
        year=2023,
        description="A former bodyguard sets out.",
        names=[
            name("Ballerina", "en", "title"),
            name("발레리나", "ko", "original_title"),
            name("Bailarina", "es", "title"),
        ],
    )


def test_it_says_what_was_found_and_why(ballerina, client):
    page = client.get("/search/", {"q": "bailarina"}).content.decode()
    assert 'href="/films/ballerina-2023/"' in page and "Film, 2023" in page
    assert "A former bodyguard sets out." in page
    assert "Matched its Spanish title, <mark" in page
    assert 'value="bailarina"' in page


def test_kinds_are_groups_and_the_kind_of_the_best_page_comes_first(make_film, make_person, make_character, client):
    make_film("Ballerina story")
    make_character("Ballerina")
    make_person("Ballerina Kim")
    groups = client.get("/search/", {"q": "ballerina"}).context["named"]
    assert [kind.name for kind, _hits in groups] == ["character", "person", "film"]


def test_one_kind_can_be_asked_for(ballerina, make_person, client):
    make_person("Ballerina Kim")
    page = client.get("/search/", {"q": "ballerina", "kind": "person"})
    assert [kind.name for kind, _hits in page.context["named"]] == ["person"]
    assert 'value="ballerina kind:person"' in page.content.decode()
    assert client.get("/search/", {"q": "ballerina", "kind": "nothing"}).context["results"].total == 2


def test_enter_on_an_exact_name_goes_to_the_page(ballerina, client):
    assert client.get("/search/", {"q": "ballerina", "go": "1"}).headers["Location"] == "/films/ballerina-2023/"
    assert client.get("/search/", {"q": "Bailarina", "go": "1"}).headers["Location"].endswith("?from=Bailarina")
    assert client.get("/search/", {"q": "baller", "go": "1"}).status_code == 200
    assert client.get("/search/", {"q": "ballerina"}).status_code == 200


def test_a_name_of_several_pages_goes_nowhere(ballerina, make_character, client):
    make_character("Ballerina")
    page = client.get("/search/", {"q": "ballerina", "go": "1"})
    assert page.status_code == 200 and len(page.context["results"].names) == 2


def test_who_finds_nothing_may_write_it(client):
    page = client.get("/search/", {"q": "Dancer & Swan"}).content.decode()
    assert "Nothing was found." in page
    assert 'href="/films/new/?title=Dancer+%26+Swan"' in page
    assert 'href="/people/new/?title=Dancer+%26+Swan"' in page


def test_no_offer_to_write_what_there_is(ballerina, client):
    assert "/films/new/" not in client.get("/search/", {"q": "발레리나"}).content.decode()
    assert "Not what you meant?" in client.get("/search/", {"q": "발레"}).content.decode()


def test_without_a_query_it_says_how(client):
    assert "any spelling" in client.get("/search/").content.decode()


@pytest.mark.parametrize("address", ["/", "/search/", "/films/", "/nowhere/at/all/", "/accounts/login/"])
def test_every_page_has_the_box(address, client):
    page = client.get(address).content.decode()
    assert '<form class="search" role="search" action="/search/"' in page
    assert page.count('id="search"') == 1


ABUSE = [
    "\0",
    "x" * 100_000,
    '"*',
    "%00",
    "AND OR NOT NEAR/3 (",
    "^(a+)+$",
    "'",
    "\\",
    "가" * 30_000,
    '"' * 999,
    "a AND",
    "NOT a",
    "words : x",
    "{words} : x",
    "a + b",
    "a^b",
    "x:*",
    "'a':*",
    "a <-> b",
    "a | b & !c",
    "(((((((",
    "-",
    "--",
    '-"',
    "*",
    "a*",
    "kind:",
    "kind:x",
    'kind:"',
    "-kind:film",
    "kind:film kind:person",
    "year:",
    "year:x",
    "year:1..99999",
    "year:..",
    "year:0",
    "year:" + "9" * 400,
    "-year:1..9999",
    "genre:",
    "genre:'",
    'genre:"',
    "genre:" + "g" * 900,
    "with:",
    "with:*",
    'with:"',
    "with:%",
    "by:'",
    "country:xx",
    "country:\0",
    "language:zz",
    "decade:x",
    "tag:\\",
    "platform:~~",
    "format::",
    " ".join(f"w{n}" for n in range(1000)),
    " ".join(f"-w{n}" for n in range(1000)),
    "x " + " ".join(f"-w{n}" for n in range(1000)),
    " ".join(f"with:w{n}" for n in range(200)),
    " ".join(f'"p{n} q"' for n in range(300)),
    "e\u0301" * 400,
    "\u202e" * 50,
    "漢字 " * 300,
    "🎬",
    "NEAR(a b)",
    "a" * 41,
]


@pytest.mark.parametrize("query", ABUSE)
@pytest.mark.parametrize("address", ["/search/", "/api/v1/suggest", "/api/v1/search"])
def test_whatever_is_asked_is_answered(query, address, ballerina, client):
    assert client.get(address, {"q": query, "go": "1", "kind": query[:9]}).status_code == 200


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search"])
def test_a_part_that_is_not_there(address, ballerina, client):
    for part in (2, 51, 10**9, 10**17):
        assert client.get(address, {"q": "bodyguard", "page": part}).status_code == 404
    for part in ("0", "-1", "x", "9" * 400, ""):
        assert client.get(address, {"q": "bodyguard", "page": part}).status_code == 200


def test_what_was_typed_is_escaped(client):
    assert "<script>alert" not in client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()


def test_it_is_not_for_search_engines_and_only_reads(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search/", {"q": "x"}).content.decode()
    assert client.post("/search/", {"q": "x"}).status_code == 405


@pytest.mark.parametrize("more", [1, 20])
def test_it_costs_few_queries(more, make_film, client, django_assert_max_num_queries):
    for number in range(more):
        names = [name("Ballerina", "en", "title"), name("발레리나", "ko")]
        make_film(f"Ballerina {number}", names=names, body="She dances alone.", genres=["drama"])
    client.get("/search/", {"q": "ballerina"})
    with django_assert_max_num_queries(8):  # names: keys twice, links, pages, the names; texts on three levels
        client.get("/search/", {"q": "ballerina"})
    client.get("/search/", {"q": "alone dances kind:film"})
    with django_assert_max_num_queries(12):  # keys, thrice; words of names, all and most; well-known names; texts; …
        client.get("/search/", {"q": "alone dances kind:film"})
    with django_assert_max_num_queries(2):  # no name can be meant: the index, and the pages
        client.get("/api/v1/search", {"q": "genre:drama"})
