"""The column that names a file: people see the picture, never the digest."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.fields import FormLine, LineField

from . import drawing

DIGEST = re.compile(r"[0-9a-f]{64}")


class FileShown(forms.Widget):
    """The picture, and its digest hidden beside it: another file comes in by the page's own button."""

    input_type = "hidden"

    @property
    def is_hidden(self) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {"name": name, "value": value or "", "id": (attrs or {}).get("id"), "image": drawing.of_digest(value)}
        return render_to_string("pictures/_file_shown.html", context)


class DigestField(LineField):
    """The SHA-256 of a file, in hexadecimal digits."""

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and not DIGEST.fullmatch(value):
            raise ValidationError(_("There is no such file. Upload the picture again."))

    def formfield(self, **kwargs: Any) -> Any:
        return FormLine(label=self.verbose_name, required=False, max_length=64, widget=FileShown)

    def shown(self, value: Any) -> SafeString | str:
        """In a comparison."""
        return drawing.of_digest(value) or str(value)
