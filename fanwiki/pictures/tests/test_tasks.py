"""What a worker draws ahead."""

import pytest
from django.core.files.storage import default_storage

from fanwiki.pictures.renditions import USES, picture_sources
from fanwiki.pictures.stored import File
from fanwiki.pictures.tasks import AT_ONCE, draw_all, prepare

from .made import photograph

pytestmark = pytest.mark.django_db


def test_without_a_worker_the_usual_sizes_are_drawn_at_once_and_no_avif(keep, stored, client):
    file = keep(photograph(300, 200))
    prepare(file, (0.2, 0.4))
    names = stored()
    for use in AT_ONCE:
        sources = picture_sources(file, use, (0.2, 0.4))
        assert sources.avif == ""
        assert client.get(sources.src).status_code == 200
    assert stored() == names
    assert File.objects.get().renditions == file.renditions


def test_what_cannot_be_drawn_now_stops_nobody(keep, media):
    file = keep(photograph(300, 200))
    (media / file.master).write_bytes(b"damaged")
    prepare(file)
    assert File.objects.get().renditions == {}


def test_a_worker_draws_every_size_in_both_forms_for_that_focal_point(keep, settings, client):
    """With the immediate backend, which runs at once what a worker would run."""
    settings.WORKER = True
    file = keep(photograph(600, 400))
    prepare(file, (0.2, 0.4))
    file.refresh_from_db()
    for use in USES:
        sources = picture_sources(file, use, (0.2, 0.4))
        answer = client.get(sources.avif.split()[0])
        assert answer.headers["Content-Type"] == "image/avif"
        assert answer.content[4:12] == b"ftypavif"
        assert default_storage.exists(sources.src.removeprefix("/media/"))
    assert picture_sources(file, "poster", (0.9, 0.4)).avif == ""


def test_what_is_there_is_not_drawn_again(keep, settings, django_assert_num_queries):
    file = keep(photograph(100, 80))
    draw_all.enqueue(file.pk, None)
    with django_assert_num_queries(1):
        draw_all.enqueue(file.pk, None)


def test_a_file_that_was_swept_away_meanwhile_is_let_be(db):
    assert draw_all.enqueue("0" * 64, None).status == "SUCCESSFUL"
