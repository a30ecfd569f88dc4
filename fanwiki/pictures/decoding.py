"""Has decoder.py do its work in a process of its own, and few at a time, so that memory is bounded."""

import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import IO, Any, Literal

from django.conf import settings

from .refused import MAX_FRAMES, MAX_MOVING_PIXELS, MAX_PIXELS, Refused

PROGRAM = Path(__file__).with_name("decoder.py")
TIMEOUT = 50  # seconds for one picture, on a machine that has other work
PATIENCE = 20  # seconds in the line
Line = Literal["master", "draw", "background"]
PLACES: dict[Line, int] = {"master": 1, "draw": 2, "background": 1}  # at once: an upload may need 700 MB, a size 60
LIMITS = {"pixels": MAX_PIXELS, "frames": MAX_FRAMES, "moving_pixels": MAX_MOVING_PIXELS}

# Of a server's threads, so many may wait for uploads; the others go on answering readers.
MAY_WAIT = BoundedSemaphore(2)


@contextmanager
def folder() -> Iterator[Path]:
    """Where the decoder finds its picture, as `in`, and leaves what it made. Gone afterwards."""
    with TemporaryDirectory(prefix="picture-", dir=settings.FILE_UPLOAD_TEMP_DIR) as name:
        yield Path(name)


def master(place: Path, base: int) -> dict[str, Any]:
    """What the decoder found out; a picture with a side longer than `base` gets a copy beside it that is not."""
    if not MAY_WAIT.acquire(blocking=False):
        raise Refused("busy")
    try:
        return run("master", place, "master", base=base)
    finally:
        MAY_WAIT.release()


def draw(place: Path, wanted: list[Any], line: Line = "draw") -> None:
    """Of each its file, the box that is cut out, and its size."""
    run("draw", place, line, wanted=wanted)


def run(job: str, place: Path, line: Line, **more: Any) -> dict[str, Any]:
    order = json.dumps({"job": job, **LIMITS, **more})
    with turn(line):
        try:
            done = subprocess.run(  # noqa: S603 - our own program, and an order that we wrote
                [sys.executable, "-I", PROGRAM, order],
                check=False,
                cwd=place,
                env={},
                capture_output=True,
                timeout=TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            raise Refused("heavy") from None
    if done.returncode < 0:  # killed, by its own limits or by the system
        raise Refused("heavy")
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise Refused("broken") from None
    if "refused" in told:
        raise Refused(told["refused"])
    return told


@contextmanager
def turn(line: Line) -> Iterator[None]:
    """One of the places on this machine, which all its workers share; readers do not wait for an upload."""
    until = time.monotonic() + PATIENCE
    with ExitStack() as opened:
        names = [settings.DATA_DIR / f"decoder-{line}-{number}.lock" for number in range(PLACES[line])]
        locks = [opened.enter_context(name.open("w")) for name in names]
        while not any(taken(lock) for lock in locks):
            if time.monotonic() > until:
                raise Refused("busy")
            time.sleep(0.03)
        yield


def taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
