"""What can be wrong with a film's own document, or missing in it; and what a character's lacks."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fanwiki.pages import languages
from fanwiki.pages.checks import before
from fanwiki.pages.documents import Document
from fanwiki.pages.findings import Check, Group, check, lacking, proof
from fanwiki.text import names
from fanwiki.text.markup import Rendered

from .models import Department, Format, ReleaseKind, RoleType

TIMED = {Format.FILM, Format.SHORT, Format.SPECIAL}  # a series has a running time for each episode
ONCE = {ReleaseKind.FESTIVAL, ReleaseKind.PREMIERE, ReleaseKind.THEATRICAL, ReleaseKind.STREAMING, ReleaseKind.TV}
LATER = {ReleaseKind.RERELEASE, ReleaseKind.PHYSICAL}
SAME_RELEASE = ("kind", "country", "event", "platform")
# How notes in English call a part. One that has a name is more than a cameo.
SIZES = {
    RoleType.MAIN: re.compile(r"\b(main (?:role|part|cast)|leads?|leading|stars?|starred)\b", re.IGNORECASE),
    RoleType.SUPPORT: re.compile(r"\b(support(?:ing)?)\b", re.IGNORECASE),
    RoleType.CAMEO: re.compile(r"\bcameos?\b", re.IGNORECASE),
    RoleType.GUEST: re.compile(r"\bguest\b", re.IGNORECASE),
}
NAMED = re.compile(r"\b(?:named part|names the part)\b", re.IGNORECASE)
CLAIMS = "claims-of-a-first"
FIRST = re.compile(
    r"\b(debut(?:s|ed)?|first (?:(?:main|leading|big) )?(?:role|feature|film role|screen role|credit|appearance))\b",
    re.IGNORECASE,
)


def dates_that_differ(document: Document) -> Iterator[Document]:
    """Disputed releases, and those of one kind, place and platform that are dated twice."""
    dated: dict[tuple[str, ...], list[Document]] = {}
    for row in document["releases"]:
        if row["kind"] in ONCE:
            dated.setdefault(tuple(row[column] for column in SAME_RELEASE), []).append(row)
    twice = [rows for rows in dated.values() if any(before(one["date"], two["date"]) for one in rows for two in rows)]
    differing = {row["id"] for rows in twice for row in rows}
    yield from (row for row in document["releases"] if row["disputed"] or row["id"] in differing)


@check(
    Check(
        "dates-that-differ",
        Group.CONTRADICTION,
        _("One release, two dates"),
        _("Sources differ, or one row is wrong. Where sources differ, mark both rows as disputed and keep them."),
        "releases",
    ),
    "film",
)
def two_dates(document: Document, rendered: Rendered) -> Document | None:
    rows = list(dates_that_differ(document))
    return proof("releases", rows) if rows else None


@check(
    Check(
        "again-before-the-first-time",
        Group.CONTRADICTION,
        _("Discs and rereleases before the first showing"),
        _("A film comes out before it comes out again. One of the dates is wrong."),
        "releases",
    ),
    "film",
)
def again_before_the_first_time(document: Document, rendered: Rendered) -> Document | None:
    firsts = [row for row in document["releases"] if row["kind"] not in LATER]
    again = [row for row in document["releases"] if row["kind"] == ReleaseKind.RERELEASE]
    early = [row for row in again if firsts and all(before(row["date"], first["date"]) for first in firsts)]
    discs = [row for row in document["releases"] if row["kind"] == ReleaseKind.PHYSICAL]
    shown = [row for row in firsts if row["kind"] == ReleaseKind.PREMIERE]
    early += [row for row in discs if shown and all(before(row["date"], first["date"]) for first in shown)]
    return proof("releases", [*early, *(firsts or shown)]) if early else None


def other_size(row: Document) -> bool:
    """Whether the note of a cast row speaks of a part of another size than the row does."""
    said = {size for size, words in SIZES.items() if words.search(row["note"])}
    return bool(said - {row["role_type"]}) or (row["role_type"] == RoleType.CAMEO and bool(NAMED.search(row["note"])))


@check(
    Check(
        "parts-of-two-sizes",
        Group.CONTRADICTION,
        _("Parts of two sizes"),
        _("The row says one thing of the size of a part and its note another, or only the note says it."),
        "cast",
    ),
    "film",
)
def parts_of_two_sizes(document: Document, rendered: Rendered) -> Document | None:
    rows = [row for row in document["cast"] if row["note"] and other_size(row)]
    return proof("cast", rows) if rows else None


@check(
    Check(
        CLAIMS,
        Group.CLAIM,
        _("Claims of a debut or a first"),
        _("A source says that something was somebody’s first. What is recorded here may know better by now."),
        "",
    ),
    "film",
    "person",
)
def claims_of_a_first(document: Document, rendered: Rendered) -> Document | None:
    """Of notes in English; the wiki works out by itself what its credits say."""
    for name, column in (("cast", "note"), ("crew", "note"), ("notes", "text")):
        rows = [row for row in document.get(name, ()) if FIRST.search(row[column])]
        if rows:
            return proof(name, rows)
    return None


def lacks_own_script(document: Document) -> bool:
    language = document["original_language"]
    writing = languages.scripts_of(language) if language else frozenset({"Latn"})
    return "Latn" not in writing and not writing & {names.script_of(row["text"]) for row in document["names"]}


lacking(
    Check(
        "films-without-date",
        Group.MISSING,
        _("Films without a date"),
        _("Neither a release nor a year is recorded."),
        "releases",
        _("When did %(title)s first come out?"),
    ),
    "film",
    lambda document: not (document["releases"] or document["year"]),
)
lacking(
    Check(
        "films-without-country",
        Group.MISSING,
        _("Films without a country"),
        _("Where they were made."),
        "countries",
        _("In which country was %(title)s made?"),
    ),
    "film",
    lambda document: not document["countries"],
)
lacking(
    Check(
        "films-without-language",
        Group.MISSING,
        _("Films without a language"),
        _("The one that they were made in."),
        "original_language",
        _("Which language is spoken in %(title)s?"),
    ),
    "film",
    lambda document: not document["original_language"],
)
lacking(
    Check(
        "films-without-genre",
        Group.MISSING,
        _("Films without a genre"),
        _("One or two words are enough."),
        "genres",
        _("What kind of story is %(title)s?"),
    ),
    "film",
    lambda document: not document["genres"],
)
lacking(
    Check(
        "films-without-running-time",
        Group.MISSING,
        _("Films without a running time"),
        _("In minutes. Series are left out: each episode has its own."),
        "runtime",
        _("How long is %(title)s?"),
    ),
    "film",
    lambda document: document["format"] in TIMED and not document["runtime"],
)
lacking(
    Check(
        "films-without-cast",
        Group.MISSING,
        _("Films without a cast"),
        _("One row is a beginning."),
        "cast",
        _("Who plays in %(title)s?"),
    ),
    "film",
    lambda document: not document["cast"],
)
lacking(
    Check(
        "films-without-director",
        Group.MISSING,
        _("Films without a director"),
        _("Nobody stands under directing in the crew."),
        "crew",
        _("Who directed %(title)s?"),
    ),
    "film",
    lambda document: all(row["department"] != Department.DIRECTING for row in document["crew"]),
)
lacking(
    Check(
        "films-without-own-script",
        Group.MISSING,
        _("Titles not in their own script"),
        _("The language of the film is written in other letters, and no title in them is recorded."),
        "names",
        _("What is the original title of %(title)s?"),
    ),
    "film",
    lacks_own_script,
)
