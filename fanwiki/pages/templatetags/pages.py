"""What templates draw pages with: icons, visuals, links, citations, and values said in words."""

import datetime
from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fanwiki.text import dates, names, scripts, words
from fanwiki.text.markup import open_spoilers

from .. import kinds, languages, outside, shape, shown
from ..documents import Document
from ..models import Link, Page, Revision
from ..reading import Reading, References, new_address

register = template.Library()

ALPHABET = 26


# --- Icons ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """One symbol of the sprite, hidden from screen readers: an icon alone needs hidden text beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"i {classes}".strip(),
        static("icons.svg"),
        name,
    )


# --- What a page is called ------------------------------------------------------------------------------------------


@register.filter
def called(page: Page) -> SafeString:
    """The page's name as this reader is shown it, marked with its language."""
    name = shown.of_page(page)
    return in_language(name.text, name.lang)


@register.filter
def called_plain(page: Page | None) -> str:
    """The same, where no markup can stand; "" for a page that nobody has written."""
    return shown.of_page(page).text if page else ""


@register.filter
def linked(page: Page) -> SafeString:
    return format_html('<a href="{}">{}</a>', page.get_absolute_url(), called(page))


@register.filter
def mergeable(page: Page) -> bool:
    """A picture is one file, and two files are never one."""
    return kinds.of(page).is_shown


# --- Links and citations ---------------------------------------------------------------------------------------------


@register.simple_tag
def author(revision: Revision) -> SafeString:
    """Who wrote it, linked to their page where they have an account; nobody is the site itself."""
    name = format_html("<bdi>{}</bdi>", in_script(revision.author or settings.SITE_NAME))
    if revision.by is None:
        return name
    return format_html('<a href="{}">{}</a>', reverse("pages:user", args=[revision.by.username]), name)


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, address: str) -> str:
    """The address with the host in front, as one copies it."""
    whole: str = context["request"].build_absolute_uri(address)
    return whole


@register.simple_tag(takes_context=True)
def page_link(context: template.Context, kind: str, title: str, text: str = "") -> SafeString:
    """To the page that a row names, under its name of today, or to where it can be written.

    `text` is shown instead, such as a part as it was printed.
    """
    refs = references(context)
    page = refs.page(kind, title)
    attributes = mark_safe(refs.attributes(kind, names.fold(title), title))  # noqa: S308 - made by format_html
    return format_html("<a {}>{}</a>", attributes, called(page) if page and not text else in_script(text or title))


def references(context: template.Context) -> References:
    refs: References = context.get("refs") or context["reading"].refs
    return refs


@register.simple_tag(takes_context=True)
def linked_page(context: template.Context, kind: str, title: str) -> Page | None:
    """The page that a row names, for its visual; None while nobody has written it."""
    return references(context).page(kind, title)


@register.simple_tag
def new_page_url(kind: str, title: str) -> str:
    return new_address(kind, title)


@register.simple_tag(takes_context=True)
def prose(context: template.Context, html: str) -> SafeString:
    """Stored HTML with the addresses of today in its links, its spoilers open for those who always want them so."""
    drawn = references(context).prose(html)
    if getattr(context.get("preferences"), "spoilers", False):
        drawn = open_spoilers(drawn)
    return mark_safe(drawn)  # noqa: S308 - sanitised when it was stored


@register.simple_tag(takes_context=True)
def cite(context: template.Context, keys: Iterable[str]) -> SafeString:
    """The marks of a row's sources, each with an id that the list of sources leads back to."""
    marks = context["reading"].cites.cite(keys)
    label = str(words.SOURCE.said)
    return format_html_join(
        "",
        '<sup class="fn" id="{}"><a href="#source-{}" aria-label="{}">{}</a></sup>',
        ((mark.id, mark.key, label % {"what": mark.number}, mark.number) for mark in marks),
    )


@register.simple_tag(takes_context=True)
def back_links(context: template.Context, key: str) -> list[str]:
    """Ask when every fact has been drawn: marks are counted as they are drawn."""
    links: list[str] = context["reading"].cites.back_links(key)
    return links


@register.filter
def letter(number: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    said = ""
    while number:
        number, rest = divmod(number - 1, ALPHABET)
        said = chr(ord("a") + rest) + said
    return said


@register.inclusion_tag("pages/_fact_notes.html", takes_context=True)
def fact_notes(context: template.Context, field: str) -> dict[str, Any]:
    """What the page notes about one of its facts, drawn below it."""
    reading = context["reading"]
    return {"reading": reading, "notes": [note for note in reading.doc["notes"] if note["field"] == field]}


@register.simple_tag(takes_context=True)
def other_notes(context: template.Context, shown: str) -> list[Document]:
    """The notes about anything but the facts named in `shown`, between spaces."""
    return [note for note in context["reading"].doc["notes"] if note["field"] not in shown.split()]


@register.simple_tag
def mentions(kind: str, title: str) -> int:
    """How many pages link to a title that may have no page yet."""
    links = Link.objects.filter(title__key=names.fold(title), title__kind__in=("", kind), page__deleted=False)
    return links.values("page").distinct().count()


@register.filter
def elsewhere(reading: Reading) -> list[tuple[str, str]]:
    """(site, address) for each key that this page has in another database."""
    return [(outside.SITES.get(site, site), address) for site, address in outside.addresses(reading.doc).items()]


# --- Values in words -------------------------------------------------------------------------------------------------


@register.filter
def partial_date(value: str) -> str:
    """2023-10-06~ is "about 6 October 2023", as the reader's language has it; what is no date stays as it is."""
    try:
        date = dates.parse(value)
    except ValueError:
        return value
    said = str(date.year)
    if date.month:
        first = datetime.date(date.year, date.month, date.day or 1)
        said = date_format(first, "DATE_FORMAT" if date.day else "YEAR_MONTH_FORMAT")
    if not date.mark:
        return said
    return (_("about %(date)s") if date.mark == "~" else _("perhaps %(date)s")) % {"date": said}


@register.simple_tag
def moment(at: datetime.datetime) -> SafeString:
    said = _("%(date)s at %(time)s UTC") % {"date": date_format(at), "time": time_format(at)}
    return format_html('<time datetime="{}">{}</time>', machine_time(at), said)


@register.filter
def machine_date(value: str) -> str:
    """The same date for <time datetime>, which knows no doubt."""
    return value.rstrip("~?")


@register.filter
def machine_time(at: datetime.datetime) -> str:
    """For <time datetime>, which knows no fractions below a thousandth of a second."""
    return at.isoformat(timespec="seconds")


country = register.filter("country", languages.country)
language = register.filter("language", languages.language)


@register.filter
def label(value: Any, path: str) -> str:
    """What a stored word is called: `{{ row.role_type|label:"film.cast.role_type" }}` is "Main", not "main"."""
    kind_name, *list_name, column = path.split(".")
    kind = kinds.registry[kind_name]
    model = kind.lists[list_name[0]] if list_name else kind.root
    field: Any = model._meta.get_field(column)
    return str(dict(field.flatchoices).get(value, value))


# --- Runs of other scripts -------------------------------------------------------------------------------------------


@register.filter
def script_lang(text: str) -> str:
    """The language to mark a run of text with, by its script; "" for Latin letters and the script of the page."""
    script = names.script_of(str(text))  # a heading may be a lazy translation
    return "" if script in languages.unmarked(languages.active()) else scripts.language_of(script)


@register.filter
def foreign(tag: str) -> str:
    """The tag where it has to be said, "" where it says what the page says already."""
    return "" if tag in ("", "und", "und-Latn") or languages.same(tag, languages.active()) else tag


@register.filter
def in_language(text: str, tag: str) -> SafeString:
    """The text, marked with its language unless that is the page's own; what runs from right to left, by itself."""
    said = foreign(tag)
    if not said:
        return in_script(text)
    isolated = SafeString(' dir="auto"') if names.script_of(str(text)) in scripts.RIGHT_TO_LEFT else ""
    return format_html('<span lang="{}"{}>{}</span>', said, isolated, text)


@register.filter
def in_script(text: str) -> SafeString:
    """The text, each run of other letters marked with a language. What is HTML already stays as it is."""
    if hasattr(text, "__html__"):
        return conditional_escape(text)
    html = scripts.marked(str(text), escape, languages.unmarked(languages.active()))
    return mark_safe(html)  # noqa: S308 - every piece is escaped


@register.simple_tag
def written_in() -> SafeString:
    """For what people write: the site's language, as an attribute, to whoever reads the site in another one."""
    if languages.same(settings.LANGUAGE_CODE, languages.active()):
        return SafeString()
    return format_html(' lang="{}"', settings.LANGUAGE_CODE)


@register.filter
def fragment(name: str) -> str:
    """The body of a kind's template: films/_film.html belongs to films/film.html."""
    folder, slash, file = name.rpartition("/")
    return f"{folder}{slash}_{file}"


# --- Small questions -------------------------------------------------------------------------------------------------


@register.filter
def minus(number: int, less: int) -> int:
    return number - less


@register.filter
def shown_names(rows: Iterable[Document]) -> list[Document]:
    """Search hints are found by, never shown."""
    return [row for row in rows if row["kind"] != "search_hint"]


@register.filter
def also_called(document: Document) -> list[Document]:
    """The names that are neither what the page is headed with nor the original one."""
    rows, heading = shown_names(document["names"]), shown.of_document(document).text
    return [row for row in rows if row["kind"] != "original_title" and row["text"] != heading]


@register.filter
def original_titles(document: Document) -> list[Document]:
    return [row for row in document["names"] if row["kind"] == "original_title"]


@register.filter
def field_name(name: str, kind: kinds.Kind) -> str:
    """What a fact is called; the name itself where it is none of this kind's."""
    field = shape.columns(kind.root).get(name)
    return str(getattr(field, "verbose_name", name))


@register.filter
def related_any(reading: Reading) -> bool:
    """Whether this page or another one states a relation of it."""
    return bool(reading.doc["relations"]) or any(panel.get("inverse") for _template, panel in reading.panels)
