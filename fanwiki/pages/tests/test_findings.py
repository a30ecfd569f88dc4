"""What is found is what there is to find, however the pages came to be as they are."""

import json

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanwiki.accounts.models import User
from fanwiki.pages import editing, findings, kinds, places, rendering, upkeep
from fanwiki.pages.checks import before
from fanwiki.pages.models import Finding, Page
from fanwiki.pages.shape import Invalid

from .test_save import change

pytestmark = pytest.mark.django_db


def found(page):
    return set(Finding.objects.filter(page=page).values_list("name", flat=True))


def names(name):
    return set(Finding.objects.filter(name=name).values_list("page__title", flat=True))


@pytest.mark.parametrize(
    ("one", "other", "is_before"),
    [
        ("1990", "1991", True),
        ("1990-05", "1990-06-01", True),
        ("1990", "1990-05", False),
        ("1990-05-01", "1990-05", False),
        ("1990?", "1995", False),
        ("1990", "1995~", False),
        ("", "1995", False),
        ("1991", "1990", False),
    ],
)
def test_a_date_is_before_another_only_where_that_is_certain(one, other, is_before):
    assert before(one, other) is is_before


# --- Pages of any kind ------------------------------------------------------------------------------------------------


def test_what_any_page_may_lack(make_article, editor):
    page = make_article("Bare", body="A fact.[^nobody]")
    assert found(page) >= {"no-description", "unknown-sources", "orphans"}
    sources = [{"key": "asiae", "title": "An article"}, {"key": "idle", "title": "Never cited"}]
    change(page, editor, description="Said.", body="A fact.[^asiae]", sources=sources)
    assert found(page) == {"sources-never-cited", "orphans", "no-picture"}
    (proof,) = Finding.objects.filter(name="sources-never-cited")
    assert [row["key"] for _list, row in proof.detail["rows"]] == ["idle"]


def test_a_picture_is_missed_only_where_pages_have_pictures():
    (own,) = (one for one in findings.own if one.check.name == "no-picture")
    assert own.find({"picture": ""}, None) == {} and own.find({"picture": "A title"}, None) is None
    assert own.find({}, None) is None


def test_facts_without_a_source_are_shown_a_few_at_a_time(make_film, editor):
    sources = [{"key": "asiae", "title": "An article"}]
    cast = [{"person": f"Person {n}"} for n in range(6)]
    page = make_film(cast=cast, sources=sources)
    detail = Finding.objects.get(page=page, name="facts-without-source").detail
    assert len(detail["rows"]) == findings.SHOWN and detail["more"] == 2
    change(page, editor, cast=[row | {"src": ["asiae"]} for row in cast])
    assert "facts-without-source" not in found(page)


def test_a_relation_that_ends_before_it_begins(make_person, editor):
    relation = {"type": "member_of", "to": "A group", "start": "2020", "end": "2019"}
    page = make_person(relations=[relation])
    assert "relations-that-end-first" in found(page)
    change(page, editor, relations=[relation | {"end": "2020"}])
    assert "relations-that-end-first" not in found(page)


# --- Orphans ----------------------------------------------------------------------------------------------------------


def test_an_orphan_is_nobody_names_until_somebody_does(make_film, make_person, moderator, editor):
    person = make_person("Jeon Jong-seo", body="[[Jeon Jong-seo]]")
    assert "orphans" in found(person)
    film = make_film("Ballerina", cast=[{"person": "Jeon Jong-seo"}])
    assert "orphans" not in found(person)
    change(film, editor, cast=[])
    assert "orphans" in found(person)
    change(film, editor, body="[[Jeon Jong-seo]]")
    assert "orphans" not in found(person)
    editing.delete(film, by=moderator, summary="")
    assert "orphans" in found(person)
    editing.undelete(film, by=moderator, summary="")
    assert "orphans" not in found(person)


def test_who_was_named_before_being_written_is_no_orphan(make_film, make_person, editor):
    make_film("Ballerina", body="[[person:Jeon Jong-seo]]")
    person = make_person("Jeon Jong-seo")
    assert "orphans" not in found(person)
    editing.rename(person, "Rachel Jun", was="Jeon Jong-seo", by=editor, summary="")
    assert "orphans" not in found(person)
    other = editing.save(
        None,
        kinds.registry["person"].blank() | {"title": "Another", "names": [{"text": "Rachel Jun"}]},
        base=0,
        by=None,
        summary="",
    ).page
    assert "orphans" in found(other)


# --- Saves and what they keep -----------------------------------------------------------------------------------------


def test_what_is_found_as_before_keeps_its_place(make_film, editor):
    page = make_film("A")
    keys = dict(Finding.objects.filter(page=page).values_list("name", "pk"))
    change(page, editor, year=2020)
    now = dict(Finding.objects.filter(page=page).values_list("name", "pk"))
    assert now == {name: pk for name, pk in keys.items() if name != "films-without-date"}


def test_drift_is_told_and_mended(make_film, make_person, capsys):
    make_person("Kim Ji-hoon", born="1990")
    make_film("Old Film", year=1980, cast=[{"person": "Kim Ji-hoon"}])
    page = make_film("Ballerina")
    for harm in (
        lambda: Finding.objects.all().delete(),
        lambda: Finding.objects.create(page=page, name="no-picture"),
        lambda: Finding.objects.filter(name="films-outside-a-life").update(detail={}),
        lambda: Finding.objects.bulk_create([Finding(page=page, name="orphans")]),
    ):
        harm()
        assert any("maintenance lists" in line for line in upkeep.verify())
        call_command("rebuild")
        assert list(upkeep.verify()) == []


def test_a_deleted_page_is_found_nowhere(make_film, moderator):
    page = make_film("Ballerina")
    editing.delete(page, by=moderator, summary="")
    assert not Finding.objects.filter(page=page).exists()
    Finding.objects.create(page=page, name="orphans")
    assert any("still listed for maintenance" in line for line in upkeep.verify())


def test_a_page_that_names_itself_is_as_alone_as_before(make_film, editor):
    film = make_film("The Call")
    for body in ("[[The Call]]", "", "[[The Call]]"):
        change(film, editor, body=body)
        assert "orphans" in found(film)


# --- Whatever happens -------------------------------------------------------------------------------------------------

PEOPLE, FILMS = ["Ann", "Bo"], ["One", "Two", "Three"]
years = st.sampled_from(["", "1950", "1980", "2000"])
people = st.fixed_dictionaries(
    {
        "born": st.sampled_from(["", "1960", "1990?", "1999"]),
        "died": st.sampled_from(["", "2001"]),
        "body": st.sampled_from(["", "[[One]]", "[[Ann]] [[Bo]]"]),
        "names": st.just([{"text": "A name", "primary": True}])
        | st.just([{"text": "A name", "primary": True}, {"text": "Cy"}]),
    }
)
films = st.fixed_dictionaries(
    {
        "year": st.sampled_from([None, 1950, 1980, 2000, 2020]),
        "body": st.sampled_from(["", "[[Ann]]", "[[person:Cy]][^x]"]),
        "cast": st.lists(
            st.fixed_dictionaries(
                {
                    "person": st.sampled_from([*PEOPLE, "Cy"]),
                    "note": st.sampled_from(["", "A debut."]),
                    "role_type": st.sampled_from(["", "cameo"]),
                }
            ),
            max_size=2,
            unique_by=lambda row: row["person"],
        ),
        "crew": st.lists(
            st.fixed_dictionaries(
                {
                    "person": st.sampled_from([*PEOPLE, "Cy"]),
                    "department": st.sampled_from(["writing", "music"]),
                    "job": st.just("Job"),
                }
            ),
            max_size=2,
            unique_by=lambda row: (row["person"], row["department"]),
        ),
        "relations": st.lists(
            st.fixed_dictionaries({"type": st.just("sequel_of"), "to": st.sampled_from(FILMS)}), max_size=1
        ),
    }
)
acts = st.lists(
    st.tuples(st.just("person"), st.sampled_from(PEOPLE), people)
    | st.tuples(st.just("film"), st.sampled_from(FILMS), films)
    | st.tuples(st.sampled_from(["delete", "undelete"]), st.sampled_from(PEOPLE + FILMS), st.none())
    | st.tuples(st.just("rename"), st.sampled_from(PEOPLE + FILMS), st.sampled_from([*PEOPLE, "Cy", "Two", "New"])),
    min_size=2,
    max_size=14,
)


def do(act, by):
    verb, title, what = act
    page = Page.objects.with_head().filter(title=title).first()
    if verb in kinds.registry:
        if page is None:
            editing.save(None, kinds.registry[verb].blank() | {"title": title} | what, base=0, by=by, summary="")
        elif not page.deleted:
            document = page.head.document | what
            editing.save(page, document, base=page.head.number, by=by, summary="")
    elif page and verb == "rename":
        editing.rename(page, what, was=title, by=by, summary="", take_over=True)
    elif page and verb in ("delete", "undelete"):
        getattr(editing, verb)(page, by=by, summary="")


def from_scratch():
    expected = set()
    for page in Page.objects.live().with_head():
        document = page.head.document
        for one in upkeep.everything(page, document, rendering.render(document)):
            expected.add((one.name, one.page, one.about, json.dumps(one.detail, sort_keys=True)))
    return expected


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts)
def test_what_is_found_and_where_pages_stand_is_what_a_look_from_scratch_says(acts, db):
    with transaction.atomic():
        by = User.objects.create_user("dal-too", is_moderator=True)
        for act in acts:
            try:
                with transaction.atomic():
                    do(act, by)
            except (Invalid, editing.Moved):
                pass
            listed = Finding.objects.values_list("name", "page", "about", "detail")
            stored = [(*row[:3], json.dumps(row[3], sort_keys=True)) for row in listed]
            assert len(stored) == len(set(stored))
            assert set(stored) == from_scratch(), act
            for page in Page.objects.live().with_head():
                assert places.listed_as(page) == places.place(kinds.of(page), page, page.head.document), act
        transaction.set_rollback(True)
