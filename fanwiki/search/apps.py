"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "fanwiki.search"
