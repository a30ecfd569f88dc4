"""editing.restore, delete and undelete: taking back is going on."""

import pytest
from django.core.exceptions import PermissionDenied

from fanwiki.pages import editing, kinds
from fanwiki.pages.refusals import Moved
from films.models import CastCredit, Film

from .test_save import change

pytestmark = pytest.mark.django_db


def test_restoring_is_a_new_revision_with_the_old_document(make_film, editor, other_editor):
    page = make_film(runtime=93, cast=[{"person": "Jeon Jong-seo"}])
    change(page, editor, runtime=1, cast=[])
    revision = editing.restore(page, 1, base=2, by=other_editor, summary="Back")
    assert (revision.number, revision.author, revision.tags) == (3, "minseo", ["restore"])
    assert revision.document == page.revisions.get(number=1).document
    assert Film.objects.get().runtime == 93
    assert CastCredit.objects.count() == 1


def test_restoring_what_is_current_changes_nothing(make_film, editor):
    page = make_film()
    assert editing.restore(page, 1, base=1, by=editor, summary="").number == 1


def test_restoring_after_the_page_moved_on_shows_it_again(make_film, editor):
    page = make_film(runtime=93)
    change(page, editor, runtime=1)
    with pytest.raises(Moved, match="changed since you looked"):
        editing.restore(page, 1, base=1, by=editor, summary="")


def test_a_deleted_page_keeps_its_history_and_loses_its_rows(make_film, moderator):
    page = make_film(cast=[{"person": "Jeon Jong-seo"}], body="[[The Call]]")
    revision = editing.delete(page, by=moderator, summary="Not a film")
    page.refresh_from_db()
    assert (revision.number, revision.size, page.deleted) == (2, 0, True)
    assert not Film.objects.exists()
    assert Film.with_deleted.count() == 1
    assert not CastCredit.objects.exists()
    assert not page.links.exists()
    assert page.revisions.get(number=1).document["cast"]


def test_undeleting_brings_everything_back(make_film, moderator):
    page = make_film(cast=[{"person": "Jeon Jong-seo"}], body="[[The Call]]")
    before = page.head.document
    editing.delete(page, by=moderator, summary="")
    revision = editing.undelete(page, by=moderator, summary="A film after all")
    assert (revision.number, revision.document) == (3, before)
    assert CastCredit.objects.count() == 1
    assert page.links.count() == 2


def test_deleting_twice_is_deleting_once(make_film, moderator):
    page = make_film()
    first = editing.delete(page, by=moderator, summary="")
    assert editing.delete(page, by=moderator, summary="") == first
    assert page.revisions.count() == 2


@pytest.mark.parametrize("verb", [editing.delete, editing.undelete])
def test_only_moderators_delete_and_undelete(verb, make_film, editor):
    page = make_film()
    with pytest.raises(PermissionDenied):
        verb(page, by=editor, summary="")


def test_saving_after_an_undeletion_merges_with_what_was_open_before(make_film, editor, moderator):
    page = make_film()
    editing.delete(page, by=moderator, summary="")
    editing.undelete(page, by=moderator, summary="")
    revision = change(page, editor, base=1, runtime=93)
    assert (revision.number, revision.document["runtime"]) == (4, 93)


def test_a_page_recreated_under_a_deleted_title_has_a_history_of_its_own(make_film, moderator):
    editing.delete(make_film("Ballerina"), by=moderator, summary="")
    assert make_film("Ballerina").head.number == 1
    assert kinds.registry["film"].root.objects.count() == 1
