"""Two hundred queries give the same pages in the same order, whichever database there is.

`answers.txt` has a line for each: the query, how many pages, and the first of them. `make_answers` writes it anew.
"""

from pathlib import Path

import pytest

from fanwiki.pages.models import Page
from fanwiki.search import asking
from fanwiki.search.content import Level
from fanwiki.search.engines import engine
from fanwiki.search.results import LIMIT, ranked

from .made_wiki import EveryWord, make_wiki, queries

pytestmark = pytest.mark.django_db
ANSWERS = Path(__file__).parent / "answers.txt"
TOLD = 12


@pytest.fixture
def wiki(db):
    make_wiki()


def answers():
    titles = dict(Page.objects.values_list("pk", "title"))
    for query in queries():
        found = [titles[page] for page in ranked(asking.ask(query))]
        yield "\t".join([query, str(len(found)), "; ".join(found[:TOLD])])


def make_answers():
    ANSWERS.write_text("\n".join(answers()) + "\n", encoding="utf-8")


def test_two_hundred_queries_are_answered_as_they_always_were(wiki):
    assert list(answers()) == ANSWERS.read_text(encoding="utf-8").splitlines()


def test_they_are_of_every_form_and_most_find_something():
    lines = [line.split("\t") for line in ANSWERS.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 200 and sum(int(count) > 0 for _query, count, _found in lines) > 120


def test_the_engine_finds_what_reading_every_word_finds(wiki):
    reader = EveryWord()
    for query in queries():
        asked = asking.ask(query)
        for clauses in asking.levels(asked) if asked.positive else ():
            assert engine().find([Level(clauses, LIMIT)], asked.without) == reader.find(
                clauses, asked.without, LIMIT
            ), query
