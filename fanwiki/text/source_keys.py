"""The keys by which a text cites its sources."""

import re
from collections.abc import Collection
from itertools import count

HOST = re.compile(r"https?://(?:www\.|m\.)?([a-z0-9-]{1,60})(?:\.[a-z0-9-]{1,60}){1,5}(?![a-z0-9.-])", re.IGNORECASE)
CITED = re.compile(r"\[\^([^\]\s]+)\](?!:)")
LONGEST = 30


def key_of(address: str, title: str, taken: Collection[str]) -> str:
    """Of a source that was given none: made of its address, or else of its title."""
    host = HOST.match(address)
    plain = re.sub(r"[^a-z0-9]+", "-", (host[1] if host else title).lower()).strip("-")[:LONGEST].strip("-") or "source"
    numbered = (plain if n == 1 else f"{plain}-{n}" for n in count(1))
    return next(key for key in numbered if key not in taken)


def recited(body: str, keys: dict[str, str]) -> str:
    """The text with its sources cited by other keys."""
    return CITED.sub(lambda found: f"[^{keys.get(found[1], found[1])}]", body)
