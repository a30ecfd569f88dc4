"""The HTML of every page, by the reference validator: `make validate` fetches it and says where it is."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from fanwiki.articles.seed import seed_articles
from fanwiki.pages.models import Page
from fanwiki.pages.tests.editor_form import form_of
from fanwiki.pages.tests.test_edit_view import form_data
from films.seed import seed_ballerina

from .test_crawl import Crawl

VNU = os.environ.get("VNU", "")
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not VNU, reason="`make validate` runs this")]

# Addresses that no link leads to.
APART = ["/nowhere/", "/films/nothing/", "/called/?name=김지훈", "/called/?name=nobody", "/users/nobody/",
         "/films/ballerina-2023/history/99/", "/recent/?by=nobody", "/recent/?tag=imported&part=nowhere",
         "/accounts/password/reset/", "/accounts/password/reset/done/"]  # fmt: skip
BUTTONS = ["preview", "changes", "publish"]
EDIT = "/films/ballerina-2023/edit/"
PARTS = ["facts", "runtime", "cast", "gallery", "sources", "story"]
TABLE = ["column=runtime", "column=genres", "column=description"]


def drawn(moderator: Client) -> Iterator[tuple[str, str]]:
    """(address, HTML) of everything that the site draws."""
    for browser in (Client(), moderator):
        yield from ((address, page.html) for address, page in Crawl(browser).pages.items())
        yield from ((address, browser.get(address, follow=True).content.decode()) for address in APART)
    film = Page.objects.get(slug="ballerina-2023")
    for button in BUTTONS:  # publishing is refused for the countries
        sent = form_data(film, countries="Atlantis", body="## Changed") | {"do": button}
        yield button, moderator.post(EDIT, sent).content.decode()
    for part in PARTS:
        address = f"{EDIT}?part={part}"
        opened = moderator.get(address)
        sent = form_of(opened, "preview", **{"source-url": "javascript:x", "cast-0-person": "x" * 300})
        yield f"preview of {part}", moderator.post(address, sent).content.decode()
    for address in (EDIT, "/users/dal/", f"/table/films/?{'&'.join(TABLE)}", "/films/new/?whole=1"):
        yield address, moderator.get(address).content.decode()  # with the drafts that a preview keeps
    other = {"other": Page.objects.get(slug="the-call-2020").pk, "do": "look"}
    yield "merging", moderator.post("/films/ballerina-2023/merge/", other).content.decode()
    yield "taken back", moderator.post("/films/ballerina-2023/rollback/", {"base": "1"}).content.decode()


def complaints(folder: Path) -> list[dict]:
    command = ["java", "-jar", VNU, "--format", "json", "--errors-only", "--skip-non-html", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(told.stderr or told.stdout)["messages"]


def test_the_validator_finds_no_error(moderator, logged_in, tmp_path):
    seed_articles()
    seed_ballerina()
    addresses = {}
    for number, (address, html) in enumerate(drawn(logged_in(moderator))):
        (tmp_path / f"{number}.html").write_text(html, encoding="utf-8")
        addresses[f"{number}.html"] = address
    assert len(addresses) > 200
    found = [
        f"{addresses[Path(one['url']).name]}: {one['message']} {one.get('extract')}" for one in complaints(tmp_path)
    ]
    assert not found, "\n".join(found[:20])
