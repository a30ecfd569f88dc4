"""An article through every door: a kind that says nothing of itself has what every kind has."""

import pytest

from fanwiki.articles.models import Article
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page
from fanwiki.pages.tests.test_edit_view import form_data, new_data
from fanwiki.pages.tests.test_save import change
from films.tests.test_admin import form_of, saved

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/revenge-films/"
BODY = "They never end well.\n\n## In Korea\n\nSee [[film:Ballerina]][^kobis].\n\n[^own]: A note."


@pytest.fixture
def article(make_article):
    return make_article(
        "Revenge films",
        description="Why we watch them.",
        body=BODY,
        tags=["revenge"],
        sources=[{"key": "kobis", "title": "A list"}],
    )


def read(client, address=ADDRESS):
    return client.get(address).content.decode()


def test_an_article_is_read_with_its_contents_its_text_and_its_sources(article, client):
    shown = read(client)
    assert "Why we watch them." in shown and "They never end well." in shown
    assert '<a href="#s-in-korea">In Korea</a>' in shown and '<a href="#sources">Sources</a>' in shown
    assert "A list" in shown and "revenge" in shown and "Last edited" in shown


def test_its_only_name_is_its_title_and_is_not_said_twice(article, editor, client):
    assert 'id="names"' not in read(client)
    change(article, editor, names=[*article.head.document["names"], {"text": "복수극", "lang": "ko"}])
    assert 'id="names"' in read(client) and "복수극" in read(client)
    assert client.get("/articles/복수극/").url.partition("?")[0] == ADDRESS


@pytest.mark.parametrize("body", ["", "Short.", BODY * 40])
def test_reading_costs_three_queries_whatever_the_size(body, make_article, client, django_assert_num_queries):
    make_article("Revenge films", body=body)
    with django_assert_num_queries(3):
        assert client.get(ADDRESS).status_code == 200


def test_one_that_is_empty_asks_for_its_first_lines(make_article, client):
    make_article("Revenge films")
    assert "Write the first lines" in read(client)


def test_a_fan_writes_one_in_the_browser(editor, logged_in, client):
    data = new_data("article", title="Revenge films", body="They never end well.")
    assert logged_in(editor).post("/articles/new/", data).url == ADDRESS
    assert "They never end well." in read(client)
    assert Article.objects.get().title == "Revenge films"


def test_an_edit_is_a_revision_that_is_compared_and_restored(article, editor, logged_in, client):
    browser = logged_in(editor)
    assert browser.post(f"{ADDRESS}edit/", form_data(article, body="They end.", tags="")).url == f"{ADDRESS}#facts"
    article.refresh_from_db()
    assert (article.head.number, article.head.author, article.head.parts) == (2, "hanbit", ["facts", "text"])
    assert "Why not" in read(client, f"{ADDRESS}history/")
    assert "They never end well." in read(client, f"{ADDRESS}history/1/")
    compared = read(client, f"{ADDRESS}compare/1/2/")
    assert "<del>" in compared and "Tags" in compared
    browser.post(f"{ADDRESS}restore/1/", {"base": "2"})
    assert "They never end well." in read(client)


def test_two_edits_of_different_paragraphs_are_merged(article, editor, other_editor):
    change(article, editor, body=BODY.replace("never", "seldom"))
    change(article, other_editor, base=1, body=BODY.replace("A note.", "Another note."))
    body = article.revisions.get(number=3).document["body"]
    assert "seldom" in body and "Another note." in body


def test_it_is_deleted_and_brought_back_by_a_moderator(article, moderator, client):
    editing.delete(article, by=moderator, summary="Nothing in it")
    assert client.get(ADDRESS).status_code == 410
    editing.undelete(article, by=moderator, summary="")
    assert "They never end well." in read(client)


def test_a_save_in_the_admin_is_a_revision(article, owner, logged_in):
    admin, address = logged_in(owner), f"/admin/articles/article/{article.pk}/change/"
    data = form_of(admin.get(address)) | {"description": "Why we dread them.", "edit_summary": "Truer"}
    assert saved(admin.post(address, data))
    article.refresh_from_db()
    assert (article.head.number, article.head.author, article.head.summary) == (2, "boss", "Truer")
    assert Article.objects.get().description == "Why we dread them."


def test_the_text_of_a_film_links_it_with_or_without_the_prefix(make_film, make_article, client):
    make_film("Ballerina", body="See [[article:Revenge films]] and [[revenge films|those]].")
    before = read(client, "/films/ballerina/")
    assert "/articles/new/?title=Revenge+films" in before and "/new/?title=revenge+films" in before
    make_article("Revenge films")
    assert read(client, "/films/ballerina/").count(f'href="{ADDRESS}"') == 2


def test_a_film_of_the_same_title_goes_first_where_no_prefix_is_given(make_article, make_film, client):
    make_article("Rocky", body="[[Rocky]] and [[article:Rocky]]")
    make_film("Rocky")
    shown = read(client, "/articles/rocky/")
    assert '<a href="/films/rocky/">Rocky</a>' in shown and '<a href="/articles/rocky/">Rocky</a>' in shown


def test_a_list_that_the_kind_has_no_use_for_is_not_offered(article, editor, logged_in):
    shown = logged_in(editor).get(f"{ADDRESS}edit/").content.decode()
    assert 'id="list-sources"' in shown and 'id="list-relations"' not in shown
    answer = logged_in(editor).post(f"{ADDRESS}edit/", form_data(article) | {"add": "relations"})
    assert answer.status_code == 200
    assert kinds.registry["article"].blank()["relations"] == []


def test_articles_stand_behind_the_other_kinds_wherever_kinds_are_listed(article, client):
    navigation = read(client, "/").partition('<nav class="topnav"')[2].partition("</nav>")[0]
    assert navigation.index("/films/") < navigation.index("/characters/") < navigation.index("/articles/")
    assert ADDRESS in read(client, "/") and ADDRESS in read(client, "/articles/")
    assert "/articles/new/" in read(client, "/new/")


@pytest.mark.parametrize("address", ["/", "/films/", "/articles/", "/articles/nothing/", ADDRESS, "/accounts/login/"])
def test_the_foot_of_every_page_leads_to_the_articles_about_the_wiki(address, article, client):
    foot = read(client, address).partition("<footer")[2]
    for slug in ("about", "how-to-edit", "writing-about-living-people", "privacy"):
        assert f'href="/articles/{slug}/"' in foot


def test_one_of_them_that_is_missing_can_be_written(client, editor):
    answer = client.get("/articles/how-to-edit/")
    assert answer.status_code == 404
    assert "/articles/new/?title=How+to+edit" in answer.content.decode()
    assert not Page.objects.exists()
