"""The crowd among which names are looked for, and how it is counted who is found."""

import pytest

from fanwiki.bench import crowded
from fanwiki.bench.crowd import Crowd
from fanwiki.bench.typed import composed, known, queries
from fanwiki.pages.models import Page
from fanwiki.search.models import NameKey
from fanwiki.text import hangul


def test_it_is_the_same_each_time():
    assert list(Crowd(200).documents()) == list(Crowd(200).documents())


def test_no_two_of_a_kind_share_a_title():
    documents = list(Crowd(3000).documents())
    assert len({(one["kind"], one["title"]) for one in documents}) == len(documents)
    assert 5 < 1 + sum(len(one["names"]) for one in documents) / len(documents) < 8


def test_many_of_the_known_ones_are_kept_unseen():
    people = known()
    assert len(people) > 1000 and 0.3 < sum(one.unseen for one in people) / len(people) < 0.6
    assert len({(one.kind, one.given[0]) for one in people}) == len(people)


def test_what_is_typed_has_a_class():
    [one] = [one for one in known() if one.given[0] == "Won Bin"]
    typed = dict(queries(one))
    assert typed["word order"] == "Bin Won" and typed["initial consonants"] == "ㅇㅂ"
    assert list(queries(one)) == list(queries(one))


@pytest.mark.parametrize("typed", ["ballerina", "godzilla", "star wars"])
def test_a_korean_keyboard_makes_syllables(typed):
    made = composed(typed)
    assert hangul.HANGUL.search(made) and hangul.keystrokes(made) == typed


@pytest.mark.once
@pytest.mark.django_db
def test_it_is_loaded_and_asked(monkeypatch):
    some = known()[::8]
    monkeypatch.setattr(crowded, "known", lambda: some)
    told = crowded.measured(30)
    assert told["pages"] == Page.objects.count() == 30 + len(some)
    assert told["keys"] == NameKey.objects.count()
    count, first, five = told["seen"]["all"]
    assert count > 1000 and five >= first > 95
    assert "not looked at while tuning" in "\n".join(crowded.lines(told))
