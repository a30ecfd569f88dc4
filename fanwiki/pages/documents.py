"""A document as data: its canonical bytes, its digest, and the upgrade of those that an older version wrote."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from . import storage

Document = dict[str, Any]

VERSION = 2


def with_pictures(document: Document) -> Document:
    """Version 1 knew no pictures."""
    return document | {"version": 2, "picture": "", "gallery": []}


# {version: a pure function from a document of that version to one of the next}
UPGRADES: dict[int, Callable[[Document], Document]] = {1: with_pictures}


def dumps(document: Document) -> bytes:
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def loads(raw: bytes) -> Document:
    document: Document = json.loads(raw)
    while document["version"] < VERSION:
        document = UPGRADES[document["version"]](document)
    return document


def stored(packed: bytes, keyframe: bytes | None) -> Document:
    """From the columns of a revision and of the full copy that it is packed against, None where it is one."""
    return loads(storage.unpack(bytes(packed), storage.unpack(bytes(keyframe)) if keyframe else None))


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:40]
