"""The columns that documents are made of: each knows how to clean what a person typed."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanwiki.text import dates, ids, names

from . import languages

COUNTRIES = frozenset(languages.country_codes("en").values())
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
MAX_BODY_BYTES = 2 * 1024 * 1024


def cleaned(clean: Callable[[str], str], value: Any) -> str:
    """The text in its stored form; ValidationError where the cleaner raises ValueError."""
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise ValidationError(_("Write text here."))
    try:
        return clean(str(value))
    except ValueError as error:
        raise ValidationError(str(error)) from None


class FormLine(forms.CharField):
    def to_python(self, value: Any) -> str:
        return cleaned(names.clean_line, super().to_python(value))


class FormProse(forms.CharField):
    def to_python(self, value: Any) -> str:
        return cleaned(names.clean_text, super().to_python(value))


class PageKey(models.OneToOneField):
    """The page as the key of a row that each page has once. SQLite takes only an `integer` for its own key of the row;
    any other type is an index beside the table, to be written and looked through with it."""

    def __init__(self, to: Any = "pages.Page", **kwargs: Any) -> None:
        options: dict[str, Any] = {"primary_key": True, "on_delete": models.CASCADE} | kwargs
        super().__init__(to, **options)

    def db_type(self, connection: Any) -> Any:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class LineField(models.CharField):
    """One line of plain text: no line break, no control or direction sign, NFC."""

    def to_python(self, value: Any) -> str:
        return cleaned(names.clean_line, value)

    def get_prep_value(self, value: Any) -> Any:
        """What is stored is of a document, which is clean: it is not cleaned once more."""
        return value if isinstance(value, str) else super().get_prep_value(value)

    def formfield(self, **kwargs: Any) -> Any:
        if not self.choices:
            kwargs.setdefault("form_class", FormLine)
        return super().formfield(**kwargs)


class ProseField(models.TextField):
    """Markdown, 2 MB at most."""

    def to_python(self, value: Any) -> str:
        return cleaned(names.clean_text, value)

    def get_prep_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else super().get_prep_value(value)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if len(value.encode()) > MAX_BODY_BYTES:
            raise ValidationError(_("A text may have 2 MB at most. Move some of it to a page of its own."))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(form_class=FormProse, strip=False, **kwargs)


class Reference(LineField):
    """Another page, by its title as it was typed. `kind` is the kind it must be; "" is the page's own."""

    def __init__(self, kind: str = "", **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(**({"max_length": 200, "blank": True} | kwargs))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value and not names.fold(value):
            raise ValidationError(_("A title needs at least one letter or digit."))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"kind": self.kind}

    def formfield(self, **kwargs: Any) -> Any:
        """A script completes what names a page of this kind."""
        kwargs.setdefault("widget", forms.TextInput({"data-kind": self.kind}))
        return super().formfield(**kwargs)


class PartialDateField(LineField):
    """`2023`, `2023-10` or `2023-10-06`, with `~` (about) or `?` (uncertain) behind it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 12, "blank": True} | kwargs))

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return cleaned(lambda typed: str(dates.parse(typed)), text) if text else ""


class LanguageField(LineField):
    """A BCP 47 tag: language, script and region at most."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 20, "blank": True} | kwargs))

    def to_python(self, value: Any) -> str:
        tag = super().to_python(value)
        if tag and not LANGUAGE.fullmatch(tag):
            raise ValidationError(_("Write a language as a tag such as ko, en or und-Latn."))
        return tag


class CountryField(LineField):
    """An ISO 3166-1 code; its name in English, and in the editor's language, is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**({"max_length": 60, "blank": True} | kwargs))

    def to_python(self, value: Any) -> str:
        return country_code(super().to_python(value))


def country_code(typed: str) -> str:
    spoken = (languages.country_codes(language) for language in ("en", languages.active()))
    code = next((codes[typed.casefold()] for codes in spoken if typed.casefold() in codes), typed.upper())
    if typed and code not in COUNTRIES:
        raise ValidationError(_("“%(typed)s” is no country that this wiki knows.") % {"typed": typed})
    return code if typed else ""


class FormWords(forms.CharField):
    """A list of words in one field, between commas."""

    clean_word: Callable[[str], str] = staticmethod(str)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return unique_words((value or "").split(","), self.clean_word)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or "").strip() != (self.prepare_value(initial) or ""))


def unique_words(typed: Iterable[Any], clean_word: Callable[[str], str]) -> list[str]:
    words = (clean_word(cleaned(names.clean_line, word)) for word in typed)
    return list(dict.fromkeys(word for word in words if word))


class Words(models.JSONField):
    """A short list of words, each once, in the order given."""

    clean_word: Callable[[str], str] = staticmethod(str)

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"default": list, "blank": True} | kwargs
        super().__init__(**options)

    def to_python(self, value: Any) -> list[str]:
        if not isinstance(value, list):
            raise ValidationError(_("Write a list of words here."))
        return unique_words(value, self.clean_word)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if len(value) > 100 or any(len(word) > 100 for word in value):  # noqa: PLR2004
            raise ValidationError(_("At most 100 words, of 100 letters each."))

    def formfield(self, **kwargs: Any) -> Any:
        field = FormWords(required=False, label=capfirst(self.verbose_name), help_text=self.help_text)
        field.clean_word = self.clean_word
        return field


class CountryWords(Words):
    """ISO 3166-1 codes."""

    clean_word = staticmethod(country_code)


class FormIds(forms.CharField):
    """`wikidata: Q123, imdb: tt1` as a dict; the address of a page there says as much."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        try:
            return ids.parse(value or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or "").strip() != (self.prepare_value(initial) or ""))

    def widget_attrs(self, widget: Any) -> dict[str, Any]:
        """What a browser needs to turn an address into an id as soon as it is pasted."""
        patterns = {site: f"^{ids.SCHEME}{pattern}{ids.END}" for site, pattern in ids.ADDRESSES.items()}
        return {**super().widget_attrs(widget), "data-sites": json.dumps(patterns)}


class ExternalIds(models.JSONField):
    """The page's key in other databases: {"imdb": "tt28102562"}. Keys only, nothing is ever fetched."""

    patterns: Mapping[str, str] = {
        "wikidata": r"Q[1-9]\d{0,11}",
        "imdb": r"(tt|nm|co|ch)\d{7,9}",
        "tmdb": r"[1-9]\d{0,9}",
        "kobis": r"[A-Z0-9]{4,12}",
    }

    def __init__(self, **kwargs: Any) -> None:
        options: dict[str, Any] = {"default": dict, "blank": True} | kwargs
        super().__init__(**options)

    def to_python(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValidationError(_("Write ids as name: value."))
        ids = {str(key): cleaned(names.clean_line, number) for key, number in value.items()}
        return {key: number for key, number in sorted(ids.items()) if number}

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        for key, number in value.items():
            if not re.fullmatch(self.patterns.get(key, "(?!)"), number):
                known = ", ".join(self.patterns)
                raise ValidationError(
                    _("“%(id)s” is no id that this wiki knows. Known are: %(known)s.")
                    % {"id": f"{key}: {number}", "known": known}
                )

    def formfield(self, **kwargs: Any) -> Any:
        help_text = _(
            "Such as imdb: tt1234567, or the address of the page there. Known are: wikidata, imdb, tmdb, kobis."
        )
        return FormIds(required=False, label=capfirst(self.verbose_name), help_text=help_text)
