"""The servers that are measured: started on a free port of this machine, and stopped whatever happens."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from django.conf import settings
from django.core.management.base import CommandError

from fanwiki.pages.management.commands.serve import granian
from fanwiki.supervise import GRACE, die_with_parent

from .browser import Browser

PATIENCE = 60  # seconds until the first answer
LAST_WORDS = 2000


class Server(NamedTuple):
    pid: int
    port: int
    started: float  # seconds from the start of the process to the first page


@contextmanager
def site(env: dict[str, str]) -> Iterator[Server]:
    """As `make run` starts it, with one worker."""
    port = free_port()
    with running([sys.executable, "manage.py", "serve"], env | {"PORT": str(port)}, port) as server:
        yield server


@contextmanager
def hello(env: dict[str, str]) -> Iterator[Server]:
    """The bare Django, under the same server with the same options."""
    port = free_port()
    own = {"DJANGO_SETTINGS_MODULE": "fanwiki.bench.hello"}
    with running(granian("127.0.0.1", str(port), "1"), env | own, port) as server:
        yield server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], env: dict[str, str], port: int) -> Iterator[Server]:
    begun = time.monotonic()
    with TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own words
            command,
            env=env,
            cwd=settings.BASE_DIR,
            stdout=said,
            stderr=said,
            process_group=0,  # a Ctrl-C reaches this process alone, which then stops the server
            preexec_fn=die_with_parent,  # noqa: PLW1509
        )
        try:
            wait_for(process, port, begun + PATIENCE, said)
            yield Server(process.pid, port, time.monotonic() - begun)
        finally:
            stop(process)


def wait_for(process: subprocess.Popen[bytes], port: int, until: float, said: IO[bytes]) -> None:
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            Browser(port).get("/")
            return
        time.sleep(0.02)
    stop(process)
    said.seek(0)
    raise CommandError(f"The server did not start. Its last words:\n{said.read().decode()[-LAST_WORDS:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE + 5)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
