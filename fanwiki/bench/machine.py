"""What the kernel knows of processes: who started whom, how long they ran, what memory they hold. Linux alone."""

import ctypes
import os
import platform
import sys
import time
from contextlib import suppress
from pathlib import Path

import django
from django.db import connection

PROC = Path("/proc")
KILO = 1024
MEASURES_CPU = sys.platform == "linux"


def parent_of(stat: str) -> int:
    """From a line of /proc/PID/stat: the name of the command stands in brackets and may have brackets of its own."""
    return int(stat.rpartition(")")[2].split()[1])


def pss_of(rollup: str) -> int:
    """Bytes from /proc/PID/smaps_rollup: what several processes share is counted once, in parts."""
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * KILO


def tree(root: int) -> list[int]:
    """The process and all that it started, and that they did."""
    children: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended while we looked
            children.setdefault(parent_of(path.read_text(errors="replace")), []).append(int(path.parent.name))
    found = [root]
    for pid in found:  # grows meanwhile
        found.extend(children.get(pid, ()))
    return found


def cpu(pids: list[int]) -> float:
    """Seconds that these processes ran until now, to the nanosecond: /proc/PID/stat counts hundredths."""
    return sum(time.clock_gettime(clock_of(pid)) for pid in pids)


def clock_of(pid: int) -> int:
    clock = ctypes.c_int()
    if error := ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock)):
        raise OSError(error, os.strerror(error))
    return clock.value


def memory(pids: list[int]) -> int:
    return sum(pss_of((PROC / str(pid) / "smaps_rollup").read_text()) for pid in pids)


def told() -> str:
    """One line: cores, versions, database."""
    database = f"{connection.display_name} {version_of_database()}"
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {python}, Django {django.__version__}, {database}"


def version_of_database() -> str:
    """Without what its packager adds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return str(cursor.fetchone()[0]).split()[0]
