"""What is found on pages about people, and what is not."""

import pytest

from fanwiki.pages.models import Finding
from fanwiki.pages.tests.test_save import change

pytestmark = pytest.mark.django_db


def found(page):
    return set(Finding.objects.filter(page=page).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"born": "1990-05-02", "died": "1990-05-01"}, "dead-before-born"),
        ({}, "people-without-birth-date"),
        ({}, "people-without-country"),
        ({"countries": ["KR"]}, "people-without-own-script"),
        ({"countries": ["JP", "KR"]}, "people-without-own-script"),
        ({"born": "1990"}, "private-life-without-source"),
        ({"birthplace": "Seoul"}, "private-life-without-source"),
    ],
)
def test_what_is_found(fields, name, make_person):
    assert name in found(make_person(**fields))


SAID = {"sources": [{"key": "asiae", "title": "An article"}], "notes": [{"field": "born", "src": ["asiae"]}]}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"born": "1990", "died": "1990"}, "dead-before-born"),
        ({"born": "1990"}, "people-without-birth-date"),
        ({"type": "organisation"}, "people-without-birth-date"),
        ({"type": "group"}, "people-without-country"),
        ({"countries": ["US"]}, "people-without-own-script"),
        ({"countries": ["KR", "US"]}, "people-without-own-script"),
        ({"countries": ["KR"], "names": [{"text": "전종서", "lang": "ko"}]}, "people-without-own-script"),
        ({"countries": ["JP"], "names": [{"text": "宮崎駿", "lang": "ja"}]}, "people-without-own-script"),
        ({"born": "1990"} | SAID, "private-life-without-source"),
        ({"born": "1890", "died": "1950"}, "private-life-without-source"),
        ({"type": "organisation", "born": "1997"}, "private-life-without-source"),
    ],
)
def test_what_is_not_found(fields, name, make_person):
    assert name not in found(make_person(**fields))


def test_the_proof_of_a_private_life_is_the_fact(make_person, editor):
    page = make_person(born="1990", birthplace="Seoul")
    detail = Finding.objects.get(page=page, name="private-life-without-source").detail
    assert detail["fields"] == {"born": "1990", "birthplace": "Seoul"}
    change(page, editor, born="", birthplace="")
    assert "private-life-without-source" not in found(page)
