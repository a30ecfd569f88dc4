"""inserting.insert: rows as `bulk_create` stores them."""

import pytest

from fanwiki.pages.inserting import Existing, insert, insert_one, insert_values
from fanwiki.pages.models import Listed, Name, Source, Title

pytestmark = pytest.mark.django_db


def stored(model, page):
    return [row | {"id": 0} for row in model.objects.filter(page=page, row__startswith="x").order_by("row").values()]


def rows_of(page, n):
    said = {"src": ["kbs", "전종서"], "note": "100 % “sure”", "lang": "ko", "primary": bool(n % 2)}
    return Name(page=page, row=f"x{n}", position=n or None, text=f"이름 {n}", key=f"이름{n}", **said)


def test_they_are_what_bulk_create_stores(make_film):
    ours, theirs = make_film("Ours"), make_film("Theirs")
    insert([rows_of(ours, n) for n in range(3)])
    Name.objects.bulk_create([rows_of(theirs, n) for n in range(3)])
    assert stored(Name, ours) == [row | {"page_id": ours.pk} for row in stored(Name, theirs)]


def test_more_rows_than_one_statement_takes(make_film):
    page = make_film()
    insert([Source(page=page, row=f"x{n}", position=n, key=f"k{n}", title=f"Title {n}") for n in range(5000)])
    assert Source.objects.filter(page=page).count() == 5000


def test_rows_that_are_there_are_left_alone_where_that_is_asked():
    insert([Title(kind="film", key="call", printed="Call")])
    names = ("kind", "key", "printed", "shared")
    rows = [("film", key, key.upper(), False) for key in ("call", "call2")]
    assert insert_values(Title, names, rows, existing=Existing(), tell=("key",)) == [("call2",)]
    assert list(Title.objects.order_by("key").values_list("printed", flat=True)) == ["Call", "CALL2"]


def test_rows_that_are_there_get_the_columns_that_are_named(make_film):
    page = make_film()
    was = Listed.objects.get(page=page)
    new = Listed(page=page, kind="other", chunk=7, own="own", given="given")
    insert([new], existing=Existing("page_id", ("own", "given")))
    now = Listed.objects.get(page=page)
    assert (now.kind, now.chunk, now.own, now.given) == (was.kind, was.chunk, "own", "given")


def test_one_row_is_told_its_key():
    row = Title(kind="film", key="call", printed="Call")
    insert_one(row)
    assert Title.objects.get() == row


def test_one_row_is_refused_where_one_like_it_is_there():
    insert_one(Title(kind="film", key="call", printed="Call"))
    row = Title(kind="film", key="call", printed="CALL")
    assert not insert_one(row, existing=Existing())
    assert (row.pk, Title.objects.get().printed) == (None, "Call")


def test_nothing_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
