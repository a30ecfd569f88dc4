"""Law 4: the projection is true, for every document that keeps the rules."""

import string
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fanwiki.pages import editing, projection, upkeep
from fanwiki.pages.fields import COUNTRIES
from fanwiki.pages.models import Link, Name, Page, Title
from films.models import CastCredit, Film, Release

from .test_save import change

pytestmark = pytest.mark.django_db

letters = st.text(alphabet=string.ascii_letters + "전종서옥주éü ", min_size=1, max_size=20)
lines = letters.map(lambda text: "x" + text)
others = letters.map(lambda text: "y" + text)  # of another kind: never what the film itself is called
dates = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str)
names = st.fixed_dictionaries({"text": lines, "lang": st.sampled_from(["en", "ko", "und-Latn", "es"])})
cast = st.fixed_dictionaries(
    {"person": others, "character": others, "role_type": st.sampled_from(["", "main", "cameo"])}
)
crew = st.fixed_dictionaries({"credited_as": lines, "department": st.sampled_from(["music", "art"]), "job": lines})
releases = st.fixed_dictionaries(
    {"date": dates, "kind": st.sampled_from(["web", "premiere"]), "country": st.just("KR")}
)
quotes = st.fixed_dictionaries({"text": lines, "character": others, "translated": st.booleans()})
sources = st.fixed_dictionaries({"title": lines, "key": st.text("abc-", min_size=3, max_size=8)})


def unique(rows, *columns):
    fold = projection.titles.names.fold
    return st.lists(rows, max_size=4, unique_by=lambda row: tuple(fold(str(row.get(c, ""))) for c in columns))


films = st.fixed_dictionaries(
    {
        "title": lines,
        "description": lines,
        "body": st.text(max_size=200).filter(lambda text: "\0" not in text and text.isprintable()),
        "runtime": st.none() | st.integers(1, 500),
        "countries": st.lists(st.sampled_from(sorted(COUNTRIES)), max_size=3, unique=True),
        "genres": st.lists(lines, max_size=3),
        "external_ids": st.just({}) | st.just({"wikidata": "Q1"}),
        "names": unique(names, "text", "lang"),
        "cast": unique(cast, "person", "character"),
        "crew": unique(crew, "credited_as", "department", "job"),
        "releases": st.lists(releases, max_size=3, unique_by=str),
        "quotes": unique(quotes, "text", "character"),
        "sources": unique(sources, "key"),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=films, second=films)
def test_the_tables_say_what_the_document_says(first, second, db):
    with transaction.atomic():
        revision = editing.save(None, {"kind": "film"} | first, base=0, by=None, summary="")
        page = revision.page
        assert projection.document_of(page) == revision.document
        name = [{"text": "A name"}] if not second["names"] else second["names"]
        editing.save(page, second | {"names": name}, base=1, by=None, summary="")
        page = Page.objects.with_head().get(pk=page.pk)
        assert projection.document_of(page) == page.head.document
        assert list(upkeep.verify()) == []
        transaction.set_rollback(True)


def test_only_the_lists_that_changed_are_written(make_film, editor):
    page = make_film(cast=[{"person": "Jeon Jong-seo"}], releases=[{"date": "2023", "kind": "web"}])
    rows = {model: list(model.objects.values_list("pk", flat=True)) for model in (CastCredit, Release, Name)}
    change(page, editor, cast=[{"person": "Kim Ji-hoon"}])
    kept = {model: list(model.objects.values_list("pk", flat=True)) == pks for model, pks in rows.items()}
    assert kept == {CastCredit: False, Release: True, Name: True}


@pytest.mark.parametrize(
    "drift",
    [
        lambda: Film.objects.update(runtime=1),
        lambda: CastCredit.objects.update(role_type="cameo"),
        lambda: CastCredit.objects.all().delete(),
        lambda: Link.objects.all().delete(),
        lambda: Title.objects.filter(kind="film").update(page=None),
        lambda: Page.objects.update(card={}),
        lambda: Page.objects.update(deleted=True),
    ],
)
def test_drift_is_found_and_rebuilt(drift, make_film, capsys):
    make_film(cast=[{"person": "Jeon Jong-seo"}], body="[[The Call]]")
    drift()
    with pytest.raises(SystemExit) as caught:
        call_command("verify")
    assert caught.value.code == 1
    assert "Ballerina" in capsys.readouterr().out
    call_command("rebuild")
    call_command("verify")
    assert "No drift." in capsys.readouterr().out


def test_the_order_of_a_list_is_its_order_in_the_tables(make_film):
    page = make_film(cast=[{"person": f"Person {n}"} for n in (3, 1, 2)])
    assert [c.person for c in CastCredit.objects.filter(page=page)] == ["Person 3", "Person 1", "Person 2"]
    assert [c.position for c in CastCredit.objects.filter(page=page)] == [1, 2, 3]


def test_dates_are_numbers_for_sorting(make_film):
    page = make_film(releases=[{"date": "2023-10", "kind": "web"}, {"date": "2023-10-06~", "kind": "web"}])
    assert [r.day for r in Release.objects.filter(page=page)] == [20231000, 20231006]
    assert Film.objects.get().released == 20231000
