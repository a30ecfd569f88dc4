"""What a way from one person to another is drawn with: addresses of other ways, and credits in words."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fanwiki.pages.models import Page
from fanwiki.pages.templatetags.pages import called, in_script

from ..connections import Part, step_key
from ..models import RoleType
from ..views import Asked

register = template.Library()

DIRECTS = ("director", "co-director")


def address(**query: str) -> str:
    return f"{reverse('films:connections')}?{urlencode(query)}"


@register.simple_tag
def connection_url(asked: Asked, page: Page) -> str:
    """The same question, with this page in the field in which several could be meant."""
    return address(**{asked.field: page.title, "to" if asked.field == "from" else "from": asked.other})


@register.simple_tag
def connection_url_by(start: Asked, goal: Asked, film: Page, person: Page) -> str:
    """The same question, answered by the way that begins with this film and person."""
    return address(**{"from": start.typed, "to": goal.typed, "by": step_key(film, person)})


@register.simple_tag
def part_of(person: Page, part: Part) -> SafeString:
    """ "Jeon Jong-seo plays Ok-ju", "Lee Chung-hyun directs"."""
    played, job = character_of(part), in_script(part.said)
    if part.what == "crew":
        said = _("%(person)s directs") if part.said.casefold() in DIRECTS else _("%(person)s: %(job)s")
    elif part.role == RoleType.SELF:
        said = _("%(person)s as themselves")
    elif part.role == RoleType.ARCHIVE:
        said = _("%(person)s in archive footage")
    elif part.role == RoleType.VOICE and played:
        said = _("%(person)s is the voice of %(part)s")
    else:
        said = _("%(person)s plays %(part)s") if played else _("%(person)s has a part")
    return mark_safe(conditional_escape(said) % {"person": called(person), "job": job, "part": played})  # noqa: S308


def character_of(part: Part) -> SafeString | str:
    """The part as it is printed there, linked to its page; "" where it is not recorded."""
    if not part.other_slug:
        return in_script(part.printed or part.said)
    page = Page(kind="character", slug=part.other_slug, title=part.other_title, card=part.other_card)
    name = in_script(part.printed) if part.printed else called(page)
    return format_html('<a href="{}">{}</a>', page.get_absolute_url(), name)
