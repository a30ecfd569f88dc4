"""Taking away what nothing needs: files that no revision names, and what a killed server left of uploads."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from .needed import needed
from .stored import File

UNUSED_FOR = timedelta(days=30)
STRAY_FOR = timedelta(days=1)  # younger ones may be on their way to a row
CHUNK = 500
STEM = 41  # letters: two, a stroke, and 38


def sweep(*, dry_run: bool = False) -> Iterator[str]:
    """A line for each thing that goes, or would go."""
    yield from unused(timezone.now() - UNUSED_FOR, dry_run)
    yield from strays(timezone.now() - STRAY_FOR, dry_run)
    yield from left_over(timezone.now() - STRAY_FOR, dry_run)


def unused(before: datetime, dry_run: bool) -> Iterator[str]:
    """The row first, and only if nobody sent the same again meanwhile; its files are strays from then on."""
    keep = needed()
    for file in File.objects.filter(at__lt=before).iterator(CHUNK):
        if file.pk in keep:
            continue
        if dry_run or File.objects.filter(pk=file.pk, at__lt=before).delete()[0]:
            yield f"unused: {file.digest}"
        if not dry_run:
            remove([name for name in names(file.master[:2]) if name.startswith(file.stem)])


def strays(before: datetime, dry_run: bool) -> Iterator[str]:
    for folder in folders():
        found = iter(names(folder))
        while chunk := list(islice(found, CHUNK)):
            stems = {name[:STEM] for name in chunk}
            masters = File.objects.filter(master__in=[f"{stem}.webp" for stem in stems]).values_list(
                "master", flat=True
            )
            known = {master[:STEM] for master in masters}
            old = [name for name in chunk if name[:STEM] not in known and made_at(name) < before]
            yield from (f"stray: {name}" for name in old)
            if not dry_run:
                remove(old)


def left_over(before: datetime, dry_run: bool) -> Iterator[str]:
    """What was on its way in when the server was killed."""
    for path in sorted(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()):
        try:
            if path.stat().st_mtime >= before.timestamp():
                continue
            if not dry_run:
                rmtree(path) if path.is_dir() else path.unlink()
        except FileNotFoundError:  # gone meanwhile
            continue
        yield f"left over: {path.name}"


def folders() -> list[str]:
    try:
        return sorted(default_storage.listdir("")[0])
    except FileNotFoundError:  # nothing was ever stored
        return []


def names(folder: str) -> list[str]:
    return [f"{folder}/{name}" for name in sorted(default_storage.listdir(folder)[1])]


def made_at(name: str) -> datetime:
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:  # gone meanwhile
        return timezone.now()


def remove(stored: list[str]) -> None:
    for name in stored:
        default_storage.delete(name)
