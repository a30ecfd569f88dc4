"""Languages are the catalogues of `locale/`: locale/ko/LC_MESSAGES/django.po is Korean; nothing more has to be said.

Catalogues are compiled by Babel, so that only those who collect texts need the gettext tools.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = "*/LC_MESSAGES/django.po"


def found(folder: Path) -> list[Path]:
    return sorted(folder.glob(CATALOGUE))


def name_of(catalogue: Path) -> str:
    """As gettext writes it: ko, pt_BR."""
    return catalogue.parent.parent.name


def languages(folder: Path) -> Iterator[tuple[str, str]]:
    """(code, its own name for itself) of each language whose catalogue has been compiled."""
    for catalogue in found(folder):
        if catalogue.with_suffix(".mo").exists():
            name = name_of(catalogue)
            yield name.lower().replace("_", "-"), Locale.parse(name).display_name or name


def compile_all(folder: Path) -> list[str]:
    """The names of those that were compiled; what is newer than its catalogue is left alone."""
    stale = [catalogue for catalogue in found(folder) if is_stale(catalogue)]
    for catalogue in stale:
        compile_one(catalogue)
    return [name_of(catalogue) for catalogue in stale]


def is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= catalogue.stat().st_mtime


def compile_one(catalogue: Path) -> None:
    """Put in place whole: a server that starts meanwhile reads the old one or the new one."""
    name = name_of(catalogue)
    plural = Catalog(locale=name).plural_forms
    written = catalogue.read_text(encoding="utf-8").replace("nplurals=INTEGER; plural=EXPRESSION;", plural)
    read = read_po(StringIO(written), locale=name)
    read.fuzzy = False  # of the header: a new catalogue's is, and without it gettext cannot read what was compiled
    half = catalogue.with_suffix(".mo~")
    with half.open("wb") as target:
        write_mo(target, read)
    half.replace(catalogue.with_suffix(".mo"))
