"""The watcher of the web server: what it watches ends when it ends."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
WATCHER = """
import sys
from fanwiki import supervise
supervise.GRACE = 1
sys.exit(supervise.supervised(sys.argv[1:]))
"""


def watched(code):
    command = [sys.executable, "-c", WATCHER, sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_that_does_not_hear_is_killed_in_the_end(told):
    with watched(DEAF) as watcher:
        assert watcher.stdout.readline() == "ready\n"
        os.kill(watcher.pid, told)
        assert watcher.wait(20) != 0
        assert watcher.stdout.read() == ""  # nobody holds the other end any more


def test_the_watcher_ends_as_the_server_did():
    with watched("raise SystemExit(3)") as watcher:
        assert watcher.wait(20) == 3


def test_the_watcher_imports_no_django():
    code = "import sys, fanwiki.supervise; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
