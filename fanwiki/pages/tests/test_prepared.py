"""prepared.Prepared: a query that is worked out once gives what it gives when it is asked."""

import pytest

from fanwiki.pages.models import Title
from fanwiki.pages.prepared import Prepared, Removal, Update

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return Prepared(
        lambda kind, keys: Title.objects.filter(kind=kind[0], key__in=keys, shared=False).values_list("key", "owner")
    )


def test_it_gives_the_rows_for_the_values_of_each_call(asked, make_film, make_person):
    call, other = make_film("The Call"), make_film("Ballerina")
    make_person("Ballerina")
    assert asked(["film"], ["thecall"]) == [("thecall", call.pk)]
    assert asked(["film"], ["ballerina"]) == [("ballerina", other.pk)]
    assert sorted(asked(["film"], ["thecall", "ballerina", "value 1"])) == [
        ("ballerina", other.pk),
        ("thecall", call.pk),
    ]


def test_it_is_worked_out_once_for_each_number_of_values(asked):
    for key in ("a", "b", "'; --", "%s", "value 0"):
        assert asked(["film"], [key]) == []
    asked(["film"], ["a", "b"])
    assert asked.statement.cache_info().misses == 2


def test_no_values_are_no_query(asked, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked(["film"], []) == []


def test_numbers_truths_and_none_are_values_too(make_film):
    one, two = make_film("The Call"), make_film("Ballerina")
    point = Update(
        lambda pages, page, shared: (
            Title.objects.filter(owner__in=pages, kind="film"),
            {"page": page[0], "shared": shared[0]},
        )
    )
    led = Prepared(lambda pages: Title.objects.filter(page__in=pages).order_by("key").values_list("key", "page"))
    assert point([one.pk, two.pk], [one.pk], [False]) == 2
    assert led([one.pk]) == [("ballerina", one.pk), ("thecall", one.pk)]
    assert point([two.pk], [None], [True]) == 1
    assert led([one.pk]) == [("thecall", one.pk)]
    assert Title.objects.get(key="ballerina").shared


def test_rows_go(make_film):
    film = make_film("The Call", body="A [[Ballerina]].")
    gone = Removal(lambda keys: Title.objects.filter(key__in=keys, owner=None))
    film.links.all().delete()
    assert (gone(["ballerina", "thecall"]), gone([])) == (1, 0)
    assert Title.objects.filter(key="thecall").exists()
