"""What completes a name while it is typed."""

import pytest

pytestmark = pytest.mark.django_db


def test_it_tells_what_a_row_shows(make_film, client):
    names = [
        {"text": "Ballerina", "kind": "title", "lang": "en", "primary": True},
        {"text": "발레리나", "kind": "original_title", "lang": "ko", "primary": True},
        {"text": "Bailarina", "kind": "translated_title", "lang": "es"},
        {"text": "Hint", "kind": "search_hint", "lang": "und-Latn"},
    ]
    make_film("Ballerina", year=2023, names=names)
    [result] = client.get("/api/v1/suggest", {"q": "bail"}).json()["results"]
    assert "발" in result.pop("visual")
    assert result == {
        "title": "Ballerina",
        "page": "Ballerina",
        "lang": "en",
        "kind": "film",
        "group": "Films",
        "url": "/films/ballerina-2023/",
        "line": "Film, 2023",
        "native": {"text": "발레리나", "lang": "ko"},
        "why": "Matched its Spanish title, Bailarina",
        "found": {"text": "Bailarina", "lang": "es"},
    }
    answer = client.get("/api/v1/suggest", {"q": "hint"})
    [result] = answer.json()["results"]
    assert result["why"] == "" and result["found"] is None and "Hint" not in answer.content.decode()


def test_it_is_short_and_may_be_kept_for_a_minute(make_person, client):
    for number in range(12):
        make_person(f"Kim {number}")
    answer = client.get("/api/v1/suggest", {"q": "kim"})
    assert len(answer.json()["results"]) == 8
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "nothing"}, {"q": "x", "kind": "nothing"}])
def test_nothing_is_an_empty_list(query, client):
    assert client.get("/api/v1/suggest", query).json() == {"results": []}


def test_it_only_reads(client):
    assert client.post("/api/v1/suggest", {"q": "x"}).status_code == 405
