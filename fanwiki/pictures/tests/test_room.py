"""A full disk, a killed server, and many at once: nothing is half there."""

import errno
import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings as site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory

from fanwiki.pictures import decoding, files
from fanwiki.pictures.files import MAX_BYTES, Refused, store
from fanwiki.pictures.storage import WholeFiles
from fanwiki.pictures.stored import File
from fanwiki.pictures.uploads import Bounded

from .made import encoded, photograph, sent


@pytest.fixture
def files_of_a_kilobyte():
    """What this process writes beyond that fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, ignored)


def test_a_storage_without_room_keeps_nothing(media, stored, files_of_a_kilobyte):
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        default_storage.save("ab/name.webp", ContentFile(bytes(5000)))
    assert stored() == []
    default_storage.save("ab/small.webp", ContentFile(bytes(1000)))
    assert stored() == ["ab/small.webp"]


class Filling(WholeFiles):
    """A disk that has room for one file."""

    def _save(self, name, content):
        if list(Path(self.location).rglob("*.webp")):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super()._save(name, content)


@pytest.mark.django_db
def test_a_disk_that_fills_up_in_between_is_told_and_left_as_it_was(settings, stored):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Filling"}}
    with pytest.raises(Refused, match="no room") as refusal:
        store(sent(encoded(photograph(2500, 40))), by=None)  # the copy fits, the master does not
    assert refusal.value.status == 503
    assert stored() == []
    assert not File.objects.exists()


@pytest.mark.django_db
def test_a_full_folder_for_what_arrives_is_told_too(files_of_a_kilobyte, stored):
    with pytest.raises(Refused, match="no room"):
        store(sent(encoded(photograph(300, 200))), by=None)
    assert stored() == []


@pytest.mark.django_db
def test_a_row_that_cannot_be_written_leaves_no_file(monkeypatch, stored):
    def fail(*args, **kwargs):
        raise RuntimeError("The database is gone.")

    monkeypatch.setattr(File, "save", fail)
    with pytest.raises(RuntimeError):
        store(sent(encoded(photograph(50, 40))), by=None)
    assert stored() == []


PART = b'Content-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: image/png\r\n\r\n'


def uploaded(data: bytes, name: bytes = b"a.png"):
    """What a view finds of a request with this file in it."""
    body = b"--x\r\n" + PART % name + data + b"\r\n--x--\r\n"
    request = RequestFactory().generic("POST", "/", body, content_type="multipart/form-data; boundary=x")
    return request.FILES["file"]


def test_what_is_far_too_large_is_not_written_to_the_end():
    file = uploaded(bytes(MAX_BYTES * 2))
    assert file.size > MAX_BYTES
    assert os.path.getsize(file.temporary_file_path()) < MAX_BYTES + 200_000
    with pytest.raises(Refused, match="larger than 20 MB"):
        store(file, by=None)
    file.close()


@pytest.mark.parametrize(
    "name", [b"a." + b"b" * 250, b"x" * 400 + b".png", b"a.\xff\xfe", b"..", b"a/../../b.php", b".htaccess"]
)
def test_a_senders_name_is_no_part_of_a_path(name):
    try:
        file = uploaded(bytes(3_000_000), name)
    except (KeyError, MultiPartParserError):  # Django's own way to refuse a name: no file, or a 400
        return
    assert Path(file.temporary_file_path()).name.endswith(".upload")
    file.close()


def test_a_full_disk_while_it_arrives_is_told(files_of_a_kilobyte):
    file = uploaded(bytes(3_000_000))
    with pytest.raises(Refused, match="no room"):
        store(file, by=None)


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    handler = Bounded()
    handler.new_file("file", "a.png", "image/png", 0, None, {})
    handler.receive_data_chunk(bytes(70_000), 0)
    handler.upload_interrupted()
    assert list(tmp_path.glob("*.upload*")) == []


def all_at_once(tasks):
    def one(task):
        try:
            return task()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as people:
        return list(people.map(one, tasks))


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_at_once_get_one_file(stored, monkeypatch):
    data = encoded(photograph(120, 90))
    first, second = all_at_once(2 * [lambda: store(sent(data), by=None).pk])
    assert first == second == File.objects.get().pk
    assert stored() == [File.objects.get().master]


@pytest.mark.django_db
def test_who_comes_second_takes_the_first_ones_file(monkeypatch, stored):
    """As if both had looked before either had written."""
    data = encoded(photograph(120, 90))
    first = store(sent(data), by=None)
    looks, look = [None, None], files.sent_again
    monkeypatch.setattr(files, "sent_again", lambda digest: looks.pop() if looks else look(digest))
    assert store(sent(data), by=None).pk == first.pk
    assert stored() == [first.master]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_taken_or_asked_to_come_back(stored):
    pictures = [encoded(photograph(40 + number, 30)) for number in range(50)]
    answers = all_at_once([lambda data=data: store(sent(data), by=None) for data in pictures])
    taken = [answer for answer in answers if isinstance(answer, File)]
    assert taken
    assert {answer for answer in answers if answer not in taken} <= {"busy"}
    assert sorted(file.master for file in taken) == stored()
    assert File.objects.count() == len(taken)


def test_readers_keep_their_threads(monkeypatch, tmp_path):
    """However many send pictures, only two of a server's threads wait for them."""
    others, told = [], Event()
    monkeypatch.setattr(decoding, "run", lambda *args, **more: told.wait(30))  # until all others are sent away

    def sends():
        try:
            return decoding.master(tmp_path, 1)
        except Refused:
            others.append("busy")
            if len(others) == 4:
                told.set()
            raise

    assert all_at_once(6 * [sends]).count("busy") == 4


KILLED = """
import os, signal, django
django.setup()
from pathlib import Path
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
class Half(ContentFile):
    def chunks(self, size=None):
        yield bytes(1000)
        os.kill(os.getpid(), signal.SIGKILL)
default_storage.save("ab/half.webp", Half(b"x"))
"""


def test_a_server_killed_while_it_writes_leaves_nothing_under_the_name(tmp_path, stored):
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "fanwiki.settings", "DATA_DIR": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", KILLED], env=env, cwd=site.BASE_DIR, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [path.suffix for path in (tmp_path / "media").rglob("*") if path.is_file()] == [".part"]
