"""Every numbered fact of the press article that the Ballerina pages began with can be read on one of them."""

from html.parser import HTMLParser
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client

from films.seed import seed_ballerina

BALLERINA = "/films/ballerina-2023/"
THE_CALL = "/films/the-call-2020/"
MONEY_HEIST = "/films/money-heist-korea-joint-economic-area-2022/"
THE_GLORY = "/films/the-glory-2022/"
DXYZ = "/films/dxyz-2017/"
LEE = "/people/lee-chung-hyun/"
JEON = "/people/jeon-jong-seo/"
KIM = "/people/kim-ji-hoon/"
PARK = "/people/park-yu-rim/"
NETFLIX = "/people/netflix/"
BUSAN = "/people/busan-international-film-festival/"
OK_JU = "/characters/ok-ju/"
CHOI_PRO = "/characters/choi-pro/"
MIN_HEE = "/characters/min-hee/"
TOKYO = "/characters/tokyo-money-heist-korea/"


class Never(str):
    """A text that the page must not show."""


# Number in the article, the page that carries the fact, what a reader can read there.
FACTS = [
    (1, MONEY_HEIST, ("House of Paper: Korea", "Ballerina")),
    (2, BALLERINA, ("feat of the body", "emotional dilemmas")),
    (3, NETFLIX, ("brings together again two stars", "Money Heist: Korea")),
    (4, BALLERINA, ("action film",)),
    (5, BALLERINA, ("revenge",)),
    (6, BALLERINA, ("in the heroine the article recognises", "The Glory")),
    (7, THE_GLORY, ("most recent hit", "press article")),
    (8, BALLERINA, ("Bailarina", "Spanish")),
    (9, BALLERINA, ("6 October 2023", "Netflix")),
    (10, BUSAN, ("Ballerina", "6 October 2023", "5 October 2023", "sources differ")),
    (11, THE_CALL, ("Lee Chung-hyun", "Jeon Jong-seo", "brought the two together again")),
    (12, BALLERINA, ("picture credited to Netflix", "caption", "reunion")),
    (13, OK_JU, ("Ok Ju", "옥주", "Jeon Jong-seo")),
    (14, OK_JU, ("bodyguard once",)),
    (15, OK_JU, ("martial arts", "sword fighting", "weapons")),
    (16, OK_JU, ("Choi Pro", "hunts him, to the death")),
    (17, CHOI_PRO, ("Pro Choi", "최프로", "Kim Ji-hoon")),
    (18, CHOI_PRO, ("responsible for the death of Min-hee",)),
    (19, MIN_HEE, ("Min Hee", "민희", "ballet", "close friend", "Park Yu-rim")),
    (20, BALLERINA, ("adrenaline", "drama", "intrigue")),
    (21, BALLERINA, ("There’s something I have to do… kind of like hunting", "Ok-ju", "official teaser")),
    (22, BALLERINA, ("tense", "blood", "corpse", "suspenseful music", "scenes of ballet", "contrasts")),
    (23, LEE, ("young director", "rising fast", "South Korean")),
    (24, LEE, ("debut", "The Call", "Jeon Jong-seo")),
    (25, THE_CALL, ("the press article calls", "commercial success", "most promising directors")),
    (26, LEE, ("both confirmed a relationship", "press article of 2023 reports", Never("to this day"))),
    (27, JEON, ("abroad", "Tokyo", "press article says")),
    (28, TOKYO, ("Tokio", "Korean adaptation", "La casa de papel")),
    (29, KIM, ("Denver", "Money Heist: Korea")),
    (30, KIM, ("Behind Every Star", "Flower Boy Next Door")),
    (31, PARK, ("the press article counts", "first main role")),
    (32, DXYZ, ("Park Yu-rim", "debut", "2017")),
    (33, PARK, ("two cameos", "My First First Love", "Extraordinary Attorney Woo")),
    (34, BALLERINA, ("action thriller", "suspense thriller")),
    (35, BALLERINA, ("announced for Netflix on 6 October 2023",)),
    (36, BALLERINA, (Never("Categorized in"),)),
]


class VisibleText(HTMLParser):
    """What stands between the tags, but for scripts, styles and the head."""

    hidden = ("script", "style", "head")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag in self.hidden

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in self.hidden

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.parts.append(data)


def visible_text(html: str) -> str:
    parser = VisibleText()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """What a reader sees at each address: seeded and read once for all facts, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed_ballerina()
        answers = {address: Client().get(address) for _number, address, _texts in FACTS}
        transaction.set_rollback(True)
    assert [address for address, answer in answers.items() if answer.status_code != HTTPStatus.OK] == []
    return {address: visible_text(answer.content.decode()).casefold() for address, answer in answers.items()}


@pytest.mark.parametrize(("number", "address", "texts"), FACTS, ids=[f"fact-{fact[0]}" for fact in FACTS])
def test_a_reader_finds_the_fact(pages, number, address, texts):
    for text in texts:
        wanted = not isinstance(text, Never)
        assert (text.casefold() in pages[address]) is wanted, f"fact {number}: {text}"


@pytest.mark.django_db
def test_a_filmography_says_with_whom(client):
    seed_ballerina()
    page = client.get("/people/jeon-jong-seo/").content.decode().partition('id="films"')[2]
    row = page[page.index("/films/ballerina-2023/") :].partition("</tr>")[0]
    for name in ("Lee Chung-hyun", "director", "Kim Ji-hoon", "Park Yu-rim"):
        assert name in row
    assert row.index("Lee Chung-hyun") < row.index("Kim Ji-hoon") < row.index("Park Yu-rim")
    assert "/people/jeon-jong-seo/" not in row
