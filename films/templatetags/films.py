"""What a film's page works out from its rows: who is billed, when it was first shown, which dates are disputed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fanwiki.pages.documents import Document
from fanwiki.pages.templatetags.pages import in_script, page_link
from fanwiki.text import dates
from films.derived.works import directs

register = template.Library()

BILLED = 3
ICONS = {"festival": "ticket", "premiere": "ticket", "streaming": "tv", "tv": "tv", "web": "globe", "physical": "save"}


class Showing(NamedTuple):
    """One release; several rows where its date is disputed."""

    row: Document
    rows: list[Document]

    @property
    def disputed(self) -> bool:
        return len(self.rows) > 1 or bool(self.row["disputed"])


@register.filter
def showings(releases: Iterable[Document]) -> list[Showing]:
    """By date, disputed rows about the same event together."""
    found: dict[Any, Showing] = {}
    for row in sorted(releases, key=day):
        same = [row[column] for column in ("kind", "country", "event", "platform")]
        showing = found.setdefault(tuple(same) if row["disputed"] else row["id"], Showing(row, []))
        showing.rows.append(row)
    return list(found.values())


def day(row: Document) -> int:
    return dates.parse(row["date"]).number if row["date"] else 0


@register.filter
def first_showing(releases: Iterable[Document]) -> Showing | None:
    return next(iter(showings(row for row in releases if row["date"])), None)


@register.filter
def platforms(releases: Iterable[Document]) -> list[str]:
    """Each once, in the order of the rows."""
    return list(dict.fromkeys(row["platform"] for row in releases if row["platform"]))


@register.filter
def release_icon(kind: str) -> str:
    return ICONS.get(kind, "film")


@register.filter
def directors(crew: Iterable[Document]) -> list[Document]:
    """Those who direct, without their assistants; all of the department where no job says so."""
    department = [row for row in crew if row["department"] == "directing"]
    return [row for row in department if directs(row["job"])] or department


@register.filter
def leads(cast: Iterable[Document]) -> list[Document]:
    """Whom the page bills: the main parts, or those named first, nobody twice."""
    rows = list(cast)
    people = {who(row): row for row in [row for row in rows if row["role_type"] == "main"] or rows}
    return list(people.values())[:BILLED]


def who(row: Document) -> str:
    name: str = row["person"] or row["credited_as"]
    return name


@register.simple_tag(takes_context=True)
def people(context: template.Context, rows: Iterable[Document]) -> SafeString:
    """Links to them as a sentence has them: "A, B and C"."""
    links = [credited(context, row) for row in rows]
    if len(links) < 2:  # noqa: PLR2004 - one needs no "and"
        return SafeString("".join(links))
    commas = format_html_join(", ", "{}", ((link,) for link in links[:-1]))
    return format_html(_("{} and {}"), commas, links[-1])


@register.simple_tag(takes_context=True)
def credited(context: template.Context, row: Document) -> SafeString:
    """Somebody with a credit: a link, or the bare name of whoever has no page and wants none."""
    return page_link(context, "person", row["person"]) if row["person"] else in_script(row["credited_as"])
