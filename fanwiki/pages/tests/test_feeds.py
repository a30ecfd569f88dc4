"""Atom feeds, read as a feed reader reads them."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.accounts.models import User
from fanwiki.pages import editing, feeds
from fanwiki.pages.models import Page, Revision

from .test_save import change

ATOM = "{http://www.w3.org/2005/Atom}"
RECENT, HISTORY, USER = "/recent/feed/", "/films/ballerina/history/feed/", "/users/hanbit/feed/"
FEEDS = [RECENT, HISTORY, USER]


@pytest.fixture
def film(make_film, editor):
    page = make_film("Ballerina", runtime=90, body="Ok-ju dies in the end.")
    change(page, editor, runtime=93, body="Ok-ju lives in the end.")
    return page


def read(address, browser=None, **headers):
    answer = (browser or Client()).get(address, headers=headers)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def entries(address):
    return read(address).findall(f"{ATOM}entry")


def said(entry, name):
    return entry.findtext(f"{ATOM}{name}")


def link(entry):
    return entry.find(f"{ATOM}link").get("href")


@pytest.mark.django_db
def test_an_entry_says_what_who_when_and_where(film):
    revision = film.revisions.get(number=2)
    entry = entries(HISTORY)[0]
    assert said(entry, "title") == "Ballerina: Changed"
    assert link(entry) == "http://testserver/films/ballerina/compare/1/2/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "hanbit"
    assert entry.findtext(f"{ATOM}author/{ATOM}uri") == "http://testserver/users/hanbit/"
    assert datetime.fromisoformat(said(entry, "updated")) == revision.at
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["Facts", "Text"]
    for word in ("<p>Changed</p>", "Facts, Text", 'href="http://testserver/films/ballerina/history/2/"'):
        assert word in said(entry, "summary")


@pytest.mark.django_db
def test_the_first_revision_leads_to_itself_and_the_site_is_its_author(film):
    entry = entries(HISTORY)[-1]
    assert said(entry, "title") == "Ballerina: Begun"
    assert link(entry) == "http://testserver/films/ballerina/history/1/"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Fanwiki"
    assert entry.find(f"{ATOM}author/{ATOM}uri") is None


@pytest.mark.django_db
def test_without_a_summary_the_title_says_which_parts(film, editor):
    document = film.revisions.get(number=2).document | {"runtime": 94}
    editing.save(film, document, base=2, by=editor, summary="")
    assert said(entries(HISTORY)[0], "title") == "Ballerina: Facts"


@pytest.mark.django_db
def test_each_feed_has_its_own_revisions(film, make_person, other_editor):
    change(make_person("Jeon Jong-seo"), other_editor, description="Plays Ok-ju")
    titles = {address: [said(entry, "title") for entry in entries(address)] for address in FEEDS}
    assert titles == {
        RECENT: ["Jeon Jong-seo: Changed", "Jeon Jong-seo: Begun", "Ballerina: Changed", "Ballerina: Begun"],
        HISTORY: ["Ballerina: Changed", "Ballerina: Begun"],
        USER: ["Ballerina: Changed"],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "title", "about"),
    [(RECENT, "Recent changes — Fanwiki", "/recent/"),
     (HISTORY, "History of Ballerina — Fanwiki", "/films/ballerina/history/"),
     (USER, "Edits by hanbit — Fanwiki", "/users/hanbit/")],
)  # fmt: skip
def test_a_feed_names_itself_and_the_page_that_it_follows(address, title, about, film):
    feed = read(address)
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert said(feed, "title") == title
    assert links == {"self": f"http://testserver{address}", "alternate": f"http://testserver{about}"}
    assert said(feed, "id") == f"http://testserver{address}"
    assert said(feed, "updated") == said(feed.find(f"{ATOM}entry"), "updated")


@pytest.mark.django_db
def test_a_revision_has_one_id_in_every_feed_whatever_the_scheme(film):
    ids = {said(entries(address)[0], "id") for address in FEEDS}
    secure = Client().get(RECENT, secure=True)
    ids.add(said(ElementTree.fromstring(secure.content).find(f"{ATOM}entry"), "id"))
    revision = film.revisions.get(number=2)
    assert ids == {f"tag:testserver,{revision.at:%Y-%m-%d}:/revision/{revision.pk}/"}
    assert b"https://testserver/films/ballerina/" in secure.content and b"http://testserver" not in secure.content


@pytest.mark.django_db
def test_nothing_of_the_text_is_told(film):
    for address in FEEDS:
        assert b"Ok-ju" not in Client().get(address).content


@pytest.mark.django_db
def test_the_newest_fifty(film, editor):
    for n in range(60):
        change(film, editor, runtime=100 + n)
    for address in FEEDS:
        assert len(entries(address)) == 50
    assert link(entries(HISTORY)[0]).endswith("/compare/61/62/")


@pytest.mark.django_db
def test_an_empty_site_has_an_empty_feed():
    assert entries(RECENT) == []


@pytest.mark.django_db
def test_deleted_pages_are_in_no_feed_whoever_asks(film, make_person, editor, moderator, logged_in):
    change(make_person("Jeon Jong-seo"), editor, description="Plays Ok-ju")
    editing.delete(film, by=moderator, summary="Copied")
    for browser in (Client(), logged_in(moderator)):
        for address in (RECENT, USER):
            content = browser.get(address).content.decode()
            assert "Jeon Jong-seo" in content
            assert "Ballerina" not in content and "Copied" not in content
        gone = browser.get(HISTORY)
        assert gone.status_code == 410 and b"Ballerina" not in gone.content
        assert browser.get("/users/dal/feed/").status_code == 404
    editing.undelete(film, by=moderator, summary="Ours after all")
    titles = [said(entry, "title") for entry in entries(HISTORY)]
    assert titles == ["Ballerina: Ours after all", "Ballerina: Copied", "Ballerina: Changed", "Ballerina: Begun"]
    assert link(entries(HISTORY)[1]) == "http://testserver/films/ballerina/history/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/films/none/history/feed/", "/users/none/feed/", "/books/x/history/feed/"])
def test_what_is_not_there_has_no_feed(address):
    assert Client().get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", FEEDS)
def test_who_has_it_already_gets_304_for_two_queries(address, film, editor):
    first = Client().get(address)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
        {"If-None-Match": first.headers["ETag"], "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = Client().get(address, headers=headers)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == first.headers["ETag"]
        assert len(asked) <= 2
        assert not any("summary" in query["sql"] for query in asked)
    change(film, editor, runtime=94)
    assert Client().get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", [RECENT, USER])
def test_a_deletion_out_of_the_middle_is_told_to_who_has_the_old_feed(address, film, make_person, editor, moderator):
    change(make_person("Jeon Jong-seo"), editor, description="Plays Ok-ju")
    etag = Client().get(address).headers["ETag"]
    editing.delete(film, by=moderator, summary="Copied")
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("edits", [1, 60])
def test_a_feed_costs_at_most_three_queries(edits, address, film, editor, django_assert_max_num_queries):
    for n in range(edits):
        change(film, editor, runtime=100 + n)
    with django_assert_max_num_queries(3):
        read(address)


@pytest.mark.django_db
@pytest.mark.parametrize("address", FEEDS)
def test_it_is_the_same_for_everybody_and_looks_at_no_session(address, film, editor, moderator, logged_in):
    bodies = set()
    for browser in (Client(), logged_in(editor), logged_in(moderator)):
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        bodies.add(answer.content)
        assert not any("session" in query["sql"] for query in asked)
        assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert len(bodies) == 1


@pytest.mark.django_db
def test_a_strange_host_is_refused(film):
    assert Client(headers={"Host": "evil.example"}).get(RECENT).status_code == 400
    answer = Client(headers={"X-Forwarded-Host": "evil.example"}).get(RECENT)
    assert b"evil.example" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "feed", "button"),
    [("/recent/", RECENT, True), ("/films/ballerina/history/", HISTORY, True), ("/films/ballerina/", HISTORY, False),
     ("/users/hanbit/", USER, True)],
)  # fmt: skip
def test_pages_lead_to_their_feed(page, feed, button, film, client):
    shown = client.get(page).content.decode()
    head, _end, body = shown.partition("</head>")
    assert 'type="application/atom+xml" title="' in head and f'href="{feed}">' in head
    assert (f'href="{feed}"' in body) == button


@pytest.mark.django_db
def test_a_feed_takes_no_post_and_answers_head(film, client):
    for address in FEEDS:
        assert client.post(address).status_code == 405
        assert client.head(address).headers["ETag"] == client.get(address).headers["ETag"]


@pytest.mark.django_db
def test_hostile_words_are_text(film, editor):
    words = "<script>alert(1)</script> ]]> &amp; \u202egnp"
    Revision.objects.filter(number=2).update(summary=words, by=None, by_name="</name>")
    entry = entries(HISTORY)[0]
    assert said(entry, "title") == "Ballerina: <script>alert(1)</script> ]]> &amp; gnp"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "</name>"
    assert "&lt;script&gt;" in said(entry, "summary") and "<script>" not in said(entry, "summary")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


ANYTHING = st.text(st.characters(), max_size=60) | st.sampled_from(
    ["]]>", "\0", "\ud800", "\ufffe\uffff", "\x1b[31m", "\u202eevil", "<a href=javascript:x>", "&#0;", "\x85\u2028"]
)


@given(title=ANYTHING, summary=ANYTHING, name=ANYTHING, tags=st.lists(ANYTHING | st.just("undelete"), max_size=3))
def test_any_words_make_well_formed_xml_and_no_tag_of_their_own(title, summary, name, tags):
    page = Page(pk=1, kind="film", slug="ballerina", title=title)
    at = datetime(2023, 10, 6, tzinfo=UTC)
    revisions = [
        Revision(pk=n, page=page, number=n, summary=summary, by_name=name, tags=tags, parts=[title, "cast"],
                 at=at + timedelta(days=n), by=User(username=name) if n == 3 and fits(name) else None)
        for n in (1, 2, 3)
    ]  # fmt: skip
    feed = ElementTree.fromstring(feeds.written(RequestFactory().get(RECENT), revisions, title, "/recent/"))
    for entry in feed.findall(f"{ATOM}entry"):
        assert link(entry).startswith("http://testserver/films/ballerina/")
        html = Tags()
        html.feed(said(entry, "summary"))
        assert {tag for tag, _attrs in html.seen} <= {"p", "a", "span"}
        assert all(set(attrs) <= {"href", "lang"} for _tag, attrs in html.seen)
        assert all(a["href"].startswith("http://testserver/films/") for t, a in html.seen if t == "a")


def fits(name):
    """What an address can hold; no account has any other name."""
    return name and not set(name) & set("/\0") and name.isprintable()
