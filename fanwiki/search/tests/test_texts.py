"""What pages say is found after every save, and only as long as they say it."""

import pytest
from django.core.management import call_command

from fanwiki.pages import editing, upkeep
from fanwiki.pages.models import Page
from fanwiki.search import content, rebuilding
from fanwiki.search.engines import engine
from fanwiki.search.models import Entry
from fanwiki.search.results import Results
from fanwiki.search.texts import Texts
from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db


def found(query):
    results = Results(query)
    return [hit.page.title for hit in results.names] + [text.page.title for text in results.texts]


def change(page, by, **fields):
    page = Page.objects.with_head().get(pk=page.pk)
    return editing.save(page, page.head.document | fields, base=page.head.number, by=by, summary="Changed")


def test_every_kind_of_text_is_found(make_film):
    make_film(
        "Swan",
        description="Somebody describes.",
        body="A **body** here.",
        genres=["Melodrama"],
        tags=["tagged"],
        quotes=[{"text": "I never quoted this", "lang": "en"}],
        cast=[{"person": "Jeon Jong-seo", "character_as": "The stranger", "note": "remarked in a row"}],
        notes=[{"field": "genres", "text": "annotated thus"}],
        names=[{"text": "Swan", "kind": "title", "lang": "en"}, {"text": "백조의 호수", "kind": "title", "lang": "ko"}],
        sources=[{"key": "a", "title": "Sourceful"}],
    )
    for query in ("describes", "body", "melodrama", "tagged", "never quoted", "Jeon stranger", "remarked row",
                  "annotated", "호수 swan", "swan body"):  # fmt: skip
        assert found(query) == ["Swan"], query
    assert found("sourceful") == []


def test_a_change_is_found_at_once_and_what_went_is_not(make_film, editor):
    film = make_film("Swan", body="The first words.")
    change(film, editor, body="Other sentences.")
    assert found("first") == [] and found("sentences") == ["Swan"]
    change(film, editor, description="A dancer.")
    assert found("dancer sentences") == ["Swan"]
    assert list(upkeep.verify()) == []


def test_a_save_that_changes_no_word_writes_nothing(make_film, editor, django_assert_num_queries):
    film = make_film("Swan", body="Words.")
    document = film.head.document
    with django_assert_num_queries(0):
        Texts().write(film, document | {"external_ids": {"imdb": "tt1234567"}}, document, new=False)


def test_a_deleted_page_is_not_found_until_it_comes_back(make_film, moderator):
    film = make_film("Swan", body="Feathered words.")
    editing.delete(film, by=moderator, summary="")
    assert found("feathered") == [] and not Entry.objects.exists()
    assert list(upkeep.verify()) == []
    editing.undelete(film, by=moderator, summary="")
    assert found("feathered") == ["Swan"]


def test_old_revisions_are_not_found(make_film, editor, moderator):
    film = make_film("Swan", body="Slander about somebody.")
    change(film, editor, body="Nothing.")
    editing.rename(Page.objects.get(pk=film.pk), "Lake", was="Swan", by=moderator, summary="")
    assert found("slander") == [] and found("nothing") == ["Lake"]
    assert list(upkeep.verify()) == []


def test_spoilers_are_found_by_nothing(make_film):
    make_film("Swan", body="She lives.\n\n::: spoiler the end\nShe vanishes.\n:::\n\nAfterwards.")
    assert found("vanishes") == [] and found("lives afterwards") == ["Swan"]
    [text] = Results("afterwards").texts
    assert "vanishes" not in "".join(piece.text for piece in text.snippet)


def test_verify_tells_and_rebuild_mends(make_film):
    film = make_film("Swan", body="True words.")
    engine().put(film.pk, content.Content(["false"], [], []), content.of(film.head.document), new=False)
    assert "its words in the search differ from its document" in "".join(upkeep.verify())
    call_command("rebuild", search=True, only=["search"])
    assert list(upkeep.verify()) == [] and found("true") == ["Swan"] and found("false") == []


def test_a_whole_rebuild_mends_too(make_film):
    film = make_film("Swan", body="True words.")
    Entry.objects.filter(pk=film.pk).update(digest=1)
    call_command("rebuild")
    assert list(upkeep.verify()) == [] and found("true") == ["Swan"]


@pytest.mark.parametrize("film", [{"title": "™"}, {"body": f"A number: &#{'9' * 5000};"}])
def test_a_page_of_which_nothing_is_a_word_is_saved_and_read_again(film, make_film):
    title = make_film(**({"title": "Swan"} | film)).title
    call_command("rebuild")
    assert list(upkeep.verify()) == [] and Page.objects.get().title == title


def test_many_pages_are_read_in_several_processes_to_the_same_end(make_film, monkeypatch):
    films = [make_film(f"Film {n}", body=f"A dancer hunts {n} men.") for n in range(3)]
    monkeypatch.setattr(rebuilding, "MANY", 2)
    monkeypatch.setattr(rebuilding.os, "cpu_count", lambda: 2)
    call_command("rebuild", search=True, only=["search"])
    assert list(upkeep.verify()) == [] and found("2 men") == [films[2].title]


def test_a_rebuild_that_was_cut_short_goes_on(make_film, monkeypatch):
    for n in range(7):
        make_film(f"Swan {n}", body="Feathered.")
    monkeypatch.setattr(rebuilding, "PART", 2)
    steps = rebuilding.rebuild()
    assert [next(steps), next(steps)] == [(2, 7), (4, 7)]
    steps.close()
    assert Entry.objects.count() == 4
    assert list(rebuilding.rebuild()) == [(2, 3), (3, 3)]
    assert len(Results("feathered").found) == 7 and list(upkeep.verify()) == []


def test_a_site_that_is_older_than_the_index_gets_its_texts_into_it(capsys):
    seed_ballerina()
    engine().clear()
    call_command("migrate", verbosity=1)
    assert "Reading texts for the search" in capsys.readouterr().out
    assert found("bodyguard") and list(upkeep.verify()) == []


def test_very_long_and_very_repetitive_texts(make_film, editor):
    numbers = " ".join(f"n{n}" for n in range(30_000))
    film = make_film("Swan", body=f"{'again ' * 400}{numbers}")
    assert found("n29999") == found("n15000 n15001") == found('"n15000 n15001"') == ["Swan"]
    assert found('"n29998 n29999"') == []  # behind the last place
    change(film, editor, body="short")
    assert found("n29999") == [] and list(upkeep.verify()) == []
