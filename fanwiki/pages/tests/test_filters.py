"""Histories and recent changes by part, author, tag and kind: every state has an address, and none breaks."""

import pytest
from django.utils import timezone

from fanwiki.pages import editing
from fanwiki.pages.editing import Entry
from fanwiki.pages.models import Page
from fanwiki.pages.views import lists

from .test_history_view import text
from .test_save import change

pytestmark = pytest.mark.django_db
HISTORY = "/films/ballerina/history/"


@pytest.fixture
def film(make_film, editor, other_editor):
    """1 begun by the site, 2 facts by hanbit, 3 text by minseo, 4 cast by hanbit."""
    page = make_film("Ballerina", runtime=90)
    change(page, editor, runtime=93)
    change(page, other_editor, body="She hunts.")
    change(page, editor, cast=[{"id": "", "person": "Jeon Jong-seo"}])
    return page


def shown(client, address):
    """Numbers of the revisions that a list shows, newest first."""
    found = client.get(address)
    assert found.status_code == 200
    listed = found.context["changes"] if address.startswith("/recent/") else found.context["revisions"]
    return [revision.number for revision in listed]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [4, 3, 2, 1]),
        ("?part=text", [3]),
        ("?part=cast", [4]),
        ("?part=facts", [2, 1]),
        ("?by=hanbit", [4, 2]),
        ("?by=HanBit", [4, 2]),
        ("?by=+hanbit+", [4, 2]),
        ("?by=hanbi", []),
        ("?by=Fanwiki", [1]),
        ("?tag=new", [1]),
        ("?tag=restore", []),
        ("?part=facts&by=hanbit", [2]),
        ("?by=hanbit&before=4", [2]),
        ("?part=text&before=3", []),
        ("?part=&by=&tag=", [4, 3, 2, 1]),
    ],
)
def test_a_history_shows_what_was_asked_for(query, numbers, film, client):
    assert shown(client, HISTORY + query) == numbers


def test_recent_changes_are_narrowed_by_kind_and_size_too(film, make_person, editor, client):
    make_person("Jeon Jong-seo")
    film.refresh_from_db()
    document = film.head.document | {"runtime": 94}
    editing.save(film, document, base=4, by=editor, summary="", minor=True)
    assert shown(client, "/recent/?kind=person") == [1]
    assert shown(client, "/recent/?kind=film&by=hanbit") == [5, 4, 2]
    assert shown(client, "/recent/?kind=film&by=hanbit&hide_small=on") == [4, 2]
    assert shown(client, "/recent/?part=cast") == [4]


def test_tags_of_the_engine_can_be_asked_for(film, editor, moderator, logged_in):
    editing.restore(film, 1, base=4, by=editor, summary="")
    editing.delete(Page.objects.get(pk=film.pk), by=moderator, summary="Twice here")
    browser = logged_in(moderator)
    assert shown(browser, f"{HISTORY}?tag=restore") == [5]
    assert shown(browser, f"{HISTORY}?tag=delete") == [6]


def test_an_author_without_an_account_is_found_by_name(film, client):
    document = film.head.document
    editing.record(film, [Entry(document | {"runtime": 95}, at=timezone.now(), by_name="Old Kim")])
    assert shown(client, f"{HISTORY}?by=old+kim") == [5]
    assert shown(client, f"{HISTORY}?tag=imported") == [5]


def test_a_look_alike_of_a_name_is_another_name(film, client):
    assert shown(client, f"{HISTORY}?by=h\u0430nbit") == []  # a Cyrillic а


@pytest.mark.parametrize("address", [HISTORY, "/recent/"])
def test_nothing_that_matches_is_said_with_a_way_back(address, film, client):
    page = text(client, f"{address}?by=nobody")
    assert "Nothing matches." in page
    assert f'href="{address}">Show all changes' in page


BAD = [
    "part=%00",
    "by=%00",
    "tag=%00",
    "kind=%00",
    "before=%00",
    "part=nowhere",
    "tag=reverted",
    "kind=opera",
    "part=" + "x" * 10_000,
    "by=" + "x" * 10_000,
    "by=%FF%FE",
    "by=%ED%A0%80",
    "by=%27%20OR%201%3D1--",
    "by=%25",
    "by=_",
    "part=facts&part=text",
    "before=99999999999999999999",
    "before=999999999999999999&by=hanbit",
    "before=-1&by=hanbit",
    "hide_small=maybe",
]


@pytest.mark.parametrize("query", BAD, ids=[query[:30] for query in BAD])
@pytest.mark.parametrize("address", [HISTORY, "/recent/"])
def test_what_cannot_be_asked_is_never_an_error(address, query, film, client):
    assert client.get(f"{address}?{query}").status_code == 200


def test_a_part_that_does_not_exist_is_told_and_narrows_nothing(film, client):
    page = text(client, f"{HISTORY}?part=nowhere&by=hanbit")
    assert "There is no such choice." in page and 'value="nowhere"' not in page
    assert shown(client, f"{HISTORY}?part=nowhere&by=hanbit") == [4, 2]


def test_signs_of_a_pattern_in_a_name_are_only_signs(film, client):
    assert shown(client, f"{HISTORY}?by=han%25") == shown(client, f"{HISTORY}?by=hanbi_") == []


def test_older_pages_of_a_narrowed_list_keep_the_filters(film, editor, other_editor, client):
    for n in range(60):
        change(film, editor if n % 6 else other_editor, runtime=100 + n)
    first = client.get(f"{HISTORY}?part=facts&by=hanbit")
    assert first.content.decode().count('name="from"') == 50
    assert "?part=facts&amp;by=hanbit&amp;before=" in first.content.decode()
    older = first.context["older"]
    page = text(client, f"{HISTORY}?part=facts&by=hanbit&before={older}")
    assert page.count('class="no"') == 1  # 51 of them are hanbit's
    assert 'href="?part=facts&amp;by=hanbit&amp;"' in page


def test_rows_of_a_narrowed_history_can_be_compared(film, client):
    page = text(client, f"{HISTORY}?by=hanbit")
    assert 'name="to" value="4" checked' in page and 'name="from" value="2" checked' in page
    assert client.get("/films/ballerina/compare/?from=2&to=4").url == "/films/ballerina/compare/2/4/"


def test_the_form_shows_what_it_was_asked_and_can_be_emptied(film, client):
    page = text(client, f"{HISTORY}?part=cast&by=hanbit")
    assert '<option value="cast" selected>' in page and 'value="hanbit"' in page
    assert f'href="{HISTORY}"' in page and "Remove filters" in page
    assert "Remove filters" not in text(client, HISTORY)


@pytest.mark.parametrize("address", [HISTORY, "/recent/"])
@pytest.mark.parametrize("query", ["?part=facts&by=hanbit&tag=undo", "?by=nobody", "?by=hanbit"])
def test_a_narrowed_list_costs_a_fixed_number_of_queries(
    address, query, film, editor, client, django_assert_max_num_queries
):
    for n in range(60):
        change(film, editor, runtime=100 + n)
    with django_assert_max_num_queries(6):
        text(client, address + query)


def test_what_is_rare_is_looked_for_in_bounded_steps(film, editor, client, monkeypatch):
    monkeypatch.setattr(lists, "FAR", 10)
    for n in range(30):
        change(film, editor, runtime=100 + n)
    found = client.get("/recent/?part=text")
    older = found.context["older"]
    assert found.context["changes"] == [] and older
    assert "There may be something further back." in found.content.decode()
    seen = []
    while older:
        found = client.get(f"/recent/?part=text&before={older}")
        seen += [revision.number for revision in found.context["changes"]]
        assert found.context["older"] is None or found.context["older"] < older
        older = found.context["older"]
    assert seen == [3]
