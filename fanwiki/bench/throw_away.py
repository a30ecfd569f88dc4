"""A database and a directory for one run, gone after it; the site's own are never opened for more than their name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import override_settings

KEPT_OUT = ("DEBUG", "FANWIKI_ENV", "BEHIND_PROXY", "ALLOWED_HOSTS", "WEB_CONCURRENCY", "DATABASE_URL")


@contextmanager
def throw_away() -> Iterator[dict[str, str]]:
    """Puts this process on a new empty database; gives the environment that puts a server on the same."""
    if settings.PRODUCTION:
        raise CommandError("Not with FANWIKI_ENV=production: measure on a machine that nobody else needs.")
    with TemporaryDirectory(prefix="fanwiki-bench-") as folder:
        name, address = place(folder)
        caches = {"default": settings.CACHES["default"] | {"KEY_PREFIX": name}}
        with override_settings(CACHES=caches, RATE_LIMITS=False, DEBUG=False), database(name):
            yield environment(folder) | address


def place(folder: str) -> tuple[str, dict[str, str]]:
    """The name of the new database, and the variable that leads there where DATA_DIR alone does not."""
    if connection.vendor == "sqlite":
        return str(Path(folder) / "fanwiki.sqlite3"), {}
    name = f"{connection.settings_dict['NAME']}_bench_{os.getpid()}"
    return name, {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}


@contextmanager
def database(name: str) -> Iterator[None]:
    """As Django makes one for its tests, but not in memory: a server must be able to open it."""
    own = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    with redirect_stdout(StringIO()):  # of no interest, and `--json` is all that may be printed
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)


def environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in KEPT_OUT}
    own = {"DATA_DIR": folder, "SECRET_KEY": settings.SECRET_KEY, "RATE_LIMITS": "off", "SEED": "no"}
    return kept | own | {"HOST": "127.0.0.1", "WEB_CONCURRENCY": "1", "DJANGO_SUPERUSER_PASSWORD": "bench"}
