"""The last author's run of edits, taken back in one step."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.refusals import Moved
from fanwiki.pages.undoing import Refused

from .test_save import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film("Ballerina", runtime=90)
    change(page, other_editor, runtime=93)
    for number in range(3):
        change(page, editor, runtime=number + 1)
    return page


def test_all_edits_of_the_last_author_in_a_row_go_in_one_revision(film, moderator, logged_in):
    answer = logged_in(moderator).post("/films/ballerina/rollback/", {"base": "5"})
    assert answer.url == "/films/ballerina/"
    revision = film.revisions.get(number=6)
    assert (revision.document["runtime"], revision.tags) == (93, ["rollback"])
    assert revision.summary == "Rolled back to revision 2, before hanbit"
    assert sorted(reversal.undone.number for reversal in revision.undid.all()) == [3, 4, 5]


def test_one_looks_at_it_before(film, moderator, logged_in):
    page = logged_in(moderator).get("/films/ballerina/rollback/").content.decode()
    for word in ("3 edits by", "hanbit", "<del>3</del>", "<ins>93</ins>"):
        assert word in page
    assert film.revisions.count() == 5


def test_it_is_refused_with_the_name_where_somebody_has_edited_since(film, moderator, other_editor, logged_in):
    change(film, other_editor, countries=["KR"])
    answer = logged_in(moderator).post("/films/ballerina/rollback/", {"base": "5"})
    assert "minseo has edited this page since" in answer.content.decode()
    with pytest.raises(Moved, match="minseo"):
        editing.rollback(film, base=5, by=moderator, summary="")
    assert film.revisions.count() == 6


def test_with_only_one_author_there_is_nothing_to_go_back_to(moderator, make_film, logged_in):
    page = make_film("The Call", by=None)
    with pytest.raises(Refused, match="only author"):
        editing.rollback(page, base=1, by=moderator, summary="")
    assert "only author" in logged_in(moderator).get("/films/the-call/rollback/").content.decode()


def test_the_title_that_the_page_has_by_now_stays(film, editor, moderator):
    editing.rename(film, "The Call", was="Ballerina", by=editor, summary="")
    document = editing.rollback(film, base=6, by=moderator, summary="").document
    assert (document["title"], document["runtime"]) == ("The Call", 93)


def test_a_deletion_on_the_way_is_stepped_over(film, moderator, editor, other_editor):
    editing.delete(film, by=moderator, summary="")
    editing.undelete(film, by=moderator, summary="")
    change(film, other_editor, runtime=7)
    assert editing.rollback(film, base=8, by=moderator, summary="").document["runtime"] == 3
