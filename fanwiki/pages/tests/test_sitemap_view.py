"""The sitemap: every live page once, in chunks that are cut by key."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from fanwiki.pages import editing, sitemaps

from .test_save import change

pytestmark = pytest.mark.django_db

MAP = f"{{{sitemaps.NAMESPACE}}}"


def listed(address, browser=None):
    """(address, time) of each entry."""
    answer = (browser or Client()).get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return [
        (entry.findtext(f"{MAP}loc"), datetime.fromisoformat(entry.findtext(f"{MAP}lastmod")))
        for entry in ElementTree.fromstring(answer.content)
    ]


def everything():
    cache.clear()
    return [page for chunk, _time in listed("/sitemap.xml") for page in listed(chunk.removeprefix("http://testserver"))]


def second(revision):
    return revision.at.replace(microsecond=0)


def test_every_live_page_is_in_it_with_the_time_of_its_last_revision(make_film, make_person, editor):
    film, person = make_film(), make_person()
    assert dict(everything()) == {
        "http://testserver/films/ballerina/": second(film.head),
        "http://testserver/people/jeon-jong-seo/": second(person.head),
    }
    change(film, editor, runtime=93)
    film.refresh_from_db()
    assert dict(everything())["http://testserver/films/ballerina/"] == second(film.head)
    assert film.head.number == 2


def test_the_index_tells_the_newest_time_of_each_chunk(make_film, make_person, editor):
    make_film("The Call")
    film, person = make_film(), make_person()
    change(film, editor, runtime=93)
    film.refresh_from_db()
    assert listed("/sitemap.xml") == [
        ("http://testserver/sitemap/films/0.xml", second(film.head)),
        ("http://testserver/sitemap/people/0.xml", second(person.head)),
    ]


def test_chunks_are_cut_by_key_and_none_is_empty(make_film, make_person, monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 3)
    made = [make_film(f"Film {n}") for n in range(7)] + [make_person("Jeon Jong-seo")]
    chunks = {f"/sitemap/{page.get_absolute_url().split('/')[1]}/{(page.pk - 1) // 3}.xml" for page in made}
    assert {address.removeprefix("http://testserver") for address, _time in listed("/sitemap.xml")} == chunks
    assert sorted(address for address, _time in everything()) == sorted(
        f"http://testserver{page.get_absolute_url()}" for page in made
    )
    assert all(len(listed(address)) <= 3 for address in chunks)


def test_a_deleted_page_is_not_in_it_and_its_chunk_is_gone(make_film, moderator):
    film = make_film()
    address = f"/sitemap/films/{(film.pk - 1) // sitemaps.SIZE}.xml"
    assert len(listed(address)) == 1
    editing.delete(film, by=moderator, summary="Copied")
    assert everything() == []
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("part", ["books/0", "films/7", f"films/{10**14}", f"films/{10**30}", "films/-1"])
def test_what_is_not_there_is_no_chunk(part, client):
    assert client.get(f"/sitemap/{part}.xml").status_code == 404


@pytest.mark.parametrize("title", ["발레리나", "Żółć & Søn", "100% (¿?)", "نوال", "a+b=c", "Zoë’s"])
def test_an_address_is_the_one_of_the_page(title, make_film, client):
    film = make_film(title)
    [(address, _time)] = everything()
    assert address == f"http://testserver{film.get_absolute_url()}"
    assert client.get(address).status_code == 200


def test_a_sign_of_xml_in_an_address_is_escaped():
    entry = sitemaps.Entry("/films/a&b<c/", datetime(2023, 10, 6))
    xml = sitemaps.written("urlset", "url", [entry], lambda address: f"http://testserver{address}")
    assert ElementTree.fromstring(xml)[0].findtext(f"{MAP}loc") == "http://testserver/films/a&b<c/"


@pytest.mark.parametrize("size", [1, 40])
def test_a_chunk_costs_one_query_and_the_index_two_once(size, make_film, client, django_assert_num_queries):
    for n in range(size):
        film = make_film(f"Film {n}")
    with django_assert_num_queries(1):
        client.get(f"/sitemap/films/{(film.pk - 1) // sitemaps.SIZE}.xml")
    with django_assert_num_queries(2):
        sitemaps.chunks()
    client.get("/sitemap.xml")
    cached = {"/sitemap.xml": client.get("/sitemap.xml").content}
    make_film("Another")
    assert client.get("/sitemap.xml").content == cached["/sitemap.xml"]


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap/films/0.xml"])
def test_it_is_the_same_for_everybody_and_takes_no_post(address, make_film, editor, logged_in, client):
    make_film()
    answer = logged_in(editor).get(address)
    assert answer.status_code == 200 and answer.content == client.get(address).content
    assert answer.headers["Cache-Control"] == "public, max-age=600" and not answer.cookies
    assert client.post(address).status_code == 405
