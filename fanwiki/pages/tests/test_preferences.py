"""What somebody chooses on /preferences/, and the one cookie that keeps it."""

import pytest
from django.test import Client

from fanwiki.pages.preferences import COOKIE, YEAR, Preferences

pytestmark = pytest.mark.django_db

ADDRESS = "/preferences/"
SPOILER = "Lead.\n\n::: spoiler the end\nShe wins.\n:::\n\n## After\n\n::: spoiler\nTwice.\n:::"


def choose(client, **chosen):
    return client.post(ADDRESS, chosen)


def test_everybody_reads_the_page_and_has_no_choice_of_their_own_yet(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert set(answer.cookies) == {"csrftoken"}
    assert 'value="" id="id_theme_0" checked' in answer.text.replace("required ", "")
    assert "data-theme" not in answer.text


def test_it_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(ADDRESS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept_and_stands_on_every_page(theme, client, make_film):
    film = make_film().get_absolute_url()
    answer = choose(client, theme=theme)
    assert (answer.status_code, answer.url) == (302, ADDRESS)
    for address in ("/", film, f"{film}history/", "/accounts/login/", "/nowhere/", ADDRESS):
        text = client.get(address).text
        assert f'<html lang="en" data-theme="{theme}"' in text
        assert f'<meta name="color-scheme" content="{theme}">' in text


def test_the_message_says_what_the_button_says(client):
    assert "Saved. This browser remembers it for a year." in client.post(ADDRESS, {"theme": "dark"}, follow=True).text


def test_the_cookie_is_out_of_scripts_and_other_sites_reach_and_lasts_a_year(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = choose(client, theme="dark", spoilers="on").cookies[COOKIE]
    assert cookie.value == "dark-spoilers"
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["max-age"], cookie["path"]) == (YEAR, "/")


def test_who_chooses_what_everybody_has_has_no_cookie(client):
    choose(client, theme="dark")
    answer = choose(client, theme="")
    assert answer.cookies[COOKIE].value == ""
    assert answer.cookies[COOKIE]["max-age"] == 0
    assert "Nothing is kept in this browser" in client.get(ADDRESS).text


@pytest.mark.parametrize("value", ["", "blue", '"><script>', "light.dark", "x" * 4000, "-", "\udcff"])
def test_what_else_stands_in_the_cookie_means_nothing(value, rf):
    request = rf.get("/")
    request.COOKIES[COOKIE] = value
    assert Preferences.of(request) == Preferences()


def test_a_theme_that_there_is_not_is_refused_in_words(client):
    answer = choose(client, theme="purple")
    assert answer.status_code == 422
    assert COOKIE not in answer.cookies
    assert 'class="err"' in answer.text


def test_without_its_token_nothing_is_kept():
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, {"theme": "dark"})
    assert answer.status_code == 403
    assert COOKIE not in answer.cookies


def test_no_other_method_is_answered(client):
    assert client.put(ADDRESS).status_code == 405


def test_a_page_in_chosen_colours_is_kept_by_no_cache_in_between(client, make_film):
    film = make_film().get_absolute_url()
    assert "Cache-Control" not in client.get(film).headers
    client.cookies[COOKIE] = "dark"
    answer = client.get(film)
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert not answer.cookies


def test_a_page_looks_different_to_a_browser_that_asks_whether_it_changed(client, make_film):
    film = make_film().get_absolute_url()
    etag = client.get(film).headers["ETag"]
    choose(client, theme="dark")
    assert client.get(film, headers={"If-None-Match": etag}).status_code == 200


def test_spoilers_are_closed_until_somebody_wants_them_open_always(client, make_film):
    film = make_film(body=SPOILER).get_absolute_url()
    assert client.get(film).text.count('<details class="spoiler">') == 2
    choose(client, theme="", spoilers="on")
    for address in (film, f"{film}history/1/"):
        text = client.get(address).text
        assert text.count('<details class="spoiler" open>') == 2
        assert '<details class="spoiler">' not in text
    choose(client, theme="dark")
    assert client.get(film).text.count('<details class="spoiler">') == 2


def test_nobody_types_what_opens_a_spoiler(client, make_film):
    film = make_film(body='<details class="spoiler">x</details> `<details class="spoiler">`').get_absolute_url()
    choose(client, spoilers="on")
    assert '<details class="spoiler' not in client.get(film).text
    assert "open&gt;" not in client.get(film).text


def test_a_choice_costs_a_reader_no_query(client, make_film, django_assert_max_num_queries):
    film = make_film(body=SPOILER).get_absolute_url()
    client.cookies[COOKIE] = "dark-spoilers"
    with django_assert_max_num_queries(6):
        client.get(film)
