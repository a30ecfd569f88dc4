"""How often one account may act."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from fanwiki.accounts import limits
from fanwiki.accounts.models import User


@pytest.fixture(autouse=True)
def a_minute_that_has_just_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = time.time() // limits.MINUTE * limits.MINUTE + 1
    monkeypatch.setattr(limits.time, "time", lambda: begun)


def times_allowed(user: User, action: limits.Action, tries: int) -> int:
    return sum(limits.allow(user, action) for _ in range(tries))


@pytest.mark.parametrize(("action", "places"), [("edit", 30), ("preview", 120), ("upload", 8)])
def test_a_new_account_has_so_many_places_in_a_minute(editor: User, action: limits.Action, places: int) -> None:
    assert times_allowed(editor, action, places + 3) == places


def test_an_account_of_four_days_edits_more(editor: User) -> None:
    editor.date_joined = timezone.now() - timedelta(days=4, minutes=1)
    assert times_allowed(editor, "edit", 123) == 120


def test_an_account_of_four_days_uploads_more_once_it_has_edited_ten_times(editor: User, make_film: Any) -> None:
    editor.date_joined = timezone.now() - timedelta(days=4, minutes=1)
    assert times_allowed(editor, "upload", 12) == 8
    cache.clear()
    for number in range(10):
        make_film(f"Film {number}", by=editor)
    assert times_allowed(editor, "upload", 40) == 30


def test_accounts_and_actions_do_not_share_places(editor: User, other_editor: User) -> None:
    assert times_allowed(editor, "upload", 9) == 8
    assert limits.allow(other_editor, "upload")
    assert limits.allow(editor, "edit")


def test_the_next_minute_has_places_again(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert times_allowed(editor, "upload", 9) == 8
    later = limits.time.time() + limits.wait()
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert limits.allow(editor, "upload")


def test_who_only_reads_is_counted_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sum(limits.spare("192.0.2.1", "search") for _ in range(700)) == 600
    assert limits.spare("192.0.2.2", "search")
    later = limits.time.time() + limits.wait()
    monkeypatch.setattr(limits.time, "time", lambda: later)
    assert limits.spare("192.0.2.1", "search") and len(limits.asked) == 1


def test_waiting_ends_with_the_minute() -> None:
    assert limits.wait() == 59


def test_a_load_test_may_switch_them_off(editor: User, settings: Settings) -> None:
    settings.RATE_LIMITS = False
    assert times_allowed(editor, "upload", 20) == 20


@pytest.mark.skipif(bool(site.REDIS_URL), reason="counts in Redis, without a query")
def test_a_refusal_costs_one_query(editor: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    times_allowed(editor, "upload", 8)
    with django_assert_num_queries(1):
        assert not limits.allow(editor, "upload")


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_never_pass_more_than_the_limit() -> None:
    user = User.objects.create_user("hanbit")
    cache.clear()

    def one_try(_: int) -> bool:
        try:
            return limits.allow(user, "upload")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as workers:
        assert sum(workers.map(one_try, range(24))) == 8
