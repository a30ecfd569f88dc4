"""editing.record: many revisions at once, each with its own time and author."""

from datetime import UTC, datetime

import pytest

from fanwiki.pages import editing, kinds
from fanwiki.pages.editing import Entry
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.shape import Invalid
from films.models import Film

from .test_save import change

pytestmark = pytest.mark.django_db
FILM = {"kind": "film", "title": "Ballerina"}


def entry(day, **fields):
    return Entry(FILM | fields, datetime(2023, 10, day, tzinfo=UTC), f"Day {day}", by_name="imported>Dal")


def test_revisions_keep_their_dates_and_authors_and_the_page_shows_the_last():
    page = editing.record(None, [entry(1, runtime=90), entry(2, runtime=92), entry(3, runtime=93)])
    told = [(r.number, r.at.day, r.author, r.document["runtime"], r.tags) for r in page.revisions.order_by("number")]
    assert told == [(n, n, "imported>Dal", runtime, ["imported"]) for n, runtime in ((1, 90), (2, 92), (3, 93))]
    assert Film.objects.get().runtime == 93


def test_the_address_is_that_of_the_last_document():
    page = editing.record(None, [entry(1), entry(2, releases=[{"date": "2023-10-06", "kind": "web"}])])
    assert page.slug == "ballerina-2023"


def test_what_is_recorded_on_a_page_that_is_there_goes_behind_its_head(make_film, editor):
    page = make_film(runtime=93)
    editing.record(page, [entry(1, runtime=90)])
    assert change(page, editor, countries=["KR"]).number == 3


def test_one_document_that_breaks_a_rule_stores_nothing():
    with pytest.raises(Invalid):
        editing.record(None, [entry(1), entry(2, cast=[{"note": "nobody"}])])
    assert not Page.objects.exists()
    assert not Revision.objects.exists()


def test_a_new_page_is_written_in_a_fixed_number_of_queries(django_assert_num_queries, make_person, make_film):
    """Nothing is looked for or taken away that cannot be there, and a longer cast asks no more."""
    make_person("Person 0")
    make_film("First to name them", body="A [[Person 0]].")
    for title, size in (("Few", 2), ("Many", 40)):
        people = [{"person": f"Person {n}", "character_as": f"Part {n}"} for n in range(size)]
        with django_assert_num_queries(27):  # SQLite holds no titles, and its index of words is two tables
            editing.record(None, [entry(1, title=title, cast=people, body="A [[Person 0]].", year=2023)])


def test_a_deleted_page_lets_its_address_go_to_one_that_is_recorded(make_film, owner):
    gone = make_film("Ballerina")
    editing.delete(gone, by=owner, summary="")
    page = editing.record(None, [entry(1)])
    gone.refresh_from_db()
    assert (page.slug, gone.slug) == ("ballerina", f"ballerina~{gone.pk}")


def test_recorded_documents_are_packed_like_any_others():
    body = "\n\n".join(f"Paragraph {n} of a long text about a film." for n in range(200))
    page = editing.record(None, [entry(1, body=body), entry(2, body=body + "\n\nThe end.")])
    first, second = page.revisions.order_by("number")
    assert second.keyframe == first
    assert len(second.packed) < len(first.packed) / 5
    assert kinds.of(page).canonical(second.document)["body"].endswith("The end.")
