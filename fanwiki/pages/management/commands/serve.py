"""`manage.py serve`: from nothing to a running site, in one command."""

import os
import secrets
import socket
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, transaction

from fanwiki import catalogues
from fanwiki.pages.models import Page

LAST_PORT = 65535
PATIENCE = 8  # looks at the port, half a second apart
THREADS = 4  # in each worker: one that waits for a slow body must not keep the others waiting


class Command(BaseCommand):
    help = (
        "Brings the database up to date, makes an administrator and the first pages where there are none, "
        "and serves the site on HOST:PORT. SEED=no leaves an empty database empty."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="serve with Django's own server, for working on it")

    def handle(self, *args: Any, **options: Any) -> None:
        port = free_port(settings.HOST, os.environ.get("PORT") or "8000")
        catalogues.compile_all(*settings.LOCALE_PATHS)  # the server that is started below reads them
        self.migrate()
        self.make_administrator()
        if os.environ.get("SEED") != "no" and not Page.objects.exists():
            self.seed()
        if options["reload"]:
            development = [sys.executable, "manage.py", "runserver", f"{settings.HOST}:{port}"]
            os.execv(sys.executable, development)  # noqa: S606 - our own words, no shell
        call_command("collectstatic", interactive=False, verbosity=0)
        self.serve(port)

    def migrate(self) -> None:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error} Is it there? Has it been created?") from None
        call_command("migrate", verbosity=0)

    @transaction.atomic
    def seed(self) -> None:
        """All or nothing, or a start that was cut short would leave the rest out for good. The newest come last."""
        for command in ("seed_articles", "seed_ballerina"):
            call_command(command, stdout=self.stdout)

    def make_administrator(self) -> None:
        """As DJANGO_SUPERUSER_* says, else `admin` with a password that is shown this once."""
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        name = os.environ.get("DJANGO_SUPERUSER_USERNAME", "admin")
        given = os.environ.get("DJANGO_SUPERUSER_PASSWORD")
        password = given or secrets.token_urlsafe(12)
        users.create_superuser(name, os.environ.get("DJANGO_SUPERUSER_EMAIL", ""), password)
        shown = "the password you gave" if given else f"password {password} (shown only now)"
        self.stdout.write(f"Made the administrator {name}, {shown}.")

    def serve(self, port: str) -> None:
        scheme = "https" if settings.PRODUCTION else "http"
        self.stdout.write(f"{settings.SITE_NAME} is on {scheme}://{settings.HOST}:{port}/ (Ctrl-C stops it).")
        self.stdout.flush()
        server = granian(settings.HOST, port, os.environ.get("WEB_CONCURRENCY") or "2")
        watcher = [sys.executable, "-m", "fanwiki.supervise", *server]
        os.execv(sys.executable, watcher)  # noqa: S606 - our own words; this process would keep 100 MB for nothing


def granian(host: str, port: str, workers: str) -> list[str]:
    """The web server's command line."""
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", port]
    threads = ["--workers", workers, "--blocking-threads", str(THREADS)]
    quiet = ["--no-ws", "--log-level", "warning", "--respawn-failed-workers", "fanwiki.wsgi:application"]
    return [*server, *threads, *quiet]


def free_port(host: str, port: str) -> str:
    """CommandError where PORT is no port or something else listens there: two servers would share it in silence."""
    if not (port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise CommandError(f"PORT is {port}; it can be 1 to {LAST_PORT}.")
    for patience in reversed(range(PATIENCE)):
        try:
            listen(host, int(port))
            break
        except OSError as error:
            if not patience:
                raise CommandError(f"Cannot serve on {host}:{port}: {error.strerror}. Try another PORT.") from None
            time.sleep(0.5)  # a server that was just stopped may not have let go yet
    return port


def listen(host: str, port: int) -> None:
    """For a moment, to see that nobody else does; OSError where somebody does."""
    family, kind, _protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
