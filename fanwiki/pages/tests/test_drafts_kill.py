"""`kill -9` while somebody types: whatever a script was told is kept, is there."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

from fanwiki.pages.drafts import Draft

from .test_kill import same_database

pytestmark = pytest.mark.django_db(transaction=True)

TYPES = """
import django
django.setup()
from django.test import Client
from fanwiki.accounts.models import User
browser = Client()
browser.force_login(User.objects.get(username="hanbit"))
for n in range(1, 100000):
    typed = {"draft": "a" * 22, "draft_seq": n, "base": 1, "body": f"Word {n} " * n}
    answer = browser.post("/films/ballerina/edit/draft/", typed)
    print(n if answer.status_code == 200 else answer.content, flush=True)
"""


@pytest.mark.parametrize("after", [3, 25])
def test_every_draft_that_was_answered_survives(after, make_film, editor):
    make_film("Ballerina")
    alone = same_database() | {"RATE_LIMITS": "off", "ALLOWED_HOSTS": "testserver"}
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPES], env=alone, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR
    )
    with typist:
        answered = [int(typist.stdout.readline()) for _ in range(after)]
        os.kill(typist.pid, signal.SIGKILL)
        answered += [int(line) for line in typist.stdout.read().splitlines() if line.isdecimal()]
    kept = Draft.objects.get()
    assert kept.seq >= answered[-1]
    assert kept.typed["body"] == f"Word {kept.seq} " * kept.seq
