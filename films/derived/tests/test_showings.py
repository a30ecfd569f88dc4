"""Releases of one day; upcoming, out today, years ago."""

import datetime

import pytest

from films.derived.showings import AGO, TODAY, UPCOMING, Status, same_day, status

from .rows import film


def release(date, kind, *, disputed=False):
    return {"date": date, "kind": kind, "disputed": disputed, "event": "", "platform": ""}


def test_two_kinds_on_one_day():
    (told,) = same_day([release("2023-10-06", "festival"), release("2023-10-06", "streaming")])
    assert (told.date, told.differ, told.perhaps, len(told.proof)) == ("2023-10-06", False, False, 2)


def test_a_disputed_row_softens_it_and_a_sure_one_of_the_same_kind_does_not():
    rows = [release("2023-10-06", "festival", disputed=True), release("2023-10-06", "streaming")]
    assert same_day(rows)[0].differ
    assert not same_day([*rows, release("2023-10-06", "festival")])[0].differ


def test_a_date_that_is_about_softens_it():
    assert same_day([release("2023-10-06~", "festival"), release("2023-10-06", "streaming")])[0].perhaps


@pytest.mark.parametrize("date", ["2023", "2023-10", ""])
def test_a_partial_date_is_no_day(date):
    assert same_day([release(date, "festival"), release(date, "streaming")]) == []


def test_one_kind_in_two_places_is_nothing_to_tell():
    assert same_day([release("2023-10-06", "tv"), release("2023-10-06", "tv")]) == []


@pytest.mark.parametrize(
    ("date", "today", "expected"),
    [
        ("2027-01-01", "2026-11-25", Status(UPCOMING, "2027-01-01", 0, False, False)),
        ("2027", "2026-11-25", Status(UPCOMING, "2027", 0, False, False)),
        ("2026-11-25", "2026-11-25", Status(TODAY, "2026-11-25", 0, False, False)),
        ("2026-11-24", "2026-11-25", None),
        ("2026", "2026-11-25", None),
        ("2025-11-25", "2026-11-25", Status(AGO, "2025-11-25", 1, False, False)),
        ("2025-11-26", "2026-11-25", None),
        ("2024-02-29", "2025-02-28", None),
        ("2024-02-29", "2025-03-01", Status(AGO, "2024-02-29", 1, False, False)),
        ("2017", "2026-11-25", Status(AGO, "2017", 9, True, False)),
        ("2025", "2026-11-25", None),
        ("2017-03~", "2026-11-25", Status(AGO, "2017-03~", 9, True, False)),
        ("", "2026-11-25", None),
    ],
)
def test_what_the_day_makes_of_a_date(date, today, expected):
    assert status(film(1, date), date, datetime.date.fromisoformat(today)) == expected


def test_a_disputed_day_says_so():
    disputed = film(1, disputed=["2023-10-05", "2023-10-06"])
    assert status(disputed, "2023-10-05", datetime.date(2026, 11, 25)) == Status(AGO, "2023-10-05", 3, False, True)
    assert status(disputed, "2023-10-05", datetime.date(2026, 10, 5)).about
    assert status(disputed, "2023-10-05", datetime.date(2023, 10, 5)) is None
