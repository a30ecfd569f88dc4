"""A disk that is full: nothing that was answered is lost, and what was typed comes back."""

from random import Random
from string import ascii_lowercase

import pytest
from django.db import connection

from fanwiki.pages.models import Revision

from .test_edit_view import form_data

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told how large it may get"),
]

LONG = " ".join("".join(Random(n).choices(ascii_lowercase, k=9)) for n in range(40_000))  # packing makes it little less


@pytest.fixture
def full_disk():
    """From its call on, the database may not grow."""

    def fill():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

    yield fill
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 4294967294")


@pytest.mark.parametrize("do", ["publish", "preview", "changes"])
def test_what_cannot_be_stored_comes_back_as_it_was_typed(do, make_film, editor, logged_in, full_disk):
    film, browser = make_film(), logged_in(editor)
    form = form_data(film, body=LONG) | {"do": do}
    full_disk()
    answer = browser.post("/films/ballerina/edit/", form)
    assert answer.status_code == 503 and LONG.strip() in answer.content.decode()
    assert Revision.objects.count() == 1


def test_a_draft_that_cannot_be_stored_is_not_said_to_be_kept(make_film, editor, logged_in, full_disk):
    film, browser = make_film(), logged_in(editor)
    form = form_data(film, body=LONG) | {"draft": "a" * 22, "draft_seq": "1"}
    full_disk()
    answer = browser.post("/films/ballerina/edit/draft/", form)
    assert answer.status_code == 503
