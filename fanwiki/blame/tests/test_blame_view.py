"""Who wrote what, as readers see it: as a table and beside the text, now and as of any revision."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanwiki.blame import telling
from fanwiki.blame.models import Origin, Traced
from fanwiki.pages import editing
from fanwiki.pages.tests.test_save import change

pytestmark = pytest.mark.django_db
BLAME = "/films/ballerina/blame/"
BODY = """She hunts [[The Call]].[^s]

## Story

She waits for him.

::: spoiler
He dies.
:::

[^note]: Seen twice."""
SOURCE = {"id": "s", "key": "s", "title": "Asiae"}


@pytest.fixture
def film(make_film, editor, other_editor):
    page = make_film(
        "Ballerina", runtime=90, body=BODY, sources=[SOURCE], cast=[{"id": "a", "person": "Jeon Jong-seo"}]
    )
    change(page, editor, runtime=93, genres=["thriller"])
    cast = [{"id": "a", "person": "Jeon Jong-seo", "character_as": "Ok-ju"}]
    change(page, other_editor, body=BODY.replace("waits", "waits long"), genres=["thriller", "action"], cast=cast)
    return page


def row(page, label):
    """The words of the row of a table that has this label."""
    found = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if label in row)
    return " ".join(re.sub(r"<[^>]+>", " ", found).split()).replace(" ,", ",").replace(" :", ":")


def test_a_table_says_who_when_in_which_revision_and_why(film, client):
    page = client.get(BLAME).text
    told = row(page, "Running time")
    for word in ("93", "hanbit", "Today", "Changed", "Revision 2", "Before this"):
        assert word in told
    assert (
        "Fanwiki" in row(page, ">Title<")
        and "Begun" in row(page, ">Title<")
        and "Before this" not in row(page, ">Title<")
    )
    assert 'href="/films/ballerina/compare/1/2/"' in page
    assert 'href="?at=1#of-facts"' in page and 'href="?at=2#of-cast.a"' in page


def test_a_row_says_who_began_it_and_who_wrote_which_column(film, client):
    told = row(client.get(BLAME).text, 'id="of-cast.a"')
    assert "minseo" in told and "Person: Fanwiki, revision 1" in told
    assert "Character as printed: minseo, revision 3" in told


def test_a_row_of_which_nothing_is_left_but_its_place_still_says_who_began_it(film, editor, client):
    change(film, editor, cast=[{"id": "a", "person": "Kim Ji-hoon"}])
    told = row(client.get(BLAME).text, 'id="of-cast.a"')
    assert "hanbit" in told and "First written: Fanwiki, revision 1" in told


def test_a_list_of_words_says_whose_each_is(film, client):
    told = row(client.get(BLAME).text, "Genres")
    assert told.index("minseo") < told.index("action: minseo, revision 3") < told.index("thriller: hanbit, revision 2")


def test_a_paragraph_says_how_much_is_whose(film, client):
    told = row(client.get(BLAME).text, "She waits long")
    assert "minseo" in told and "of the words: Fanwiki, revision 1" in told


def test_beside_the_text_it_is_drawn_with_its_links_and_its_spoilers_closed(film, client):
    page = client.get(f"{BLAME}?view=beside").text
    assert "<h3>Story</h3>" in page and '<details class="spoiler">' in page
    assert 'class="missing"' in page and 'href="/films/ballerina/#source-s"' in page
    assert "Seen twice." in page
    assert "minseo" in page and "ago" in page


def test_the_table_does_not_give_a_spoiler_away(film, client):
    assert "He dies" not in client.get(BLAME).text


def test_before_this_leads_to_the_page_as_it_was(film, client):
    page = client.get(f"{BLAME}?at=1").text
    assert "As it was in revision 1" in page and "hanbit" not in page
    assert "90" in row(page, "Running time") and "She waits for him." in page
    assert "hanbit" in row(client.get(f"{BLAME}?at=2").text, "Running time")


def test_as_of_a_deletion_it_is_what_was_deleted(film, moderator, logged_in, client):
    editing.delete(film, by=moderator, summary="Spam by a vandal")
    assert client.get(BLAME).status_code == client.get(f"{BLAME}?at=1").status_code == 404
    assert "93" in row(logged_in(moderator).get(BLAME).text, "Running time")
    editing.undelete(film, by=moderator, summary="")
    for at in ("4", "5", "99999999999999", "x", "²", "-1"):
        page = client.get(BLAME, {"at": at})
        assert page.status_code == 200 and "hanbit" in row(page.text, "Running time") and "vandal" not in page.text
    assert client.get(f"{BLAME}?at=0").status_code == 404


def test_restored_text_is_its_first_author_s(film, moderator, client):
    change(film, moderator, body="", runtime=None)
    editing.restore(film, 3, base=4, by=moderator, summary="")
    page = client.get(BLAME).text
    assert "dal" not in page.replace("modal", "")
    assert "hanbit" in row(page, "Running time") and "minseo" in row(page, "She waits long")


def test_a_page_of_another_kind_or_without_text_has_one_too(make_article, make_person, client):
    make_article("Privacy", body="Nothing is kept.")
    make_person("Jeon Jong-seo")
    assert "Nothing is kept." in client.get("/articles/privacy/blame/").text
    assert "Jeon Jong-seo" in client.get("/people/jeon-jong-seo/blame/?view=beside").text


def test_a_thousand_revisions_cost_no_more_queries_than_three(film, editor, client):
    def asked(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = [asked(BLAME), asked(f"{BLAME}?view=beside&at=2")]
    document = film.head.document
    at = film.head.at
    entries = [
        editing.Entry(document | {"runtime": 100 + n, "body": f"{BODY}\n\nPassage {n}."}, at, by=editor)
        for n in range(1, 998)
    ]
    editing.record(film, entries)
    assert [asked(BLAME), asked(f"{BLAME}?view=beside&at=500")] == few == [6, 7]


def test_text_that_is_shown_as_typed_and_hostile_markup_break_nothing(film, editor, client):
    change(film, editor, body="<script>alert(1)</script>\n\n" + "[[" * 60_000 + "\n\n" + "> " * 200)
    for view in ("", "?view=beside"):
        page = client.get(BLAME + view)
        assert page.status_code == 200 and "<script>alert(1)" not in page.text


def test_a_page_from_before_is_worked_out_when_asked_for(film, client, monkeypatch):
    Origin.objects.all().delete()
    Traced.objects.all().delete()
    assert "hanbit" in row(client.get(BLAME).text, "Running time")
    assert not Origin.objects.exists()
    monkeypatch.setattr(telling, "MOST_WALKED", 2)
    assert "not worked out yet" in client.get(BLAME).text


def test_it_is_kept_out_of_search_engines_and_led_to_from_the_history(film, client):
    assert '<meta name="robots" content="noindex">' in client.get(BLAME).text
    assert "Disallow: /*/*/blame/" in client.get("/robots.txt").text
    for address in ("/films/ballerina/history/", "/films/ballerina/"):
        assert 'href="/films/ballerina/blame/"' in client.get(address).text


def test_who_comes_by_a_former_address_is_led_on(film, editor, client):
    editing.rename(film, "The Ballerina", was="Ballerina", by=editor, summary="")
    assert client.get(BLAME).url == "/films/the-ballerina/blame/"
