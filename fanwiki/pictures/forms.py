"""What is asked about a picture when it comes in."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fanwiki.pages import kinds
from fanwiki.pages.documents import Document
from fanwiki.pages.fields import FormLine
from fanwiki.pages.models import Revision
from fanwiki.pages.shape import Invalid

from .models import Picture
from .stored import File

ASKED = ("alt", "title", "licence", "author", "source", "caption", "reason", "spoiler")
NOT_IN_TITLES = re.compile(r"[\[\]{}|#<>]")
REMEMBERED = ("licence", "author", "source")  # from the last upload of the same person


class PictureForm(forms.ModelForm):
    """About one file. A title that is left empty is made of what the picture shows."""

    class Meta:
        model = Picture
        fields = ASKED

    use_required_attribute = False  # what is not asked, because the picture is here already, must not be required

    def __init__(self, *args: Any, file: File, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, it is what the picture shows.")

    def document(self) -> Document:
        said = self.cleaned_data
        title = said["title"] or NOT_IN_TITLES.sub("", said["alt"])[:200].strip()
        return kinds.registry["picture"].blank() | said | {"title": title, "file": self.file.pk}

    def refuse(self, invalid: Invalid) -> None:
        for problem in invalid.problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem.message))

    def validate_unique(self) -> None:
        """The engine looks at titles where it publishes."""


class ReplaceForm(forms.Form):
    """Another file for a picture that is there."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    edit_summary = FormLine(label=_("What is better about it?"), required=False, max_length=255)


def remembered(user: Any) -> Document:
    """What the person said last about a picture of theirs."""
    last = Revision.objects.filter(by=user.pk or 0, page__kind="picture").exclude(packed=b"").order_by("-pk").first()
    return {name: last.document.get(name, "") for name in REMEMBERED} if last else {}
