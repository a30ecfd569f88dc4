"""A person's record."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.fields import CountryWords, LineField, PartialDateField
from fanwiki.pages.models import Root


class PersonType(models.TextChoices):
    PERSON = "person", _("Person")
    GROUP = "group", _("Group")
    ORGANISATION = "organisation", _("Organisation")


class Person(Root):
    type = LineField(_("type"), max_length=12, choices=PersonType.choices, default=PersonType.PERSON)
    born = PartialDateField(verbose_name=_("born"))
    died = PartialDateField(verbose_name=_("died"))
    birthplace = LineField(_("birthplace"), max_length=120, blank=True)
    countries = CountryWords(verbose_name=_("countries"), help_text=_("Codes or English names, between commas."))

    class Meta(Root.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
