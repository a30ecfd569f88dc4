"""How the site is installed on a phone."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image


@pytest.fixture
def manifest(client):
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    return json.loads(answer.content)


def test_it_says_what_the_site_is_called_and_where_it_begins(manifest):
    assert (manifest["name"], manifest["start_url"], manifest["display"]) == ("Fanwiki", "/", "minimal-ui")
    assert (manifest["background_color"], manifest["theme_color"]) == ("#f9fafd", "#b8336f")


def test_a_long_name_is_cut_where_there_is_little_room(client, settings):
    settings.SITE_NAME = "The wiki of everything"
    assert client.get("/manifest.webmanifest").json()["short_name"] == "The wiki of"


def test_every_icon_is_there_in_the_size_that_is_said(manifest):
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for icon in manifest["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix(settings.STATIC_URL))) as picture:
            assert (f"{picture.width}x{picture.height}", picture.format) == (icon["sizes"], "PNG")


@pytest.mark.django_db
def test_every_page_leads_to_it_and_to_the_icons(client):
    head = client.get("/accounts/login/").content.decode().partition("</head>")[0]
    assert '<link rel="manifest" href="/manifest.webmanifest">' in head
    assert '<link rel="apple-touch-icon" href="/static/icons/apple-touch-icon.png">' in head
    assert head.count('name="theme-color"') == 2
