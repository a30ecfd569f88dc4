"""How files are served: as pictures, for ever, and never as anything else."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Page
from fanwiki.pictures.renditions import picture_sources, sized

from .made import photograph

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(keep):
    return keep(photograph(300, 200))


def test_a_file_is_served_as_what_it_is_and_runs_nothing(file, client, media):
    answer = client.get(f"/media/{file.master}")
    assert answer.status_code == 200
    assert answer.content == (media / file.master).read_bytes()
    told = {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert told == {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Length"] == str(file.bytes)
    assert not answer.cookies


def test_it_costs_one_query_that_asks_whether_it_was_withdrawn(file, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(f"/media/{file.master}")


def test_a_size_costs_one_query_more_when_it_is_made(file, client, django_assert_num_queries):
    src = picture_sources(file, "poster").src
    with django_assert_num_queries(2):
        assert client.get(src).status_code == 200
    with django_assert_num_queries(1):
        assert client.get(src).status_code == 200


def test_a_member_gets_it_from_a_shared_cache_too(file, editor, logged_in):
    answer = logged_in(editor).get(f"/media/{file.master}")
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_head_and_who_has_it_already(file, client):
    head = client.head(f"/media/{file.master}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(file.bytes)
    again = client.get(f"/media/{file.master}", headers={"If-None-Match": head.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_only_read(method, file, client):
    assert getattr(client, method)(f"/media/{file.master}").status_code == 405


@pytest.mark.parametrize(
    "name",
    ["", "x", "../settings.py", "..%2f..%2fetc%2fpasswd", "ab/../../secret_key", "%00", "ab/" + "0" * 38 + ".webp",
     "ab/" + "0" * 38 + ".html", "ab/" + "0" * 38 + ".webp/", "ab/" + "0" * 38 + ".svg", "AB/" + "0" * 38 + ".webp",
     "ab/" + "0" * 38 + "-poster240-50-50-0123456789abcdef.webp", "ab/", "ab/" + "a" * 9000,
     "ab/" + "0" * 38 + "-poster" + "9" * 5000 + "-50-50-0123456789abcdef.webp"],
)  # fmt: skip
def test_nothing_else_is_there(name, file, client, media):
    (media / "x").write_text("secret")
    (media.parent / "secret_key").write_text("secret")
    answer = client.get(f"/media/{name}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]  # it is a page of the site


def test_a_picture_that_is_gone_is_not_found(file, client, media):
    missing = sized(file, "poster")[0].name
    (media / file.master).unlink()
    assert client.get(f"/media/{missing}").status_code == 404
    file.delete()
    assert client.get(f"/media/{file.master}").status_code == 404
    assert client.get(f"/media/{missing}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ten_who_ask_at_once_for_a_size_all_get_it(keep, stored):
    file = keep(photograph(300, 200))
    src = picture_sources(file, "poster").src

    def one(_):
        try:
            return Client().get(src)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as readers:
        answers = list(readers.map(one, range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert len(stored()) == 2


def test_what_was_deleted_is_served_to_moderators_alone_and_comes_back(make_picture, moderator, editor, logged_in):
    page = make_picture("Poster")
    address = re.search(r'src="(/media/[^"]*)"', Client().get("/pictures/").content.decode())[1]
    master = f"/media/{page.card['file']['master']}"
    editing.delete(page, by=moderator, summary="Not ours")
    for one in (address, master):
        assert Client().get(one).status_code == 404
        assert logged_in(editor).get(one).status_code == 404
        answer = logged_in(moderator).get(one)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    editing.undelete(Page.objects.get(pk=page.pk), by=moderator, summary="Ours")
    assert Client().get(address).status_code == 200
