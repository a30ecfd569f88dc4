"""The articles about the wiki itself, through the command and through the button."""

import re

import pytest
from django.core.management import call_command

from fanwiki.articles.models import Article
from fanwiki.articles.seed import document_of, seed_articles
from fanwiki.pages import editing
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.tests.test_save import change

pytestmark = pytest.mark.django_db

ADDRESSES = [
    f"/articles/{slug}/" for slug in ("about", "how-to-edit", "privacy", "sandbox", "writing-about-living-people")
]


def test_the_command_adds_the_articles_and_nothing_drifts(capsys):
    call_command("seed_articles")
    assert "Added 5 articles." in capsys.readouterr().out
    assert sorted(page.get_absolute_url() for page in Page.objects.live()) == ADDRESSES
    call_command("verify")
    assert "No drift." in capsys.readouterr().out


def test_the_second_time_it_is_harmless(capsys):
    seed_articles()
    before = Revision.objects.count()
    call_command("seed_articles")
    assert "here already" in capsys.readouterr().out
    assert Revision.objects.count() == before == 5


def test_one_that_a_fan_changed_wrote_first_or_deleted_is_left_alone(make_article, editor, moderator):
    mine = make_article("About", body="About us.")
    assert len(seed_articles()) == 4
    change(Page.objects.get(slug="privacy"), editor, body="We keep nothing.")
    editing.delete(Page.objects.get(slug="how-to-edit"), by=moderator, summary="We know")
    assert seed_articles() == []
    mine.refresh_from_db()
    assert mine.head.number == 1
    assert Article.objects.get(title="Privacy").body == "We keep nothing."
    assert not Article.objects.filter(title="How to edit").exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_link_inside_the_wiki_leads_somewhere(address, client):
    seed_articles()
    shown = client.get(address).content.decode()
    assert 'class="missing"' not in shown and "no source “" not in shown
    text = shown.partition("<main")[2].partition("</main>")[0]
    inside = {link for link in re.findall(r'href="(/[^"#]*)', text) if not link.startswith("/static/")}
    assert inside and {client.get(link, follow=True).status_code for link in inside} == {200}
    sections = set(re.findall(r'href="#([^"]+)"', text))
    assert sections and all(f'id="{name}"' in text for name in sections)


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_says_in_a_line_that_lists_show_whole_what_it_is_about(address, client):
    seed_articles()
    said = Page.objects.get(slug=address.split("/")[2]).card["line"]
    assert 20 < len(said) <= 70
    assert f'<meta name="description" content="{said}">' in client.get(address).content.decode()


def test_what_the_wiki_says_of_its_cookies_is_what_it_sets(client, logged_in, editor, make_film):
    seed_articles()
    text = Article.objects.get(title="Privacy").body
    said = set(re.findall(r"^\* `(\w+)`", text, re.MULTILINE))
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "hanbit", "password": "correct horse battery"})
    client.get(f"{make_film().get_absolute_url()}compare/")
    client.post("/preferences/", {"theme": "dark"})
    assert set(client.cookies) == said == {"csrftoken", "sessionid", "messages", "preferences"}


def test_the_facts_of_a_seed_are_its_first_lines():
    assert document_of("title: Money Heist: Korea\ndescription: Two\n\nText.\n\n## More\n") == {
        "kind": "article", "title": "Money Heist: Korea", "description": "Two", "body": "Text.\n\n## More",
    }  # fmt: skip


def test_the_button_says_asks_adds_and_is_harmless_the_second_time(owner, moderator, logged_in):
    admin, address = logged_in(owner), "/admin/articles/article/seed-articles/"
    for front in ("/admin/", "/admin/articles/article/"):
        assert address in admin.get(front).content.decode()
        assert address not in logged_in(moderator).get(front).content.decode()
    asked = admin.get(address).content.decode()
    assert "This adds 5 pages." in asked and "Writing about living people" in asked
    assert not Page.objects.exists()
    assert "Added 5 pages" in admin.post(address, follow=True).content.decode()
    assert "nothing to add" in admin.get(address).content.decode()
    assert "Nothing was changed" in admin.post(address, follow=True).content.decode()
    assert Revision.objects.count() == 5
    assert logged_in(moderator).post(address).status_code == 403
