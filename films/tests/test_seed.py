"""The Ballerina entry, through the command and through the button."""

import json

import pytest
from django.core.management import call_command

from fanwiki.pages import editing
from fanwiki.pages.models import Page, Revision
from films.seed import seed_ballerina
from films.seed import seeded as contents

pytestmark = pytest.mark.django_db


def test_the_seed_adds_every_page_with_its_two_revisions(capsys):
    call_command("seed_ballerina")
    assert "Added 21 pages." in capsys.readouterr().out
    assert Page.objects.live().count() == len(contents()["pages"]) == 21
    assert set(Revision.objects.values_list("number", flat=True)) == {1, 2}
    call_command("verify")
    assert "No drift." in capsys.readouterr().out


def test_the_second_time_it_is_harmless(capsys, editor):
    seed_ballerina()
    page = Page.objects.get(slug="ballerina-2023")
    editing.save(page, page.head.document | {"runtime": 93}, base=2, by=editor, summary="Measured")
    before = Revision.objects.count()
    assert seed_ballerina() == []
    page.refresh_from_db()
    assert (Revision.objects.count(), page.head.document["runtime"]) == (before, 93)


def test_a_page_that_a_fan_wrote_first_is_left_alone(make_film):
    mine = make_film("Ballerina", runtime=1)
    assert len(seed_ballerina()) == 20
    mine.refresh_from_db()
    assert mine.head.number == 1


def test_a_page_that_was_deleted_does_not_come_back(moderator):
    seed_ballerina()
    editing.delete(Page.objects.get(slug="netflix"), by=moderator, summary="")
    assert seed_ballerina() == []


def test_it_is_all_or_nothing(monkeypatch, tmp_path):
    broken = contents()
    broken["pages"][-1]["revisions"][0]["document"]["description"] = ["no text"]
    (tmp_path / "broken.json").write_text(json.dumps(broken))
    monkeypatch.setattr("films.seed.SEED", tmp_path / "broken.json")
    with pytest.raises(editing.Invalid):
        seed_ballerina()
    assert not Page.objects.exists()


def test_every_link_of_the_entry_leads_somewhere_but_for_the_two_that_wait_to_be_written():
    seed_ballerina()
    red = {
        link.title.printed
        for page in Page.objects.all()
        for link in page.links.select_related("title")
        if link.title.page_id is None
    }
    assert red == {"Bargain", "Drive My Car"}
