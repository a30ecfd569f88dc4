"""Every internal link of the seeded site, as a visitor and as a moderator follow them, and what each page must have."""

from collections import Counter, defaultdict
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from fanwiki.articles.seed import seed_articles
from films.seed import seed_ballerina

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HOST = "http://testserver"
MOST = 2000  # addresses: a crawl of the seeded site ends far below
NOT_FOLLOWED = ("/admin/", "/static/", "/accounts/logout/")
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Seen(HTMLParser):
    """What one page has. The content of a <template> is no part of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.ids, self.links, self.title, self.headings = Counter(), [], "", []
        self.controls, self.labelled = [], set()
        self.inside = Counter()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside[tag] += 1
        if self.inside["template"]:
            return
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        if tag == "label" and given.get("for"):
            self.labelled.add(given["for"])
        if tag in ("input", "select", "textarea") and given.get("type") not in UNLABELLED:
            named = {"aria-label", "aria-labelledby"} & given.keys() or self.inside["label"]
            if not named:
                self.controls.append(given.get("id"))

    def handle_endtag(self, tag: str) -> None:
        self.inside[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self.inside["title"] and not self.inside["svg"]:
            self.title += data

    def faults(self) -> list[str]:
        found = [f"id {name} stands {count} times" for name, count in self.ids.items() if count > 1]
        found += [f"{control} has no label" for control in self.controls if control not in self.labelled]
        if not self.title.strip():
            found.append("no title")
        if self.headings.count(1) != 1:
            found.append(f"{self.headings.count(1)} first headings")
        if any(after > before + 1 for before, after in zip([0, *self.headings], self.headings, strict=False)):
            found.append(f"headings leave out a level: {self.headings}")
        return found


class Crawl:
    def __init__(self, browser: Client) -> None:
        self.browser = browser
        self.pages: dict[str, Seen] = {}
        self.dead: dict[str, str] = {}  # address -> where it stands
        self.fragments: dict[tuple[str, str], str] = {}
        self.waiting = {"/": "the crawl"}
        self.known = set(self.waiting)
        while self.waiting and len(self.known) < MOST:
            self.visit(*self.waiting.popitem())

    def visit(self, address: str, found_on: str) -> None:
        answer = self.browser.get(address)
        if answer.status_code in (301, 302):
            self.follow(address, answer.headers["Location"])
        elif answer.status_code != 200:
            self.dead[address] = f"{answer.status_code}, linked from {found_on}"
        elif answer.headers["Content-Type"].startswith("text/html"):
            seen = self.pages[address] = Seen(answer.content.decode())
            for link in seen.links:
                self.follow(address, link)

    def follow(self, here: str, link: str) -> None:
        whole, fragment = urldefrag(urljoin(HOST + here, link))
        parts = urlsplit(whole)
        if f"{parts.scheme}://{parts.netloc}" != HOST or parts.path.startswith(NOT_FOLLOWED):
            return
        if parts.query.count("=") > 1 or parts.path == "/random/":  # robots.txt closes both
            return
        comes_back = parts.path.startswith("/accounts/")  # with the page to return to: one is like another
        address = parts.path + (f"?{parts.query}" if parts.query and not comes_back else "")
        if fragment:
            self.fragments.setdefault((address, fragment), here)
        if address not in self.known:
            self.known.add(address)
            self.waiting[address] = here

    def lost(self) -> list[str]:
        """Links to a place of a page that it does not have."""
        return [
            f"{address}#{fragment} on {here}"
            for (address, fragment), here in self.fragments.items()
            if address in self.pages and not self.pages[address].ids[fragment]
        ]

    def shared_titles(self) -> dict[str, set[str]]:
        """The same title on several pages; what only a query tells apart is one page."""
        found = defaultdict(set)
        for address, page in self.pages.items():
            found[page.title.strip()].add(address.partition("?")[0])
        return {title: addresses for title, addresses in found.items() if len(addresses) > 1}


@pytest.mark.parametrize("who", ["nobody", "moderator"])
def test_every_link_leads_somewhere_and_every_page_is_whole(who, request, logged_in):
    seed_articles()
    seed_ballerina()
    crawl = Crawl(Client() if who == "nobody" else logged_in(request.getfixturevalue(who)))
    assert len(crawl.pages) > 100 and not crawl.waiting
    assert crawl.dead == {}
    assert crawl.lost() == []
    assert {address: faults for address, page in crawl.pages.items() if (faults := page.faults())} == {}
    assert crawl.shared_titles() == {}


def test_the_crawl_sees_what_is_wrong():
    page = Seen(
        "<title> </title><h2 id=a>A</h2><h4 id=a>B</h4><input id=x><label>C <input></label><template><input></template>"
    )
    assert page.faults() == [
        "id a stands 2 times",
        "x has no label",
        "no title",
        "0 first headings",
        "headings leave out a level: [2, 4]",
    ]
