"""Pictures in a storage on another host, as the settings have it and as pages name them."""

import runpy

import pytest
from django.conf import settings as site

from fanwiki.pictures.renditions import picture_sources
from fanwiki.pictures.storage import WholeFiles
from fanwiki.pictures.tasks import prepare

from .made import photograph

SETTINGS = site.BASE_DIR / "fanwiki" / "settings.py"


class Elsewhere(WholeFiles):
    def url(self, name):
        return f"https://pictures.example.org/wiki/{name}"


@pytest.fixture
def elsewhere(settings, db):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": f"{__name__}.Elsewhere"}}


def test_a_size_that_is_missing_is_made_here_and_fetched_there(elsewhere, keep, client):
    file = keep(photograph(300, 200))
    src = picture_sources(file, "poster").src
    answer = client.get(src)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "https://pictures.example.org/wiki/" + src.removeprefix("/media/")
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_what_is_known_to_be_there_is_fetched_there(elsewhere, keep):
    file = keep(photograph(300, 200))
    prepare(file)
    assert picture_sources(file, "card").src.startswith("https://pictures.example.org/wiki/")


def test_the_settings_name_the_bucket_and_let_browsers_fetch_from_it(monkeypatch):
    for name, value in {"BUCKET": "wiki", "ENDPOINT": "https://s3.example.org/", "ACCESS_KEY": "key"}.items():
        monkeypatch.setenv(f"S3_{name}", value)
    told = runpy.run_path(str(SETTINGS))
    assert told["STORAGES"]["default"]["BACKEND"] == "storages.backends.s3.S3Storage"
    assert told["STORAGES"]["default"]["OPTIONS"]["endpoint_url"] == "https://s3.example.org"
    assert "img-src 'self' data: https://s3.example.org/wiki/;" in told["CONTENT_SECURITY_POLICY"]


def test_without_a_bucket_they_name_nobody(monkeypatch):
    monkeypatch.delenv("S3_BUCKET", raising=False)
    told = runpy.run_path(str(SETTINGS))
    assert "img-src 'self' data:;" in told["CONTENT_SECURITY_POLICY"]
    assert told["MEDIA_SOURCE"] == ""


@pytest.mark.parametrize(("tasks", "backend"), [("", "ImmediateBackend"), ("database", "DatabaseBackend")])
def test_one_setting_says_who_does_the_work(tasks, backend, monkeypatch):
    monkeypatch.setenv("TASKS", tasks)
    told = runpy.run_path(str(SETTINGS))
    assert told["TASKS"]["default"]["BACKEND"].endswith(backend)
    assert ("django_tasks_db" in told["INSTALLED_APPS"]) == bool(tasks)
