"""`manage.py sweep_files`: what nothing needs goes, and nothing else."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from fanwiki.pages import editing
from fanwiki.pictures import needed, sweeping
from fanwiki.pictures.renditions import make, sized
from fanwiki.pictures.stored import File

from .made import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(keep, media):
    """Files of two months ago."""

    def make_old(width=60):
        file = keep(photograph(width, 40))
        File.objects.filter(pk=file.pk).update(at=timezone.now() - timedelta(days=60))
        make(file, sized(file, "round"))
        return file

    return make_old


def swept(*options):
    told = StringIO()
    call_command("sweep_files", *options, stdout=told)
    return told.getvalue().splitlines()


def age(media, days=2):
    for path in media.rglob("*"):
        os.utime(path, 2 * (time.time() - days * 86400,))


def test_what_no_revision_named_for_a_month_goes_with_its_sizes(old, stored):
    file = old()
    assert swept() == [f"unused: {file.digest}", "Removed 1."]
    assert not File.objects.exists()
    assert stored() == []


def test_a_dry_run_only_tells(old, stored, media):
    file = old()
    names = stored()
    (media / "ab").mkdir()
    (media / "ab" / ("0" * 38 + ".webp")).write_bytes(b"x")
    age(media)
    assert swept("--dry-run") == [f"unused: {file.digest}", f"stray: ab/{'0' * 38}.webp", "Would remove 2."]
    assert File.objects.get() == file
    assert set(names) < set(stored())


def test_what_a_revision_names_stays(old, monkeypatch, stored):
    file, other = old(), old(70)
    monkeypatch.setattr(sweeping, "needed", lambda: {file.digest})
    assert swept() == [f"unused: {other.digest}", "Removed 1."]
    assert File.objects.get() == file
    assert len(stored()) == 1 + len(sized(file, "round"))


def test_what_is_younger_than_a_month_or_was_sent_again_stays(keep, old, stored):
    image = photograph(80, 60)
    keep(image)
    File.objects.update(at=timezone.now() - timedelta(days=29))
    names = stored()
    assert swept() == ["Removed 0."]
    File.objects.update(at=timezone.now() - timedelta(days=99))
    keep(image)
    assert swept() == ["Removed 0."]
    assert stored() == names


def test_strays_go_after_a_day(old, keep, media, stored):
    file = keep(photograph(80, 60))
    make(file, sized(file, "card"))
    names = stored()
    for name in ("ab/" + "0" * 38 + ".webp", "ab/" + "0" * 38 + "-round48-50-33-0123456789abcdef.webp", "ab/x.part"):
        (media / name).parent.mkdir(exist_ok=True)
        (media / name).write_bytes(b"x")
    assert swept() == ["Removed 0."]
    age(media)
    assert swept()[-1] == "Removed 3."
    assert stored() == names


def test_what_a_killed_server_left_of_uploads_goes_after_a_day(media, settings):
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    (folder / "picture-abc").mkdir()
    for name in ("picture-abc/in", "tmp_x.upload.picture"):
        (folder / name).write_bytes(b"x")
    assert swept() == ["Removed 0."]
    age(folder)
    told = ["left over: picture-abc", "left over: tmp_x.upload.picture"]
    assert swept("--dry-run") == [*told, "Would remove 2."]
    assert swept() == [*told, "Removed 2."]
    assert list(folder.iterdir()) == []


def test_nothing_is_swept_where_nothing_was_ever_sent(media):
    media.rmdir()
    assert swept() == ["Removed 0."]


def test_every_revision_counts_those_of_deleted_pages_too(make_film, monkeypatch, moderator):
    """Asked of films and their descriptions, which are kept as a picture's page keeps its file."""
    monkeypatch.setattr(needed, "KIND", "film")
    monkeypatch.setattr(needed, "FIELD", "description")
    page = make_film("Ballerina", description="first")
    changed = page.head.document | {"description": "second"}
    page = editing.save(page, changed, base=1, by=moderator, summary="Again").page
    make_film("The Call")
    editing.delete(page, by=moderator, summary="Gone")
    assert needed.needed() == {"first", "second"}


def test_no_revision_of_another_kind_names_a_file(make_film):
    make_film("Ballerina")
    assert sweeping.needed() == set()
