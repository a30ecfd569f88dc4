"""What history and recent changes are drawn with."""

from datetime import timedelta

import pytest
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
    assert changes.change_address(first) == "/films/ballerina/history/1/"
    assert changes.change_address(second) == "/films/ballerina/compare/1/2/"


def test_a_deletion_leads_nowhere_and_what_comes_after_it_to_itself(make_film, moderator):
    page = make_film()
    first = revision_of(page)
    gone = editing.delete(page, by=moderator, summary="Twice here")
    back = editing.undelete(page, by=moderator, summary="")
    assert changes.change_address(gone) == ""
    assert changes.change_address(back) == "/films/ballerina/history/3/"
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
