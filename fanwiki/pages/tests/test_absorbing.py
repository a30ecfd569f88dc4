"""Merging two pages: what becomes of both and of those that name them, and taking it back."""

import pytest
from django.core.exceptions import PermissionDenied

from fanwiki.pages import absorbing, batches, editing, upkeep
from fanwiki.pages.absorbing import Seen
from fanwiki.pages.models import Address, Page, Revision, Title
from fanwiki.pages.refusals import Moved
from fanwiki.pages.shape import Invalid

from .test_save import change
from .test_twins import HANGUL, latin

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(make_person):
    return make_person("Jeon Jong-seo", names=[latin("Jeon Jong-seo"), HANGUL], born="1994-07-05")


@pytest.fixture
def other(make_person):
    names = [latin("Jun Jong-seo"), HANGUL]
    return make_person("Jun Jong-seo", names=names, countries=["KR"], birthplace="Seoul")


@pytest.fixture
def film(make_film, other):
    cast = [{"id": "jjs", "person": "Jun Jong-seo", "character": "Ok-ju"}]
    return make_film("Ballerina", cast=cast, body="With [[Jun Jong-seo]].")


def fresh(page):
    return Page.objects.with_head().get(pk=page.pk)


def merge(page, other, by, **sides):
    page, other = fresh(page), fresh(other)
    seen = Seen(page.head.number, other.head.number, {f"side-{name}": side for name, side in sides.items()})
    return absorbing.merge(page, other, seen=seen, by=by, summary="One person")


def document(page):
    return fresh(page).head.document


def test_the_kept_page_gets_one_revision_with_what_only_the_other_one_said(kept, other, moderator):
    batch = merge(kept, other, moderator)
    told = document(kept)
    assert (told["title"], told["born"], told["birthplace"], told["countries"]) == (
        "Jeon Jong-seo", "1994-07-05", "Seoul", ["KR"]
    )  # fmt: skip
    assert [row["text"] for row in told["names"]] == ["Jeon Jong-seo", "전종서", "Jun Jong-seo"]
    assert [row["primary"] for row in told["names"]] == [True, True, False]
    revision = fresh(kept).head
    told = (revision.number, revision.tags, revision.batch, revision.by)
    assert told == (2, ["merge_pages", "batch"], batch, moderator)
    assert (batch.finished, batch.left, str(batch)) == (True, [], "Pages merged: Jun Jong-seo → Jeon Jong-seo")
    assert list(upkeep.verify()) == []


def test_the_other_page_is_deleted_in_the_same_batch_and_its_titles_and_address_lead_to_the_kept_one(
    kept, other, moderator, client
):
    editing.rename(other, "Jong-seo Jun", was="Jun Jong-seo", by=moderator, summary="")
    batch = merge(kept, other, moderator)
    gone = fresh(other)
    assert (gone.deleted, gone.head.batch) == (True, batch)
    for address in ("/people/jong-seo-jun/", "/people/jun-jong-seo/"):
        answer = client.get(address, follow=True)
        assert [status for _address, status in answer.redirect_chain] == [302]
        assert answer.context["page"] == kept
    assert set(Title.objects.filter(kind="person", page=kept).values_list("key", flat=True)) >= {
        "jongseojun",
        "junjongseo",
    }
    assert Revision.objects.filter(page=other).count() == 3


def test_its_history_stays_readable_to_moderators(kept, other, moderator, editor, logged_in):
    merge(kept, other, moderator)
    address = fresh(other).address("history")
    assert logged_in(moderator).get(address).status_code == 200
    assert logged_in(editor).get(address).status_code == 404


def test_credits_and_links_of_other_pages_are_written_anew_in_the_batch(kept, other, film, moderator):
    batch = merge(kept, other, moderator)
    told = document(film)
    assert told["cast"][0]["person"] == "Jeon Jong-seo"
    assert told["body"] == "With [[Jeon Jong-seo|Jun Jong-seo]]."
    assert fresh(film).head.batch == batch
    assert list(upkeep.verify()) == []


def test_of_two_credits_that_come_to_say_the_same_one_is_left(kept, other, make_film, moderator):
    cast = [
        {"id": "a", "person": "Jeon Jong-seo", "character": "Ok-ju", "role_type": "main"},
        {
            "id": "b",
            "person": "Jun Jong-seo",
            "character": "Ok-ju",
            "credited_as": "Jun Jong Seo",
            "note": "Her debut.",
        },
        {"id": "c", "person": "Jun Jong-seo", "character": "Another"},
    ]
    page = make_film("Ballerina", cast=cast)
    batch = merge(kept, other, moderator)
    first, second = document(page)["cast"]
    assert (first["id"], first["role_type"], first["credited_as"], first["note"]) == (
        "a",
        "main",
        "Jun Jong Seo",
        "Her debut.",
    )
    assert (second["id"], second["person"]) == ("c", "Jeon Jong-seo")
    batches.take_back(batch, by=moderator, summary="")
    assert [row["person"] for row in document(page)["cast"]] == ["Jeon Jong-seo", "Jun Jong-seo", "Jun Jong-seo"]


def test_taking_it_back_puts_everything_where_it_was(kept, other, film, moderator, client):
    before = {page.pk: document(page) for page in (kept, other, film)}
    batch = merge(kept, other, moderator)
    done = batches.take_back(batch, by=moderator, summary="They are two")
    assert done.left == []
    assert {page.pk: document(page) for page in (kept, other, film)} == before
    assert fresh(other).slug == "jun-jong-seo"
    assert not Address.objects.exists()
    assert client.get("/people/jun-jong-seo/").context["page"] == other
    assert list(upkeep.verify()) == []


def test_former_titles_and_addresses_go_back_too(kept, other, moderator, client):
    editing.rename(other, "Jong-seo Jun", was="Jun Jong-seo", by=moderator, summary="")
    batch = merge(kept, other, moderator)
    batches.take_back(batch, by=moderator, summary="")
    assert client.get("/people/jun-jong-seo/", follow=True).context["page"] == other
    assert Title.objects.get(kind="person", key="junjongseo").page == other
    assert list(upkeep.verify()) == []


def test_later_edits_stay_when_it_is_taken_back(kept, other, film, make_film, moderator, editor):
    batch = merge(kept, other, moderator)
    change(fresh(kept), editor, description="An actress.")
    change(fresh(film), editor, runtime=93)
    make_film("The Call", cast=[{"id": "x", "person": "Jeon Jong-seo"}])
    done = batches.take_back(batch, by=moderator, summary="")
    assert done.left == []
    assert (document(kept)["description"], document(kept)["birthplace"]) == ("An actress.", "")
    assert (document(film)["runtime"], document(film)["cast"][0]["person"]) == (93, "Jun Jong-seo")
    later = Page.objects.with_head().get(title="The Call").head.document
    assert later["cast"][0]["person"] == "Jeon Jong-seo"


def test_what_others_changed_again_since_is_told(kept, other, film, moderator, editor):
    batch = merge(kept, other, moderator)
    cast = [row | {"person": "Kim Ji-hoon"} for row in document(film)["cast"]]
    change(fresh(film), editor, cast=cast)
    done = batches.take_back(batch, by=moderator, summary="")
    assert [row[1] for row in done.left] == ["Ballerina"]
    assert document(film)["cast"][0]["person"] == "Kim Ji-hoon"
    assert not fresh(other).deleted


def test_a_page_that_moved_into_the_title_since_keeps_it(kept, other, moderator, editor):
    batch = merge(kept, other, moderator)
    editing.rename(fresh(kept), "Jun Jong-seo", was="Jeon Jong-seo", by=editor, summary="")
    done = batches.take_back(batch, by=moderator, summary="")
    assert [row[1] for row in done.left] == ["Jun Jong-seo"]
    assert (fresh(kept).title, fresh(other).deleted) == ("Jun Jong-seo", True)
    assert list(upkeep.verify()) == []


def test_taking_back_the_taking_back_merges_again(kept, other, film, moderator, client):
    batch = merge(kept, other, moderator)
    done = batches.take_back(batch, by=moderator, summary="")
    again = batches.take_back(done, by=moderator, summary="")
    assert again.left == []
    assert document(film)["cast"][0]["person"] == "Jeon Jong-seo"
    assert client.get("/people/jun-jong-seo/", follow=True).context["page"] == kept
    assert list(upkeep.verify()) == []
    batches.take_back(again, by=moderator, summary="")
    assert fresh(other).slug == "jun-jong-seo"
    assert list(upkeep.verify()) == []


def test_bringing_the_other_page_back_alone_gives_it_its_titles(kept, other, moderator):
    merge(kept, other, moderator)
    editing.undelete(fresh(other), by=moderator, summary="")
    assert (fresh(other).title, fresh(other).slug) == ("Jun Jong-seo", "jun-jong-seo")
    assert list(upkeep.verify()) == []


def test_a_page_that_names_the_other_as_its_own_relative_drops_it(kept, make_person, moderator):
    relation = {"type": "different_from", "to": "Jeon Jong-seo"}
    other = make_person("Jun Jong-seo", relations=[relation, {"type": "different_from", "to": "Kim Ji-hoon"}])
    merge(kept, other, moderator)
    assert [row["to"] for row in document(kept)["relations"]] == ["Kim Ji-hoon"]


def test_a_page_that_changed_since_it_was_seen_is_not_merged(kept, other, moderator, editor):
    seen = Seen(1, 1, {})
    change(other, editor, description="Changed.")
    with pytest.raises(Moved, match="has changed"):
        absorbing.merge(kept, other, seen=seen, by=moderator, summary="")
    assert not fresh(other).deleted
    assert not Page.objects.filter(slug__contains="~").exists()


def test_merged_twice_it_is_merged_once(kept, other, moderator):
    batch = merge(kept, other, moderator)
    with pytest.raises(Moved, match="not there"):
        absorbing.merge(fresh(kept), fresh(other), seen=Seen(2, 2, {}), by=moderator, summary="")
    assert absorbing.merged_before(fresh(kept), fresh(other)) == batch


def test_an_outcome_that_breaks_a_rule_is_refused_and_nothing_is_done(make_film, moderator):
    cast = [{"person": f"Person {n}"} for n in range(600)]
    one, two = make_film("One", cast=cast), make_film("Two", cast=[{"person": f"Other {n}"} for n in range(600)])
    with pytest.raises(Invalid):
        merge(one, two, moderator)
    assert not fresh(two).deleted


def test_who_may_not_merge_pages_is_refused(kept, other, editor):
    with pytest.raises(PermissionDenied):
        merge(kept, other, editor)
    assert not fresh(other).deleted


def test_five_hundred_pages_follow(kept, other, make_film, moderator):
    for n in range(500):
        make_film(f"Film {n}", cast=[{"person": "Jun Jong-seo"}])
    batch = merge(kept, other, moderator)
    assert (batch.left, batch.revisions.count()) == ([], 502)
    assert absorbing.naming(fresh(other)).count() == 0
    done = batches.take_back(batch, by=moderator, summary="")
    assert (done.left, done.revisions.count()) == ([], 502)
