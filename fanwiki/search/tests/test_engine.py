"""What every engine of the index of words has to do, tried on the one that the database has."""

import pytest
from django.db import transaction

from fanwiki.search import content
from fanwiki.search.content import Content, Level, Line
from fanwiki.search.engines import engine
from fanwiki.search.models import Entry
from fanwiki.text.tokens import Phrase, phrase, words

pytestmark = pytest.mark.django_db


def said(text, *facts, more=()):
    return Content(words(text), list(more), list(facts))


def put(page, now, before=None, *, new=False):
    with transaction.atomic():
        engine().put(page.pk, now, before, new=new)


def fill(pages, now):
    with transaction.atomic():
        engine().fill(Line(page, now.digest, now.line) for page in pages)


def found(*every, without=(), limit=10):
    return engine().find([level(*every, limit=limit)], list(without))


def level(*every, limit=10):
    return Level([[one] if isinstance(one, Phrase) else one for one in every], limit)


@pytest.fixture
def pages(make_article):
    """Three pages with words of our own."""
    made = [make_article(f"Page {n}") for n in range(3)]
    texts = ["red apple tree 옥주는", "green apple :: tree red", "blue plum ärger"]
    for page, text in zip(made, texts, strict=True):
        before = content.of(page.head.document)
        put(page, said(text, ":genre:drama" if "red" in text else ":genre:war"), before)
    return [page.pk for page in made]


def test_all_words_must_be_there(pages):
    assert found(phrase("apple"), phrase("red")) == pages[:2]
    assert found(phrase("apple"), phrase("plum")) == []


def test_one_of_a_clause_is_enough(pages):
    assert found([phrase("green"), phrase("plum")]) == pages[1:]
    assert found([phrase("green"), phrase("plum")], phrase("red")) == pages[1:2]


def test_the_pages_of_each_level_come_once_and_in_its_order(pages):
    levels = [level(phrase("plum")), level(phrase("apple"), limit=1), level([phrase("red"), phrase("blue")])]
    assert engine().find(levels, []) == [pages[2], pages[0], pages[1]]
    levels = [level(phrase("green apple")), level(phrase("nothing")), level(phrase("apple tree"))]
    assert engine().find(levels, []) == [pages[1], pages[0]]
    assert engine().find(levels, [phrase("green")]) == [pages[0]]


def test_words_of_a_phrase_stand_one_behind_the_other(pages):
    assert found(phrase("red apple")) == pages[:1]
    assert found(phrase("apple tree")) == pages[:2]
    assert found(phrase("apple red")) == []


def test_one_of_several_phrases(pages):
    assert found([phrase("apple red"), phrase("green apple"), phrase("plum")]) == pages[1:]


def test_a_beginning_is_enough_where_it_is_asked_for(pages):
    assert found(Phrase(("app",))) == []
    assert found(Phrase(("app",), begins=True)) == pages[:2]
    assert found(Phrase(("green", "app"), begins=True)) == pages[1:2]


def test_any_part_of_a_close_script_is_found(pages):
    for part in ("옥주", "주는", "옥", "는", "옥주는"):
        assert found(phrase(part)) == pages[:1], part
    assert found(phrase("주옥")) == []


def test_facts_are_words_that_nobody_can_type(pages):
    assert found(Phrase((":genre:drama",))) == pages[:2]
    assert found(phrase(":genre:drama")) == [] == found(phrase("genre"))
    assert found(Phrase(("g",), begins=True)) == pages[1:2]


def test_what_must_not_be_there(pages):
    assert found(phrase("apple"), without=[phrase("green")]) == pages[:1]
    assert found(phrase("apple"), without=[phrase("green"), phrase("옥주")]) == []
    assert found(phrase("apple"), without=[phrase("red apple")]) == pages[1:2]


def test_they_come_by_their_keys_and_not_more_than_asked(pages):
    assert found(phrase("tree"), limit=1) == pages[:1]
    assert found([phrase("tree"), phrase("plum")]) == pages


def test_words_change(pages, make_article):
    page = Entry.objects.get(pk=pages[2]).page
    put(page, said("white plum"), said("blue plum ärger", ":genre:war"))
    assert found(phrase("blue")) == [] and found(phrase("white")) == pages[2:]
    assert engine().holds(page.pk, said("white plum")) and not engine().holds(page.pk, said("blue plum"))


def test_what_nobody_knows_is_forgotten_all_the_same(pages):
    """As after a change of how texts are read: what is stored is not what the document would give now."""
    page = Entry.objects.get(pk=pages[2]).page
    put(page, said("white"), said("never there"))
    put(page, said("black"), None)
    assert found(phrase("blue")) == found(phrase("white")) == [] and found(phrase("black")) == pages[2:]


def test_several_that_are_forgotten_can_be_put_in_at_once(pages):
    with transaction.atomic():
        for pk in pages:
            engine().take(pk, said("never there"))
        assert found(phrase("tree")) == []
    fill(pages, said("white"))
    assert found(phrase("white")) == pages and found(phrase("tree")) == []


def test_a_page_goes_and_comes_back(pages):
    before = said("blue plum ärger", ":genre:war")
    page = Entry.objects.get(pk=pages[2]).page
    with transaction.atomic():
        engine().take(page.pk, before)
    assert found(phrase("plum")) == []
    put(page, before)
    assert found(phrase("plum")) == pages[2:]


def test_it_knows_which_words_there_are(pages):
    assert engine().known(["plum", "nothing", "red", "옥주"]) == ["plum", "red", "옥주"]
    assert engine().known([]) == []
    assert len(engine().known([f"w{n}" for n in range(1200)] + ["plum"])) == 1


def test_words_without_a_place_are_found_but_in_no_phrase(pages):
    page = Entry.objects.get(pk=pages[2]).page
    put(page, said("one two", more=["aaa", "aab"]))
    assert found(phrase("aab")) == pages[2:] and found(phrase("aaa aab")) == [] == found(phrase("two aaa"))


def test_a_gap_parts_phrases(pages):
    page = Entry.objects.get(pk=pages[2]).page
    put(page, Content(["one", "", "two"], [], []))
    assert found(phrase("one two")) == []


def test_it_can_be_emptied_and_filled(pages):
    with transaction.atomic():
        engine().clear()
        assert found(phrase("plum")) == [] and not Entry.objects.exists()
    fill(pages, said("plum"))
    with transaction.atomic():
        engine().settle()
    assert found(phrase("plum")) == pages


def test_a_change_that_fails_leaves_nothing(pages):
    page = Entry.objects.get(pk=pages[2]).page
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        engine().put(page.pk, said("white"), said("blue plum ärger", ":genre:war"), new=False)
        raise ZeroDivisionError
    assert found(phrase("white")) == [] and found(phrase("plum")) == pages[2:]
