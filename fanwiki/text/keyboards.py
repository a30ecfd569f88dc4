"""What somebody meant who typed with another keyboard layout on than they thought."""

import re
from collections.abc import Iterator
from functools import cache

from . import hangul, tables

_PUNCTUATION = re.compile(r"[,.;:!?]+(?=\s|$)")  # or a letter: the same key types both

LATIN = "keys"  # the layout in whose order the others stand


def meant(typed: str) -> Iterator[str]:
    """What the same keys type in other layouts: of Latin letters in those of all other scripts, of these in Latin."""
    if hangul.HANGUL.search(typed):
        yield hangul.keystrokes(typed)
        return
    if (plain := _PUNCTUATION.sub("", typed)) != typed:
        yield from meant(plain)
    for into, back in layouts():
        if typed.isascii():
            yield typed.lower().translate(into)
        elif all(sign.isascii() or ord(sign) in back for sign in typed.lower()):
            yield typed.lower().translate(back)


@cache
def layouts() -> list[tuple[dict[int, str], dict[int, str]]]:
    """For each layout what its keys type, and which keys type it, for `str.translate`."""
    known = tables.lists("keyboards")
    return [
        (
            {ord(key): sign for key, sign in zip(known[LATIN], row, strict=True)},
            {ord(sign): key for key, sign in zip(known[LATIN], row, strict=True) if len(sign) == 1},
        )
        for name, row in known.items()
        if name != LATIN
    ]
