"""Every test of pictures has a storage of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fanwiki.pictures.files import store
from fanwiki.pictures.stored import File

from .made import encoded, photograph, sent


@pytest.fixture(autouse=True)
def own_storage(media: Path) -> None:
    """For what stores without asking for a place."""


@pytest.fixture
def stored(media: Path) -> Callable[[], list[str]]:
    """The names of all that is in the storage."""
    return lambda: sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


@pytest.fixture
def keep(db: None, media: Path) -> Callable[..., File]:
    def keep_one(image: Image.Image | None = None, kind: str = "JPEG", by: Any = None, **options: Any) -> File:
        return store(sent(encoded(image or photograph(), kind, **options)), by=by)

    return keep_one
