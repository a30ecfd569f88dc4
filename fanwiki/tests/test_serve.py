"""`manage.py serve`, as `make run` calls it: from nothing to a running site, and to its end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings

ENOUGH = 120  # seconds, on a machine that has other things to do


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def site(tmp_path):
    """Starts a site of its own in an empty directory; gives the process and its address."""
    started = []
    mine = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "REDIS_URL", "FANWIKI_ENV")}

    def start(*, wait=True, **variables):
        port = variables.get("PORT") or str(free_port())
        env = mine | {"DATA_DIR": str(tmp_path / "data"), "PORT": port} | variables
        command = [sys.executable, "manage.py", "serve"]
        process = subprocess.Popen(
            command, env=env, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip
        started.append(process)
        address = f"http://127.0.0.1:{port}"
        if wait:
            wait_for(address)
        return process, address

    yield start
    for process in started:
        process.terminate()
        process.wait(ENOUGH)
        process.stdout.close()


def wait_for(address):
    for _try in range(ENOUGH * 5):
        try:
            return read(f"{address}/")
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError(f"Nothing answers on {address}.")


def read(address):
    with urllib.request.urlopen(address, timeout=ENOUGH) as answer:
        return answer.read().decode()


def test_one_command_makes_a_site_with_its_administrator_and_its_entry_and_ctrl_c_ends_it(site):
    process, address = site()
    assert "Ballerina" in read(f"{address}/films/ballerina-2023/")
    assert "IP addresses" in read(f"{address}/articles/privacy/")
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=ENOUGH)[0]
    assert "Made the administrator admin, password" in told and "Added 21 pages." in told and address in told
    assert "Added 5 articles." in told
    assert "Warning" not in told and "WARNING" not in told and "Traceback" not in told
    _process, again = site()
    assert "Ballerina" in read(f"{again}/films/ballerina-2023/")


def test_an_empty_site_and_an_administrator_of_ones_own(site):
    process, address = site(SEED="no", DJANGO_SUPERUSER_USERNAME="boss", DJANGO_SUPERUSER_PASSWORD="a long password")
    assert "Ballerina" not in read(f"{address}/films/")
    process.terminate()
    assert "Made the administrator boss, the password you gave." in process.communicate(timeout=ENOUGH)[0]


def test_a_port_that_is_taken_is_said_in_one_line(site):
    with socket.create_server(("127.0.0.1", 0)) as other:
        process, _address = site(wait=False, PORT=str(other.getsockname()[1]))
        told = process.communicate(timeout=ENOUGH)[0]
    assert "Cannot serve on" in told and "Traceback" not in told
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"PORT": "abc"}, "PORT is abc"),
        ({"FANWIKI_ENV": "prod"}, "FANWIKI_ENV is prod"),
        ({"FANWIKI_ENV": "production", "SECRET_KEY": ""}, "needs SECRET_KEY"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is no address"),
    ],
)
def test_a_setting_that_cannot_be_is_named(variables, told, site):
    process, _address = site(wait=False, **variables)
    assert told in process.communicate(timeout=ENOUGH)[0]
    assert process.returncode != 0
