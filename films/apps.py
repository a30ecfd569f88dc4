"""The films app."""

from django.apps import AppConfig


class FilmsConfig(AppConfig):
    name = "films"
