"""What the pages of the Ballerina entry work out by themselves."""

from contextlib import suppress
from html.parser import HTMLParser

import pytest

from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db
BALLERINA = "/films/ballerina-2023/"
KOREA = "/films/money-heist-korea-joint-economic-area-2022/"


class Facts(HTMLParser):
    """The items of the lists that say that they were worked out: text, and where its links lead."""

    def __init__(self):
        super().__init__()
        self.items, self.inside = [], None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "section":
            self.inside = values.get("aria-labelledby") in ("h-before", "h-derived")
        elif self.inside and tag == "li":
            self.items.append(["", []])
        elif self.inside and tag == "a" and self.items:
            self.items[-1][1].append(values["href"])

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "section"

    def handle_data(self, data):
        if self.inside and self.items:
            self.items[-1][0] += data


def facts(client, address):
    """{sentence and proof: addresses}"""
    parser = Facts()
    parser.feed(client.get(address).content.decode())
    return {" ".join(text.split()): links for text, links in parser.items}


def fact(client, address, *words):
    """The one fact with all these words, and its addresses."""
    found = [(text, links) for text, links in facts(client, address).items() if all(word in text for word in words)]
    with suppress(ValueError):
        (one,) = found
        return one
    raise AssertionError((words, facts(client, address)))


@pytest.fixture(autouse=True)
def seeded(db):
    seed_ballerina()


def test_it_reunites_the_director_and_the_actor(client):
    text, links = fact(client, BALLERINA, "Reunites director Lee Chung-hyun and Jeon Jong-seo")
    assert "second title together" in text and "The Call (2020): Lee Chung-hyun, Director; Jeon Jong-seo, Main" in text
    assert {"/people/lee-chung-hyun/", "/people/jeon-jong-seo/", "/films/the-call-2020/"} <= {*links}


def test_it_reunites_two_stars_of_money_heist_korea(client):
    _text, links = fact(client, BALLERINA, "Reunites Jeon Jong-seo and Kim Ji-hoon", "second title together")
    assert KOREA in links


def test_the_same_day_is_said_softly_because_sources_differ(client):
    text, links = fact(client, BALLERINA, "on the same day, 6 October 2023", "sources differ")
    assert "Busan International Film Festival (Festival) and Netflix (Streaming)" in text
    assert "perhaps" in text and "disputed" in text
    assert links == ["/people/busan-international-film-festival/", "/people/netflix/", "#releases"]


@pytest.mark.parametrize("address", [BALLERINA, "/people/lee-chung-hyun/"])
def test_it_is_the_directors_second_feature_known_here_after_the_call(address, client):
    text, links = fact(client, address, "Ballerina is the second feature known here that Lee Chung-hyun directed")
    assert "The debut, as far as known here, was The Call." in text
    assert "/films/the-call-2020/" in links


@pytest.mark.parametrize("address", [BALLERINA, "/people/park-yu-rim/"])
def test_it_has_the_first_main_part_since_a_debut_in_2017(address, client):
    text, links = fact(client, address, "Ballerina has the first main part of Park Yu-rim known here since the debut")
    assert "in 2017, Dxyz" in text and "size of the part not recorded" in text
    assert "/films/dxyz-2017/" in links


@pytest.mark.parametrize("address", [BALLERINA, "/people/park-yu-rim/"])
def test_two_cameos_came_before(address, client):
    _text, links = fact(client, address, "Park Yu-rim had 2 cameos known here before Ballerina")
    assert {"/films/my-first-first-love-2019/", "/films/extraordinary-attorney-woo-2022/"} <= {*links}


def test_the_series_is_an_adaptation_with_two_characters(client):
    _text, links = fact(client, KOREA, "is an adaptation of Money Heist")
    assert "/films/la-casa-de-papel/" in links
    _text, links = fact(client, KOREA, "Characters of Money Heist: Korea", "Tokyo", "and Denver")
    assert {"/characters/tokyo-money-heist-korea/", "/characters/denver-money-heist-korea/"} <= {*links}


def test_a_character_says_that_the_series_is_an_adaptation(client):
    _text, links = fact(client, "/characters/tokyo-money-heist-korea/", "is an adaptation of Money Heist")
    assert links == [KOREA, "/films/la-casa-de-papel/"]


def test_a_person_is_known_for_main_parts_first(client):
    _text, links = fact(client, "/people/jeon-jong-seo/", "Known for")
    assert links == [BALLERINA, "/films/the-call-2020/", KOREA]


def test_with_whom_somebody_works_is_a_drawing_and_a_list(client):
    page = client.get("/people/jeon-jong-seo/").content.decode()
    drawing = page[page.index('<svg class="graph"') : page.index('<ul class="with only-s">')]
    listed = page[page.index('<ul class="with only-s">') :].partition("</ul>")[0]
    people = ["/people/lee-chung-hyun/", "/people/kim-ji-hoon/", "/people/park-yu-rim/"]
    for part in (drawing, listed):
        assert [address for address in people if f'href="{address}"' in part] == people
    assert drawing.count('class="w2"') == 2 and "style=" not in drawing
    assert 'href="#with"' in page


def test_it_is_marked_as_worked_out(client):
    assert client.get(BALLERINA).content.decode().count("Worked out from credits") == 2


def test_who_has_nothing_to_say_says_nothing(client):
    for address in ("/people/netflix/", "/characters/ok-ju/", "/films/la-casa-de-papel/"):
        assert "Worked out from credits" not in client.get(address).content.decode()


def test_an_old_revision_and_a_preview_say_nothing_of_it(client):
    assert "Worked out from credits" not in client.get(f"{BALLERINA}history/1/").content.decode()
