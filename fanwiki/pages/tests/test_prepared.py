"""prepared.Prepared: a query that is worked out once gives what it gives when it is asked."""

import pytest

from fanwiki.pages.models import Title
from fanwiki.pages.prepared import Prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return Prepared(
        lambda it: Title.objects.filter(kind=it[0], key__in=it[1:], shared=False).values_list("key", "owner")
    )


def test_it_gives_the_rows_for_the_values_of_each_call(asked, make_film, make_person):
    call, other = make_film("The Call"), make_film("Ballerina")
    make_person("Ballerina")
    assert asked(["film", "thecall"]) == [("thecall", call.pk)]
    assert asked(["film", "ballerina"]) == [("ballerina", other.pk)]
    assert sorted(asked(["film", "thecall", "ballerina", "value 1"])) == [("ballerina", other.pk), ("thecall", call.pk)]


def test_it_is_worked_out_once_for_each_number_of_values(asked):
    for key in ("a", "b", "'; --", "%s", "value 0"):
        assert asked(["film", key]) == []
    asked(["film", "a", "b"])
    assert asked.statement.cache_info().misses == 2


def test_no_values_are_no_query(asked, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked([]) == []
