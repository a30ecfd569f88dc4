"""Names of revisions ("before the rewrite"): a row beside the revision, which itself never changes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import access
from .fields import LineField
from .transactions import whole

LONGEST = 60


class RevisionName(models.Model):
    """What somebody called a revision, and when."""

    revision = models.OneToOneField(
        "pages.Revision", primary_key=True, on_delete=models.PROTECT, related_name="named_as"
    )
    name = LineField(_("name"), max_length=LONGEST)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"), default=timezone.now)

    def __str__(self) -> str:
        return self.name


def name_of(revision: Any) -> str:
    """ "" where it has none; never asks, so the revision must come with its name."""
    relation = type(revision)._meta.get_field("named_as")
    named = relation.get_cached_value(revision, None)
    return named.name if named else ""


@whole
def name(revision: Any, text: str, *, by: Any) -> None:
    """`text` is clean; "" takes the name away. PermissionDenied where `by` may not change what somebody else gave."""
    stored = RevisionName.objects.select_for_update().filter(pk=revision.pk).first()
    access.require_naming(by, stored)
    if text and not (stored and stored.name == text):
        told = {"name": text, "by": by, "at": timezone.now()}
        RevisionName.objects.update_or_create(revision=revision, defaults=told)
    elif stored and not text:
        stored.delete()
