"""The keys of a page follow from its names after every save."""

import pytest
from django.core.management import call_command

from fanwiki.pages import editing, upkeep
from fanwiki.search.finding import suggest
from fanwiki.search.models import NameKey

pytestmark = pytest.mark.django_db


def found(query):
    return [hit.page.title for hit in suggest(query)]


def change(page, by, **fields):
    page.refresh_from_db()
    return editing.save(page, page.head.document | fields, base=page.head.number, by=by, summary="Changed")


def test_a_new_name_is_found_and_one_that_went_is_not(make_film, editor):
    film = make_film("Ballerina")
    change(film, editor, names=[{"text": "Bailarina", "kind": "title", "lang": "es"}])
    assert found("bailarina") == ["Ballerina"]
    change(film, editor, names=[{"text": "발레리나", "kind": "title", "lang": "ko"}])
    assert found("ㅂㄹㄹㄴ") == ["Ballerina"]
    assert "nbailarina" not in NameKey.objects.values_list("key", flat=True)
    assert list(upkeep.verify()) == []


def test_a_save_that_changes_no_name_writes_no_key(make_film, editor):
    film = make_film("Ballerina")
    keys = list(NameKey.objects.order_by("pk").values_list("pk", "key"))
    change(film, editor, runtime=93, names=film.head.document["names"])
    assert list(NameKey.objects.order_by("pk").values_list("pk", "key")) == keys


def test_only_what_changed_is_written(make_film, editor):
    film = make_film("Ballerina")
    keys = set(NameKey.objects.values_list("pk", flat=True))
    change(film, editor, names=[*film.head.document["names"], {"text": "발레리나", "kind": "title", "lang": "ko"}])
    left = set(NameKey.objects.values_list("pk", flat=True))
    assert len(keys - left) <= 1 and left - keys  # how it sounds depends on the language


def test_a_deleted_page_has_none_until_it_comes_back(make_film, moderator):
    film = make_film("Ballerina")
    editing.delete(film, by=moderator, summary="")
    assert not NameKey.objects.exists() and found("ballerina") == []
    assert list(upkeep.verify()) == []
    editing.undelete(film, by=moderator, summary="")
    assert found("ballerina") == ["Ballerina"]


def test_a_renamed_page_is_found_by_both_titles(make_film, editor):
    film = make_film("Dancer")
    editing.rename(film, "Ballerina", was="Dancer", by=editor, summary="")
    assert found("dancer") == found("ballerina") == ["Ballerina"]
    assert list(upkeep.verify()) == []


def test_a_former_title_that_another_page_takes_over_is_found_there_only(make_film, editor):
    first = make_film("Dancer", names=[{"text": "발레리나", "kind": "title", "lang": "ko"}])
    second = make_film("Swan")
    editing.rename(first, "Ballerina", was="Dancer", by=editor, summary="")
    editing.rename(second, "Dancer", was="Swan", by=editor, summary="", take_over=True)
    assert found("dancer") == ["Dancer"]
    assert list(upkeep.verify()) == []


def test_verify_tells_and_rebuild_mends(make_film, capsys):
    make_film("Ballerina")
    NameKey.objects.filter(key="nballerina").update(key="ndancer")
    assert "the keys that it is found under differ from its names" in "".join(upkeep.verify())
    call_command("rebuild")
    assert list(upkeep.verify()) == [] and found("ballerina") == ["Ballerina"]
