"""Another title for a page: what leads where afterwards, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from fanwiki.pages import editing, upkeep
from fanwiki.pages.models import Address, Title
from fanwiki.pages.reading import References
from fanwiki.pages.refusals import Moved
from fanwiki.pages.shape import Invalid
from fanwiki.pages.titles import Taken

from .test_edit_view import form_data
from .test_save import change

pytestmark = pytest.mark.django_db


def rename(page, title, by, **more):
    page.refresh_from_db()
    more.setdefault("was", page.title)
    revision = editing.rename(page, title, by=by, summary="Renamed", **more)
    page.refresh_from_db()
    return revision


def test_the_page_moves_with_its_history_and_says_its_new_title(make_film, editor):
    page = make_film("The Telephone", runtime=112)
    revision = rename(page, "The Call", editor)
    assert (revision.number, revision.tags, revision.document["title"]) == (2, ["rename", "redirect"], "The Call")
    assert (page.title, page.slug, page.film.title) == ("The Call", "the-call", "The Call")
    assert page.revisions.get(number=1).document["title"] == "The Telephone"
    assert revision.parts == ["facts"]


def test_the_old_address_leads_on_in_one_hop_and_it_is_said(make_film, editor, client):
    page = make_film("The Telephone")
    rename(page, "The Call", editor)
    answer = client.get("/films/the-telephone/")
    assert (answer.status_code, answer.url) == (302, "/films/the-call/?from=the-telephone")
    assert "Led here from <b>The Telephone</b>" in client.get(answer.url).content.decode()


def test_what_an_address_claims_is_only_said_where_it_is_true(make_film, client):
    make_film("The Call")
    assert "Led here" not in client.get("/films/the-call/?from=Free+money").content.decode()
    assert "Led here" not in client.get("/films/the-call/?from=%00").content.decode()


@pytest.mark.parametrize("place", ["history/", "history/1/", "compare/1/1/", "links/"])
def test_permanent_links_under_the_old_address_go_on_working(place, make_film, editor, client):
    rename(make_film("The Telephone"), "The Call", editor)
    answer = client.get(f"/films/the-telephone/{place}?view=inline")
    assert answer.url == f"/films/the-call/{place}?view=inline"
    assert client.get(answer.url).status_code == 200


def test_a_form_sent_to_the_old_address_is_sent_on_with_what_was_typed(make_film, editor, logged_in):
    rename(make_film("The Telephone"), "The Call", editor)
    answer = logged_in(editor).post("/films/the-telephone/edit/", {"base": "1"})
    assert (answer.status_code, answer.url) == (307, "/films/the-call/edit/")


def test_who_edits_meanwhile_publishes_under_the_new_title(make_film, editor, other_editor):
    page = make_film("The Telephone")
    rename(page, "The Call", editor)
    document = change(page, other_editor, base=1, runtime=112).document
    assert (document["title"], document["runtime"]) == ("The Call", 112)


def test_links_by_either_title_lead_to_the_page(make_film, editor):
    page = make_film("The Telephone")
    other = make_film("Ballerina", body="After [[The Telephone]] and [[The Call]].")
    rename(page, "The Call", editor)
    refs = References.of_current(other)
    assert refs.page("", "The Telephone") == refs.page("", "The Call") == page


def test_a_chain_that_comes_round_is_no_loop(make_film, editor, client):
    page = make_film("A")
    for title in ("B", "C", "A"):
        rename(page, title, editor)
    assert (page.title, page.slug) == ("A", "a")
    for old in ("b", "c"):
        assert client.get(f"/films/{old}/").url.partition("?")[0] == "/films/a/"
    assert client.get("/films/a/").status_code == 200
    assert set(Title.objects.filter(kind="film", page=page).values_list("key", flat=True)) == {"a", "b", "c"}
    assert list(upkeep.verify()) == []


def test_moving_back_is_renaming_again(make_film, editor, logged_in):
    page = make_film("The Telephone")
    rename(page, "The Call", editor)
    assert "?title=The%20Telephone" in logged_in(editor).get("/films/the-call/rename/").content.decode()
    rename(page, "The Telephone", editor)
    assert (page.slug, Address.objects.get().slug) == ("the-telephone", "the-call")


def test_a_case_or_a_hyphen_is_changed_without_leaving_a_redirect(make_film, editor):
    page = make_film("the call")
    assert rename(page, "The Call", editor).tags == ["rename"]
    assert (page.slug, Address.objects.count()) == ("the-call", 0)


def test_onto_itself_it_is_no_revision(make_film, editor):
    page = make_film("The Call")
    assert rename(page, "The Call", editor).number == 1


def test_never_onto_a_page_that_is_there(make_film, editor):
    make_film("Ballerina")
    page = make_film("The Call")
    for title in ("Ballerina", "BALLERINA!"):
        with pytest.raises(Taken, match="/films/ballerina/") as caught:
            rename(page, title, editor)
        assert not caught.value.former
    assert page.revisions.count() == 1


def test_onto_a_redirect_only_where_that_is_asked_for(make_film, editor, client):
    old = make_film("Ballerina")
    rename(old, "Ballerina (2023)", editor)
    page = make_film("Ballerina (2025)")
    with pytest.raises(Taken, match="was called that before") as caught:
        rename(page, "Ballerina", editor)
    assert caught.value.former
    rename(page, "Ballerina", editor, take_over=True)
    assert References.of_current(make_film("A third", body="[[Ballerina]]")).page("", "Ballerina") == page
    assert list(upkeep.verify()) == []


def test_onto_the_title_of_a_deleted_page_which_then_cannot_come_back_under_it(make_film, moderator, client):
    gone = make_film("Ballerina")
    editing.delete(gone, by=moderator, summary="")
    page = make_film("The Call")
    rename(page, "Ballerina", moderator)
    assert client.get("/films/ballerina/").status_code == 200
    with pytest.raises(Invalid, match="already"):
        editing.undelete(gone, by=moderator, summary="")
    rename(page, "The Call", moderator)
    with pytest.raises(Taken):
        editing.undelete(gone, by=moderator, summary="")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("", "blank"),
        ("!!!", "letter or digit"),
        ("../x", "cannot begin"),
        ("a[b]", "cannot begin"),
        ("x" * 300, "200"),
    ],
)
def test_a_bad_title_is_told_beside_the_field_and_stays_typed(title, words, make_film, editor, logged_in):
    page = make_film("The Call")
    answer = logged_in(editor).post("/films/the-call/rename/", {"title": title, "was": "The Call"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert title in answer.context["form"]["title"].value()
    with pytest.raises(Invalid, match=words):
        rename(page, title, editor)


def test_of_two_who_rename_at_once_the_second_is_told(make_film, editor, other_editor, logged_in):
    page = make_film("The Telephone")
    rename(page, "The Call", editor)
    with pytest.raises(Moved, match="The Call"):
        rename(page, "Call", other_editor, was="The Telephone")
    data = {"title": "Call", "was": "The Telephone"}
    page = logged_in(other_editor).post("/films/the-call/rename/", data).content.decode()
    assert "renamed to “The Call” while" in page and 'value="Call"' in page


def test_sent_twice_it_is_done_once(make_film, editor):
    page = make_film("The Telephone")
    first = rename(page, "The Call", editor)
    assert rename(page, "The Call", editor, was="The Telephone") == first


def test_a_new_page_does_not_move_into_an_address_that_leads_elsewhere(make_film, editor, client):
    rename(make_film("Ballerina", year=2023), "발레리나", editor)
    assert make_film("Ballerina 2023").slug == "ballerina-2023-2"
    assert client.get("/films/ballerina-2023/").url.partition("?")[0].endswith("-2023/")


def test_a_page_that_comes_back_gets_its_address_back_once_that_is_free(make_film, moderator):
    gone = make_film("Ballerina")
    editing.delete(gone, by=moderator, summary="")
    other = make_film("Ballerina")
    editing.delete(other, by=moderator, summary="")
    editing.undelete(gone, by=moderator, summary="")
    gone.refresh_from_db()
    assert gone.slug == "ballerina"


def test_restoring_an_old_revision_keeps_the_present_title(make_film, editor):
    page = make_film("The Telephone", runtime=112)
    rename(page, "The Call", editor)
    change(page, editor, runtime=1)
    document = editing.restore(page, 1, base=3, by=editor, summary="").document
    assert (document["title"], document["runtime"]) == ("The Call", 112)


def test_a_deleted_page_is_not_renamed_and_a_blocked_account_renames_nothing(make_film, moderator, blocked):
    page = make_film("The Call")
    with pytest.raises(PermissionDenied):
        rename(page, "Call", blocked)
    editing.delete(page, by=moderator, summary="")
    with pytest.raises(Moved):
        rename(page, "Call", moderator)


def test_in_the_browser_one_renames_and_is_asked_about_the_references(make_film, editor, logged_in):
    make_film("The Telephone")
    make_film("Ballerina", body="After [[The Telephone]].")
    browser = logged_in(editor)
    assert "One page names this one" in browser.get("/films/the-telephone/rename/").content.decode()
    answer = browser.post("/films/the-telephone/rename/", {"title": "The Call", "was": "The Telephone"})
    assert answer.url == "/films/the-call/rewrite/"
    assert "One page says a former title" in browser.get(answer.url).content.decode()


def test_references_resolve_the_same_after_all_that_happens_and_a_rebuild(make_film, moderator):
    page = make_film("The Telephone", names=[{"text": "The Telephone"}, {"text": "콜", "lang": "ko"}])
    other = make_film("Ballerina", body="[[The Telephone]] [[콜]] [[The Call]] [[Nobody]]")

    def where():
        return {key: found.pk for key, found in References.of_current(other).pages.items()}

    rename(page, "The Call", moderator)
    led = where()
    assert led == dict.fromkeys([("", "thetelephone"), ("", "콜"), ("", "thecall")], page.pk)
    editing.delete(page, by=moderator, summary="")
    assert where() == {}
    editing.undelete(page, by=moderator, summary="")
    assert where() == led
    upkeep.rebuild()
    assert where() == led
    assert list(upkeep.verify()) == []


def test_a_form_that_was_open_during_a_renaming_is_published_there_and_that_is_told(
    make_film, editor, other_editor, logged_in
):
    page = make_film("The Telephone")
    data = form_data(page, runtime="112")
    rename(page, "The Call", editor)
    browser = logged_in(other_editor)
    shown = browser.post("/films/the-telephone/edit/", data, follow=True).content.decode()
    assert "hanbit renamed this page from “The Telephone” to “The Call” meanwhile" in shown
    page.refresh_from_db()
    assert (page.title, page.head.document["runtime"]) == ("The Call", 112)


def test_a_form_without_its_token_at_a_former_address_comes_back_with_what_was_typed(make_film, editor):
    page = make_film("The Telephone")
    data = form_data(page, description="A telephone that rings in 1999")
    rename(page, "The Call", editor)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    answer = browser.post("/films/the-telephone/edit/", data)
    assert answer.status_code == 403
    assert "A telephone that rings in 1999" in answer.content.decode()


def test_beginning_a_page_under_a_deleted_title_tells_that_it_was_deleted(make_film, editor, moderator, logged_in):
    editing.delete(make_film("The Call"), by=moderator, summary="Not a film")
    address = "/films/new/?title=The+Call"
    page = logged_in(editor).get(address).content.decode()
    assert "A page of this title was deleted" in page and "Not a film" not in page
    assert "Not a film" in logged_in(moderator).get(address).content.decode()
