"""The permanent address of a version, and addresses of versions that were never there."""

import pytest

from fanwiki.pages import editing

from .test_save import change

pytestmark = pytest.mark.django_db
FILM = "/films/ballerina/"


@pytest.fixture
def film(make_film, editor):
    page = make_film("Ballerina", body="The first text.", runtime=90)
    change(page, editor, body="The second text.")
    change(page, editor, runtime=93)
    return page


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_it_says_number_date_author_and_its_own_address(film, client):
    page = text(client, f"{FILM}history/2/")
    at = film.revisions.get(number=2).at
    assert f"revision 2 of {at:%-d %B %Y}, {at:%H:%M} UTC" in page
    assert ">http://testserver/films/ballerina/history/2/</a>" in page
    assert 'It was written by <a href="/users/hanbit/">' in page
    assert "changed once since" in page
    assert "— revision 2 —" in page


def test_the_newest_version_has_a_permanent_address_too(film, client):
    page = text(client, f"{FILM}history/3/")
    assert "revision 3 of" in page and "It is the current one." in page
    assert "Restore" not in page and "What changed" not in page
    assert "Permanent address" not in text(client, FILM)


def test_search_engines_are_led_to_the_page(film, client):
    for address in (FILM, f"{FILM}?from=elsewhere", f"{FILM}history/1/", f"{FILM}history/3/"):
        page = text(client, address)
        assert '<link rel="canonical" href="http://testserver/films/ballerina/">' in page
        assert ('content="noindex"' in page) == ("history" in address)


def test_one_walks_from_version_to_version_past_deletions(film, moderator, client):
    editing.delete(film, by=moderator, summary="Gone")
    editing.undelete(film, by=moderator, summary="Back")
    first, third, last = (text(client, f"{FILM}history/{n}/") for n in (1, 3, 5))
    assert 'rel="next" href="/films/ballerina/history/2/"' in first and 'rel="prev"' not in first
    assert 'rel="next" href="/films/ballerina/history/5/"' in third
    assert 'rel="prev" href="/films/ballerina/history/3/"' in last and 'rel="next"' not in last


@pytest.mark.parametrize("body", ["One.", "\n\n".join(f"[[Link {n}]]" for n in range(60))])
def test_it_costs_at_most_seven_queries(body, film, editor, client, django_assert_max_num_queries):
    change(film, editor, body=body)
    with django_assert_max_num_queries(7):
        text(client, f"{FILM}history/4/")


def test_the_page_and_the_comparison_have_the_address_to_copy(film, client):
    assert '<a href="/films/ballerina/history/3/">Link to this version</a>' in text(client, FILM)
    page = text(client, f"{FILM}compare/1/3/?view=inline")
    assert '<a href="http://testserver/films/ballerina/compare/1/3/">' in page


@pytest.mark.parametrize("number", ["0", "4", "999999", "9" * 20, "9" * 300])
@pytest.mark.parametrize("where", ["history/{}/", "compare/1/{}/", "compare/{}/1/", "restore/{}/"])
def test_a_number_that_never_was_is_told_with_the_way_to_the_history(where, number, film, editor, logged_in):
    page = text(logged_in(editor), FILM + where.format(number), 404)
    said = number if len(number) <= 20 else number[:19] + "…"
    assert f"This page has no revision {said}." in page
    assert "The newest one is 3." in page
    assert 'href="/films/ballerina/history/"' in page


def test_more_digits_than_python_reads_are_not_found(film, client):
    assert client.get(f"{FILM}history/{'9' * 5000}/").status_code == 404


def test_a_deletion_has_nothing_to_show_and_says_so(film, moderator, client):
    editing.delete(film, by=moderator, summary="Gone")
    editing.undelete(film, by=moderator, summary="Back")
    for where in ("history/4/", "compare/1/4/"):
        page = text(client, FILM + where, 404)
        assert "Revision 4 has no text to show." in page and "was deleted with it" in page


def test_numbers_of_a_deleted_page_are_for_those_who_may_see_it(film, moderator, editor, logged_in, client):
    editing.delete(film, by=moderator, summary="Gone")
    for browser in (client, logged_in(editor)):
        for number in (1, 4, 999):
            page = text(browser, f"{FILM}history/{number}/", 404)
            assert "Ballerina" not in page and "revision" not in page.lower()
    told = text(logged_in(moderator), f"{FILM}history/999/", 404)
    assert "no revision 999" in told
    old = text(logged_in(moderator), f"{FILM}history/1/")
    assert "deleted since" in old and "canonical" not in old and "/history/feed/" not in old


def test_other_addresses_without_a_page_have_their_own_words(film, client):
    assert "There is nothing at this address." in text(client, "/nothing/", 404)
