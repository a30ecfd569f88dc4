"""What the environment says is what Django is told."""

import json
import os
import subprocess
import sys

import pytest

TOLD = "import json; from fanwiki import settings; print(json.dumps(settings.DATABASES['default']['OPTIONS']))"


def started(tmp_path, address, told=TOLD):
    environment = os.environ | {"DATABASE_URL": address, "DATA_DIR": str(tmp_path), "FANWIKI_ENV": ""}
    return subprocess.run([sys.executable, "-c", told], env=environment, capture_output=True, text=True, check=False)


def test_options_in_the_address_of_a_database_are_kept(tmp_path):
    done = started(tmp_path, "postgres://me@db.example.org/fanwiki?sslmode=verify-full&connect_timeout=3")
    options = json.loads(done.stdout)
    assert (options["sslmode"], options["connect_timeout"]) == ("verify-full", 3)
    assert options["pool"]["max_size"] > 1 < options["prepare_threshold"]


@pytest.mark.parametrize(("asked", "given"), [("none", None), ("None", None), ("0", 0), ("10", 10)])
def test_what_is_prepared_can_be_chosen(tmp_path, asked, given):
    done = started(tmp_path, f"postgres://me@db.example.org/fanwiki?prepare_threshold={asked}")
    assert json.loads(done.stdout)["prepare_threshold"] == given


def test_a_threshold_that_cannot_be_is_named(tmp_path):
    done = started(tmp_path, "postgres://me@db.example.org/fanwiki?prepare_threshold=often")
    assert done.returncode and "prepare_threshold in DATABASE_URL is often" in done.stderr


def test_a_server_does_not_look_for_garbage_in_what_it_has_loaded(tmp_path):
    told = "import gc; from fanwiki import wsgi; print(gc.get_freeze_count())"
    assert int(started(tmp_path, f"sqlite:///{tmp_path}/one.sqlite3", told).stdout) > 50_000
