"""`manage.py seed_articles`: the same as the button in the admin."""

from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.articles.seed import seed_articles


class Command(BaseCommand):
    help = "Adds the articles about the wiki itself. Harmless the second time: it never changes a page that is there."

    def handle(self, *args: Any, **options: Any) -> None:
        pages = seed_articles()
        self.stdout.write(
            f"Added {len(pages)} articles." if pages else "The articles about this wiki are here already."
        )
