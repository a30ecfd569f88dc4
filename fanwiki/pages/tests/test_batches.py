"""Acts on many pages, and taking all of one back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanwiki.pages import batches, editing, upkeep
from fanwiki.pages.models import Act, Page, Revision
from films.seed import seed_ballerina

from .test_save import change

pytestmark = pytest.mark.django_db

EVER = timezone.now() - timedelta(days=365)


def take_back(user, by, since=EVER):
    return batches.take_user_back(user, since, by=by, summary="Vandalism")


def documents():
    return {page.title: page.head.document for page in Page.objects.with_head().live()}


def test_a_vandals_edits_on_many_pages_go_and_good_edits_in_between_stay(make_film, editor, other_editor, moderator):
    pages = [make_film(f"Film {n}", runtime=90, body="One.\n\nTwo.\n\nThree.") for n in range(20)]
    for page in pages:
        change(page, editor, runtime=666)
        change(page, other_editor, countries=["KR"])
        change(page, editor, body="One.\n\nHAHA.\n\nThree.")
    batch = take_back(editor, moderator)
    for page in pages:
        page.refresh_from_db()
        document = page.head.document
        assert (document["runtime"], document["countries"], document["body"]) == (90, ["KR"], "One.\n\nTwo.\n\nThree.")
        assert (page.head.number, page.head.tags, page.head.batch) == (5, ["undo", "batch"], batch)
        assert sorted(r.undone.number for r in page.head.undid.all()) == [2, 4]
    assert (batch.finished, batch.left) == (True, [])
    assert list(upkeep.verify()) == []


def test_pages_that_were_begun_are_deleted_unless_others_wrote_on(editor, other_editor, moderator):
    def begin(title):
        document = {"kind": "film", "title": title}
        return editing.save(None, document, base=0, by=editor, summary="Begun").page

    spam, kept = begin("Spam"), begin("Kept")
    change(kept, other_editor, runtime=93)
    batch = take_back(editor, moderator)
    spam.refresh_from_db(), kept.refresh_from_db()
    assert (spam.deleted, kept.deleted) == (True, False)
    assert [(title, "Others have written" in why) for _page, title, _address, why in batch.left] == [("Kept", True)]


def test_a_page_begun_edited_and_renamed_by_the_vandal_alone_goes(editor, moderator):
    document = {"kind": "film", "title": "Spam"}
    page = editing.save(None, document, base=0, by=editor, summary="Begun").page
    change(page, editor, runtime=1)
    editing.rename(page, "More spam", was="Spam", by=editor, summary="")
    take_back(editor, moderator)
    page.refresh_from_db()
    assert page.deleted


def test_new_titles_are_taken_back_unless_somebody_renamed_again(make_film, editor, other_editor, moderator, client):
    one, other = make_film("Ballerina"), make_film("The Call")
    editing.rename(one, "HAHA", was="Ballerina", by=editor, summary="")
    editing.rename(other, "HOHO", was="The Call", by=editor, summary="")
    editing.rename(other, "Call", was="HOHO", by=other_editor, summary="")
    batch = take_back(editor, moderator)
    one.refresh_from_db(), other.refresh_from_db()
    assert (one.title, one.slug, other.title) == ("Ballerina", "ballerina", "Call")
    assert "renamed again" in batch.left[0][3]


def test_deletions_by_a_moderator_gone_wrong_are_taken_back_too(make_film, moderator, owner):
    page = make_film("Ballerina", runtime=93)
    change(page, moderator, runtime=1)
    editing.delete(page, by=moderator, summary="HAHA")
    take_back(moderator, owner)
    page.refresh_from_db()
    assert (page.deleted, page.head.document["runtime"]) == (False, 93)
    assert list(upkeep.verify()) == []


def test_what_clashes_with_later_edits_is_left_and_told(make_film, editor, other_editor, moderator):
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=666)
    change(page, other_editor, runtime=667)
    batch = take_back(editor, moderator)
    assert batch.pk is None
    assert "Others have changed the same things since revision 2" in batch.left[0][3]
    assert page.revisions.count() == 3


def test_only_what_was_done_since_then_is_taken_back(make_film, editor, moderator):
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=91)
    assert take_back(editor, moderator, timezone.now() + timedelta(hours=1)).pk is None
    assert page.revisions.count() == 2


def test_taken_back_twice_it_is_done_once_and_taking_that_back_brings_all_again(make_film, editor, moderator):
    pages = [make_film(f"Film {n}", runtime=90) for n in range(3)]
    for page in pages:
        change(page, editor, runtime=91)
    before = documents()
    batch = take_back(editor, moderator)
    assert take_back(editor, moderator).pk is None
    again = batches.take_back(batch, by=moderator, summary="It was no vandal")
    assert (again.takes_back, documents()) == (batch, before)
    assert batches.take_back(batch, by=moderator, summary="").pk is None


def test_only_moderators_take_somebody_back_and_only_they_or_its_author_a_batch(make_film, editor, moderator):
    page = make_film()
    change(page, editor, runtime=1)
    with pytest.raises(PermissionDenied):
        take_back(editor, editor)
    batch = take_back(editor, moderator)
    with pytest.raises(PermissionDenied):
        batches.take_back(batch, by=editor, summary="")


def test_what_one_page_refuses_does_not_keep_the_others_from_it(make_film, moderator):
    one, other = make_film("One"), make_film("Other")
    editing.delete(one, by=moderator, summary="")
    make_film("One")
    editing.delete(other, by=moderator, summary="")
    batch = batches.on_each(Act.UNDELETE, [one, other], editing.undelete, by=moderator, summary="")
    assert [row[1] for row in batch.left] == ["One"]
    assert [revision.page_id for revision in batch.revisions.all()] == [other.pk]


def test_the_seed_is_a_batch_that_can_be_taken_back(owner):
    seed_ballerina()
    batch = batches.Batch.objects.get()
    assert batch.revisions.values("page").distinct().count() == Page.objects.count()
    batches.take_back(batch, by=owner, summary="An empty wiki again")
    assert not Page.objects.live().exists()
    assert list(upkeep.verify()) == []


def test_in_the_browser_one_looks_and_then_takes_back(make_film, editor, moderator, logged_in):
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=666)
    browser = logged_in(moderator)
    since = {"since": "2020-01-01T00:00"}
    looked = browser.get("/users/hanbit/take-back/", since).content.decode()
    assert "Ballerina" in looked and "Is edited" in looked and "Take all of it back" in looked
    assert page.revisions.count() == 2
    answer = browser.post("/users/hanbit/take-back/", since | {"edit_summary": "Vandalism"})
    shown = browser.get(answer.url).content.decode()
    for word in ("Taken back: hanbit", "Vandalism", "One revision.", "Take back all of this"):
        assert word in shown
    assert "Nothing is left" in browser.get("/users/hanbit/take-back/", since).content.decode()
    assert "Taken back: hanbit" in Client().get("/batches/").content.decode()


@pytest.mark.parametrize("since", ["", "yesterday", "9999-99-99T00:00", "0001-01-01T00:00", "\0"])
def test_a_moment_that_is_none_is_told_beside_the_field(since, editor, moderator, logged_in):
    answer = logged_in(moderator).get("/users/hanbit/take-back/", {"since": since})
    assert answer.status_code in (200, 422)
    assert logged_in(moderator).post("/users/hanbit/take-back/", {"since": since}).status_code in (302, 422)
    assert logged_in(moderator).get("/users/nobody/take-back/").status_code == 404


@pytest.mark.parametrize("address", ["/batches/7/", "/batches/99999999999999999999/", "/batches/?before=x"])
def test_batches_that_do_not_exist_are_not_found(address, client, db):
    assert client.get(address).status_code == (200 if "before" in address else 404)


def test_a_batch_says_nothing_of_deleted_pages_to_those_who_may_not_see_them(make_film, moderator, client, logged_in):
    page = make_film("Secret affair")
    batches.on_each(Act.DELETE, [page], editing.delete, by=moderator, summary="Out")
    pk = Revision.objects.latest("pk").batch_id
    assert "Secret affair" not in client.get(f"/batches/{pk}/").content.decode()
    assert "Secret affair" in logged_in(moderator).get(f"/batches/{pk}/").content.decode()


@pytest.mark.parametrize("count", [3, 40])
def test_a_batch_costs_the_same_however_many_pages_it_has(
    count, make_film, editor, moderator, client, django_assert_max_num_queries
):
    for n in range(count):
        change(make_film(f"Film {n}", runtime=90), editor, runtime=1)
    batch = take_back(editor, moderator)
    with django_assert_max_num_queries(6):
        client.get(batch.get_absolute_url())


edits = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["runtime", "episodes", "disambiguation"]), st.integers(1, 9)), max_size=6
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=edits)
def test_taking_a_user_back_leaves_every_field_alone_that_the_user_did_not_touch(
    done, make_film, editor, other_editor, moderator
):
    page = make_film(f"Film {Page.objects.count()}", runtime=90)
    for by_vandal, field, value in done:
        change(page, editor if by_vandal else other_editor, **{field: str(value)})
    page.refresh_from_db()
    before, touched = page.head.document, {field for by_vandal, field, _value in done if by_vandal}
    batch = take_back(editor, moderator)
    page.refresh_from_db()
    after = page.head.document
    assert {key for key in after if after[key] != before[key]} <= touched
    if batch.pk and page.head.batch_id == batch.pk:
        batches.take_back(batch, by=moderator, summary="")
        page.refresh_from_db()
        assert page.head.document == before


def test_a_page_that_a_moderator_brought_back_is_not_deleted_with_what_its_beginner_did(editor, moderator, owner):
    page = editing.save(None, {"kind": "film", "title": "Spam?"}, base=0, by=editor, summary="").page
    editing.delete(page, by=moderator, summary="")
    editing.undelete(page, by=moderator, summary="It is a film")
    batch = take_back(editor, owner)
    page.refresh_from_db()
    assert (page.deleted, batch.pk) == (False, None)
    assert "brought it back since" in batch.left[0][3]


def test_a_batch_of_which_nothing_stands_offers_no_way_to_take_it_back(make_film, editor, moderator, logged_in):
    change(make_film(runtime=90), editor, runtime=91)
    batch = take_back(editor, moderator)
    again = batches.take_back(batch, by=moderator, summary="")
    browser = logged_in(moderator)
    assert "Take back all of this" not in browser.get(batch.get_absolute_url()).content.decode()
    page = browser.get(again.get_absolute_url()).content.decode()
    assert "Take back all of this" in page and f"Taken back: № {batch.pk}" in page
