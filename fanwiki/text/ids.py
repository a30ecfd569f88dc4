"""Ids in other databases as people give them: `imdb: tt1234567`, or the address of the page there."""

import re

from django.utils.translation import gettext as _

# What follows the scheme; the id is the first group. Browsers read these patterns too, so they keep to what both know.
ADDRESSES = {
    "wikidata": r"(?:[a-z]+\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,11})",
    "imdb": r"(?:[a-z]+\.)?imdb\.com/(?:[A-Za-z-]{2,7}/)?(?:title|name|company|character)/((?:tt|nm|co|ch)[0-9]{7,9})",
    "tmdb": r"(?:www\.)?themoviedb\.org/(?:movie|tv|person|company|network)/([1-9][0-9]{0,9})",
    "kobis": r"(?:www\.)?kobis\.or\.kr/[^?#\s]{0,200}\?(?:[^#\s]{0,200}&)?(?:code|movieCd|peopleCd)=([A-Z0-9]{4,12})",
}
SCHEME, END = r"(?:https?://)?", r"(?![A-Za-z0-9])"
BARE = {"imdb": r"(?:tt|nm|co|ch)[0-9]{7,9}", "wikidata": r"Q[1-9][0-9]{0,11}"}  # ids that say whose they are
BETWEEN = re.compile(r",|\n|(?<![:\s])\s+(?=https?://)")
TOLD = 80  # letters of what was typed


def parse(typed: str) -> dict[str, str]:
    """By site. ValueError, in the reader's words, for what is no id, and where one site would have two."""
    ids: dict[str, str] = {}
    for part in filter(None, map(str.strip, BETWEEN.split(typed))):
        site, number = one(part)
        if ids.get(site, number) != number:
            told = _("There are two ids of %(site)s: %(one)s and %(other)s. A page has one.")
            raise ValueError(told % {"site": site, "one": ids[site], "other": number})
        ids[site] = number
    return ids


def one(part: str) -> tuple[str, str]:
    """Site and id. What names no site that is known comes back as it is, for the field to judge."""
    if found := of_address(part) or bare(part):
        return found
    site, colon, number = (said.strip() for said in part.partition(":"))
    if found := of_address(number):
        return found
    if not colon or "://" in part or "/" in site:
        told = _("“%(typed)s” is neither an id nor the address of a page that this wiki knows. Known are: %(known)s.")
        raise ValueError(told % {"typed": part[:TOLD], "known": ", ".join(ADDRESSES)})
    return site.lower()[:TOLD], number


def of_address(typed: str) -> tuple[str, str] | None:
    for site, pattern in ADDRESSES.items():
        if found := re.match(f"{SCHEME}{pattern}{END}", typed):
            return site, found[1]
    return None


def bare(typed: str) -> tuple[str, str] | None:
    return next(((site, typed) for site, pattern in BARE.items() if re.fullmatch(pattern, typed)), None)
