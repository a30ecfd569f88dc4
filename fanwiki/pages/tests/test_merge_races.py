"""Merging at the same moment as others write, on a real database in real transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from conftest import make_page, make_user
from fanwiki.pages import absorbing, batches, editing, upkeep
from fanwiki.pages.absorbing import Seen
from fanwiki.pages.models import Batch, Page
from fanwiki.pages.refusals import Moved

from .test_twins import HANGUL, latin

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(*works):
    """What each gave or raised, all begun at the same moment."""
    start = Barrier(len(works))

    def one(work):
        try:
            start.wait()
            return work()
        except ValidationError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


@pytest.fixture
def two():
    by = make_user("dal", is_moderator=True)
    kept = make_page("person", "Jeon Jong-seo", names=[latin("Jeon Jong-seo"), HANGUL])
    return kept, make_page("person", "Jun Jong-seo", names=[latin("Jun Jong-seo"), HANGUL], birthplace="Seoul"), by


def fresh(page):
    return Page.objects.with_head().get(pk=page.pk)


def merging(page, other, by):
    return lambda: absorbing.merge(fresh(page), fresh(other), seen=Seen(1, 1, {}), by=by, summary="")


def test_of_many_who_merge_the_same_two_pages_one_does(two):
    kept, other, by = two
    done = at_once(*[merging(kept, other, by)] * MANY)
    assert sum(isinstance(one, Batch) for one in done) == 1
    assert all(isinstance(one, Batch | Moved) for one in done)
    assert Batch.objects.count() == 1
    assert fresh(kept).head.number == 2
    assert list(upkeep.verify()) == []


def test_two_pages_that_are_merged_into_each_other_at_once_become_one(two):
    kept, other, by = two
    done = at_once(merging(kept, other, by), merging(other, kept, by))
    assert sum(isinstance(one, Batch) for one in done) == 1
    assert sorted([fresh(kept).deleted, fresh(other).deleted]) == [False, True]
    assert list(upkeep.verify()) == []


@pytest.mark.parametrize("which", [0, 1])
def test_an_edit_at_the_same_moment_is_kept_or_told_and_never_lost(which, two):
    by, page = two[2], two[which]
    document = page.head.document | {"description": "Edited."}
    edit = lambda: editing.save(fresh(page), document, base=1, by=None, summary="")  # noqa: E731
    merged, edited = at_once(merging(two[0], two[1], by), edit)
    assert isinstance(merged, Batch) or isinstance(edited, editing.Revision)
    if isinstance(merged, Moved):
        assert not fresh(two[1]).deleted
    if isinstance(edited, editing.Revision) and not fresh(page).deleted:
        assert fresh(page).head.document["description"] == "Edited."
    assert list(upkeep.verify()) == []


def test_pages_that_are_written_meanwhile_lead_to_the_kept_page(two):
    kept, other, by = two
    works = [
        lambda n=n: make_page("film", f"Film {n}", cast=[{"person": "Jun Jong-seo"}]) for n in range(MANY)
    ]  # fmt: skip
    done = at_once(merging(kept, other, by), *works)
    assert not [one for one in done if isinstance(one, Exception)]
    assert list(upkeep.verify()) == []
    batch = done[0]
    assert batches.take_back(batch, by=by, summary="").left == []
    assert list(upkeep.verify()) == []
