"""In which departments people are credited: worked out from every film, and part of their own place in lists."""

from collections.abc import Collection, Iterator

from django.db.models import CharField, F, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.pages import kinds
from fanwiki.pages.facets import Facet

from .models import CastCredit, CrewCredit, Department

ACTING = "acting"
SAID = {ACTING: pgettext_lazy("department", "Acting")} | dict(Department.choices)


def said(key: str) -> str:
    return str(SAID.get(key, key))


@kinds.gives("person", Facet("department", _("Department"), said))
def departments(pages: Collection[int]) -> Iterator[tuple[int, str]]:
    """One query for all of them."""
    credited = {"person_title__page__in": pages}
    acting = Value(ACTING, output_field=CharField())
    cast = CastCredit.objects.filter(**credited).order_by().values_list("person_title__page", acting)
    crew = CrewCredit.objects.filter(**credited).order_by().values_list("person_title__page", F("department"))
    yield from cast.union(crew)
