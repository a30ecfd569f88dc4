"""The search page, where texts are searched, and the same for machines."""

import pytest
from django.urls import reverse

from fanwiki.accounts import limits
from fanwiki.search import results
from fanwiki.search.examples import NAMES, OPERATORS, WORDS
from fanwiki.search.views import IN_ITS_TEXT
from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db


@pytest.fixture
def seeded(db):
    seed_ballerina()


def found(client, query, **more):
    return client.get("/search/", {"q": query, **more}).content.decode()


def titles(client, query):
    return [result["title"] for result in client.get("/api/v1/search", {"q": query}).json()["results"]]


def test_a_snippet_marks_what_was_asked_for(make_film, client):
    make_film(
        "Swan", body=f"{'Many words before it. ' * 30}She dances <b>&amp;</b> 전종서가 춤춘다. {'And after. ' * 30}"
    )
    page = found(client, "dances 전종서")
    assert "She <mark>dances</mark>" in page and '<mark><span lang="ko">전종서</span></mark>' in page
    assert "…" in page and "<b>&" not in page


def test_a_snippet_is_where_the_word_stands_and_not_where_others_have_it_in_them(make_film, client):
    make_film(
        "Lake", body=f"{'A sample of samples, Sam. ' * 30}Then SA is here, and Netflix는 too. {'And after. ' * 30}"
    )
    assert "<mark>SA</mark> is here" in found(client, "sa")
    assert "<mark>Netflix" in found(client, "netflix")


def test_names_come_before_texts_and_no_page_twice(make_film, client):
    make_film("Rivers", body="Nothing.")
    make_film("Bridge", body="Of rivers.")
    page = found(client, "rivers")
    assert page.index('href="/films/rivers/"') < page.index("In their texts") < page.index('href="/films/bridge/"')
    assert page.count('href="/films/rivers/"') == 1
    assert "2 pages." in page


def test_where_a_text_says_just_this_no_name_is_guessed(make_film, make_article, client):
    make_film("The Bridge of Plums")
    assert titles(client, "bridge of clocks") == ["The Bridge of Plums"]
    make_article("Rivers", body="Over it leads a bridge of clocks.")
    assert titles(client, "bridge of clocks") == ["Rivers"]


def test_what_very_many_texts_say_is_no_misspelled_name(make_film, make_article, client, monkeypatch):
    monkeypatch.setattr(results, "LIMIT", 2)
    make_film("Plum Garden")
    for n in range(2):
        assert titles(client, "plum gaden")[:1] == ["Plum Garden"]
        make_article(f"Chapter {n}", body="A plum, and whatever a gaden is.")
    assert titles(client, "plum gaden") == ["Chapter 0", "Chapter 1"]


def test_pages_that_are_about_a_word_come_first(make_film, client):
    make_film("Last", body="The bridge stands. " + "Other words. " * 9)
    make_film("Second", description="About a bridge.")
    make_film("The third", body="A bridge. The bridge. Bridges, a bridge.")
    make_film("First", names=[{"text": "First bridge over it", "kind": "title", "lang": "en"}])
    assert titles(client, "bridge -nothing") == ["First", "Second", "The third", "Last"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bodyguard kind:film", ["Ballerina"]),
        ('"once earned"', ["Ballerina"]),
        ('"earned once"', []),
        ("bodyguard -ballerina", []),
        ("with:전종서 year:2023", ["Ballerina"]),
        ('with:"Jun Jong-seo" by:이충현', ["Ballerina", "The Call"]),
        ('by:"Lee Chung-hyun" -year:2020', ["Ballerina"]),
        ("genre:thriller year:2021..", ["Ballerina"]),
        ('country:"South Korea" language:korean genre:thriller year:2020s', ["Ballerina", "The Call"]),
        ("with:nobody-of-this-name", []),
        ("-ballet", []),
    ],
)
def test_operators(query, expected, seeded, client):
    assert titles(client, query) == expected


def test_each_operator_is_a_chip_that_can_be_taken_out(seeded, client):
    page = found(client, 'ballet -comedy with:전종서 "close friend" -kind:person')
    assert "With: <b>Jeon Jong-seo</b>" in page
    assert 'href="/search/?q=ballet+-comedy+with%3A%EC%A0%84%EC%A2%85%EC%84%9C+%22close+friend%22"' in page
    assert page.count('class="chip"') == 4


def test_what_an_operator_does_not_understand_is_told(seeded, client):
    page = found(client, "ballet year:soon kind:monster")
    assert "“soon” is no value of year:" in page and "“monster” is no value of kind:" in page
    assert "Ballerina" in page
    assert "this query says only what not to find" in found(client, "-ballet")


def test_results_can_be_narrowed(make_film, client):
    make_film("One", body="Rivers.", genres=["Drama"], year=1999)
    make_film("Two", body="Rivers.", genres=["Drama", "War"], year=2001)
    page = found(client, "rivers")
    assert "Narrow the results" in page
    assert 'href="/search/?q=rivers+genre%3Awar"' in page and 'href="/search/?q=rivers+decade%3A1990s"' in page
    assert "genre%3Adrama" not in page  # all of them are
    assert titles(client, "rivers genre:war") == ["Two"] and titles(client, "rivers decade:1990s") == ["One"]


def test_results_come_in_parts(make_article, client, monkeypatch):
    monkeypatch.setattr(results, "SHOWN", 2)
    for n in range(5):
        make_article(f"Essay {n}", body="Rivers.")
    first, last = found(client, "rivers -x"), found(client, "rivers -x", page=3)
    assert "1 of 3" in first and "Essay 1" in first and "Essay 2" not in first and "page=2" in first
    assert "Essay 4" in last and "3 of 3" in last and 'rel="next' not in last
    told = client.get("/api/v1/search", {"q": "rivers -x"}).json()
    assert told["count"] == 5 and told["next"] == "/api/v1/search?q=rivers+-x&page=2"
    assert client.get(told["next"]).json()["next"].endswith("page=3")
    assert client.get("/api/v1/search?q=rivers+-x&page=3").json()["next"] is None


def test_many_pages_are_not_counted(make_article, client, monkeypatch):
    monkeypatch.setattr(results, "MOST", 3)
    monkeypatch.setattr(results, "LIMIT", 4)
    for n in range(5):
        make_article(f"Essay {n}", body="Rivers.")
    assert "More than" in found(client, "rivers -x")
    assert client.get("/api/v1/search", {"q": "rivers -x"}).json()["more"] is True


def test_the_last_word_may_be_a_beginning_where_nothing_has_all_words(make_article, client):
    make_article("Essay", body="Rivers of water.")
    assert titles(client, "water riv") == ["Essay"] and titles(client, '"water riv"') == []
    assert "<mark>Rivers</mark>" in found(client, "water riv")


def test_did_you_mean(make_article, client):
    make_article("Essay", body="A bodyguard of water.")
    page = found(client, "bodygaurd water -x")
    assert "Did you mean" in page and 'href="/search/?q=bodyguard+water+-x"' in page
    assert "Did you mean" not in found(client, "xyzzyx")
    make_article("Ballerina")
    assert "Did you mean" in found(client, "ballerrina")


def test_pictures_are_found_where_they_are_asked_for(make_picture, client):
    make_picture("Poster", description="Feathered.")
    assert titles(client, "feathered") == [] and titles(client, "feathered kind:picture") == ["Poster"]


def test_what_was_typed_is_escaped(make_article, client):
    make_article("Essay", body="script alert <script>alert(1)</script>")
    for query in ("<script>alert(1)</script>", '"<script>alert', "kind:<script>alert", "-<script>x alert"):
        assert "<script>alert" not in found(client, query)


def test_the_answer_for_machines(seeded, client):
    answer = client.get("/api/v1/search", {"q": "bodyguard kind:film"})
    [result] = answer.json()["results"]
    assert result["url"] == "/films/ballerina-2023/" and result["kind"] == "film" and result["why"] == str(IN_ITS_TEXT)
    assert "<mark>bodyguard</mark>" in result["snippet"]
    assert answer.headers["Cache-Control"] == "public, max-age=60" and answer.headers["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert client.post("/api/v1/search", {"q": "x"}).status_code == 405
    assert client.get("/api/v1/search").json() == {"results": [], "count": 0, "more": False, "next": None}


def test_machines_may_ask_ten_times_a_second(client, settings, monkeypatch):
    now = limits.time.time()
    monkeypatch.setattr(limits.time, "time", lambda: now)  # no minute ends in between
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def ask(address):
        return client.get("/api/v1/search", {"q": "x"}, HTTP_X_FORWARDED_FOR=address)

    for _ in range(599):
        limits.spare("192.0.2.1", "search")
    assert ask("192.0.2.1").status_code == 200
    refused = ask("192.0.2.1")
    assert refused.status_code == 429 and refused.json() == {"error": "Too many searches in a minute."}
    assert 0 < int(refused.headers["Retry-After"]) <= 60 and "Cache-Control" not in refused.headers
    assert ask("192.0.2.2").status_code == 200


def test_every_example_of_the_help_page_finds_something(seeded, client):
    page = client.get(reverse("search:help")).content.decode()
    for query in [*NAMES, *WORDS, *(example for example, _said in OPERATORS)]:
        assert titles(client, query), query
    assert page.count('href="/search/?q=') == len(NAMES) + len(WORDS) + len(OPERATORS)
    assert "/search/help/" in found(client, "")
