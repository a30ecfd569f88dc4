"""`manage.py messages`: every text of the site into the catalogues of `locale/`, for translators."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog
from babel.messages.pofile import write_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from fanwiki import catalogues

TOOLS = ("xgettext", "msguniq", "msgmerge", "msgattrib")
NOT_OURS = [".venv", "var", "tests", "migrations", "conftest.py"]


class Command(BaseCommand):
    help = "Brings locale/django.pot and every catalogue in locale/ up to date with the texts, and compiles them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", help="languages to begin, such as ko or pt_BR")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [tool for tool in TOOLS if shutil.which(tool) is None]
        if missing:
            raise CommandError(
                f"Collecting texts needs the gettext tools, and {', '.join(missing)} cannot be found. On Debian and "
                "Ubuntu: apt install gettext; on macOS: brew install gettext. Running the site does not need them."
            )
        [folder] = map(Path, settings.LOCALE_PATHS)
        for name in options["languages"]:
            begin(folder, name)
        call_command(
            "makemessages",
            all=True,  # without any language, too: then the template alone is written
            ignore_patterns=NOT_OURS,
            add_location="file",
            keep_pot=True,
            no_wrap=True,
            verbosity=0,
        )
        catalogues.compile_all(folder)
        known = [catalogues.name_of(catalogue) for catalogue in catalogues.found(folder)]
        self.stdout.write(f"locale/django.pot is up to date, and so are: {', '.join(known) or 'no languages yet'}.")


def begin(folder: Path, name: str) -> None:
    """An empty catalogue whose header has the plurals of the language; CommandError where nothing is known of it."""
    try:
        empty = Catalog(locale=Locale.parse(name), project="Fanwiki", fuzzy=False)
    except (ValueError, UnknownLocaleError):
        raise CommandError(f"{name} is no language that is known here: write it as ko, or pt_BR.") from None
    catalogue = folder / name / "LC_MESSAGES" / "django.po"
    if not catalogue.exists():
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        with catalogue.open("wb") as file:
            write_po(file, empty)
