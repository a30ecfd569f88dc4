"""`manage.py rebuild`: everything derived is made again from the documents."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.pages import followers, upkeep

WIDTH = 40  # signs of the bar


class Command(BaseCommand):
    help = "Writes the tables, texts and links of every page anew from its current document."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in followers.rebuilders:
            told = f"only what the {name} keeps; goes on where the last one was cut short"
            parser.add_argument(f"--{name}", dest="only", action="append_const", const=name, help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["only"]:
            self.stdout.write(f"Rebuilt {upkeep.rebuild()} pages.")
        for name in options["only"] or ():
            self.stdout.write(f"Rebuilt {self.shown(followers.rebuilders[name]())} pages.")

    def shown(self, steps: Iterable[tuple[int, int]]) -> int:
        """The number of pages in the end. On a terminal as a bar that grows."""
        done = 0
        for done, total in steps:
            if self.stdout.isatty():
                bar = ("█" * (WIDTH * done // total)).ljust(WIDTH)
                self.stdout.write(f"\r{bar} {done:,} of {total:,}", ending="\n" if done == total else "")
                self.stdout.flush()
        return done
