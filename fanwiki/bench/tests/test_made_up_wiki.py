"""The wiki that is measured: the same each time, sound, and as large as it is said to be."""

from itertools import islice

import pytest

from fanwiki.bench import documents
from fanwiki.bench.documents import World
from fanwiki.bench.wiki import fill
from fanwiki.pages import upkeep
from fanwiki.pages.models import Link, Page, Revision


def made(pages):
    world = World(pages)
    film = world.long_film()
    return [film, *islice(world.edits(film), 30), *world.small()]


def test_it_is_the_same_each_time():
    assert made(50) == made(50)


def test_it_has_as_many_pages_as_asked_for():
    assert len(list(World(50).small())) == 49


def test_the_long_film_is_as_described():
    film = World(50).long_film()
    assert 28_000 < len(film["body"].encode()) < 34_000
    assert film["body"].count("[[") == documents.LINKS
    assert len(film["cast"]) == documents.CAST and len(film["sources"]) == documents.SOURCES
    assert all(f"[^{source['key']}]" in film["body"] for source in film["sources"])


def test_every_edit_changes_something_small():
    world = World(50)
    before = world.long_film()
    for after in islice(world.edits(before), 60):
        changed = [name for name in after if after[name] != before[name]]
        assert changed in (["body"], ["cast"], ["description", "runtime"], ["runtime", "description"])
        assert abs(len(str(after)) - len(str(before))) < 500
        before = after


@pytest.mark.django_db
def test_it_is_stored_through_the_engine_and_sound():
    wiki = fill(20, 5)
    assert Page.objects.live().count() == 20
    assert list(wiki.film.revisions.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert Revision.objects.count() == 24
    assert Link.objects.filter(page=wiki.film, where="body").count() > documents.LINKS // 2
    assert 0 < wiki.packed < wiki.text
    assert list(upkeep.verify()) == []
