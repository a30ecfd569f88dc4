"""The command, on a very small wiki."""

import json
import os
import subprocess
import sys

from django.conf import settings


def test_it_measures_a_wiki_of_its_own_and_leaves_nothing_behind(tmp_path):
    mine = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "FANWIKI_ENV")}
    command = [
        sys.executable,
        "manage.py",
        "bench",
        "--pages=5",
        "--revisions=3",
        "--seconds=0",
        "--saves=2",
    ]
    command.append("--json")
    done = subprocess.run(
        command,
        env=mine | {"DATA_DIR": str(tmp_path / "data"), "TMPDIR": str(tmp_path)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    names = [row["name"] for row in told["requests"]]
    assert names[0] == "bare Django “hello”" and "read, no account" in names and "save: publish the form" in names
    assert all(row["p95_ms"] >= row["p50_ms"] > 0 for row in told["requests"])
    searched = told["texts"]
    assert searched["pages"] == 15 and searched["index_bytes"] > 0 and searched["rebuilt_per_s"] > 0
    assert all(row["p99_ms"] >= row["p50_ms"] > 0 for row in searched["requests"])
    assert told["bytes_per_revision"] > 0 and told["start_s"] > 0
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
    assert not list((tmp_path / "data").glob("*.sqlite3*"))


def test_a_site_in_production_is_not_measured(tmp_path):
    own = {"FANWIKI_ENV": "production", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "wiki.example.org"}
    own |= {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3", "DEFAULT_FROM_EMAIL": "wiki@example.org"}
    own |= dict.fromkeys(("EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD"), "x")
    done = subprocess.run(
        [sys.executable, "manage.py", "bench"],
        env=os.environ | own | {"DATA_DIR": str(tmp_path)},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode != 0
    assert "Not with FANWIKI_ENV=production" in done.stderr and "Traceback" not in done.stderr
