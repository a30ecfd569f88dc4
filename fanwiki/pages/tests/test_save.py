"""editing.save: the corridor that every door leads into."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from fanwiki.pages import editing, kinds, upkeep
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.refusals import Conflict, Moved
from fanwiki.pages.shape import Invalid
from films.models import CastCredit, Film

pytestmark = pytest.mark.django_db


def change(page, by, base=None, **fields):
    """Publish the page's document of revision `base` (the current one) with these fields changed."""
    page.refresh_from_db()
    base = base or page.head.number
    document = page.revisions.get(number=base).document | fields
    return editing.save(page, document, base=base, by=by, summary="Changed")


def test_a_new_page_is_its_first_revision(editor):
    document = kinds.registry["film"].blank() | {"title": "Ballerina", "runtime": 93}
    revision = editing.save(None, document, base=0, by=editor, summary="Begun")
    page = Page.objects.get()
    assert (revision.number, revision.author, revision.summary, revision.tags) == (1, "hanbit", "Begun", ["new"])
    assert page.head == revision
    assert page.get_absolute_url() == "/films/ballerina/"
    assert Film.objects.get().runtime == 93


def test_a_page_without_names_gets_its_first_name_from_its_title(make_film):
    names = make_film("Mother (2009)").head.document["names"]
    assert [(name["text"], name["kind"], name["lang"], name["primary"]) for name in names] == [
        ("Mother", "title", "und-Latn", True)
    ]


def test_a_hangul_title_is_a_korean_name(make_film):
    page = make_film("콜")
    assert page.head.document["names"][0]["lang"] == "ko"
    assert page.slug == "콜"


def test_a_page_without_title_is_called_by_its_first_name(make_person):
    page = make_person("", names=[{"text": "전종서", "lang": "ko"}, {"text": "Jeon Jong-seo", "primary": True}])
    assert page.title == "Jeon Jong-seo"


def test_a_change_is_one_revision_and_says_which_parts_it_changed(make_film, editor):
    page = make_film()
    revision = change(page, editor, runtime=93, body="A film.", cast=[{"person": "Jeon Jong-seo"}])
    assert revision.number == 2
    assert set(revision.parts) == {"facts", "cast", "text"}
    assert revision.growth == revision.size - page.revisions.get(number=1).size > 0


def test_the_same_document_again_stores_nothing(make_film, editor):
    page = make_film(runtime=93)
    assert change(page, editor, runtime=93) == page.head
    assert page.revisions.count() == 1


def test_the_title_of_a_page_is_not_changed_by_saving(make_film, editor):
    page = make_film("Ballerina")
    change(page, editor, title="Something else", runtime=93)
    page.refresh_from_db()
    assert (page.title, page.head.document["title"], Film.objects.get().title) == ("Ballerina",) * 3


def test_changes_of_different_fields_rows_and_paragraphs_both_get_in(make_film, editor, other_editor):
    page = make_film(body="One.\n\nTwo.\n\nThree.", cast=[{"id": "a", "person": "Jeon Jong-seo"}])
    change(page, editor, runtime=93, body="One!\n\nTwo.\n\nThree.")
    revision = change(
        page,
        other_editor,
        base=1,
        countries=["KR"],
        body="One.\n\nTwo.\n\nThree!",
        cast=[{"id": "a", "person": "Jeon Jong-seo"}, {"id": "b", "person": "Kim Ji-hoon"}],
    )
    document = revision.document
    assert (document["runtime"], document["countries"], document["body"]) == (93, ["KR"], "One!\n\nTwo.\n\nThree!")
    assert [row["person"] for row in document["cast"]] == ["Jeon Jong-seo", "Kim Ji-hoon"]
    assert revision.tags == ["merged"]
    assert revision.base == 1


def test_two_words_of_one_paragraph_both_get_in(make_film, editor, other_editor):
    page = make_film(body="A former bodyguard hunts the man who killed her friend.")
    change(page, editor, body="A former elite bodyguard hunts the man who killed her friend.")
    revision = change(
        page, other_editor, base=1, body="A former bodyguard hunts the man who killed her closest friend."
    )
    assert revision.document["body"] == "A former elite bodyguard hunts the man who killed her closest friend."


def test_a_true_clash_names_the_field_and_both_values(make_film, editor, other_editor):
    page = make_film()
    change(page, editor, runtime=92)
    with pytest.raises(Conflict) as caught:
        change(page, other_editor, base=1, runtime=93, countries=["KR"])
    conflict = caught.value
    assert [(clash.path, clash.ours, clash.theirs) for clash in conflict.clashes] == [("runtime", 93, 92)]
    assert conflict.head.number == 2
    assert conflict.merged["countries"] == ["KR"]
    assert conflict.problems[0].field == "runtime"
    assert "92" in conflict.problems[0].message and "93" in conflict.problems[0].message
    assert page.revisions.count() == 2


def test_two_valid_sides_that_make_an_invalid_whole_are_a_conflict(make_film, editor, other_editor):
    page = make_film()
    change(page, editor, cast=[{"id": "a", "person": "Jeon Jong-seo", "note": "mine"}])
    with pytest.raises(Conflict) as caught:
        change(page, other_editor, base=1, cast=[{"id": "b", "person": "Jeon Jong-seo", "note": "hers"}])
    assert caught.value.problems[0].list == "cast"
    assert CastCredit.objects.count() == 1


def test_the_same_row_from_two_people_is_one_row(make_film, editor, other_editor):
    page = make_film()
    change(page, editor, cast=[{"person": "Jeon Jong-seo"}], runtime=93)
    revision = change(page, other_editor, base=1, cast=[{"person": "Jeon Jong-seo"}], countries=["KR"])
    assert len(revision.document["cast"]) == 1


def test_an_unknown_base_is_refused_and_not_taken_for_the_latest(make_film, editor):
    page = make_film()
    for base in (0, 99, -1):
        with pytest.raises(Moved):
            editing.save(page, page.head.document | {"runtime": 1}, base=base, by=editor, summary="")


def test_a_page_deleted_meanwhile_says_so_and_who_and_why_to_moderators(make_film, editor, moderator):
    page = make_film()
    editing.delete(page, by=moderator, summary="Not a film")
    document = page.head.document | {"runtime": 1}
    with pytest.raises(Moved, match="dal deleted this page: Not a film"):
        editing.save(page, document, base=1, by=moderator, summary="")
    with pytest.raises(Moved, match="deleted while you were editing") as caught:
        editing.save(page, document, base=1, by=editor, summary="")
    assert "Not a film" not in str(caught.value)


def test_a_title_that_is_taken_is_an_error_of_the_title(make_film, editor):
    make_film("Ballerina")
    with pytest.raises(Invalid, match="/films/ballerina/") as caught:
        make_film("BALLERINA!")
    assert [problem.field for problem in caught.value.problems] == ["title"]


def test_the_same_new_page_sent_twice_is_one_page(editor):
    document = kinds.registry["film"].blank() | {"title": "Ballerina", "cast": [{"person": "Jeon Jong-seo"}]}
    first = editing.save(None, document, base=0, by=editor, summary="Begun")
    again = editing.save(None, document, base=0, by=editor, summary="Begun")
    assert first == again
    assert Page.objects.count() == 1


def test_only_accounts_that_are_active_may_save(make_film, blocked):
    page = make_film()
    for nobody in (AnonymousUser(), blocked):
        with pytest.raises(PermissionDenied):
            editing.save(page, page.head.document | {"runtime": 1}, base=1, by=nobody, summary="")
    assert page.revisions.count() == 1


def test_a_revision_never_changes(make_film):
    revision = make_film().head
    with pytest.raises(ValidationError):
        revision.save()
    with pytest.raises(ValidationError):
        revision.delete()
    assert Revision.objects.count() == 1


def test_unknown_fields_are_refused(make_film):
    with pytest.raises(Invalid, match="no such field"):
        make_film(is_superuser=True)
    with pytest.raises(Invalid, match="no such field"):
        make_film(cast=[{"person": "Jeon Jong-seo", "film": 7}])


def test_defaults_are_filled_in_so_that_equal_documents_are_equal(make_film):
    short = make_film("One", cast=[{"id": "a", "person": "Jeon Jong-seo"}]).head.document
    long = make_film("Two", cast=[{"id": "a", "person": " Jeon  Jong-seo ", "role_type": "", "src": []}]).head.document
    assert short["cast"] == long["cast"]


def test_a_text_that_stays_is_not_drawn_again_and_one_that_changes_is(make_film, editor, other_editor):
    page = make_film(body="One [[The Call]].\n\nTwo.")
    change(page, editor, runtime=93)
    stale = Page.objects.with_head().get()
    change(page, other_editor, body="One [[The Call]].\n\nTwo [[Burning]].")
    document = page.revisions.get(number=2).document | {"countries": ["KR"]}
    editing.save(stale, document, base=2, by=editor, summary="")  # had the old text before its eyes
    assert list(upkeep.verify()) == []
    page.refresh_from_db()
    assert "Burning" in str(page.rendering.data)


def test_sources_that_change_number_the_marks_of_the_text_anew(make_film, editor):
    sources = [{"id": key, "key": key, "title": key} for key in "ab"]
    page = make_film(body="One.[^b]", sources=sources)
    change(page, editor, sources=sources[::-1])
    assert list(upkeep.verify()) == []
