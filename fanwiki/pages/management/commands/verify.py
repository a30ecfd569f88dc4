"""`manage.py verify`: do the tables still say what the documents say?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.pages import upkeep


class Command(BaseCommand):
    help = "Compares everything derived with the documents, prints any drift and exits with 1 where there is some."

    def handle(self, *args: Any, **options: Any) -> None:
        drift = 0
        for line in upkeep.verify():
            drift += 1
            self.stdout.write(line)
        if drift:
            sys.exit(1)
        self.stdout.write("No drift.")
