"""What can be wrong with a page about a person, or missing on it."""

from django.utils.translation import gettext_lazy as _

from fanwiki.pages import languages
from fanwiki.pages.checks import before
from fanwiki.pages.documents import Document
from fanwiki.pages.findings import Check, Group, check, lacking, proof
from fanwiki.pages.kinds import registry
from fanwiki.text import names
from fanwiki.text.markup import Rendered

from .models import PersonType

PRIVATE = ("born", "birthplace")  # facts about a life, as relations may be


def is_human(document: Document) -> bool:
    return bool(document["type"] == PersonType.PERSON)


@check(
    Check(
        "dead-before-born",
        Group.CONTRADICTION,
        _("Deaths before births"),
        _("One of the two dates is wrong."),
        "born",
    ),
    "person",
)
def dead_before_born(document: Document, rendered: Rendered) -> Document | None:
    dates = {name: document[name] for name in ("born", "died")}
    return {"fields": dates} if before(dates["died"], dates["born"]) else None


@check(
    Check(
        "private-life-without-source",
        Group.SOURCE,
        _("Private lives without a source"),
        _("About people who may be alive. A note on the fact gives its source; without one, the fact goes."),
        "notes",
    ),
    "person",
)
def private_life_without_source(document: Document, rendered: Rendered) -> Document | None:
    if not is_human(document) or document["died"]:
        return None
    sourced = {row["field"] for row in document["notes"] if row["src"]}
    fields = {name: document[name] for name in PRIVATE if document[name] and name not in sourced}
    private = {name for name, known in registry["person"].relations.items() if known.private}
    rows = [row for row in document["relations"] if row["type"] in private and not row["src"]]
    return proof("relations", rows) | {"fields": fields} if rows or fields else None


def lacks_own_script(document: Document) -> bool:
    """Nobody's name is written in Latin letters only where all their countries write otherwise."""
    writings = [languages.scripts_of_country(code) for code in document["countries"]]
    if not writings or any("Latn" in writing for writing in writings):
        return False
    return not frozenset().union(*writings) & {names.script_of(row["text"]) for row in document["names"]}


lacking(
    Check(
        "people-without-birth-date",
        Group.MISSING,
        _("People without a birth date"),
        _("The year alone is worth having. For living people, only what a published source says."),
        "born",
        _("When was %(title)s born?"),
    ),
    "person",
    lambda document: is_human(document) and not document["born"],
)
lacking(
    Check(
        "people-without-country",
        Group.MISSING,
        _("People without a country"),
        _("Where they work, or where they are from."),
        "countries",
        _("In which country does %(title)s work?"),
    ),
    "person",
    lambda document: is_human(document) and not document["countries"],
)
lacking(
    Check(
        "people-without-own-script",
        Group.MISSING,
        _("Names not in their own script"),
        _("Their country writes in other letters, and no name in them is recorded."),
        "names",
        _("How does %(title)s write the name at home?"),
    ),
    "person",
    lacks_own_script,
)
