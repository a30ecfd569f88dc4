import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.dates import FIRST_YEAR, LAST_YEAR, PartialDate, parse

marks = st.sampled_from(["", "~", "?"])
days = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    ("typed", "date", "normal", "number"),
    [
        ("2023", PartialDate(2023), "2023", 20230000),
        ("2023-10", PartialDate(2023, 10), "2023-10", 20231000),
        ("2023-10-06", PartialDate(2023, 10, 6), "2023-10-06", 20231006),
        ("2023-10-06~", PartialDate(2023, 10, 6, "~"), "2023-10-06~", 20231006),
        ("2023?", PartialDate(2023, mark="?"), "2023?", 20230000),
        (" 2023-1-6 ~ ", PartialDate(2023, 1, 6, "~"), "2023-01-06~", 20230106),
        ("2023/10/06", PartialDate(2023, 10, 6), "2023-10-06", 20231006),
        ("2023.10.06.", PartialDate(2023, 10, 6), "2023-10-06", 20231006),
        ("２０２３－１０", PartialDate(2023, 10), "2023-10", 20231000),
        ("1870", PartialDate(1870), "1870", 18700000),
        ("2100-12-31", PartialDate(2100, 12, 31), "2100-12-31", 21001231),
        ("2024-02-29", PartialDate(2024, 2, 29), "2024-02-29", 20240229),
    ],
)
def test_a_date_is_read(typed: str, date: PartialDate, normal: str, number: int) -> None:
    assert parse(typed) == date
    assert str(date) == normal
    assert date.number == number


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "~", "23", "20233", "1869", "2101", "2023-13", "2023-00", "2023-10-00", "2023-02-29", "2023-02-30",
        "1900-02-29", "2023-10-32", "2023-10/06", "2023-", "2023--10", "-2023", "2023-10-06-01", "2023-10-06~?",
        "2023~~", "~2023", "c. 2023", "06.10.2023", "October 2023", "2023-10-06T12:00", "2023\n2024", "2023\0",
        "٢٠٢٣", "2023 10", "1e3", "0x7e7", "9" * 5000, "😀",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse(typed)


@given(days, marks)
def test_every_real_day_comes_back(day: datetime.date, mark: str) -> None:
    date = parse(day.isoformat() + mark)
    assert date == PartialDate(day.year, day.month, day.day, mark)
    assert str(date) == day.isoformat() + mark


@given(days, days)
def test_numbers_have_the_order_of_the_days(one: datetime.date, other: datetime.date) -> None:
    numbers = [parse(day.isoformat()).number for day in (one, other)]
    assert (numbers[0] < numbers[1]) == (one < other)


@given(days)
def test_a_year_comes_before_its_months_and_a_month_before_its_days(day: datetime.date) -> None:
    year, month, whole = (parse(day.isoformat()[:length]).number for length in (4, 7, 10))
    assert year < month < whole


@given(st.text() | st.from_regex(r"\d{4}([-/.]\d{1,2}){0,3}\.?[~?]?"))
def test_anything_is_read_to_its_normal_form_or_refused(typed: str) -> None:
    try:
        date = parse(typed)
    except ValueError:
        return
    assert parse(str(date)) == date
