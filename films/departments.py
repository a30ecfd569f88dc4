"""In which departments people are credited: worked out from every film, and part of their own place in lists."""

from collections.abc import Collection, Iterator
from functools import cache

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.pages import facets, kinds
from fanwiki.pages.facets import Facet
from fanwiki.pages.prepared import Prepared

from .models import CastCredit, CrewCredit, Department

ACTING = "acting"
SAID = {ACTING: pgettext_lazy("department", "Acting")} | dict(Department.choices)


def said(key: str) -> str:
    return str(SAID.get(key, key))


DEPARTMENT = Facet("department", _("Department"), said)


@cache
def value(department: str) -> facets.Value:
    return facets.Value(DEPARTMENT.name, department, department)


def credited(pages: list[int]) -> QuerySet[CastCredit]:
    """One query for all of them."""
    whose = {"person_title__page__in": pages}
    acting = Value(ACTING, output_field=CharField())
    cast = CastCredit.objects.filter(**whose).order_by().values_list("person_title__page", acting)
    crew = CrewCredit.objects.filter(**whose).order_by().values_list("person_title__page", F("department"))
    return cast.union(crew)


CREDITED = Prepared(credited)


@kinds.gives("person", DEPARTMENT)
def departments(pages: Collection[int]) -> Iterator[tuple[int, str]]:
    yield from CREDITED(sorted(pages))
