"""What stands inside [[…]]: the page that is meant, and the words that are shown."""

from collections.abc import Collection
from typing import NamedTuple

from fanwiki.text.names import clean_line, fold


class Target(NamedTuple):
    kind: str
    """"" when the writer named no kind: any page of that title will do."""
    title: str
    label: str


def parse(inner: str, kinds: Collection[str]) -> Target | None:
    """ "Title", "Title|label" or "film:Title|label"; None when the title has no letter and no digit.

    A word before a colon is a kind only if it is one of `kinds`, so "Money Heist: Korea" is all title.
    """
    try:
        inner = clean_line(inner)
    except ValueError:
        return None
    name, _, label = inner.replace("\\|", "|").partition("|")
    kind, title = _split_kind(name.strip(), kinds)
    return Target(kind, title, label.strip() or title) if fold(title) else None


def _split_kind(name: str, kinds: Collection[str]) -> tuple[str, str]:
    prefix, colon, title = name.partition(":")
    kind = prefix.strip().lower()
    return (kind, title.strip()) if colon and kind in kinds else ("", name)
