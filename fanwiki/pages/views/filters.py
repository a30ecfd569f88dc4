"""Narrowing lists of revisions by part, author and tag; and by kind, where they are of many pages."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.accounts import names
from fanwiki.accounts.models import User

from .. import kinds
from ..fields import FormLine
from ..kinds import Kind
from ..models import Revision, was_reverted
from ..templatetags.changes import TAGS, part_label


def tagged(tag: str) -> Q:
    """What `changes.marks` draws this tag on. JSON lists are searched as text, which every database can."""
    if tag == "reverted":  # no revision is stored with it
        return Q(was_reverted())
    if tag == "named":
        return Q(named_as__isnull=False)
    stored = Q(tags__icontains=f'"{tag}"')
    return stored | Q(number=1) if tag == "new" else stored


def written_by(name: str) -> Q:
    """An account whatever the capitals of its name, as at the door; and authors who have only a name here."""
    folded = names.normal(name).casefold()
    accounts = [user.pk for user in User.objects.twins(name) if user.username.casefold() == folded]
    found = Q(by__in=accounts) | Q(by=None, by_name__iexact=name)
    return found | Q(by=None, by_name="") if folded == settings.SITE_NAME.casefold() else found


class Choice(forms.ChoiceField):
    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, error_messages={"invalid_choice": _("There is no such choice.")})


class Filters(forms.Form):
    """Bound to what the address asks; a value that cannot be is told beside its field, and narrows nothing."""

    part = Choice(pgettext_lazy("of a page", "Part"))
    by = FormLine(
        label=pgettext_lazy("author", "By"),
        required=False,
        max_length=150,
        widget=forms.TextInput({"placeholder": _("Anyone")}),
    )
    tag = Choice(_("Tag"))

    def __init__(self, request: HttpRequest, *listed: Kind) -> None:
        super().__init__(request.GET, auto_id="filter-%s", label_suffix="")
        parts = {part: part_label(part, kind) for kind in listed for part in ("facts", "text", *kind.lists)}
        self.choose("part", _("Any part"), parts.items())
        self.choose("tag", _("Any tag"), ((tag, mark.label) for tag, mark in TAGS.items()))

    def choose(self, name: str, anything: Any, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", anything), *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """What narrows the list."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """For the addresses of other parts of the same list: "part=cast&by=minseo&", or ""."""
        told = [(name, "on" if value is True else value) for name, value in self.asked.items()]
        return f"{urlencode(told)}&" if told else ""

    def narrow(self, revisions: QuerySet[Revision]) -> QuerySet[Revision]:
        asked = self.asked
        if "part" in asked:
            revisions = revisions.filter(parts__icontains=f'"{asked["part"]}"')
        if "by" in asked:
            revisions = revisions.filter(written_by(asked["by"]))
        if "tag" in asked:
            revisions = revisions.filter(tagged(asked["tag"]))
        return revisions


class SiteFilters(Filters):
    """For lists of revisions of many pages."""

    kind = Choice(pgettext_lazy("filter", "About"))
    hide_small = forms.BooleanField(label=_("Hide small edits"), required=False)
    field_order = ("kind", "part", "by", "tag")

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, *kinds.registry.values())
        self.choose("kind", _("All pages"), ((kind.name, capfirst(kind.plural)) for kind in kinds.registry.values()))

    def narrow(self, revisions: QuerySet[Revision]) -> QuerySet[Revision]:
        revisions = super().narrow(revisions)
        if "kind" in self.asked:
            revisions = revisions.filter(page__kind=self.asked["kind"])
        return revisions.filter(minor=False) if "hide_small" in self.asked else revisions
