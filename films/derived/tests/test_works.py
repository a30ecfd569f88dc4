"""What it takes to say that one film came before another."""

import pytest

from films.derived.works import before, directs, in_order, work_of
from films.kind import FilmKind

from .rows import film, films


@pytest.mark.parametrize(
    ("one", "other", "proven"),
    [
        ("2020", "2021", True),
        ("2020", "2020-05-01", False),
        ("2020-05", "2020-05-31", False),
        ("2020-05", "2020-06", True),
        ("2020-02-29", "2020-03-01", True),
        ("2020-05-01", "2020-05-01", False),
        ("2021", "2020", False),
        ("", "2020", False),
        ("2020", "", False),
    ],
)
def test_an_order_is_said_only_where_no_day_that_the_dates_allow_is_against_it(one, other, proven):
    assert before(film(1, one), film(2, other)) is proven


def test_a_disputed_date_reaches_to_the_last_day_that_a_source_names():
    disputed = film(1, disputed=["2020-10-05", "2020-10-07"])
    assert not before(disputed, film(2, "2020-10-06"))
    assert before(disputed, film(2, "2020-10-08"))
    assert disputed.disputed and not disputed.about


def test_where_a_disputed_date_is_wrong_the_first_sure_one_counts():
    disputed = film(1, "2021", disputed=["2020"])
    assert (disputed.first, disputed.last) == (20200101, 20211231)
    assert not before(disputed, film(2, "2021-06"))


def test_films_without_a_date_come_last():
    assert in_order([1, 2, 3], films(A="", B="2021", C="2020")) == [3, 2, 1]


@pytest.mark.parametrize("job", ["Director", "director", "Co-director"])
def test_directors_direct(job):
    assert directs(job)


@pytest.mark.parametrize(
    "job", ["Assistant director", "Second unit director", "Director’s assistant", "Director of photography", ""]
)
def test_their_assistants_do_not(job):
    assert not directs(job)


def document(*releases, year=None):
    rows = [{"date": date, "disputed": disputed} for date, disputed in releases]
    return FilmKind().blank() | {"releases": rows, "year": year}


def test_a_document_says_the_same_as_its_rows():
    shown = work_of(document(("2023-10-06", True), ("2023-10-05", True), ("2023-10-06", False)))
    assert (shown.first, shown.last, shown.disputed) == (20231005, 20231006, True)
    assert work_of(document(("2020~", False), ("2021", False)))[2:5] == (20200101, 20211231, True)
    assert work_of(document(("2020", False), ("2023", True)))[2:6] == (20200101, 20201231, False, False)
    assert work_of(document(year=1999))[2:4] == (19990101, 19991231)
    assert work_of(document())[2:4] == (0, 0)
