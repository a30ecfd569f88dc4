"""Pages that are perhaps about the same thing: what is listed of them, and what keeps namesakes apart."""

import pytest

from fanwiki.pages import editing, kinds, twins, upkeep
from fanwiki.pages.models import Finding, KnownId, Page
from fanwiki.pages.rechecks import Change

from .test_save import change

pytestmark = pytest.mark.django_db
HANGUL = {"text": "전종서", "kind": "name", "lang": "ko", "primary": True}


def latin(text):
    return {"text": text, "kind": "name", "lang": "und-Latn", "primary": True}


def pairs():
    return [(row.page.title, row.about.title) for row in Finding.objects.filter(name="twins").order_by("page", "about")]


def details():
    return [row.detail for row in Finding.objects.filter(name="twins").order_by("page", "about")]


@pytest.fixture
def two(make_person):
    """The same actress, begun twice under two spellings."""
    first = make_person("Jeon Jong-seo", names=[latin("Jeon Jong-seo"), HANGUL])
    return first, make_person("Jun Jong-seo", names=[latin("Jun Jong-seo"), HANGUL])


def test_two_pages_of_one_kind_that_share_a_name_are_listed_once(two):
    assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]
    assert details() == [{"name": "전종서"}]
    assert list(upkeep.verify()) == []


def test_whichever_side_is_saved_the_pair_stays_as_it_is_and_where_it_is(two, editor):
    before = list(Finding.objects.filter(name="twins").values_list("pk", flat=True))
    for page in two:
        change(page, editor, description="An actress.", countries=["KR"])
        change(page, editor, tags=["actress"])
    assert list(Finding.objects.filter(name="twins").values_list("pk", flat=True)) == before
    assert list(upkeep.verify()) == []


def test_the_same_key_in_another_database_is_enough(make_film):
    make_film("Ballerina", external_ids={"imdb": "tt28102562"}, year=2023)
    make_film("Bailarina", external_ids={"imdb": "tt28102562"}, year=2024)
    make_film("Another", external_ids={"imdb": "tt0000001"})
    assert pairs() == [("Bailarina", "Ballerina")]
    assert details() == [{"sites": ["imdb"]}]


def test_pages_of_different_kinds_are_no_twins(make_person, make_film, make_character, make_article):
    for make in (make_person, make_film, make_character, make_article):
        make("Rocky", **({} if make is make_article else {"external_ids": {"wikidata": "Q1"}}))
    assert pairs() == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"born": "1981-05-09"}, {"born": "1991"}),
        ({"external_ids": {"imdb": "nm0000001"}}, {"external_ids": {"imdb": "nm0000002"}}),
        ({"disambiguation": "actor"}, {"disambiguation": "director"}),
        ({}, {"title": "Jun Jong-seo (swimmer)"}),
        ({}, {"relations": [{"type": "different_from", "to": "Jeon Jong-seo"}]}),
    ],
    ids=["birth", "key", "words", "brackets", "said"],
)
def test_namesakes_whom_something_tells_apart_are_not_listed(one, other, make_person):
    make_person("Jeon Jong-seo", names=[HANGUL], **one)
    make_person(other.get("title", "Jun Jong-seo"), names=[HANGUL], **{k: v for k, v in other.items() if k != "title"})
    assert pairs() == []
    assert list(upkeep.verify()) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [({"born": "1994"}, {"born": "1994-07-05"}), ({"born": "1994?"}, {"born": "1995"}), ({}, {"born": "1994"})],
)
def test_dates_that_may_be_the_same_tell_nobody_apart(one, other, make_person):
    make_person("Jeon Jong-seo", names=[HANGUL], **one)
    make_person("Jun Jong-seo", names=[HANGUL], **other)
    assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]


def test_films_of_one_title_and_different_years_are_two(make_film):
    make_film("The Call", names=[{"text": "콜", "kind": "title", "lang": "ko"}], year=2020)
    make_film("Call", names=[{"text": "콜", "kind": "title", "lang": "ko"}], year=2013)
    assert pairs() == []


def test_a_search_hint_is_no_name(make_person):
    make_person("Jeon Jong-seo", names=[HANGUL])
    make_person("Jun", names=[latin("Jun"), {"text": "전종서", "kind": "search_hint", "lang": "ko"}])
    assert pairs() == []


def test_a_pair_goes_when_either_side_learns_what_tells_them_apart_and_comes_back_with_it(two, editor):
    first, second = two
    change(second, editor, born="1994")
    assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]
    change(first, editor, born="1981")
    assert pairs() == []
    change(first, editor, born="")
    assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]


def test_a_pair_goes_with_a_page_that_is_deleted_and_comes_back_with_it(two, moderator):
    for page in two:
        editing.delete(page, by=moderator, summary="")
        assert pairs() == []
        assert list(upkeep.verify()) == []
        editing.undelete(page, by=moderator, summary="")
        assert pairs() == [("Jun Jong-seo", "Jeon Jong-seo")]


def test_a_renaming_with_words_in_brackets_tells_them_apart(two, editor):
    editing.rename(two[1], "Jun Jong-seo (dancer)", was="Jun Jong-seo", by=editor, summary="")
    assert pairs() == []


def test_keys_follow_the_page_and_rebuild_makes_them_again(make_film, editor):
    page = make_film("Ballerina", external_ids={"imdb": "tt28102562", "tmdb": "1"})
    change(page, editor, external_ids={"tmdb": "2"})
    assert list(KnownId.objects.values_list("key", flat=True)) == ["film/tmdb/2"]
    KnownId.objects.all().delete()
    assert [drift for drift in upkeep.verify() if "other databases" in drift]
    upkeep.rebuild()
    assert list(upkeep.verify()) == []


def test_a_new_page_without_twins_is_asked_nothing_more(make_person, django_assert_num_queries):
    """Who is called the same is known from where its titles lead."""
    make_person("Jeon Jong-seo")
    with django_assert_num_queries(0):
        assert twins.after(unnamed_change("person", "Kim Ji-hoon"), set()) == ([], [])


def unnamed_change(kind, title):

    document = kinds.registry[kind].blank() | {"title": title}
    return Change(Page(pk=1, kind=kind), document, None, (), set(), set(), set(), new=True)


def test_many_namesakes_are_bounded(make_person, editor):
    for n in range(8):
        make_person(f"Kim {n}", names=[{"text": "김지훈", "kind": "name", "lang": "ko"}])
    assert len(pairs()) == 28
    assert list(upkeep.verify()) == []


def test_that_two_pages_are_not_one_needs_no_source(make_person):
    make_person("Jeon Jong-seo")
    page = make_person("Jun Jong-seo", relations=[{"type": "different_from", "to": "Jeon Jong-seo"}])
    assert not Finding.objects.filter(page=page, name="facts-without-source").exists()
