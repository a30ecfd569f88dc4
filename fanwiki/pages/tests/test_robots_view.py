"""Where machines may go."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

OPEN = ["/", "/films/", "/films/?before=9", "/recent/", "/users/hanbit/", "/films/ballerina/", "/films/edit/",
        "/films/history/", "/articles/new-wave/", "/films/ballerina/card.png", "/sitemap.xml", "/sitemap/films/0.xml",
        "/static/css/tokens.css", "/manifest.webmanifest", "/people/발레리나/"]  # fmt: skip


def closed(path):
    rules = re.findall("^Disallow: (.*)$", Client().get("/robots.txt").content.decode(), re.MULTILINE)
    return any(re.match(".*".join(map(re.escape, rule.split("*"))), path) for rule in rules)


def test_it_names_the_sitemap_on_the_host_that_was_asked():
    told = Client(headers={"Host": "127.0.0.1"}).get("/robots.txt")
    assert told.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "\nSitemap: http://127.0.0.1/sitemap.xml\n" in told.content.decode()


@pytest.mark.parametrize("path", OPEN)
def test_what_is_there_to_be_read_is_open(path):
    assert not closed(path)


def test_every_form_and_every_history_of_a_page_is_closed():
    routes = [str(pattern.pattern) for pattern in get_resolver("fanwiki.pages.urls").url_patterns]
    of_a_page = [route for route in routes if re.match("<kind:kind>/<page:slug>/.|users/<page:name>/take", route)]
    of_a_page.remove("<kind:kind>/<page:slug>/card.png")
    for route in of_a_page:
        path = "/" + re.sub("<int:[a-z]+>", "1", route.replace("<kind:kind>", "films"))
        assert closed(re.sub("<page:[a-z]+>", "ballerina", path)), path


@pytest.mark.parametrize("path", ["/accounts/login/", "/admin/", "/films/new/", "/new/?title=X", "/called/?name=X",
                                  "/markdownx/upload/", "/batches/1/", "/search/?q=x",
                                  "/api/v1/suggest?q=x"])  # fmt: skip
def test_other_forms_are_closed(path):
    assert closed(path)


@pytest.mark.django_db
def test_it_asks_no_database_and_takes_no_post(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/robots.txt").status_code == 200
    assert client.post("/robots.txt").status_code == 405
