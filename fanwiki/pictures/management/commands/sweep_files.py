"""`manage.py sweep_files`: files that nothing needs are removed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.pictures.sweeping import sweep


class Command(BaseCommand):
    help = "Removes pictures that no revision has named for a month, and what an interrupted upload left behind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for line in sweep(dry_run=options["dry_run"]):
            count += 1
            self.stdout.write(line)
        self.stdout.write(f"{'Would remove' if options['dry_run'] else 'Removed'} {count}.")
