"""The page that asks how two people are connected, and answers."""

import pytest

from fanwiki.pages import editing

pytestmark = pytest.mark.django_db


def text(browser, query="", status=200):
    answer = browser.get("/connections/", query)
    assert answer.status_code == status
    return answer.content.decode()


def director(name):
    return {"person": name, "department": "directing", "job": "Director"}


@pytest.fixture
def cinema(make_person, make_character, make_film):
    """Jong-seo – Ballerina – Chung-hyun – The Call – Shin-hye; Shi-hoo is in no film."""
    for name in ("Jeon Jong-seo", "Lee Chung-hyun", "Park Shin-hye", "Kim Shi-hoo"):
        make_person(name)
    make_character("Ok-ju")
    cast = [{"person": "Jeon Jong-seo", "character": "Ok-ju", "role_type": "main"}, {"person": "Nobody Yet"}]
    make_film("Ballerina", year=2023, cast=cast, crew=[director("Lee Chung-hyun")])
    make_film(
        "Call",
        year=2020,
        cast=[{"person": "Park Shin-hye", "character_as": "Seo-yeon"}],
        crew=[director("Lee Chung-hyun")],
    )


def test_it_asks_for_two_people_and_may_be_found_by_search_engines(cinema, client):
    answer = client.get("/connections/")
    page = answer.content.decode()
    assert 'name="from"' in page and 'name="to"' in page
    assert 'content="noindex"' not in page and "X-Robots-Tag" not in answer.headers


def test_the_way_is_a_list_of_people_and_films_with_what_each_did(cinema, client):
    page = text(client, {"from": "Jeon Jong-seo", "to": "Park Shin-hye"})
    order = [
        page.index(f">{word}</a></b>")
        for word in ("Jeon Jong-seo", "Ballerina", "Lee Chung-hyun", "Call", "Park Shin-hye")
    ]
    assert order == sorted(order) and "2 films connect" in page
    assert 'Jeon Jong-seo plays <a href="/characters/ok-ju/">Ok-ju</a>' in page
    assert "Lee Chung-hyun directs" in page and "Park Shin-hye plays Seo-yeon" in page


def test_an_answer_is_kept_out_of_search_engines(cinema, client):
    answer = client.get("/connections/?from=Jeon+Jong-seo&to=Park+Shin-hye")
    assert 'content="noindex"' in answer.content.decode() and answer.headers["X-Robots-Tag"] == "noindex"


def test_every_equally_short_beginning_is_shown_and_can_be_followed(cinema, make_film, client):
    cast = [{"person": "Jeon Jong-seo"}, {"person": "Park Shin-hye", "character_as": "Herself in disguise"}]
    make_film("Night", year=2010, cast=cast)
    make_film("Day", year=2015, cast=cast)
    page = text(client, {"from": "Jeon Jong-seo", "to": "Park Shin-hye"})
    assert "2 ways to begin" in page and ">Day</a></b>" in page and ">Night</a></b>" not in page
    _before, _day, other = (piece.split('"')[0] for piece in page.split("&amp;by="))
    assert ">Night</a></b>" in text(client, {"from": "Jeon Jong-seo", "to": "Park Shin-hye", "by": other})


def test_a_name_in_any_spelling_or_script_will_do(cinema, make_person, make_film, client):
    make_person("Bong Joon-ho", names=[{"text": "Bong Joon-ho", "primary": True}, {"text": "봉준호", "lang": "ko"}])
    make_film("Parasite", cast=[{"person": "봉준호"}, {"person": "Jeon Jong-seo"}])
    assert "One film connects" in text(client, {"from": "봉준호", "to": "JEON JONGSEO"})


def test_a_name_that_several_people_share_offers_a_choice(cinema, make_person, client):
    for n in ("one", "two"):
        make_person(f"Lee Joo ({n})", names=[{"text": "Lee Joo", "primary": True}])
    page = text(client, {"from": "Lee Joo", "to": "Park Shin-hye"})
    assert "Several people are called this" in page
    assert 'href="/connections/?from=Lee+Joo+%28two%29&amp;to=Park+Shin-hye"' in page
    assert 'href="/connections/?to=Lee+Joo+%28two%29&amp;from=Park+Shin-hye"' in text(
        client, {"from": "Park Shin-hye", "to": "Lee Joo"}
    )


def test_an_unknown_name_stays_typed_and_can_be_written(cinema, client):
    page = text(client, {"from": "Nobody Yet", "to": "Park Shin-hye"})
    assert "Nobody is called this here" in page and 'value="Nobody Yet"' in page and 'value="Park Shin-hye"' in page
    assert "/people/new/?title=Nobody+Yet" in page and 'href="/people/"' in page


def test_with_one_name_it_asks_for_the_other(cinema, client):
    page = text(client, {"from": "Park Shin-hye"})
    assert "Say who." in page and 'value="Park Shin-hye"' in page


@pytest.mark.parametrize(
    ("to", "told"),
    [("Jeon Jong-seo", "one and the same person"), ("Kim Shi-hoo", "No way leads from")],
)
def test_nobody_else_and_nobody_at_all_are_told_kindly(to, told, cinema, client):
    assert told in text(client, {"from": "Jeon Jong-seo", "to": to})


BAD = ["\0", "a\0b", "x" * 100_000, "☃☃", "%00", "'; DROP TABLE", "<script>", "\ud800".encode("utf-8", "surrogatepass")]


@pytest.mark.parametrize("bad", BAD)
def test_nonsense_is_answered(bad, cinema, client):
    page = text(client, {"from": bad, "to": "Jeon Jong-seo", "by": bad})
    assert "Jeon Jong-seo" in page and "<script>" not in page
    assert text(client, {"from": bad, "to": bad}) and text(client, {"to": bad})


def test_it_answers_no_post(cinema, client):
    assert client.post("/connections/").status_code == 405


def test_films_that_are_gone_and_people_without_a_page_connect_nobody(cinema, make_person, make_film, owner, client):
    make_film("Crowd", cast=[{"person": "Nobody Yet"}, {"person": "Kim Shi-hoo"}])
    asked = {"from": "Jeon Jong-seo", "to": "Kim Shi-hoo"}
    assert "No way leads" in text(client, asked)
    person = make_person("Nobody Yet")
    assert "2 films connect" in text(client, asked)
    editing.delete(person, by=owner, summary="")
    assert "No way leads" in text(client, asked)
    editing.undelete(person, by=owner, summary="")
    film = make_film("Both", cast=[{"person": "Jeon Jong-seo"}, {"person": "Kim Shi-hoo"}])
    assert "One film connects" in text(client, asked)
    editing.delete(film, by=owner, summary="")
    assert "2 films connect" in text(client, asked)


def test_credits_by_a_former_name_count(cinema, make_person, make_film, editor, client):
    person = make_person("Jun")
    make_film("Both", cast=[{"person": "Jun"}, {"person": "Kim Shi-hoo"}])
    editing.rename(person, "Rachel Jun", was="Jun", by=editor, summary="")
    assert "One film connects" in text(client, {"from": "Rachel Jun", "to": "Kim Shi-hoo"})


MOST_QUERIES = 29  # 2 for the names, 12 from both ends, 12 back along the way, 3 for what is shown of it


@pytest.mark.parametrize("steps", range(1, 8))
def test_the_longest_way_costs_no_more_than_29_queries(
    steps, make_person, make_film, client, django_assert_max_num_queries
):
    for n in range(8):
        make_person(f"Person {n}")
        make_film(f"Film {n}", cast=[{"person": f"Person {n}"}, {"person": f"Person {n + 1}"}])
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text(client, {"from": "Person 0", "to": f"Person {steps}"})
    assert ("No way leads" if steps == 7 else "h-way") in page


def test_a_person_s_page_leads_here(cinema, client):
    page = client.get("/people/jeon-jong-seo/").content.decode()
    assert 'href="/connections/?from=Jeon%20Jong-seo"' in page and "connected to …?" in page
    assert "/connections/" not in client.get("/people/kim-shi-hoo/").content.decode()
