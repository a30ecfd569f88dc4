"""`manage.py rebuild`: everything derived is made again from the documents."""

from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.pages import upkeep


class Command(BaseCommand):
    help = "Writes the tables, texts and links of every page anew from its current document."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Rebuilt {upkeep.rebuild()} pages.")
