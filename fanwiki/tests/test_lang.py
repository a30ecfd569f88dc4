"""Every run of another script says its language, so that it is read aloud as what it is and gets its own letters."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from conftest import make_page, make_user
from fanwiki.articles.seed import seeds as articles
from fanwiki.pages import editing, seeding
from fanwiki.pages.models import Page
from fanwiki.text import names
from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# One text for a whole window or control: a part of it cannot be marked.
WHOLE = {"title", "option", "textarea", "template"}


UNREAD = {"title", "script"}  # cannot be marked in part; a script element is data for machines


class Walker(HTMLParser):
    """Collects texts with letters that are not Latin inside no element, but the page's own, that says a language."""

    def __init__(self):
        super().__init__()
        self.inside, self.found = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "input" and foreign(values.get("value") or "", most=True) and not values.get("lang"):
            self.found.append(f"{values.get('name')}={values['value']}")
        if tag not in VOID:
            self.inside.append((tag, bool(values.get("lang")) and tag != "html"))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _marked in self.inside}
        whole = bool(WHOLE & tags)
        if not any(marked for _tag, marked in self.inside) and not UNREAD & tags and foreign(data, most=whole):
            self.found.append(data.strip())


def foreign(text, *, most=False):
    """Whether it has a letter that is not Latin; `most`: whether most of its letters are not."""
    scripts = [names.script_of(text)] if most else map(names.script_of, text)
    return any(script not in ("Latn", "Zyyy") for script in scripts)


def unmarked(html):
    walker = Walker()
    walker.feed(html)
    return walker.found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<html lang="en"><p>발레리나</p>', ["발레리나"]),
        ('<html lang="en"><p>Also 발레리나 and <br>東京</p>', ["Also 발레리나 and", "東京"]),
        ('<html lang="en"><p lang="ko">발레리나 <b>콜</b></p><p>Сталкер</p>', ["Сталкер"]),
        ('<html lang="en"><p>Über <span lang="ko">콜</span></p>', []),
        ('<input name="text" value="콜"><input name="text" value="콜" lang="ko">', ["text=콜"]),
        ("<textarea>The Call (콜)</textarea><textarea>콜</textarea><title>콜</title>", ["콜"]),
    ],
)
def test_an_unmarked_run_is_found(html, found):
    assert unmarked(html) == found


FILM = "/films/ballerina-2023/"
FOR_ALL = [
    "/", "/films/", "/people/", "/characters/", "/articles/", "/recent/", "/wanted/", "/users/한빛/",
    FILM, f"{FILM}history/", f"{FILM}history/1/", f"{FILM}compare/1/2/", f"{FILM}compare/2/3/",
    f"{FILM}compare/2/3/?view=inline", f"{FILM}links/", "/people/jeon-jong-seo/", "/people/kim-ji-hoon/",
    "/people/netflix/", "/characters/ok-ju/", "/films/сталкер/", "/films/сталкер/history/", "/people/タルコフスキー/",
    "/articles/about/", "/films/nothing/", "/new/?title=기생충", "/called/?name=콜",
    "/wanted/by/?title=타르콥스키",
]  # fmt: skip
FOR_EDITORS = [
    f"{FILM}edit/", f"{FILM}edit/?part=cast", f"{FILM}edit/?part=s-발레리나", "/films/сталкер/edit/?part=runtime",
    "/films/new/?title=기생충", "/films/new/?whole=1&title=기생충",
    "/films/сталкер/edit/", f"{FILM}restore/1/", f"{FILM}undo/3/3/",
    f"{FILM}delete/", f"{FILM}rename/", f"{FILM}rollback/", "/batches/", "/users/한빛/take-back/",
]  # fmt: skip


@pytest.fixture
def wiki():
    """The seeds, and what people who write other scripts did."""
    seed_ballerina(), seeding.plant(articles(), about="Articles")
    hanbit = make_user("한빛")
    page = Page.objects.get(slug="ballerina-2023")
    document = page.head.document
    document["body"] += (
        "\n\n## 발레리나\n\nIts title is 발레리나. **복수** is its theme, 東京 its dream.[^번역]\n\n- 칼"
    )
    document["cast"][0] |= {"credited_as": "전종서", "note": "Printed as 전종서."}
    document["tags"] = [*document["tags"], "복수"]
    editing.save(page, document, base=page.head.number, by=hanbit, summary="Added 발레리나 as a heading")
    stalker = {
        "body": "By [[Тарковский]] and [[タルコフスキー]].",
        "description": "Сталкер, by a director whose name is written Тарковский.",
        "quotes": [{"text": "Пусть исполнится", "lang": "ru", "where": "в Зоне"}],
        "sources": [{"key": "a", "title": "Фильм «Сталкер»", "publisher": "Искусство", "url": "https://example.org"}],
        "notes": [{"text": "Called 스토커 in Korea", "src": ["a"]}],
        "crew": [{"person": "Тарковский", "job": "Режиссёр", "department": "directing", "note": "и сценарий"}],
        "disambiguation": "фильм",
    }
    make_page("film", "Сталкер", hanbit, **stalker)
    make_page("person", "タルコフスキー", hanbit, description="映画の監督 of Сталкер")


def test_every_page_marks_the_runs_of_other_scripts(wiki, client):
    found = {address: unmarked(client.get(address, follow=True).content.decode()) for address in FOR_ALL}
    assert {address: runs for address, runs in found.items() if runs} == {}


def test_so_do_the_pages_of_those_who_write(wiki, moderator, owner, logged_in):
    browser = logged_in(owner)
    found = {address: unmarked(browser.get(address, follow=True).content.decode()) for address in FOR_EDITORS}
    assert {address: runs for address, runs in found.items() if runs} == {}


def test_so_do_the_pages_of_somebody_with_such_a_name(wiki):
    browser = Client()
    browser.force_login(make_user("민서"))
    assert unmarked(browser.get(FILM).content.decode()) == []
