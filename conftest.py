"""The cast of every test, and what a test needs from the machine."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from babel.messages import Catalog
from babel.messages.pofile import write_po
from django.conf import settings as site
from django.core.cache import cache
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from PIL import Image

from fanwiki import catalogues
from fanwiki.accounts import limits
from fanwiki.accounts.models import User
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page
from fanwiki.pictures.files import store
from fanwiki.pictures.tests.made import encoded, poster, sent

try:
    import hypothesis as property_tests
except ImportError:
    property_tests = None  # type: ignore[assignment]

PASSWORD = "correct horse battery"
PATIENCE = 30_000  # milliseconds that a page may take to become as expected: a busy machine is no defect
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_configure(config: pytest.Config) -> None:
    """Names in static files are hashed only where they were collected: a test must not depend on that."""
    site.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    site.USE_I18N = True  # which a site with English alone does not need; tests speak other languages too
    vars(translation._trans).clear()  # and it may have looked at the setting already
    if property_tests:
        property_tests.settings.register_profile("unhurried", deadline=None)  # a busy machine is no defect
        if not os.environ.get("CI"):  # there it has a profile of its own, which finds the same each time
            property_tests.settings.load_profile("unhurried")
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if connection.vendor == "sqlite":  # what a test stored need not outlive the machine
        options = site.DATABASES["default"]["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    else:  # to empty a hundred small tables by TRUNCATE takes a second, because each gets a new file
        connection.ops.sql_flush = emptied
    config.addinivalue_line("markers", "browser: needs a Chromium; skipped, loudly, where there is none")
    config.addinivalue_line("markers", "database: given by itself to each test that asks the database")
    config.addinivalue_line("markers", "once: takes long, and what it says of one database it says of the other")


def emptied(style: Any, tables: list[str], **told: Any) -> list[str]:
    """In any order: all that refers to another row is looked at when the transaction ends."""
    return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]


# What requirements-dev.txt adds. Without it the tests that import it are left out, and that is said.
ABSENT = [name for name in ("hypothesis", "playwright", "axe_playwright_python") if find_spec(name) is None]
LEFT_OUT: list[str] = []
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    if not ABSENT or not collection_path.name.startswith("test_") or collection_path.suffix != ".py":
        return None
    lines = collection_path.read_text(encoding="utf-8").splitlines()
    if any(line.startswith((f"from {name}", f"import {name}")) for line in lines for name in ABSENT):
        LEFT_OUT.append(str(collection_path))
        return True
    return None


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if LEFT_OUT:
        terminalreporter.section("NOT RUN")
        terminalreporter.line(f"{len(LEFT_OUT)} files need {', '.join(ABSENT)}: pip install -r requirements-dev.txt")


@pytest.hookimpl(tryfirst=True)  # before it is asked which markers are wanted
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if asks_the_database(item):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="NO CHROMIUM HERE: install `chromium` to run the browser tests"))


def asks_the_database(item: Any) -> bool:
    """Whether it may: a test that does not say so is refused when it tries."""
    asking = {"db", "transactional_db", "live_server", "django_db_setup"}
    if item.get_closest_marker("django_db") or asking & set(item.fixturenames):
        return True
    return item.cls is not None and issubclass(item.cls, TransactionTestCase)


@pytest.fixture(autouse=True)
def fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits count in the cache, which outlives a test's transaction, and in the process."""
    used = {"db", "transactional_db"} & set(request.fixturenames)
    for name in used:
        request.getfixturevalue(name)
    yield
    limits.asked.clear()
    if used:
        forget_what_is_cached()


def forget_what_is_cached() -> None:
    """Each worker has a database of its own, but they share one Redis: there it goes on under another prefix."""
    if not site.REDIS_URL:
        return cache.clear()
    site.CACHES["default"]["KEY_PREFIX"] = cache.key_prefix = uuid4().hex


def make_user(name: str, **more: Any) -> User:
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD, **more)


@pytest.fixture
def editor(db: None) -> User:
    return make_user("hanbit")


@pytest.fixture
def other_editor(db: None) -> User:
    return make_user("minseo")


@pytest.fixture
def moderator(db: None) -> User:
    return make_user("dal", is_moderator=True, is_staff=True)


@pytest.fixture
def owner(db: None) -> User:
    return make_user("boss", is_staff=True, is_superuser=True)


@pytest.fixture
def blocked(db: None) -> User:
    return make_user("vandal", is_active=False)


@pytest.fixture
def logged_in(client: Client) -> Callable[[User], Client]:
    """A browser in which this user is logged in."""

    def log_in(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return log_in


def make_page(kind: str, title: str, by: User | None = None, **fields: Any) -> Page:
    """A live page whose document has these fields; rows need no ids."""
    document = kinds.registry[kind].blank() | {"title": title} | fields
    return editing.save(None, document, base=0, by=by, summary="Begun").page


@pytest.fixture
def make_film(db: None) -> Callable[..., Page]:
    def make(title: str = "Ballerina", **fields: Any) -> Page:
        return make_page("film", title, **fields)

    return make


@pytest.fixture
def make_person(db: None) -> Callable[..., Page]:
    def make(title: str = "Jeon Jong-seo", **fields: Any) -> Page:
        return make_page("person", title, **fields)

    return make


@pytest.fixture
def make_character(db: None) -> Callable[..., Page]:
    def make(title: str = "Ok-ju", **fields: Any) -> Page:
        return make_page("character", title, **fields)

    return make


@pytest.fixture
def make_article(db: None) -> Callable[..., Page]:
    def make(title: str = "Revenge films", **fields: Any) -> Page:
        return make_page("article", title, **fields)

    return make


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """A storage of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arriving"
    for folder in (settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR):
        folder.mkdir()
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def make_picture(db: None, media: Path) -> Callable[..., Page]:
    """A picture with a file of its own for each number: the same number is the same file."""

    def make(title: str = "Poster", shows: Image.Image | None = None, number: int = 0, **fields: Any) -> Page:
        file = store(sent(encoded(shows or poster(number), "JPEG")), by=None)
        told = {"file": file.pk, "alt": "A dancer", "licence": "own", "author": "Hanbit"}
        return make_page("picture", title, **told | fields)

    return make


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser, without any connection of its own."""
    api = pytest.importorskip("playwright.sync_api")
    api.expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop in the thread in which fixtures use the ORM
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Window:
    """A browser window on the test's site that remembers what the console says and requests to another host."""

    def __init__(self, chromium: Any, site: str, **options: Any) -> None:
        self.site = site
        self.context = chromium.new_context(base_url=site, **options)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda told: self.complaints.append(told.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self.look)

    def look(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.complaints.append(f"another host: {request.url}")

    def log_in(self, user: User) -> None:
        """With the cookie of a session: two pages less to load than by the form, which has tests of its own."""
        client = Client()
        client.force_login(user)
        session = client.cookies[site.SESSION_COOKIE_NAME].value
        self.context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": session, "url": self.site}])


def follow(page: Any, link: Any) -> None:
    """Clicks a selector or a locator, and waits until all of the page that it leads to is there.

    A click by itself waits only until that page begins.
    """
    with page.expect_navigation():
        page.click(link) if isinstance(link, str) else link.click()


@pytest.fixture
def window(chromium: Any, live_server: Any) -> Iterator[Callable[..., Window]]:
    opened: list[Window] = []

    def open_window(**options: Any) -> Window:
        opened.append(Window(chromium, live_server.url, **options))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()


@pytest.fixture
def catalogue(settings: Any, tmp_path: Path) -> Callable[..., None]:
    """Has the site speak another language too: its texts by what they are in English, or by (context, English).

    Of a text that counts, the English is (one, many) and the translation a tuple of all its plural forms.
    """

    def speak(code: str, texts: dict[Any, Any]) -> None:
        written = Catalog(locale=code)
        for english, said in texts.items():
            context, text = english if isinstance(english, tuple) and not isinstance(said, tuple) else ("", english)
            written.add(text, said, context=context or None)
        folder = tmp_path / "locale" / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / "django.po").open("wb") as file:
            write_po(file, written)
        catalogues.compile_all(tmp_path / "locale")
        settings.LOCALE_PATHS = [tmp_path / "locale"]
        settings.LANGUAGES = [("en", "English"), *catalogues.languages(tmp_path / "locale")]
        looks = "django.middleware.locale.LocaleMiddleware"
        common = settings.MIDDLEWARE.index("django.middleware.common.CommonMiddleware")
        if looks not in settings.MIDDLEWARE:
            settings.MIDDLEWARE = [*settings.MIDDLEWARE[:common], looks, *settings.MIDDLEWARE[common:]]

    return speak
