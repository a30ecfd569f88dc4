"""What templates draw pages with: icons, visuals, links, citations, and values said in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel import Locale
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fanwiki.text import dates, names

from .. import kinds, shape, title_cards
from ..documents import Document
from ..fields import COUNTRIES
from ..models import Batch, Link, Page, Revision
from ..projection import hue_of
from ..reading import Reading, References, new_address

register = template.Library()

LOCALE = Locale("en")  # the language of the interface
# What a run of another script is read aloud in, where only its letters are known.
LANGUAGES = {"Hang": "ko", "Jpan": "ja", "Hani": "zh", "Grek": "el", "Hebr": "he", "Thai": "th", "Arab": "ar"}
RIGHT_TO_LEFT = {"Arab", "Hebr", "Syrc", "Thaa"}
HOME_SCRIPTS = {"Latn", "Zyyy"}
SITES = {"wikidata": "Wikidata", "imdb": "IMDb", "tmdb": "TMDB", "kobis": "KOBIS"}
IMDB_SECTIONS = {"tt": "title", "nm": "name", "co": "company", "ch": "character"}
ALPHABET = 26


# --- Pictures --------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """One symbol of the sprite, hidden from screen readers: an icon alone needs hidden text beside it."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"i {classes}".strip(),
        static("icons.svg"),
        name,
    )


@register.inclusion_tag("pages/_title_card.html")
def title_card(page: Page) -> dict[str, Any]:
    native, year = page.card.get("native"), page.card.get("year")
    return {
        "page": page,
        "address": card_address(page),
        "fitted": title_cards.fit(page.title),
        "lang": script_lang(page.title),
        "native": native if native and native["text"] != page.title else None,
        "year": year,
    }


@register.simple_tag
def card_address(page: Page) -> str:
    """Of the page's pattern in the sprite of cards."""
    return f"{static('cards.svg')}#{title_cards.pattern_of(page.slug)}"


@register.inclusion_tag("pages/_monogram.html")
def monogram(page: Page | None, title: str = "", classes: str = "") -> dict[str, Any]:
    """The first letter or syllable of a page's name in its own script; of a title, where there is no page."""
    native = page.card.get("native") if page else None
    named = native["text"] if native else (page.title if page else title)
    lang = native["lang"] if native else script_lang(named)
    hue = page.hue if page else hue_of(names.slugify(title))
    return {"initial": names.initial(named), "lang": foreign(lang), "hue": hue, "classes": classes}


@register.inclusion_tag("pages/_page_visual.html")
def page_visual(page: Page, classes: str = "") -> dict[str, Any]:
    """A title card for what has a format, such as a film; a monogram for everybody else."""
    return {"page": page, "classes": classes, "is_work": "format" in page.card}


@register.filter
def as_page(row: Any) -> Page:
    """The page behind a row of a panel, as far as its visual needs it."""
    names_it = {"kind": row.page_kind, "slug": row.page_slug, "title": row.page_title, "card": row.page_card}
    return Page(**names_it, hue=hue_of(row.page_slug))


# --- Links and citations ---------------------------------------------------------------------------------------------


@register.simple_tag
def author(revision: Revision | Batch) -> SafeString:
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
    """To the page that a row names, or to where it can be written; `text` is shown instead of the title."""
    refs = references(context)
    attributes = mark_safe(refs.attributes(kind, names.fold(title), title))  # noqa: S308 - made by format_html
    return format_html("<a {}>{}</a>", attributes, in_script(text or title))


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
    """Stored HTML with the addresses of today in its links."""
    return mark_safe(references(context).prose(html))  # noqa: S308 - sanitised when it was stored


@register.simple_tag(takes_context=True)
def cite(context: template.Context, keys: Iterable[str]) -> SafeString:
    """The marks of a row's sources, each with an id that the list of sources leads back to."""
    marks = context["reading"].cites.cite(keys)
    label = _("Source")
    return format_html_join(
        "",
        '<sup class="fn" id="{}"><a href="#source-{}" aria-label="{} {}">{}</a></sup>',
        ((mark.id, mark.key, label, mark.number, mark.number) for mark in marks),
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
    ids = reading.doc["external_ids"].items()
    return [(SITES.get(site, site), outside_address(site, key, reading)) for site, key in ids]


def outside_address(site: str, key: str, reading: Reading) -> str:
    """ "" where a site has no lasting address for such a key."""
    if site == "wikidata":
        return f"https://www.wikidata.org/wiki/{key}"
    if site == "imdb":
        return f"https://www.imdb.com/{IMDB_SECTIONS.get(key[:2], 'title')}/{key}/"
    if site == "tmdb":
        series = reading.doc.get("format") in ("series", "web_series")
        section = "tv" if series else {"film": "movie"}.get(reading.kind.name, reading.kind.name)
        return f"https://www.themoviedb.org/{section}/{key}"
    if site == "kobis" and reading.kind.name == "film":
        return f"https://www.kobis.or.kr/kobis/business/mast/mvie/searchMovieDtl.do?code={key}"
    return ""


# --- Values in words -------------------------------------------------------------------------------------------------


@register.filter
def partial_date(value: str) -> str:
    """2023-10-06~ is "about 6 October 2023"; what is no date stays as it is."""
    try:
        date = dates.parse(value)
    except ValueError:
        return value
    said = [str(date.day or ""), str(MONTHS[date.month]) if date.month else "", str(date.year)]
    words = " ".join(filter(None, said))
    if not date.mark:
        return words
    return (_("about %(date)s") if date.mark == "~" else _("perhaps %(date)s")) % {"date": words}


@register.filter
def machine_date(value: str) -> str:
    """The same date for <time datetime>, which knows no doubt."""
    return value.rstrip("~?")


@register.filter
def machine_time(at: datetime) -> str:
    """For <time datetime>, which knows no fractions below a thousandth of a second."""
    return at.isoformat(timespec="seconds")


@register.filter
def country(code: str) -> str:
    return COUNTRIES.get(code, code)


@register.filter
def language(tag: str) -> str:
    """ko is "Korean", ko-Latn "Korean (Latin)", und-Latn "Latin", und ""; a tag that nobody knows stays."""
    first, *rest = tag.split("-")
    spoken = LOCALE.languages.get(first, "") if first != "und" else ""
    more = [LOCALE.scripts.get(part) or LOCALE.territories.get(part) or part for part in rest]
    if spoken and more:
        return f"{spoken} ({', '.join(more)})"
    return spoken or ", ".join(more) or tag.removeprefix("und")


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
    """The language to mark a run of text with, by its script; "" for Latin letters, the script of the page."""
    script = names.script_of(str(text))  # a heading may be a lazy translation
    return "" if script in HOME_SCRIPTS else LANGUAGES.get(script, f"und-{script}")


@register.filter
def foreign(tag: str) -> str:
    """The tag where it has to be said, "" where it says what the page says already."""
    return "" if tag in ("", "en", "und", "und-Latn") else tag


@register.filter
def in_language(text: str, tag: str) -> SafeString:
    """The text, marked with its language unless that is the page's own; what runs from right to left, by itself."""
    said = foreign(tag) or script_lang(text)
    if not said:
        return conditional_escape(text)
    isolated = names.script_of(str(text)) in RIGHT_TO_LEFT
    return format_html('<span lang="{}"{}>{}</span>', said, SafeString(' dir="auto"') if isolated else "", text)


@register.filter
def in_script(text: str) -> SafeString:
    """The text, marked with a language where its letters are not Latin."""
    return in_language(text, "")


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
    """The names that are neither the page's title nor the original one."""
    rows = shown_names(document["names"])
    return [row for row in rows if row["kind"] != "original_title" and row["text"] != document["title"]]


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


@register.filter
def size(number: int) -> int:
    """A growth without its sign, which is drawn as a word's would be."""
    return abs(number)
