"""Why a page was found, in a sentence."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fanwiki.pages import languages, shown
from fanwiki.pages.templatetags.pages import in_language

from .finding import Hit

SENTENCES: dict[str, Any] = {
    "former": _("Formerly called %(name)s"),
    "name": _("Matched the name %(name)s"),
    "title": _("Matched its other title, %(name)s"),
    "translated_title": _("Matched its other title, %(name)s"),
    "original_title": _("Matched its original title, %(name)s"),
    "variant": _("Also spelled %(name)s"),
    "alias": _("Also known as %(name)s"),
    "legal": _("Legal name: %(name)s"),
    "stage": _("Stage name: %(name)s"),
    "working": _("Working title: %(name)s"),
}
IN_A_LANGUAGE: dict[str, Any] = {
    "name": _("Matched the %(language)s name, %(name)s"),
    "title": _("Matched its %(language)s title, %(name)s"),
    "translated_title": _("Matched its %(language)s title, %(name)s"),
}


def plain(hit: Hit) -> str:
    """Nothing ("") where the name that was found is the one that stands there anyway, or one that is never shown."""
    if not told(hit):
        return ""
    return str(sentence(hit) % {"language": languages.language(hit.lang), "name": hit.name})


def marked(hit: Hit) -> SafeString:
    """The same in HTML, with the name marked."""
    if not told(hit):
        return SafeString()
    name = format_html("<mark>{}</mark>", in_language(hit.name, hit.lang))
    said = str(sentence(hit)).replace("%(language)s", "{language}").replace("%(name)s", "{name}")
    return format_html(said, language=languages.language(hit.lang), name=name)


def told(hit: Hit) -> bool:
    return hit.what in SENTENCES and hit.name not in (hit.page.title, shown.of_page(hit.page).text)


def sentence(hit: Hit) -> Any:
    known = hit.what in IN_A_LANGUAGE and not hit.lang.startswith("und")
    return IN_A_LANGUAGE[hit.what] if known else SENTENCES[hit.what]
