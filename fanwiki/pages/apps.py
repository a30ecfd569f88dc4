"""The engine's app: when it is ready, it asks every app for its kinds of page and its panels."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PagesConfig(AppConfig):
    name = "fanwiki.pages"

    def ready(self) -> None:
        autodiscover_modules("kind", "panels")
