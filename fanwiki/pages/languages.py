"""The reader's language: what countries and languages are called in it, and the scripts that need no mark in it."""

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from django.conf import settings
from django.utils.translation import get_language, to_locale

from fanwiki.text import scripts

# What CLDR calls the writing of a language, and the scripts that `names.script_of` finds in it.
WRITINGS = {"Kore": {"Hang"}, "Jpan": {"Jpan", "Hani"}, "Hans": {"Hani"}, "Hant": {"Hani"}}


def active() -> str:
    """As a tag of HTML: ko, pt-BR."""
    return get_language() or settings.LANGUAGE_CODE


@cache
def locale_of(language: str) -> Locale:
    """English for a language of which CLDR knows nothing."""
    try:
        return Locale.parse(to_locale(language))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def locale() -> Locale:
    return locale_of(active())


@cache
def scripts_of(language: str) -> frozenset[str]:
    """ISO 15924 codes, as `names.script_of` gives them."""
    spoken = locale_of(language)
    likely = get_global("likely_subtags").get(spoken.language, "")
    writing = spoken.script or next((part for part in likely.split("_") if len(part) == len("Latn")), "Latn")
    return frozenset(WRITINGS.get(writing, {writing}))


@cache
def scripts_of_country(code: str) -> frozenset[str]:
    """Of the language that most people there write."""
    return scripts_of(get_global("likely_subtags").get(f"und_{code}", "en").partition("_")[0])


@cache
def unmarked(language: str) -> frozenset[str]:
    """The scripts of runs that a page in this language need not mark; Latin is read everywhere."""
    return scripts_of(language) | scripts.UNMARKED


@cache
def base(language: str) -> str:
    return language.lower().partition("-")[0]


@cache
def same(tag: str, language: str) -> bool:
    """Whether a text of this tag is in the language: en and en-GB are, ko-Latn is no Korean to a voice."""
    return tag.lower() == language.lower() or (base(tag) == base(language) and not re.search("-[A-Z][a-z]{3}", tag))


@cache
def country_codes(language: str) -> dict[str, str]:
    """ISO 3166-1 codes by the names of the countries, folded."""
    countries = locale_of(language).territories.items()
    return {name.casefold(): code for code, name in countries if re.fullmatch("[A-Z]{2}", code)}


def country(code: str) -> str:
    return str(locale().territories.get(code, code))


def language(tag: str) -> str:
    """ko is "Korean", ko-Latn "Korean (Latin)", und-Latn "Latin", und ""; a tag that nobody knows stays."""
    first, *rest = tag.split("-")
    said = locale()
    spoken = said.languages.get(first, "") if first != "und" else ""
    more = [said.scripts.get(part) or said.territories.get(part) or part for part in rest]
    if spoken and more:
        return f"{spoken} ({', '.join(more)})"
    return spoken or ", ".join(more) or tag.removeprefix("und")
