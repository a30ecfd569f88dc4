"""Reading: as it is, as it was, as it is no more."""

import pytest
from django.test import Client

from fanwiki.pages import editing
from films.seed import seed_ballerina

from .test_save import change

pytestmark = pytest.mark.django_db


def long_page(make_film, size):
    return make_film(
        f"Film {size}",
        body="\n\n".join(f"## Part {n}\n\nText with [[Link {n}]] and [[Film {size}]]." for n in range(size)),
        cast=[{"person": f"Person {n}", "character": f"Part {n}"} for n in range(size)],
        names=[{"text": f"Name {n}"} for n in range(size)],
    )


@pytest.mark.parametrize("size", [1, 40])
def test_reading_costs_at_most_six_queries_whatever_the_size(size, make_film, client, django_assert_max_num_queries):
    page = long_page(make_film, size)
    with django_assert_max_num_queries(6):
        assert client.get(page.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "address", ["/films/ballerina-2023/", "/people/jeon-jong-seo/", "/people/netflix/", "/characters/ok-ju/"]
)
def test_every_kind_of_page_costs_at_most_six_queries(address, client, django_assert_max_num_queries):
    seed_ballerina()
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200


def test_a_reader_gets_no_cookie_anywhere(client):
    seed_ballerina()
    film = "/films/ballerina-2023/"
    of_film = [film + verb for verb in ("", "history/", "history/1/", "compare/1/2/", "restore/1/", "edit/")]
    for address in ("/", "/films/", "/recent/", "/new/", "/films/nothing/", *of_film):
        answer = client.get(address)
        assert not answer.cookies, address


def test_a_page_answers_with_an_etag_and_a_second_reading_with_304(make_film, client):
    address = make_film().get_absolute_url()
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_an_old_revision_is_shown_with_a_dated_banner(make_film, editor, client):
    page = make_film(body="The first text.", runtime=90)
    change(page, editor, body="The second text.", runtime=93)
    shown = client.get("/films/ballerina/history/1/").content.decode()
    assert "The first text." in shown and "The second text." not in shown
    assert "revision 1" in shown.lower()
    assert "/films/ballerina/compare/1/2/" in shown
    assert "The second text." in client.get("/films/ballerina/").content.decode()


def test_a_missing_page_offers_to_write_it(client):
    answer = client.get("/people/jeon-jong-seo/")
    assert answer.status_code == 404
    assert "/people/new/?title=" in answer.content.decode()


@pytest.mark.parametrize("typed", ["ballerina", "Ballerina", "BALLERINA-2023", "bailarina", "발레리나"])
def test_every_name_in_the_address_leads_to_the_page(typed, client):
    seed_ballerina()
    assert client.get(f"/films/{typed}/").url.partition("?")[0] == "/films/ballerina-2023/"


def test_a_deleted_page_says_so_and_tells_its_story_to_moderators_only(make_film, moderator, logged_in):
    page = make_film(body="Secret text.")
    editing.delete(page, by=moderator, summary="Copied from elsewhere")
    reader, told = Client().get("/films/ballerina/"), logged_in(moderator).get("/films/ballerina/")
    assert reader.status_code == told.status_code == 410
    assert "Copied from elsewhere" not in reader.content.decode()
    assert "Copied from elsewhere" in told.content.decode()
    assert "Secret text." not in reader.content.decode()


@pytest.mark.parametrize("where", ["history/", "history/1/", "compare/1/1/", "restore/1/", "undelete/", "edit/"])
def test_nothing_of_a_deleted_page_is_shown_to_others(where, make_film, moderator, editor, logged_in):
    page = make_film(body="Secret text.", description="Secret too")
    editing.delete(page, by=moderator, summary="Private")
    for browser in (Client(), logged_in(editor)):
        answer = browser.get(f"/films/ballerina/{where}", follow=True)
        assert "Secret" not in answer.content.decode()
        assert answer.status_code in (200, 403, 404, 410)
    assert "Private" not in Client().get("/recent/").content.decode()


def test_old_revisions_keep_out_of_search_engines(make_film, client):
    make_film()
    assert client.get("/films/ballerina/history/1/").headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/films/ballerina/").headers


def test_a_filmography_follows_the_credits(make_film, make_person, editor, client):
    make_person("Jeon Jong-seo")
    film = make_film("Ballerina", cast=[{"person": "Jeon Jong-seo", "character": "Ok-ju"}])
    assert "Ballerina" in client.get("/people/jeon-jong-seo/").content.decode()
    change(film, editor, cast=[])
    assert "Ballerina" not in client.get("/people/jeon-jong-seo/").content.decode()
    editing.restore(film, 1, base=2, by=editor, summary="")
    assert "Ok-ju" in client.get("/people/jeon-jong-seo/").content.decode()


@pytest.mark.parametrize("where", ["", "history/", "history/1/", "compare/1/1/"])
def test_reading_takes_no_post(where, make_film, client):
    make_film()
    assert client.post(f"/films/ballerina/{where}").status_code == 405


def test_drawn_once_it_costs_five(client, django_assert_max_num_queries):
    seed_ballerina()
    client.get("/films/ballerina-2023/")
    with django_assert_max_num_queries(5):
        client.get("/films/ballerina-2023/")


def test_the_foot_of_a_page_says_how_many_people_wrote_it(make_film, editor, other_editor, client):
    page = make_film("Ballerina")
    assert "One revision</a>" in client.get("/films/ballerina/").content.decode()
    for n, by in enumerate((editor, other_editor, editor)):
        change(page, by, runtime=n + 1)
    assert "4 revisions by 3 people" in client.get("/films/ballerina/").content.decode()
