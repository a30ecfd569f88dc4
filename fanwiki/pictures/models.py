"""The record of a picture's page; of its file, see stored.py."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.pages.fields import LineField
from fanwiki.pages.models import Root

from .fields import DigestField
from .licences import CHOICES
from .stored import File

__all__ = ["File", "Picture"]

HUNDREDTHS = _("In hundredths. What stands there stays when the picture is cut.")


class Picture(Root):
    """What a picture shows and who made it. `file` names it by its digest: a new file is a new revision."""

    file = DigestField(verbose_name=_("file"), max_length=64)
    alt = LineField(
        pgettext_lazy("a picture", "what it shows"),
        max_length=300,
        help_text=_("For those who cannot see it: who or what is on it, in a sentence."),
    )
    caption = LineField(_("caption"), max_length=300, blank=True)
    author = LineField(_("author"), max_length=200, blank=True, help_text=_("Who made it, or holds the rights."))
    source = LineField(
        pgettext_lazy("a picture", "where it is from"),
        max_length=500,
        blank=True,
        help_text=_("The address of a page."),
    )
    licence = LineField(_("licence"), max_length=20, choices=CHOICES)
    reason = LineField(
        pgettext_lazy("a picture", "reason"),
        max_length=300,
        blank=True,
        help_text=_("For fair use: what it is, and why no free picture would do."),
    )
    spoiler = models.BooleanField(pgettext_lazy("a picture", "gives something away"), default=False)
    focal_x = models.PositiveSmallIntegerField(
        _("middle, from the left"), default=50, validators=[MaxValueValidator(100)], help_text=HUNDREDTHS
    )
    focal_y = models.PositiveSmallIntegerField(
        _("middle, from the top"), default=50, validators=[MaxValueValidator(100)], help_text=HUNDREDTHS
    )
    picture = None
    picture_title = None

    class Meta(Root.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def clean(self) -> None:
        if self.source and not re.match(r"https?://[^\s/]", self.source):
            raise ValidationError({"source": _("Write an address that begins with https:// or http://.")})
