"""What a page about a person is."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fanwiki.pages.documents import Document
from fanwiki.pages.kinds import Kind, RelationType, register
from fanwiki.pages.shape import Problem
from fanwiki.text import dates

from .models import Person, PersonType


@register
class PersonKind(Kind):
    name = "person"
    path = "people"
    label = _("person")
    plural = _("people")
    root = Person
    template = "people/person.html"
    rank = 20
    relations = {
        "partner_of": RelationType(_("Partner of"), _("Partner of"), private=True),
        "family_of": RelationType(_("Family of"), _("Family of"), private=True),
        "member_of": RelationType(_("Member of"), _("Has as a member")),
    }

    def rules(self, document: Document) -> Iterator[Problem]:
        born, died = document["born"], document["died"]
        if born and died and dates.parse(died).year < dates.parse(born).year:
            yield Problem(_("Nobody dies before being born."), "died")

    def card(self, document: Document) -> Document:
        return super().card(document) | {"type": document["type"]}

    def line(self, card: Document) -> str:
        return str(PersonType(card["type"]).label) if card.get("type") else super().line(card)
