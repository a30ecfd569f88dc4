"""Every address and every verb, by who asks: one table, so that none is forgotten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, resolve

from fanwiki.pages.models import Page, Revision
from fanwiki.pictures.tests.made import encoded, poster

from .test_edit_view import form_data, new_data

pytestmark = [pytest.mark.django_db, pytest.mark.once]

READ = ["", "recent/", "recent/feed/", "users/boss/", "users/boss/feed/", "films/ballerina/history/feed/", "new/",
        "films/", "films/ballerina/", "films/ballerina/history/", "films/ballerina/history/1/",
        "films/ballerina/compare/", "films/ballerina/compare/1/1/", "films/ballerina/links/", "called/?name=Ballerina",
        "random/", "years/", "years/2023/", "wanted/", "wanted/links/?title=The+Call", "batches/", "batches/1/",
        "maintenance/", "maintenance/films-without-date/", "connections/?from=Ballerina",
        "search/?q=ballerina", "search/help/", "api/v1/suggest?q=ballerina", "api/v1/search?q=ballerina",
        "robots.txt", "sitemap.xml", "sitemap/films/0.xml", "manifest.webmanifest", "card.png",
        "films/ballerina/card.png", "films/ballerina/blame/",
        "pictures/", "pictures/poster/",
        "articles/", "articles/privacy/", "articles/privacy/history/"]  # fmt: skip
# (address, what is posted, who may: the others change nothing)
WRITE = [
    ("films/new/", lambda film: new_data("film", title="The Call"), {"editor", "moderator", "owner"}),
    ("articles/new/", lambda film: new_data("article", title="About"), {"editor", "moderator", "owner"}),
    ("films/ballerina/edit/", lambda film: form_data(film, runtime="93"), {"editor", "moderator", "owner"}),
    (
        "films/ballerina/edit/?part=runtime",
        lambda film: {"part": "runtime", "base": "2", "runtime": "93"},
        {"editor", "moderator", "owner"},
    ),
    ("people/new/?title=Jeon", lambda film: {"part": "begin", "title": "Jeon"}, {"editor", "moderator", "owner"}),
    ("films/ballerina/restore/1/", lambda film: {"base": "2"}, {"editor", "moderator", "owner"}),
    ("films/ballerina/history/1/name/", lambda film: {"name": "The first cut"}, set()),  # a row beside the revision
    ("films/ballerina/undo/2/2/", lambda film: {"base": "2"}, {"editor", "moderator", "owner"}),
    ("films/ballerina/rollback/", lambda film: {"base": "2"}, {"moderator", "owner"}),
    (
        "films/ballerina/rename/",
        lambda film: {"title": "발레리나", "was": "Ballerina"},
        {"editor", "moderator", "owner"},
    ),
    ("films/ballerina/rewrite/", lambda film: {}, set()),  # nothing says a former title
    ("batches/1/take-back/", lambda film: {}, set()),  # there is none
    ("users/boss/take-back/", lambda film: {"since": "2020-01-01T00:00"}, {"moderator", "owner"}),
    (
        "films/ballerina/merge/",
        lambda film: {"do": "merge"},
        set(),
    ),  # with nothing: fanwiki/pages/tests/test_merge_view
    ("films/ballerina/different/", lambda film: {"other": namesake().pk}, {"editor", "moderator", "owner"}),
    ("films/ballerina/delete/", lambda film: {"edit_summary": "Gone"}, {"moderator", "owner"}),
    ("films/ballerina/undelete/", lambda film: {}, set()),  # it is not deleted: for nobody anything to do
    ("films/new/draft/", lambda film: new_data("film", draft="t" * 22), set()),  # a draft is no revision
    ("films/ballerina/edit/draft/", lambda film: form_data(film, draft="t" * 22), set()),
    ("drafts/throw-away/", lambda film: {"token": "t" * 22}, set()),
    ("preferences/", lambda film: {"theme": "dark"}, set()),  # everybody may, and no page changes by it
    ("markdownx/markdownify/", lambda film: {"content": "text"}, set()),
    ("markdownx/upload/", lambda film: {}, set()),  # what comes in is a file: fanwiki/pictures/tests
    ("table/films/", lambda film: table_data(film, runtime="94"), {"editor", "moderator", "owner"}),
    ("pictures/new/", lambda film: {}, set()),
    ("pictures/poster/file/", lambda film: {"base": "1", "files": a_file()}, {"editor", "moderator", "owner"}),
]


def table_data(film, **cells):
    return {f"p{film.pk}-base": "2", "column": list(cells)} | {
        f"p{film.pk}-{name}": said for name, said in cells.items()
    }


def a_file():
    return SimpleUploadedFile("poster.jpg", encoded(poster(1)), "image/jpeg")


def namesake():
    return Page.objects.get(title="The other one")


@pytest.fixture
def film(make_film, make_article, make_picture, owner, logged_in):
    make_article("Privacy")
    make_picture("Poster")
    make_film("The other one")
    page = make_film("Ballerina", runtime=90)
    logged_in(owner).post("/films/ballerina/edit/", form_data(page, runtime="91"))
    return page


@pytest.mark.parametrize("who", ["nobody", "blocked", "editor", "moderator", "owner"])
@pytest.mark.parametrize(("address", "data", "allowed"), WRITE, ids=[row[0] for row in WRITE])
def test_who_may_write(who, address, data, allowed, film, request, logged_in):
    sent = data(film)
    browser = Client() if who == "nobody" else logged_in(request.getfixturevalue(who))
    before = Revision.objects.count()
    answer = browser.post(f"/{address}", sent)
    assert answer.status_code < 500
    assert (Revision.objects.count() - before) == (1 if who in allowed else 0)


@pytest.mark.parametrize("address", [row[0] for row in WRITE])
def test_a_post_without_its_token_changes_nothing(address, film, owner):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    data = {row[0]: row[1] for row in WRITE}[address](film)
    before = Revision.objects.count()
    assert browser.post(f"/{address}", data).status_code == 403
    assert Revision.objects.count() == before


@pytest.mark.parametrize("who", ["nobody", "editor", "moderator", "owner"])
def test_no_get_changes_anything(who, film, request, logged_in):
    browser = Client() if who == "nobody" else logged_in(request.getfixturevalue(who))
    before = Revision.objects.count()
    for address in [*READ, *(row[0] for row in WRITE)]:
        assert browser.get(f"/{address}").status_code < 500
    assert Revision.objects.count() == before


def test_the_table_knows_every_address_of_the_site():
    site = ("fanwiki.pages.urls", "fanwiki.pictures.urls", "fanwiki.search.urls", "fanwiki.blame.urls", "films.urls")
    routes = {str(pattern.pattern) for urls in site for pattern in get_resolver(urls).url_patterns}
    listed = {resolve(f"/{address.partition('?')[0]}").route for address in (*READ, *(row[0] for row in WRITE))}
    assert listed == routes


@pytest.mark.parametrize("content", ["", "**bold** [[The Call]] <script>alert(1)</script>", "[[" * 10_000])
def test_the_live_preview_draws_the_text_safely(content, film, editor, logged_in):
    answer = logged_in(editor).post("/markdownx/markdownify/", {"content": content})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_the_live_preview_is_for_editors_and_bounded(film, editor, logged_in):
    assert Client().post("/markdownx/markdownify/", {"content": "x"}).status_code == 403
    assert logged_in(editor).post("/markdownx/markdownify/", {"content": "x" * 2_200_000}).status_code == 429
