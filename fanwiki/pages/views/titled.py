"""The form of an act that gives a page a title, which another page may have."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..fields import FormLine
from ..titles import Taken


class TitleForm(forms.Form):
    title = FormLine(label=_("Title"), required=False, max_length=200)
    take_over = forms.BooleanField(label=_("Take the title over"), required=False)
    edit_summary = FormLine(label=_("Why?"), required=False, max_length=255)
    taken: Taken | None = None  # who has the title: it may be taken over where that page only had it before

    def refuse(self, error: ValidationError) -> None:
        """Beside the title where it is about the document, above the form where the page moved on."""
        self.taken = error if isinstance(error, Taken) else None
        for problem in getattr(error, "problems", ()):
            self.add_error("title", problem.message)
        if not hasattr(error, "problems"):
            self.add_error(None, " ".join(error.messages))
