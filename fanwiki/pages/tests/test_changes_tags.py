"""What history and recent changes are drawn with."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from fanwiki.pages import editing
from fanwiki.pages.models import Page
from fanwiki.pages.templatetags import changes

pytestmark = pytest.mark.django_db


def revision_of(page):
    return Page.objects.with_head().get(pk=page.pk).head


def test_a_change_leads_to_its_comparison(make_film, editor):
    page = make_film()
    first = revision_of(page)
    second = editing.save(page, first.document | {"runtime": 93}, base=1, by=editor, summary="")
    assert [change.changed for change in changes.as_changes([second, first])] == [
        "/films/ballerina/compare/1/2/",
        "/films/ballerina/history/1/",
    ]


def test_addresses_put_together_are_those_of_the_site_map(make_film, editor):
    page = make_film("콜")
    revision = editing.save(page, revision_of(page).document | {"runtime": 93}, base=1, by=editor, summary="")
    (change,) = changes.as_changes([revision])
    assert change.page == page.get_absolute_url()
    assert change.whole == page.address("revision", 2)
    assert change.restore == page.address("restore", 2)
    assert change.changed == page.address("compare", 1, 2)


def test_a_deletion_leads_nowhere_and_what_comes_after_it_to_itself(make_film, moderator):
    page = make_film()
    first = revision_of(page)
    gone = editing.delete(page, by=moderator, summary="Twice here")
    back = editing.undelete(page, by=moderator, summary="")
    there, nowhere = changes.as_changes([back, gone])
    assert (nowhere.page, nowhere.changed, nowhere.whole, nowhere.restore) == ("", "", "", "")
    assert there.changed == there.whole == "/films/ballerina/history/3/"
    assert not changes.has_document(gone)
    assert changes.chosen_pair([back, gone, first]) == {"to": 3, "from": 1}


def test_a_page_with_one_revision_has_nothing_to_compare(make_film):
    assert changes.chosen_pair([revision_of(make_film())]) == {}


def test_marks_name_the_parts_but_not_of_a_new_page(make_film, editor):
    page = make_film()
    first = revision_of(page)
    document = first.document | {"runtime": 93, "cast": [{"id": "", "person": "Jeon Jong-seo"}], "body": "She hunts."}
    second = editing.save(page, document, base=1, by=editor, summary="")
    assert [str(mark.label) for mark in changes.marks(first)] == ["New page"]
    assert [str(mark.label) for mark in changes.marks(second)] == ["Facts", "Cast", "Text"]


ENGINE_TAGS = [
    "new",
    "undo",
    "restore",
    "rollback",
    "manual_revert",
    "blanked",
    "replaced",
    "rename",
    "redirect",
    "imported",
    "merged",
    "batch",
    "delete",
    "undelete",
]


@pytest.mark.parametrize("tag", ENGINE_TAGS)
def test_each_tag_of_the_engine_is_said_in_words(tag, make_film):
    revision = revision_of(make_film())
    revision.tags, revision.number = [tag], 2
    assert str(changes.marks(revision)[0].label) == str(changes.TAGS[tag].label)


def test_icons_of_tags_are_in_the_sprite():
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text(encoding="utf-8")
    assert all(f'id="{mark.icon}"' in sprite for mark in changes.TAGS.values() if mark.icon)


def test_what_was_taken_back_says_so(make_film):
    revision = revision_of(make_film())
    revision.is_reverted = True
    (change,) = changes.as_changes([revision])
    assert change.undone
    assert "Taken back" in change.marks


def test_a_small_edit_says_so(make_film):
    revision = revision_of(make_film())
    revision.minor = True
    assert [str(mark.label) for mark in changes.marks(revision)] == ["Small edit", "New page"]


def test_more_marks_than_fit_are_counted(make_film):
    revision = revision_of(make_film())
    revision.tags, revision.number, revision.parts = ["merged"], 2, ["facts", "names", "cast", "crew", "text", "notes"]
    (change,) = changes.as_changes([revision])
    assert change.marks.count("<span") == 7
    assert "+1" in change.marks


def test_changes_are_parted_by_day(make_film):
    newest, older = revision_of(make_film()), revision_of(make_film("The Call"))
    older.at -= timedelta(days=1)
    assert [(name, len(of_day)) for name, of_day in changes.by_day([newest, newest, older])] == [
        ("Today", 2),
        ("Yesterday", 1),
    ]


def test_neighbours_skip_a_deletion(make_film, editor, moderator):
    page = make_film()
    first = revision_of(page)
    editing.delete(page, by=moderator, summary="Twice here")
    third = editing.undelete(page, by=moderator, summary="")
    fourth = editing.save(page, third.document | {"runtime": 93}, base=3, by=editor, summary="")
    assert changes.neighbours(page, third, fourth) == {"earlier": "/films/ballerina/compare/1/3/", "later": ""}
    assert changes.neighbours(page, first, third)["later"] == "/films/ballerina/compare/3/4/"


@pytest.mark.parametrize(("growth", "said"), [(1204, "+1,204"), (-268, "−268"), (0, "±0")])
def test_growth_is_signed(growth, said):
    assert changes.signed(growth) == said


@pytest.mark.parametrize(
    ("growth", "bar"),
    [
        (412, 'class="up" x="50.0" y="1" width="27.4"'),
        (-268, 'class="dn" x="27.9" y="1" width="22.1"'),
        (10**6, 'class="up" x="50.0" y="1" width="46.0"'),
    ],
)
def test_a_bar_grows_with_the_square_root_and_ends(growth, bar):
    assert bar in changes.size_bar(growth)


def test_days_have_names():
    today = timezone.now()
    assert changes.day(today) == "Today"
    assert changes.day((today - timedelta(days=1)).date()) == "Yesterday"
    assert changes.day(today.replace(year=2020, month=2, day=3)) == "3 February 2020"
