"""The search app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "fanwiki.search"

    def ready(self) -> None:
        autodiscover_modules("popular", "texts")
