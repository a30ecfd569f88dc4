"""An address in any spelling of a name leads to the page."""

import pytest

from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db


def name(text, lang="und-Latn", kind="name"):
    return {"text": text, "kind": kind, "lang": lang}


@pytest.fixture
def jeon(make_person):
    return make_person("Jeon Jong-seo", names=[name("Jeon Jong-seo"), name("전종서", "ko")])


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/films/bailarina/", "/films/ballerina-2023/?from=bailarina"),
        ("/films/발레리나/", "/films/ballerina-2023/?from=%EB%B0%9C%EB%A0%88%EB%A6%AC%EB%82%98"),
        ("/people/전종서/", "/people/jeon-jong-seo/?from=%EC%A0%84%EC%A2%85%EC%84%9C"),
        ("/people/jun-jong-seo/", "/people/jeon-jong-seo/?from=jun-jong-seo"),
        ("/people/jong-seo-jeon/", "/people/jeon-jong-seo/?from=jong-seo-jeon"),
        ("/people/Ch%C5%8Fn_Chongs%C5%8F/", "/people/jeon-jong-seo/?from=Ch%C5%8Fn_Chongs%C5%8F"),
    ],
)
def test_in_one_hop(address, page, client):
    seed_ballerina()
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    assert client.get(page).status_code == 200


def test_what_several_pages_share_is_chosen_from(jeon, make_person, client):
    make_person("Jun Jong-suh", names=[name("Jun Jong-suh"), name("전종서", "ko")])
    answer = client.get("/people/jon-jongseo/")
    assert answer.status_code == 200
    assert "2 pages are called this" in answer.content.decode()
    assert {page.title for page in answer.context["pages"]} == {"Jeon Jong-seo", "Jun Jong-suh"}


@pytest.mark.parametrize("address", ["/people/jeon/", "/people/jeon-jong/", "/people/jong-sea-jeom/", "/people/ㅈㅈㅅ/",
                                     "/films/jun-jong-seo/", "/people/🎬/", "/people/%2A/"])  # fmt: skip
def test_a_guess_is_no_door(address, jeon, client):
    assert client.get(address).status_code == 404


def test_a_search_hint_opens_the_door_and_is_not_shown(make_film, client):
    make_film("Ballerina", names=[name("Ballerina"), name("Balleryna hint", kind="search_hint")])
    answer = client.get("/films/hint-balleryna/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/films/ballerina/")
    assert "Balleryna hint" not in answer.content.decode()


def test_other_addresses_below_it_are_no_doors(jeon, client):
    assert client.get("/people/jun-jong-seo/history/").status_code == 404


def test_a_deleted_page_is_behind_none(jeon, moderator, client):
    from fanwiki.pages import editing

    editing.delete(jeon, by=moderator, summary="")
    assert client.get("/people/jun-jong-seo/").status_code == 404
