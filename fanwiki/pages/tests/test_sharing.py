"""What the head of a page tells those who index it or show a link to it: canonical, noindex, Open Graph."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from films.seed import seed_ballerina

from .test_save import change

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


class Head(HTMLParser):
    """`said` is what every <meta> says, by its name or property; a second one of the same name is an error."""

    def __init__(self, html):
        super().__init__()
        self.said, self.canonical = {}, []
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "link" and attrs.get("rel") == "canonical":
            self.canonical.append(attrs["href"])
        name = attrs.get("name") or attrs.get("property")
        if tag == "meta" and name and name != "theme-color":
            assert name not in self.said, name
            self.said[name] = attrs["content"]


def head(address, browser=None):
    return Head((browser or Client()).get(address).content.decode())


@pytest.fixture
def film(make_film, editor):
    page = make_film("Ballerina", year=2023, description="A “bodyguard” & <b>her</b> friend.",
                     names=[{"text": "발레리나", "lang": "ko", "primary": True}])  # fmt: skip
    change(page, editor, runtime=93)
    return page


@pytest.mark.parametrize(
    ("address", "canonical"),
    [("/", "/"), ("/?utm=1", "/"), ("/films/", "/films/"), ("/films/?before=12&x=1", "/films/"),
     ("/films/?x=1&after=no", "/films/"), ("/recent/", "/recent/"), ("/recent/?before=9", "/recent/?before=9"),
     ("/films/ballerina-2023/", "/films/ballerina-2023/"), ("/people/", "/people/"),
     ("/films/ballerina-2023/?from=발레리나", "/films/ballerina-2023/")],
)  # fmt: skip
def test_a_page_for_readers_names_its_one_address(address, canonical, film):
    told = head(address)
    assert told.canonical == [f"{SITE}{canonical}"] and told.said["og:url"] == f"{SITE}{canonical}"
    assert "robots" not in told.said


@pytest.mark.parametrize(
    "address",
    ["edit/", "history/", "history/?before=2", "compare/1/2/", "restore/1/", "undo/2/2/", "links/", "rename/",
     "rewrite/", "delete/", "rollback/", "history/1/", "history/9/"],
)  # fmt: skip
def test_what_is_about_a_page_is_kept_out_of_search_engines(address, film, owner, logged_in):
    assert head(f"/films/ballerina-2023/{address}", logged_in(owner)).said["robots"] == "noindex"


@pytest.mark.parametrize(
    "address",
    ["/recent/?part=cast", "/recent/?by=hanbit", "/users/hanbit/", "/new/", "/films/new/", "/wanted/", "/batches/",
     "/wanted/links/?title=X", "/called/?name=X", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/",
     "/films/nothing/", "/nowhere/"],
)  # fmt: skip
def test_so_are_forms_filtered_lists_and_what_is_not_there(address, film, editor, logged_in):
    browser = logged_in(editor) if address == "/films/new/" else Client()
    told = head(address, browser)
    assert told.said["robots"] == "noindex" and told.canonical == [] and "og:title" not in told.said


def test_a_film_is_shown_with_its_year_its_line_and_its_picture(film):
    said = head("/films/ballerina-2023/").said
    assert {name: said[name] for name in said if name.startswith(("og:", "twitter:"))} == {
        "og:type": "video.movie",
        "og:title": "Ballerina (2023)",
        "og:description": "A “bodyguard” & <b>her</b> friend.",
        "og:url": f"{SITE}/films/ballerina-2023/",
        "og:site_name": "Fanwiki",
        "og:locale": "en_US",
        "og:image": f"{SITE}/films/ballerina-2023/card.png?v=2",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Ballerina, 발레리나, Film, 2023",
        "twitter:card": "summary_large_image",
    }
    assert said["description"] == said["og:description"]


@pytest.mark.parametrize(
    ("address", "type_"),
    [("/films/ballerina-2023/", "video.movie"), ("/films/the-glory-2022/", "video.tv_show"),
     ("/people/jeon-jong-seo/", "profile"), ("/characters/ok-ju/", "article"), ("/", "website"),
     ("/people/", "website"), ("/recent/", "website")],
)  # fmt: skip
def test_each_kind_says_what_it_is(address, type_, client):
    seed_ballerina()
    said = head(address).said
    assert said["og:type"] == type_
    picture = client.get(said["og:image"].removeprefix(SITE))
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")


def test_a_page_without_a_description_says_what_it_is(make_person, make_article):
    make_person("Dxyz", type="group")
    make_article()
    assert head("/people/dxyz/").said["og:description"] == "Group"
    assert head("/articles/revenge-films/").said["description"] == "Article"


def test_an_edit_gives_the_picture_another_address(film, editor):
    before = head("/films/ballerina-2023/").said["og:image"]
    change(film, editor, runtime=94)
    assert head("/films/ballerina-2023/").said["og:image"] != before


def test_addresses_are_on_the_host_that_was_asked(film):
    told = Head(Client(headers={"Host": "127.0.0.1"}).get("/films/ballerina-2023/", secure=True).content.decode())
    assert told.canonical == ["https://127.0.0.1/films/ballerina-2023/"]
    assert told.said["og:image"].startswith("https://127.0.0.1/")


def test_the_colour_around_a_page_is_that_of_its_hero(film, client):
    html = client.get("/films/ballerina-2023/").content.decode()
    assert html.count('name="theme-color"') == 1
    assert client.get("/films/").content.decode().count('name="theme-color"') == 2
