"""`manage.py serve`: from nothing to a running site, in one command."""

import os
import secrets
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from fanwiki.pages.models import Page


class Command(BaseCommand):
    help = (
        "Brings the database up to date, makes an administrator and the first entry where there are none, "
        "and serves the site on HOST:PORT. SEED=no leaves an empty database empty."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        self.make_administrator()
        if os.environ.get("SEED") != "no" and not Page.objects.exists():
            call_command("seed_ballerina", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.serve(os.environ.get("PORT", "8000"))

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
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", settings.HOST, "--port", port]
        workers = ["--workers", os.environ.get("WEB_CONCURRENCY", "2"), "--blocking-threads", "1"]
        quiet = ["--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
        os.execv(sys.executable, [*server, *workers, *quiet, "fanwiki.wsgi:application"])  # noqa: S606 - our own words, no shell
