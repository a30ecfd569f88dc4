"""The engine's app: when it is ready, it asks every app for its kinds of page, its panels, its checks and
what it keeps beside pages."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PagesConfig(AppConfig):
    name = "fanwiki.pages"

    def ready(self) -> None:
        autodiscover_modules("kind", "panels", "checks", "joint_checks", "following")
