"""`python -m fanwiki.supervise COMMAND` watches the web server. It imports no Django and so holds little memory."""

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress

PR_SET_PDEATHSIG = 1
GRACE = 10  # seconds for the requests that are being answered


def supervised(command: list[str]) -> int:
    """Runs the server until it ends, in a process group of its own: a Ctrl-C that reached its workers before it did
    could leave it waiting for ever. What it is told is SIGTERM, and what it leaves behind is killed; so is a server
    that was told so while it started, and on a busy machine may have missed it.
    """
    server = subprocess.Popen(command, process_group=0, preexec_fn=die_with_parent)  # noqa: S603, PLW1509

    def end(*_: object) -> None:
        server.terminate()
        signal.alarm(GRACE)

    signal.signal(signal.SIGALRM, lambda *_: server.kill())
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, end)
    try:
        return server.wait()
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(server.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Linux alone can promise that no server outlives a parent that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(supervised(sys.argv[1:]))
