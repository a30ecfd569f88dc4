"""`manage.py seed_ballerina`: the same as the button in the admin."""

from typing import Any

from django.core.management.base import BaseCommand

from films.seed import seed_ballerina


class Command(BaseCommand):
    help = "Adds the Ballerina entry. Harmless the second time: it never changes a page that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = seed_ballerina()
        self.stdout.write(f"Added {len(pages)} pages." if pages else "The Ballerina entry is here already.")
