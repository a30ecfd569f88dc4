"""A page that was drawn once is shown again while nothing of it changed, and never after."""

import pytest
from django.test import Client

from fanwiki.pages import drawn, editing
from fanwiki.pages.drawn import Drawings
from films.seed import seed_ballerina

from .test_save import change

FILM = "/films/ballerina/"


@pytest.fixture(autouse=True)
def nothing_drawn_yet(monkeypatch):
    monkeypatch.setattr(drawn, "drawings", Drawings())


def read(address=FILM, browser=None):
    return (browser or Client()).get(address).content.decode()


def test_what_was_asked_for_last_is_kept_as_far_as_it_fits():
    drawings, asked = Drawings(limit=10), []

    def ask(key):
        return drawings.get(key, lambda: asked.append(key) or key * 4)

    assert [ask(key) for key in "abacab"] == ["aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"]
    assert asked == ["a", "b", "c", "b"]
    assert drawings.size == 8


def kept_pages():
    return [html for html in drawn.drawings.kept.values() if 'class="hero"' in html or "article body" in html]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/films/ballerina-2023/", "/people/jeon-jong-seo/", "/characters/ok-ju/"])
def test_what_is_shown_again_is_what_was_drawn(address, settings):
    seed_ballerina()
    first = read(address)
    assert len(kept_pages()) == 2  # the head and the body; what stands between them is of the request
    assert read(address) == first
    settings.DEBUG = True  # draws anew
    assert read(address) == first


@pytest.mark.django_db
def test_a_save_is_seen_at_once(make_film, editor):
    page = make_film(runtime=90)
    assert "90 minutes" in read()
    change(page, editor, runtime=93)
    assert "93 minutes" in read()


@pytest.mark.django_db
def test_a_page_that_is_written_turns_its_red_links_blue_and_back(make_film, make_person, moderator):
    make_film(body="By [[Jeon Jong-seo]].", cast=[{"person": "Jeon Jong-seo"}])
    assert "page not written yet" in read()
    person = make_person()
    assert "page not written yet" not in read() and person.get_absolute_url() in read()
    editing.delete(person, by=moderator, summary="A mistake")
    assert "page not written yet" in read() and person.get_absolute_url() not in read()


@pytest.mark.django_db
def test_a_name_that_a_second_page_takes_leads_to_the_choice_at_once(make_film, make_person):
    make_person("Kim Ji-hoon", names=[{"text": "김지훈"}])
    make_film(body="[[김지훈]]")
    assert "/people/kim-ji-hoon/" in read()
    make_person("Kim Ji-hoon (born 1991)", names=[{"text": "김지훈"}])
    assert "/called/?name=" in read() and 'href="/people/kim-ji-hoon/"' not in read()


@pytest.mark.django_db
def test_what_other_pages_say_of_it_is_seen_at_once(make_film, make_person):
    person = make_person()
    assert "Ballerina" not in read(person.get_absolute_url())
    make_film(cast=[{"person": "Jeon Jong-seo"}])
    assert "Ballerina" in read(person.get_absolute_url())


@pytest.mark.django_db
def test_how_another_page_looks_is_seen_at_once(make_film, make_person):
    make_film(cast=[{"person": "Jeon Jong-seo"}])
    person = make_person()
    assert "전" not in read()
    native = {"text": "전종서", "lang": "ko", "primary": True}
    change(person, None, names=[*person.head.document["names"], native])
    assert "전" in read()


@pytest.mark.django_db
def test_the_same_document_of_two_authors_is_told_apart(make_film, editor, other_editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=91)
    change(page, editor, runtime=90)
    assert "hanbit" in read()
    change(page, other_editor, runtime=91)
    change(page, other_editor, runtime=90)
    assert "minseo" in read() and "5 revisions" in read()


@pytest.mark.django_db
def test_a_reader_is_never_shown_what_was_drawn_for_a_moderator(make_film, moderator, logged_in):
    make_film()
    assert f"{FILM}delete/" in read(browser=logged_in(moderator))
    assert f"{FILM}delete/" not in read()


@pytest.mark.django_db
def test_open_spoilers_are_only_shown_to_who_wants_them_open(make_film):
    make_film(body="::: spoiler the end\nShe wins.\n:::")
    wants = Client()
    wants.cookies["preferences"] = "spoilers"
    for _time in range(2):
        assert '<details class="spoiler" open' in read(browser=wants)
        assert '<details class="spoiler" open' not in read()


@pytest.mark.django_db
def test_each_host_is_told_its_own_addresses(make_film, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_film()
    for host in ("one.example.org", "other.example.org", "one.example.org"):
        page = Client().get(FILM, headers={"host": host}).content.decode()
        assert f'"url":"http://{host}{FILM}"' in page and page.count("example.org") == page.count(host)


@pytest.mark.django_db
def test_nothing_of_the_request_is_drawn_inside(make_film, editor, logged_in):
    make_film()
    assert "hanbit" in read(browser=logged_in(editor))
    assert "hanbit" not in "".join(drawn.drawings.kept.values())


@pytest.mark.django_db
def test_old_revisions_are_drawn_for_each_reader(make_film, editor):
    page = make_film(runtime=90)
    change(page, editor, runtime=91)
    read(f"{FILM}history/1/")
    assert not kept_pages()
