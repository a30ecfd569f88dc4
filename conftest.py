"""The cast of every test, and what a test needs from the machine."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.test import Client

from fanwiki.accounts.models import User
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page

PASSWORD = "correct horse battery"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_configure(config: pytest.Config) -> None:
    """Names in static files are hashed only where they were collected: a test must not depend on that."""
    site.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    config.addinivalue_line("markers", "browser: needs a Chromium; skipped, loudly, where there is none")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="NO CHROMIUM HERE: install `chromium` to run the browser tests"))


@pytest.fixture(autouse=True)
def fresh_limits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits count in the cache, which outlives a test's transaction."""
    used = {"db", "transactional_db"} & set(request.fixturenames)
    for name in used:
        request.getfixturevalue(name)
    yield
    if used:
        cache.clear()


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
