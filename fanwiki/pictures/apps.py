"""The pictures app."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "fanwiki.pictures"
