"""The blame app."""

from django.apps import AppConfig


class BlameConfig(AppConfig):
    name = "fanwiki.blame"
