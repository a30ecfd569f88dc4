"""Who wrote what follows from the history of a page after every change of it, whatever door it came through."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as property_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from conftest import make_page, make_user
from fanwiki.blame.models import Origin, Traced
from fanwiki.blame.tracing import all_stored, stored, walked
from fanwiki.pages import editing, upkeep
from fanwiki.pages.editing import Entry
from fanwiki.pages.refusals import Conflict
from fanwiki.pages.tests.test_save import change
from fanwiki.pages.undoing import Refused
from fanwiki.text import blame

pytestmark = pytest.mark.django_db

FIRST, SECOND = {"id": "a", "person": "Jeon Jong-seo"}, {"id": "b", "person": "Kim Ji-hoon"}


def wrote(page):
    """{what: number of the revision that brought it} for all that the page says now."""
    page.refresh_from_db()
    document = page.head.document
    rows = [row for name, listed in document.items() if blame.is_rows(listed) for row in blame.rows(name, listed)]
    keys = {thing.name: thing.key for thing in (*blame.facts(document), *rows)}
    keys |= {text: blame.paragraph_key(text) for text in blame.paragraphs(document["body"])}
    origins = stored(page, keys.values())
    return {name: origins[key].number if key in origins else 1 for name, key in keys.items()}


def undo(page, number, by):
    page.refresh_from_db()
    return editing.undo(page, number, number, base=page.head.number, by=by, summary="")


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film("Ballerina", runtime=90, body="One is here.\n\nTwo is here.", cast=[FIRST])
    change(page, editor, runtime=93, body="One is here.\n\nTwo was there.", cast=[FIRST | {"character_as": "Ok-ju"}])
    change(page, other_editor, countries=["KR"], cast=[FIRST | {"character_as": "Ok-ju"}, SECOND])
    return page


def test_each_thing_is_of_the_revision_that_said_it(film):
    found = wrote(film)
    assert (found["title"], found["runtime"], found["countries"]) == (1, 2, 3)
    assert (found["cast.a"], found["cast.b"]) == (2, 3)
    assert (found["One is here."], found["Two was there."]) == (1, 2)
    assert list(upkeep.verify()) == []


def test_what_is_restored_goes_back_to_its_first_author(film, editor, other_editor):
    change(film, other_editor, runtime=None, body="", cast=[])
    editing.restore(film, 2, base=4, by=other_editor, summary="")
    found = wrote(film)
    assert (found["runtime"], found["cast.a"], found["One is here."], found["Two was there."]) == (2, 2, 1, 2)
    assert list(upkeep.verify()) == []


def test_what_an_undo_brings_back_too(film, other_editor):
    change(film, other_editor, year=2023)
    undo(film, 2, other_editor)
    found = wrote(film)
    assert (found["runtime"], found["cast.a"], found["Two is here."], found["year"]) == (1, 1, 1, 4)
    undo(film, 5, other_editor)
    found = wrote(film)
    assert (found["runtime"], found["cast.a"], found["Two was there."]) == (2, 2, 2)
    assert list(upkeep.verify()) == []


def test_what_a_rollback_brings_back_too(film, moderator):
    editing.rollback(film, base=3, by=moderator, summary="")
    assert "countries" not in wrote(film) and film.head.number == 4
    change(film, moderator, countries=["KR"])
    assert wrote(film)["countries"] == 3
    assert list(upkeep.verify()) == []


def test_what_is_put_back_by_hand_or_moved_stays_whose_it_was(film, other_editor):
    change(film, other_editor, body="")
    change(film, other_editor, body="Two was there.\n\nNew.\n\nOne is here.")
    assert {name: wrote(film)[name] for name in ("Two was there.", "New.", "One is here.")} == {
        "Two was there.": 2,
        "New.": 5,
        "One is here.": 1,
    }


def test_a_merge_gives_each_side_its_own(film, editor, other_editor):
    change(film, editor, body="One is here, she said.\n\nTwo was there.", cast=[])
    merged = change(film, other_editor, base=3, body="One is here.\n\nTwo was there, he said.", year=2023)
    assert "merged" in merged.tags
    found = wrote(film)
    assert (found["One is here, she said."], found["Two was there, he said."], found["year"]) == (4, 5, 5)
    assert list(upkeep.verify()) == []


def test_words_of_one_paragraph_that_two_wrote_at_once_are_each_theirs(make_film, editor, other_editor):
    film = make_film(body="One woman dances alone in an empty hall.")
    change(film, editor, body="One young woman dances alone in an empty hall.")
    change(film, other_editor, base=1, body="One woman dances alone in an empty old hall.")
    text = film.revisions.get(number=3).document["body"]
    assert text == "One young woman dances alone in an empty old hall."
    runs = stored(film, [blame.paragraph_key(text)])[blame.paragraph_key(text)].runs
    assert blame.shares(runs) == {1: len(text) - 10, 2: 6, 3: 4}


def test_words_that_an_undo_brings_back_into_a_paragraph_that_went_on_are_their_writers(
    make_film, editor, other_editor
):
    film = make_film(body="One young woman dances alone in an empty hall.")
    change(film, editor, body="One woman dances alone in an empty hall.")
    change(film, other_editor, body="One woman dances alone in an empty old hall.")
    undo(film, 2, editor)
    text = film.revisions.get(number=4).document["body"]
    assert text == "One young woman dances alone in an empty old hall."
    key = blame.paragraph_key(text)
    assert blame.shares(stored(film, [key])[key].runs) == {1: len(text) - 4, 3: 4}
    assert list(upkeep.verify()) == []


def test_a_rename_changes_the_title_alone(film, editor):
    before = wrote(film)
    editing.rename(film, "The Ballerina", was="Ballerina", by=editor, summary="")
    assert wrote(film) == before | {"title": 4}
    assert list(upkeep.verify()) == []


def test_a_page_that_was_deleted_comes_back_as_it_was_written(film, editor, moderator):
    before = wrote(film)
    editing.delete(film, by=moderator, summary="")
    assert list(upkeep.verify()) == []
    editing.undelete(film, by=moderator, summary="")
    assert wrote(film) == before
    change(film, editor, runtime=95)
    assert wrote(film) == before | {"runtime": 6}
    assert list(upkeep.verify()) == []


def test_a_page_that_was_deleted_at_once_comes_back_too(make_film, moderator):
    film = make_film(runtime=90)
    editing.delete(film, by=moderator, summary="")
    editing.undelete(film, by=moderator, summary="")
    assert wrote(film)["runtime"] == 1
    assert list(upkeep.verify()) == []


def test_a_new_page_costs_nothing(make_film):
    with CaptureQueriesContext(connection) as asked:
        make_film(runtime=90, body="Text.", cast=[FIRST])
    assert not [query for query in asked if "blame_" in query["sql"]]
    assert not Origin.objects.exists() and not Traced.objects.exists()


def test_a_change_costs_two_statements_and_one_where_a_paragraph_changed(film, editor):
    for fields, asked in (({"runtime": 95}, 2), ({"body": "One is here.\n\nTwo was not there."}, 3)):
        with CaptureQueriesContext(connection) as queries:
            change(film, editor, **fields)
        assert len([query for query in queries if "blame_" in query["sql"]]) == asked


def entry(day, **fields):
    return Entry({"kind": "film", "title": "Ballerina"} | fields, datetime(2023, 10, day, tzinfo=UTC), by_name="Dal")


def test_revisions_that_are_recorded_at_once_are_followed_one_by_one(editor):
    film = editing.record(
        None, [entry(1, runtime=90), entry(2, runtime=90, year=2023), entry(3, runtime=93, year=2023)]
    )
    assert (wrote(film)["runtime"], wrote(film)["year"]) == (3, 2)
    editing.record(film, [entry(4, runtime=90), entry(5, runtime=90, countries=["KR"])])
    assert (wrote(film)["runtime"], wrote(film)["countries"]) == (1, 5)
    assert list(upkeep.verify()) == []


def test_a_page_from_before_is_caught_up_by_its_next_change(film, editor):
    before = wrote(film)
    Origin.objects.all().delete()
    Traced.objects.all().delete()
    change(film, editor, year=2023)
    assert wrote(film) == before | {"year": 4}
    assert list(upkeep.verify()) == []


def test_verify_tells_and_rebuild_mends(film, capsys):
    before = wrote(film)
    Origin.objects.filter(number=2).update(number=3)
    assert "who wrote what differs" in "".join(upkeep.verify())
    call_command("rebuild")
    assert list(upkeep.verify()) == [] and wrote(film) == before


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("runtime"), st.integers(90, 92)),
        st.tuples(st.just("body"), st.lists(st.sampled_from(["One is.", "Two are.", "Three were."])).map("\n\n".join)),
        st.tuples(
            st.just("cast"), st.lists(st.sampled_from([FIRST, SECOND, FIRST | {"character_as": "X"}]), max_size=1)
        ),
        st.tuples(st.sampled_from(["restore", "undo"]), st.integers(1, 6)),
        st.tuples(st.sampled_from(["delete", "rename", "record", "stale"]), st.integers(90, 92)),
    ),
    max_size=8,
)


class TestRandomHistories(TestCase):
    """Through the engine's own doors, whatever they refuse."""

    @property_settings(max_examples=25, deadline=None)
    @given(STEPS)
    def test_every_door_leaves_what_the_whole_history_says(self, steps):
        by = make_user("dal", is_moderator=True)
        page = make_page("film", "Ballerina", runtime=90, body="One is.\n\nTwo are.")
        for what, value in steps:
            page.refresh_from_db()
            with suppress(Conflict, Refused):
                step(page, what, value, by)
        page.refresh_from_db()
        assert all_stored(page) == walked(page, {})
        assert wrote(page) == slowly(page)


def step(page, what, value, by):
    head = page.head.number
    if what == "restore" and value <= head:
        if page.revisions.get(number=value).packed:
            editing.restore(page, value, base=head, by=by, summary="")
    elif what == "undo" and 1 < value <= head:
        if not {"delete", "undelete", "rename"} & {*page.revisions.get(number=value).tags}:
            editing.undo(page, value, value, base=head, by=by, summary="", keep=True)
    elif what == "delete":
        editing.delete(page, by=by, summary="")
        editing.undelete(page, by=by, summary="")
    elif what == "rename":
        editing.rename(page, f"Ballerina {value}", was=page.title, by=by, summary="")
    elif what == "record":
        fields = {"kind": "film", "title": page.title}
        editing.record(page, [Entry(fields | {"runtime": n}, datetime(2023, 1, 1, tzinfo=UTC)) for n in (value, 1)])
    elif what == "stale":
        base = head - 1 if head > 1 and page.revisions.get(number=head - 1).packed else head
        change(page, by, base=base, year=value + 1900)
    elif what in ("runtime", "body", "cast"):
        change(page, by, **{what: value})


def slowly(page):
    """From plain values: the first document of the whole history that says the same."""
    documents = [(r.number, r.document) for r in page.revisions.order_by("number") if r.packed]

    def says(document):
        plain = {name: value for name, value in document.items() if not isinstance(value, (list, dict)) and value}
        plain |= {
            name: value for name, value in document.items() if isinstance(value, list) and not blame.is_rows(value)
        }
        rows = {f"{name}.{row['id']}": row for name, value in document.items() if blame.is_rows(value) for row in value}
        texts = {text: text for text in document["body"].split("\n\n")}
        return {k: v for k, v in (plain | rows | texts).items() if v and k not in ("body", "kind", "version")}

    last = says(documents[-1][1])
    return {
        what: next(n for n, document in documents if says(document).get(what) == value) for what, value in last.items()
    }
