"""What a page about a person is."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from fanwiki.pages import languages
from fanwiki.pages.documents import Document
from fanwiki.pages.facets import BY_TAG, Facet
from fanwiki.pages.kinds import DIFFERENT, NAMESAKE, Kind, RelationType, register
from fanwiki.pages.linked_data import Node, Subject, certain, countries, thing, told
from fanwiki.pages.shape import Problem
from fanwiki.text import dates

from .models import Person, PersonType

# What schema.org calls them, and their born, died, birthplace and countries.
SCHEMA_TYPES = {"person": "Person", "group": "PerformingGroup", "organisation": "Organization"}
PERSON_WORDS = ("birthDate", "deathDate", "birthPlace", "nationality")
GROUP_WORDS = ("foundingDate", "dissolutionDate", "foundingLocation", "location")


def type_said(key: str) -> str:
    return str(dict(PersonType.choices).get(key, key))


@register
class PersonKind(Kind):
    name = "person"
    path = "people"
    label = _("person")
    plural = _("people")
    root = Person
    template = "people/person.html"
    beginning = ("born",)
    self_evident = frozenset({"type"})
    facets = (
        Facet("country", _("Country"), languages.country, indexed=True),
        Facet("type", _("Type"), type_said, several=False),
        BY_TAG,
    )
    rank = 20
    table_columns = (
        "born",
        "birthplace",
        "countries",
        "description",
        "died",
        "type",
        "disambiguation",
        "picture",
        "tags",
        "external_ids",
    )
    began = "born"
    relations = {
        "partner_of": RelationType(_("Partner of"), _("Partner of"), private=True),
        "family_of": RelationType(_("Family of"), _("Family of"), private=True),
        "member_of": RelationType(_("Member of"), _("Has as a member")),
        DIFFERENT: NAMESAKE,
    }

    def rules(self, document: Document) -> Iterator[Problem]:
        born, died = document["born"], document["died"]
        if born and died and dates.parse(died).year < dates.parse(born).year:
            yield Problem(_("Nobody dies before being born."), "died")

    def card(self, document: Document) -> Document:
        return super().card(document) | {"type": document["type"]}

    def line(self, card: Document) -> str:
        return str(PersonType(card["type"]).label) if card.get("type") else super().line(card)

    def facet_words(self, document: Document) -> Iterator[tuple[str, Any]]:
        yield from super().facet_words(document)
        yield from (("country", code) for code in document["countries"])
        yield "type", document["type"]

    def days(self, document: Document) -> Iterator[tuple[str, str]]:
        if document["born"] and document["type"] == PersonType.PERSON:
            yield "born", document["born"]

    def linked_data(self, subject: Subject) -> Node:
        doc, type_ = subject.doc, SCHEMA_TYPES[subject.doc["type"]]
        born, died, birthplace, home = PERSON_WORDS if type_ == "Person" else GROUP_WORDS
        place = doc["birthplace"] and {"@type": "Place", "name": doc["birthplace"]}
        facts = {born: certain(doc["born"]), died: certain(doc["died"]), birthplace: place}
        return told(thing(type_, subject) | facts | {home: countries(doc["countries"])})

    def open_graph_type(self, document: Document) -> str:
        return "profile"
