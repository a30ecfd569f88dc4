"""Taking one old change back, out of the middle, and what cannot be taken back so."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.pages import editing, kinds, undoing
from fanwiki.pages.refusals import Conflict, Moved
from fanwiki.pages.undoing import Refused
from films.models import Film

from .test_save import change

pytestmark = pytest.mark.django_db

FIRST, SECOND = {"id": "a", "person": "Jeon Jong-seo"}, {"id": "b", "person": "Kim Ji-hoon"}


def undo(page, by, first, last=None, **more):
    page.refresh_from_db()
    more.setdefault("base", page.head.number)
    return editing.undo(page, first, last or first, by=by, summary="Undone", **more)


@pytest.fixture
def film(make_film, editor, other_editor):
    """Revision 2 is the one to undo; three later edits, by others, stand on top of it."""
    page = make_film("Ballerina", runtime=90, body="One.\n\nTwo.\n\nThree.", cast=[FIRST])
    change(page, editor, runtime=1, body="One.\n\nTwo, vandalised.\n\nThree.", cast=[])
    change(page, other_editor, countries=["KR"])
    change(page, other_editor, body="One.\n\nTwo, vandalised.\n\nThree!")
    change(page, other_editor, cast=[SECOND])
    return page


def test_an_edit_is_undone_out_of_the_middle_and_all_later_edits_stay(film, other_editor):
    document = undo(film, other_editor, 2).document
    assert (document["runtime"], document["countries"]) == (90, ["KR"])
    assert document["body"] == "One.\n\nTwo.\n\nThree!"
    assert {row["person"] for row in document["cast"]} == {"Jeon Jong-seo", "Kim Ji-hoon"}
    assert Film.objects.get().runtime == 90


def test_it_is_tagged_and_says_which_revision_it_took_back(film, other_editor):
    revision = undo(film, other_editor, 2)
    assert revision.tags == ["undo"]
    assert [reversal.undone.number for reversal in revision.undid.all()] == [2]


def test_a_range_is_undone_as_one(film, other_editor):
    revision = undo(film, other_editor, 2, 3)
    assert (revision.document["runtime"], revision.document["countries"]) == (90, [])
    assert [reversal.undone.number for reversal in revision.undid.order_by("undone")] == [2, 3]


def test_a_range_given_backwards_is_the_same_range(film, other_editor, logged_in):
    assert undo(film, other_editor, 3, 2).document["runtime"] == 90
    assert logged_in(other_editor).get("/films/ballerina/undo/3/2/").url == "/films/ballerina/undo/2/3/"


def test_what_was_undone_already_is_told_so(film, other_editor, logged_in):
    undo(film, other_editor, 2)
    with pytest.raises(Refused, match="nothing left"):
        undo(film, other_editor, 2)
    assert "undone already" in logged_in(other_editor).get("/films/ballerina/undo/2/2/").content.decode()


def test_an_undo_can_be_undone(film, other_editor):
    before = film.revisions.get(number=5).document
    undo(film, other_editor, 2)
    assert undo(film, other_editor, 6).document == before


def test_a_later_change_of_the_same_thing_is_a_clash_that_is_shown(film, other_editor, logged_in):
    change(film, other_editor, runtime=93)
    with pytest.raises(Conflict) as caught:
        undo(film, other_editor, 2)
    assert [(clash.path, clash.ours, clash.theirs) for clash in caught.value.clashes] == [("runtime", 90, 93)]
    page = logged_in(other_editor).get("/films/ballerina/undo/2/2/").content.decode()
    for word in ("Later changes are in the way", "93", "90", "Undo the rest"):
        assert word in page


def test_the_rest_can_be_undone_and_what_clashes_stays(film, other_editor):
    change(film, other_editor, runtime=93)
    document = undo(film, other_editor, 2, keep=True).document
    assert (document["runtime"], document["body"]) == (93, "One.\n\nTwo.\n\nThree!")


def test_where_all_of_it_clashes_there_is_no_rest(make_film, editor, logged_in):
    page = make_film(runtime=90)
    change(page, editor, runtime=91)
    change(page, editor, runtime=92)
    with pytest.raises(Conflict):
        undo(page, editor, 2, keep=True)
    assert "Undo the rest" not in logged_in(editor).get("/films/ballerina/undo/2/2/").content.decode()


def test_undoing_what_others_rely_on_breaks_a_rule_and_is_told(make_film, editor, logged_in):
    page = make_film()
    change(page, editor, sources=[{"id": "s", "key": "asiae", "title": "Asiae"}])
    change(page, editor, cast=[FIRST | {"src": ["asiae"]}])
    with pytest.raises(Conflict) as caught:
        undo(page, editor, 2)
    assert "asiae" in str(caught.value)
    assert "would break a rule" in logged_in(editor).get("/films/ballerina/undo/2/2/").content.decode()


def test_the_first_revision_a_deletion_and_a_renaming_have_other_ways(make_film, moderator, logged_in):
    page = make_film()
    editing.rename(page, "The Call", was="Ballerina", by=moderator, summary="")
    editing.delete(page, by=moderator, summary="")
    editing.undelete(page, by=moderator, summary="")
    browser = logged_in(moderator)
    for number, words in (
        (1, "no page"),
        (2, "renamed the page"),
        (3, "deleted the page"),
        (4, "brought the page back"),
    ):
        with pytest.raises(Refused, match=words):
            undo(page, moderator, number)
        assert words in browser.get(f"/films/the-call/undo/{number}/{number}/").content.decode()
    assert page.revisions.count() == 4


def test_the_title_stays_when_a_range_with_a_renaming_is_undone(make_film, editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=91)
    editing.rename(page, "The Call", was="Ballerina", by=editor, summary="")
    document = undo(page, editor, 2, 3).document
    assert (document["runtime"], document["title"]) == (90, "The Call")


def test_after_somebody_published_the_look_comes_first_again(film, other_editor, logged_in):
    with pytest.raises(Moved, match="changed since you looked"):
        undo(film, other_editor, 2, base=4)
    answer = logged_in(other_editor).post("/films/ballerina/undo/2/2/", {"base": "4"})
    assert "changed since you looked" in answer.content.decode()
    assert film.revisions.count() == 5


def test_in_the_browser_one_looks_and_then_undoes(film, editor, logged_in):
    browser = logged_in(editor)
    page = browser.get("/films/ballerina/undo/2/2/").content.decode()
    assert "<del>1</del>" in page and "<ins>90</ins>" in page
    assert film.revisions.count() == 5
    assert browser.post("/films/ballerina/undo/2/2/", {"base": "5"}).url == "/films/ballerina/"
    assert film.revisions.get(number=6).summary == "Undid revision 2 by hanbit"


@pytest.mark.parametrize("address", ["undo/2/99/", "undo/0/0/", "undo/2/99999999999999999999/"])
def test_revisions_that_do_not_exist_are_not_found(address, film, editor, logged_in):
    assert logged_in(editor).get(f"/films/ballerina/{address}").status_code == 404
    assert logged_in(editor).post(f"/films/ballerina/{address}", {"base": "5"}).status_code == 404
    assert film.revisions.count() == 5


def test_only_who_may_edit_may_undo(film, blocked):
    with pytest.raises(PermissionDenied):
        undo(film, blocked, 2)
    assert Client().post("/films/ballerina/undo/2/2/", {"base": "5"}).status_code == 403


texts = st.lists(st.sampled_from(["One.", "Two.", "Three.", "Four.", "Five."]), max_size=5).map("\n\n".join)
runtimes = st.one_of(st.none(), st.integers(1, 300))
casts = st.lists(st.sampled_from("abcd"), unique=True).map(
    lambda ids: [{"id": key, "person": f"Person {key}"} for key in ids]
)
films = st.fixed_dictionaries({"runtime": runtimes, "body": texts, "cast": casts})


def document(fields):
    kind = kinds.registry["film"]
    return kind.canonical(kind.blank() | {"title": "Ballerina"} | fields)


@given(films, films)
def test_undoing_the_last_change_gives_what_was_before(one, other):
    before, after = document(one), document(other)
    assert undoing.undoing(after, before, after).document == before


@given(films, films, films)
def test_undoing_an_undo_gives_the_page_back_wherever_it_did_not_clash(one, other, third):
    before, after, now = map(document, (one, other, third))
    undone = undoing.undoing(now, before, after)
    if undone.outcome == "possible":
        assert undoing.undoing(undone.document, now, undone.document).document == now


@given(films, films, films)
def test_what_the_change_did_not_touch_is_left_alone(one, other, third):
    before, after, now = map(document, (one, other, third))
    undone = undoing.undoing(now, before, after)
    for key in document({}):
        if before[key] == after[key]:
            assert undone.document[key] == now[key]
            assert undone.kept[key] == now[key]


def test_what_was_only_partly_undone_is_not_called_taken_back(film, other_editor):
    change(film, other_editor, runtime=93)
    revision = undo(film, other_editor, 2, keep=True)
    assert (revision.tags, revision.undid.count()) == (["undo"], 0)
