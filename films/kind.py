"""What a page about a film or a character is."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.pages import languages
from fanwiki.pages.documents import Document
from fanwiki.pages.facets import BY_TAG, Facet, Value
from fanwiki.pages.kinds import DIFFERENT, NAMESAKE, Key, Kind, RelationType, register
from fanwiki.pages.linked_data import Node, Subject
from fanwiki.pages.rules import Twin, twins
from fanwiki.pages.shape import Problem
from fanwiki.text import names

from . import linked_data
from .departments import ACTING, value
from .models import (
    CastCredit,
    Character,
    CrewCredit,
    Department,
    Film,
    Format,
    Quote,
    Release,
    first_day,
    first_release,
    year_of,
)

CAST_TWIN: Twin = (
    ("person", "credited_as", "character", "character_as"),
    _("This person is in the cast with this part already."),
)
ONE_VALUE = {"language": "original_language", "format": "format"}
CREW_TWIN: Twin = (("person", "credited_as", "department", "job"), _("This person has this job already."))


def decade_said(key: str) -> str:
    return _now("%(decade)ss") % {"decade": key}


def format_said(key: str) -> str:
    return str(dict(Format.choices).get(key, key))


@register
class FilmKind(Kind):
    name = "film"
    path = "films"
    label = _("film")
    plural = _("films")
    root = Film
    own_lists = (CastCredit, CrewCredit, Release, Quote)
    template = "films/film.html"
    rank = 10
    name_kind = "title"
    beginning = ("year",)
    beside = {"releases": ("year",)}
    self_evident = frozenset({"format"})
    dated = True
    table_columns = (
        "original_language",
        "countries",
        "genres",
        "runtime",
        "format",
        "episodes",
        "year",
        "description",
        "disambiguation",
        "picture",
        "tags",
        "external_ids",
    )
    began = "released"
    facets = (
        Facet("decade", _("Decade"), decade_said, several=False, indexed=True, newest_first=True),
        Facet("year", _("Year"), str, several=False, within="decade", newest_first=True),
        Facet("genre", _("Genre"), indexed=True),
        Facet("country", _("Country"), languages.country, indexed=True),
        Facet("language", pgettext_lazy("of a film", "Language"), languages.language, several=False),
        Facet("format", _("Format"), format_said, several=False),
        Facet("platform", _("Platform")),
        BY_TAG,
    )
    relations = {
        "adaptation_of": RelationType(_("Adaptation of"), _("Adapted as")),
        "sequel_of": RelationType(_("Sequel of"), _("Followed by")),
        "remake_of": RelationType(_("Remake of"), _("Remade as")),
        "compared_with": RelationType(_("Compared with"), _("Compared with")),
        DIFFERENT: NAMESAKE,
    }

    def rules(self, document: Document) -> Iterator[Problem]:
        yield from twins(document, "cast", CAST_TWIN, "person")
        yield from twins(document, "crew", CREW_TWIN, "person")
        if document["year"] and document["year"] != year_of(document):
            yield Problem(_("The first release gives the year. Leave the year empty."), "year")

    def slug(self, document: Document) -> str:
        year = year_of(document)
        title = super().slug(document)
        return f"{title}-{year}" if year and title and not title.endswith(f"-{year}") else title

    def card(self, document: Document) -> Document:
        return super().card(document) | {"year": year_of(document), "format": document["format"]}

    def line(self, card: Document) -> str:
        said = [str(Format(card["format"]).label) if card.get("format") else super().line(card), card.get("year")]
        return ", ".join(str(part) for part in said if part)

    def facet_words(self, document: Document) -> Iterator[tuple[str, Any]]:
        yield from super().facet_words(document)
        yield from (("genre", genre) for genre in document["genres"])
        yield from (("country", code) for code in document["countries"])
        yield from (("platform", row["platform"]) for row in document["releases"] if row["platform"])
        yield from ((name, document[field]) for name, field in ONE_VALUE.items() if document[field])
        if year := year_of(document):
            yield from (("decade", year // 10 * 10), ("year", year))

    def facets_given(self, document: Document) -> set[tuple[Key, Value]]:
        """Departments: of everybody who is credited."""
        said = {(row["person"], ACTING) for row in document["cast"]}
        said |= {(row["person"], row["department"]) for row in document["crew"]}
        return {(("person", names.fold(person)), value(department)) for person, department in said if person}

    def credited(self, document: Document) -> Iterator[tuple[str, str]]:
        """By their titles, or as they were printed."""
        for row in (*document["cast"], *document["crew"]):
            yield from (("with", name) for name in (row["person"], row["credited_as"]) if name)
        directing = (row for row in document["crew"] if row["department"] == Department.DIRECTING)
        yield from (("by", name) for row in directing for name in (row["person"], row["credited_as"]) if name)

    def day(self, document: Document) -> int:
        return first_day(document)

    def days(self, document: Document) -> Iterator[tuple[str, str]]:
        if first := first_release(document):
            yield "released", first

    def linked_data(self, subject: Subject) -> Node:
        return linked_data.work(subject)

    def open_graph_type(self, document: Document) -> str:
        return "video.tv_show" if document["format"] in linked_data.SERIES else "video.movie"


@register
class CharacterKind(Kind):
    name = "character"
    path = "characters"
    label = _("character")
    plural = _("characters")
    root = Character
    template = "films/character.html"
    beginning = ("of_work",)
    rank = 30
    table_columns = ("description", "of_work", "picture", "tags", "disambiguation", "external_ids")
    relations = {
        "friend_of": RelationType(_("Friend of"), _("Friend of")),
        "enemy_of": RelationType(_("Enemy of"), _("Enemy of")),
        "family_of": RelationType(_("Family of"), _("Family of")),
        "hunts": RelationType(_("Hunts"), _("Hunted by")),
        "responsible_for_death_of": RelationType(_("Responsible for the death of"), _("Killed by, or because of")),
        DIFFERENT: NAMESAKE,
    }

    def linked_data(self, subject: Subject) -> Node:
        return linked_data.character(subject)
