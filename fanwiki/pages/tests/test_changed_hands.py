"""Titles and addresses that went from one page to another while somebody was looking at the first."""

import pytest
from django.test import Client

from fanwiki.pages import batches, editing, upkeep
from fanwiki.pages.models import Act, Page, Revision
from fanwiki.pages.reading import References
from fanwiki.pages.refusals import Moved
from fanwiki.pages.shape import Invalid
from fanwiki.pages.titles import Taken
from fanwiki.pages.undoing import Refused

from .editor_form import Fields
from .test_batches import EVER, take_back
from .test_edit_view import form_data
from .test_rename import rename
from .test_save import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def replaced(make_film, moderator):
    """A page that was deleted, and another that has its title and address since."""
    old = make_film("Ballerina", runtime=90)
    editing.delete(old, by=moderator, summary="")
    return old, make_film("Ballerina", description="Another film.")


def test_a_form_of_a_page_that_is_gone_does_not_publish_into_the_one_that_has_its_address(
    make_film, editor, moderator, logged_in
):
    old = make_film("Ballerina")
    data = Fields(logged_in(editor).get("/films/ballerina/edit/").content.decode()).data
    editing.delete(old, by=moderator, summary="")
    new = make_film("Ballerina", description="Another film.")
    answer = logged_in(editor).post("/films/ballerina/edit/", data | {"runtime": "93", "do": "publish"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "deleted while you were editing" in page and 'value="93"' in page
    new.refresh_from_db()
    assert (new.head.number, new.head.document["description"]) == (1, "Another film.")


def test_a_form_follows_its_page_when_another_moves_into_the_address(make_film, editor, logged_in):
    page = make_film("Ballerina")
    data = Fields(logged_in(editor).get("/films/ballerina/edit/").content.decode()).data
    rename(page, "Ballerina (2023)", editor)
    other = make_film("Ballerina (2025)")
    rename(other, "Ballerina", editor, take_over=True)
    assert other.slug == "ballerina"
    logged_in(editor).post("/films/ballerina/edit/", data | {"runtime": "93", "do": "publish"})
    page.refresh_from_db(), other.refresh_from_db()
    assert (page.head.document["runtime"], other.head.document["runtime"]) == (93, None)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("undo/2/2/", {"base": "2"}),
        ("restore/1/", {"base": "2"}),
        ("rollback/", {"base": "2"}),
        ("delete/", {"edit_summary": "Spam"}),
        ("rename/", {"title": "The Call", "was": "Ballerina"}),
    ],
)
def test_a_button_of_the_old_page_does_nothing_to_the_new_one(verb, data, replaced, editor, moderator, logged_in):
    old, new = replaced
    change(new, editor, runtime=93)
    answer = logged_in(moderator).post(f"/films/ballerina/{verb}", data | {"of_page": old.pk})
    assert "Another page has moved into this address" in answer.content.decode()
    assert new.revisions.count() == 2


def test_a_moderators_form_of_a_deleted_page_without_its_token_comes_back(make_film, moderator, editor):
    page = make_film("Ballerina")
    data = form_data(page, description="Typed for an hour")
    editing.delete(page, by=moderator, summary="")
    for user in (moderator, editor):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(user)
        answer = browser.post("/films/ballerina/edit/", data)
        assert (answer.status_code, "Typed for an hour" in answer.content.decode()) == (403, True)


def test_former_titles_lead_to_a_page_again_that_was_deleted_and_came_back(make_film, moderator):
    page = make_film("A", names=[{"text": "Something else"}])
    other = make_film("Ballerina", body="[[film:A]] [[film:B]]")
    rename(page, "B", moderator)
    rename(page, "C", moderator)
    editing.delete(page, by=moderator, summary="")
    editing.undelete(page, by=moderator, summary="")
    refs = References.of_current(other)
    assert refs.page("film", "A") == refs.page("film", "B") == page
    assert list(upkeep.verify()) == []


def test_a_title_that_was_one_of_several_names_leads_to_its_new_owner(make_film, editor):
    shared = {"text": "발레리나", "lang": "ko"}
    page = make_film("Dancer", names=[{"text": "Dancer", "primary": True}, shared])
    make_film("Ballerina", names=[{"text": "Ballerina", "primary": True}, shared])
    other = make_film("A third", body="[[film:발레리나]]")
    assert References.of_current(other).shared == {("film", "발레리나")}
    rename(page, "발레리나", editor)
    assert References.of_current(other).page("film", "발레리나") == page
    assert list(upkeep.verify()) == []


@pytest.mark.parametrize("name", ["a%00", "%00", "%00a", "a" * 5000])
def test_an_address_may_claim_anything_of_where_one_comes_from(name, make_film, client):
    make_film("Ballerina")
    assert client.get(f"/films/ballerina/?from={name}").status_code == 200


def titles():
    return set(Page.objects.live().values_list("pk", "title"))


def test_titles_that_were_swapped_are_swapped_back(make_film, editor, moderator):
    one, other = make_film("A"), make_film("B")
    before = titles()
    rename(one, "tmp", editor)
    rename(other, "A", editor, take_over=True)
    rename(one, "B", editor, take_over=True)
    assert batches.Batch.objects.count() == 0
    batch = take_back(editor, moderator)
    assert (batch.left, titles()) == ([], before)
    one.refresh_from_db(), other.refresh_from_db()
    assert (one.slug, other.slug) == ("a", "b")
    assert list(upkeep.verify()) == []


def test_a_title_that_was_taken_over_is_given_back(make_film, editor, moderator):
    one, other = make_film("A"), make_film("B")
    before = titles()
    rename(one, "junk", editor)
    rename(other, "A", editor, take_over=True)
    assert take_back(editor, moderator).left == []
    assert titles() == before
    assert list(upkeep.verify()) == []


def test_a_page_that_somebody_else_deleted_later_stays_deleted(make_film, moderator, owner):
    page = make_film("Ballerina")
    editing.delete(page, by=moderator, summary="HAHA")
    editing.undelete(page, by=owner, summary="")
    editing.delete(page, by=owner, summary="Copyright")
    take_back(moderator, owner)
    page.refresh_from_db()
    assert (page.deleted, page.revisions.count()) == (True, 4)


def test_a_renaming_that_makes_a_page_its_own_sequel_is_refused(make_film, editor):
    page = make_film("A", relations=[{"type": "sequel_of", "to": "B"}])
    with pytest.raises(Invalid, match="itself"):
        rename(page, "B", editor)


def test_what_stays_when_the_rest_is_undone_keeps_the_rules(make_person, editor, logged_in):
    page = make_person("Jeon Jong-seo", born="1900", died="1950")
    change(page, editor, born="1960", died="2010")
    change(page, editor, born="1961")
    with pytest.raises(Invalid):
        editing.undo(page, 2, 2, base=3, by=editor, summary="", keep=True)
    assert "Undo the rest" not in logged_in(editor).get("/people/jeon-jong-seo/undo/2/2/").content.decode()


@pytest.fixture
def displaced(make_film, moderator):
    """A deleted page whose title is a former one of another page by now."""
    gone = make_film("A")
    editing.delete(gone, by=moderator, summary="")
    other = make_film("B")
    rename(other, "A", moderator)
    rename(other, "C", moderator)
    gone.refresh_from_db()
    return gone


def test_a_page_comes_back_under_another_title_or_takes_its_own_over(displaced, moderator, logged_in):
    browser, address = logged_in(moderator), f"/films/{displaced.slug}/undelete/"
    page = browser.post(address, {"title": "A"}).content.decode()
    assert "was called that before" in page and "Take the title over" in page
    with pytest.raises(Taken):
        editing.undelete(displaced, by=moderator, summary="")
    assert browser.post(address, {"title": "A (1999)"}).url == "/films/a-1999/"
    editing.delete(displaced, by=moderator, summary="")
    displaced.refresh_from_db()
    assert browser.post(f"/films/{displaced.slug}/undelete/", {"title": "A", "take_over": "on"}).url == "/films/a/"
    assert list(upkeep.verify()) == []


def reverted(page):
    return [r.number for r in page.revisions.with_reverted().order_by("number") if r.is_reverted]


def test_an_edit_whose_undo_was_undone_is_not_called_taken_back(make_film, editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=91)
    for number, told in ((2, [2]), (3, [3]), (4, [2, 4])):
        page.refresh_from_db()
        editing.undo(page, number, number, base=page.head.number, by=editor, summary="")
        assert reverted(page) == told


def test_a_renaming_is_only_called_taken_back_where_the_title_was(make_film, editor, moderator, other_editor):
    page = make_film("A", runtime=90)
    change(page, editor, runtime=91)
    rename(page, "B", editor)
    editing.restore(page, 1, base=3, by=editor, summary="")
    assert reverted(page) == [2]
    take_back(editor, moderator)
    page.refresh_from_db()
    assert page.title == "A"
    assert 3 in reverted(page)


def test_taking_back_once_more_finds_nothing_and_blames_nobody(make_film, editor, moderator):
    page = make_film("A", runtime=90)
    rename(page, "B", editor)
    change(page, editor, runtime=91)
    take_back(editor, moderator)
    again = take_back(editor, moderator)
    assert (again.pk, again.left) == (None, [])


def test_whoever_may_no_longer_delete_takes_back_what_they_may(make_film, moderator):
    page = make_film("A")
    editing.delete(page, by=moderator, summary="")
    batch = batches.on_each(Act.UNDELETE, [page], editing.undelete, by=moderator, summary="")
    moderator.is_moderator = False
    moderator.save()
    again = batches.take_back(batch, by=moderator, summary="")
    assert (again.finished, "may not do this" in again.left[0][3]) == (True, True)


def test_what_a_batch_left_does_not_name_pages_that_are_gone_since(make_film, editor, other_editor, moderator, client):
    page, kept = make_film("Secret affair", runtime=90), make_film("Ballerina", runtime=90)
    for one in (page, kept):
        change(one, editor, runtime=666)
    change(page, other_editor, runtime=667)
    batch = batches.take_user_back(editor, EVER, by=moderator, summary="")
    editing.delete(page, by=moderator, summary="")
    assert "Secret affair" not in client.get(batch.get_absolute_url()).content.decode()


def test_refusals_are_told_and_nothing_is_half_done(displaced, moderator):
    with pytest.raises((Refused, Moved, Invalid)):
        editing.undelete(displaced, by=moderator, summary="", title="[x]")
    assert Revision.objects.filter(page=displaced).count() == 2


@pytest.mark.parametrize("do", ["preview", "changes", "publish"])
def test_a_form_that_claims_to_be_of_a_deleted_page_shows_nothing_of_it(do, make_film, moderator, editor, logged_in):
    page = make_film("Ballerina", body="A secret affair.", description="Hidden words", cast=[{"person": "Nobody Else"}])
    editing.delete(page, by=moderator, summary="Libel of somebody")
    make_film("The Call")
    data = {"of_page": page.pk, "base": "1", "do": do, "names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    for address in ("/films/the-call/edit/", "/films/ballerina/edit/"):
        shown = logged_in(editor).post(address, data).content.decode()
        for secret in ("secret affair", "Hidden words", "Nobody Else", "Libel"):
            assert secret not in shown


def test_the_reason_of_a_deletion_that_is_refused_stays_typed(make_film, moderator, logged_in):
    make_film("Ballerina")
    data = {"edit_summary": "A long reason", "of_page": "999999"}
    assert 'value="A long reason"' in logged_in(moderator).post("/films/ballerina/delete/", data).content.decode()
