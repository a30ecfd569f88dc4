"""A page by chance."""

import pytest
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Revision

pytestmark = pytest.mark.django_db


def led_to(query=""):
    answer = Client().get(f"/random/{query}")
    assert answer.status_code == 302
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.headers["Location"]


def test_it_leads_to_every_live_page_sooner_or_later(make_film, make_person, moderator):
    make_film("Ballerina"), make_film("Burning"), make_person("Jeon Jong-seo")
    editing.delete(make_film("Gone"), by=moderator, summary="Gone")
    before = Revision.objects.count()
    assert {led_to() for _try in range(60)} == {"/films/ballerina/", "/films/burning/", "/people/jeon-jong-seo/"}
    assert Revision.objects.count() == before


def test_it_keeps_to_the_kind_that_is_asked_for(make_film, make_person):
    make_film("Ballerina"), make_person("Jeon Jong-seo")
    assert {led_to("?kind=film") for _try in range(10)} == {"/films/ballerina/"}
    assert len({led_to("?kind=nonsense%00") for _try in range(60)}) == 2


def test_without_pages_it_leads_to_where_one_is_begun():
    assert Client().get("/random/").headers["Location"] == "/"
    assert Client().get("/random/?kind=film").headers["Location"] == "/films/"


def test_it_costs_one_query_for_each_kind_and_one_for_the_page(make_film, client, django_assert_num_queries):
    make_film("Ballerina"), make_film("Burning")
    client.get("/random/")
    with django_assert_num_queries(2):
        client.get("/random/?kind=film")
