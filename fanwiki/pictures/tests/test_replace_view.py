"""A new version of a picture: another file, another revision, the same page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Page
from fanwiki.pages.tests.editor_form import Fields

from .made import encoded, poster

pytestmark = pytest.mark.django_db


def a_file(number):
    return SimpleUploadedFile("new.jpg", encoded(poster(number), "JPEG"), "image/jpeg")


def test_a_new_file_is_a_new_revision_and_the_old_one_can_be_restored(editor, logged_in, make_picture):
    page, browser = make_picture("Poster"), logged_in(editor)
    old = page.head.document["file"]
    answer = browser.post("/pictures/poster/file/", {"base": "1", "files": a_file(5), "edit_summary": "Sharper"})
    assert answer["Location"] == "/pictures/poster/"
    page = Page.objects.get(pk=page.pk)
    assert page.head.document["file"] != old
    assert page.head.summary == "Sharper"
    browser.post("/pictures/poster/restore/1/", {"base": "2"})
    assert Page.objects.get(pk=page.pk).head.document["file"] == old


def test_what_is_better_about_it_stays_typed_where_the_session_ended_or_the_token_is_stale(editor, make_picture):
    make_picture("Poster")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    for browser, why in ((Client(), "not logged in any more"), (strict, "has to be confirmed")):
        sent = {"base": "1", "files": a_file(5), "edit_summary": "Sharper"}
        answer = browser.post("/pictures/poster/file/", sent)
        assert answer.status_code == 403 and why in answer.text
        assert Fields(answer.text).data["edit_summary"] == "Sharper"
    assert Page.objects.get().revisions.count() == 1


def test_both_versions_stand_side_by_side(editor, logged_in, make_picture):
    make_picture("Poster")
    logged_in(editor).post("/pictures/poster/file/", {"base": "1", "files": a_file(5)})
    html = logged_in(editor).get("/pictures/poster/compare/1/2/").content.decode()
    assert html.count("<img") >= 2
    assert "<del><img" in html
    assert "<ins><img" in html


def test_every_page_that_shows_it_shows_the_new_one(editor, logged_in, make_picture, make_film):
    make_picture("Poster")
    film = make_film("Ballerina", picture="Poster")
    before = logged_in(editor).get(film.get_absolute_url()).content.decode()
    logged_in(editor).post("/pictures/poster/file/", {"base": "1", "files": a_file(5)})
    after = logged_in(editor).get(film.get_absolute_url()).content.decode()
    stem = Page.objects.get(slug="poster").card["file"]["master"].removesuffix(".webp")
    assert stem in after
    assert stem not in before


def test_without_a_file_nothing_is_published(editor, logged_in, make_picture):
    page = make_picture("Poster")
    answer = logged_in(editor).post("/pictures/poster/file/", {"base": "1", "edit_summary": "Sharper"})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()
    assert 'value="Sharper"' in answer.content.decode()
    page.refresh_from_db()
    assert page.head.number == 1


@pytest.mark.parametrize("base", ["", "x", "99", "-1", "9" * 30])
def test_a_form_that_lost_its_revision_is_answered(base, editor, logged_in, make_picture):
    make_picture("Poster")
    answer = logged_in(editor).post("/pictures/poster/file/", {"base": base, "files": a_file(5)})
    assert answer.status_code in (302, 422)


def test_what_others_changed_meanwhile_stays(editor, other_editor, logged_in, make_picture):
    page = make_picture("Poster")
    from_form = page.head.document | {"caption": "Seen at night"}
    editing.save(page, from_form, base=1, by=other_editor, summary="")
    logged_in(editor).post("/pictures/poster/file/", {"base": "1", "files": a_file(5)})
    document = Page.objects.get(pk=page.pk).head.document
    assert document["caption"] == "Seen at night"
    assert document["file"] != from_form["file"]
