"""Taking in what somebody sent: checked, made our own, and kept once."""

import errno
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.core.files.base import File as Opened
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from . import decoding
from .refused import MAX_BYTES, MAX_FRAMES, MAX_PIXELS, Refused
from .stored import PARTS, File

__all__ = ["MAX_BYTES", "MAX_FRAMES", "MAX_PIXELS", "Refused", "keep", "similar", "store"]

BASE = 2400  # the longer side of the copy that the sizes of a larger picture are drawn from: the widest of them
TYPES = {"webp": "image/webp", "avif": "image/avif"}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NEAR = 7  # bits of 64 in which two pictures that look alike may differ; the search below finds no more
ALIKE = 5


def store(uploaded: UploadedFile, *, by: Any) -> File:
    """The file for what was sent; the one that is there already where the same was sent before.

    Refused with words for the sender. Call it outside of any transaction: it takes seconds for a large picture.
    """
    if getattr(uploaded, "full", False):
        raise Refused("full")
    if not uploaded.size:
        raise Refused("empty")
    if uploaded.size > MAX_BYTES:
        raise Refused("bytes")
    with room(), decoding.folder() as place:
        source = copy(uploaded, place / "in")
        return sent_again(source) or take_in(source, place, by)


@contextmanager
def room() -> Iterator[None]:
    """A full disk, wherever it is noticed, is nobody's fault, and is said."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        raise Refused("full") from error


def copy(uploaded: UploadedFile, path: Path) -> str:
    """The digest of what was copied."""
    digest = hashlib.sha256()
    uploaded.seek(0)
    with path.open("wb") as file:
        for chunk in uploaded.chunks():
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest()


def sent_again(digest: str) -> File | None:
    """What was sent before under that digest, or was fetched from us and sent back; the sweep counts from now on."""
    file = File.objects.filter(models.Q(source_digest=digest) | models.Q(digest=digest)).first()
    if file and File.objects.filter(pk=file.pk).update(at=timezone.now()):
        return file
    return None


def take_in(source: str, place: Path, by: Any) -> File:
    told = decoding.master(place, BASE)
    made = place / "master.webp"
    with made.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    token = secrets.token_hex(20)
    file = File(
        digest=digest,
        source_digest=source,
        width=told["size"][0],
        height=told["size"][1],
        animated=told["frames"] > 1,
        bytes=made.stat().st_size,
        hue=told["hue"],
        fingerprint=told["fingerprint"],
        master=f"{token[:2]}/{token[2:]}.webp",
        by=by,
    )
    if told["base"]:
        file.renditions = {"base": [f"{file.stem}-{secrets.token_hex(8)}.webp", *told["base"]]}
    return sent_again(digest) or record(file, place)


def record(file: File, place: Path) -> File:
    """Files first, then the row. Who sent the same at the same time may have been faster: then theirs stays."""
    base = file.renditions.get("base")
    try:
        if base:
            keep(base[0], place / "base.webp")
        keep(file.master, place / "master.webp")
        with transaction.atomic():
            file.save(force_insert=True)
    except BaseException as error:
        for name in (file.master, base and base[0]):
            with suppress(Exception):  # what cannot be removed now, the sweep removes
                if name:
                    default_storage.delete(name)
        theirs = (
            sent_again(file.source_digest) or sent_again(file.digest) if isinstance(error, IntegrityError) else None
        )
        if theirs is None:
            raise
        return theirs
    return file


def keep(name: str, path: Path) -> None:
    with path.open("rb") as made:
        content = Opened(made)
        content.content_type = TYPES[name.rpartition(".")[2]]  # storages elsewhere tell it to browsers
        default_storage.save(name, content)


def similar(file: File) -> list[File]:
    """Others that look like it, the likest first.

    Of four parts of a fingerprint, one differs in at most one bit where the whole differs in fewer than eight: so the
    indexes of the parts find all candidates, a few hundred among 100,000.
    """
    mine = int(file.fingerprint, 16)
    if not mine:
        return []
    close = models.Q()
    for number in range(1, PARTS + 1):
        part = getattr(file, f"part_{number}")
        close |= models.Q(**{f"part_{number}__in": [part, *(part ^ 1 << bit for bit in range(16))]})
    found = File.objects.filter(close).exclude(pk=file.pk).values_list("pk", "fingerprint")
    apart = {pk: (int(other, 16) ^ mine).bit_count() for pk, other in found.iterator()}
    nearest = sorted((pk for pk in apart if apart[pk] <= NEAR), key=lambda pk: (apart[pk], pk))[:ALIKE]
    files = File.objects.in_bulk(nearest)
    return [files[pk] for pk in nearest if pk in files]
