"""Tags that the engine sets by itself, and what is marked as reverted."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.models import Reversal

from .test_save import change

pytestmark = pytest.mark.django_db

LONG = "A former bodyguard hunts the man who drove her only friend to death. " * 10


def reverted(page):
    return sorted(Reversal.objects.filter(undone__page=page).values_list("undone__number", flat=True))


def test_taking_all_text_away_is_blanking(make_film, editor):
    page = make_film(body="A film.")
    assert change(page, editor, body="").tags == ["blanked"]


def test_writing_something_else_over_a_long_text_is_replacing(make_film, editor):
    page = make_film(body=LONG)
    assert change(page, editor, body="HAHAHA " * 100).tags == ["replaced"]


def test_shortening_moving_and_rewriting_a_short_text_is_neither(make_film, editor):
    page = make_film(body=LONG)
    assert change(page, editor, body=LONG[:200]).tags == []
    assert change(page, editor, body="Something else altogether.").tags == []
    assert change(page, editor, body="And something else again.").tags == []


def test_going_back_by_hand_is_noticed_and_marks_what_it_reverted(make_film, editor, other_editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=1)
    change(page, editor, runtime=2)
    assert change(page, other_editor, runtime=90).tags == ["manual_revert"]
    assert reverted(page) == [2, 3]


def test_restoring_marks_everything_since_as_reverted(make_film, editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=1)
    change(page, editor, runtime=2)
    editing.restore(page, 1, base=3, by=editor, summary="")
    assert reverted(page) == [2, 3]


def test_an_ordinary_edit_has_no_tag(make_film, editor):
    page = make_film(body=LONG)
    assert change(page, editor, runtime=93).tags == []
    assert reverted(page) == []
