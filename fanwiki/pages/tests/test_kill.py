"""`kill -9` in the middle of a stream of saves: every save that was answered is there."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from fanwiki.pages import upkeep
from fanwiki.pages.models import Page

pytestmark = pytest.mark.django_db(transaction=True)

SAVES = """
import django
django.setup()
from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page
blank = kinds.registry["film"].blank()
page = editing.save(None, blank | {"title": "Ballerina"}, base=0, by=None, summary="").page
for n in range(1, 100000):
    page = Page.objects.with_head().get(pk=page.pk)
    cast = [{"person": f"Person {n}"}, {"person": "Jeon Jong-seo", "note": str(n)}]
    document = page.head.document | {"runtime": n % 900 + 1, "cast": cast}
    revision = editing.save(page, document, base=page.head.number, by=None, summary=str(n))
    print(revision.number, flush=True)
"""


def same_database():
    """The environment that makes another process use the test's own database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "fanwiki.settings"}


@pytest.mark.parametrize("after", [5, 40, 90])
def test_every_save_that_was_answered_survives(after):
    saver = subprocess.Popen(
        [sys.executable, "-c", SAVES], env=same_database(), stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR
    )
    with saver:
        answered = [int(saver.stdout.readline()) for _ in range(after)]
        os.kill(saver.pid, signal.SIGKILL)
        answered += [int(line) for line in saver.stdout.read().splitlines() if line.isdecimal()]
    page = Page.objects.with_head().get()
    assert set(answered) <= set(page.revisions.values_list("number", flat=True))
    assert page.head.number >= answered[-1]
    assert list(upkeep.verify()) == []
