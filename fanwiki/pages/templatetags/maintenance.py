"""What the lists for maintenance are drawn with: how much, what was found, and the question of a job."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import findings, kinds, maintenance, parts, shape, twins
from ..documents import Document
from ..fields import PartialDateField
from ..models import Finding, Page, Relation
from .changes import field_label, list_label, readers
from .pages import called, in_script, linked, partial_date

register = template.Library()

UNSAID = {"id", "src", "note", "position", "primary", "disputed", "key", "translated"}  # of a row in one line


class Line(NamedTuple):
    """One line of a proof: what kind of fact, the fact, and what its note says."""

    label: str
    said: SafeString | str
    note: str = ""
    disputed: bool = False


@register.filter
def how_many(number: int) -> str:
    if number > maintenance.MOST:
        return _("over %(number)s") % {"number": f"{maintenance.MOST:,}"}
    return str(number)


@register.filter
def question(job: maintenance.Job) -> SafeString:
    """With the title marked as titles are."""
    said = conditional_escape(str(job.check.job)) % {"title": format_html("<b>{}</b>", called(job.page))}
    return mark_safe(said)  # noqa: S308 - both parts are escaped


@register.filter
def edit_address(finding: Finding) -> str:
    check = findings.checks[finding.name]
    return parts.address(finding.page, findings.edited_at(check, finding.detail))


@register.simple_tag
def proof_of(finding: Finding, third: dict[int, Page]) -> list[Line]:
    """The rows and dates that a finding rests on, a line for each."""
    detail, kind = finding.detail, kinds.of(finding.page)
    lines = [row_line(name, row, kind) for name, row in detail.get("rows", ())]
    lines += [Line(field_label(name, kind.root), value_said(name, value)) for name, value in fields(detail, "fields")]
    lines += [Line(_("First release"), partial_date(detail["day"]))] if "day" in detail else []
    lines += [Line(_("Cited"), ", ".join(f"[^{key}]" for key in detail["keys"]))] if "keys" in detail else []
    lines += about_lines(finding, third)
    if more := detail.get("more"):
        lines.append(Line("", ngettext("and one more", "and %(n)s more", more) % {"n": more}))
    return lines


def fields(detail: Document, name: str) -> Iterator[tuple[str, Any]]:
    yield from detail.get(name, {}).items()


def about_lines(finding: Finding, third: dict[int, Page]) -> Iterator[Line]:
    """Of the page on the other side, and of a third one that speaks against both."""
    detail, about = finding.detail, finding.about
    if about:
        kind = kinds.of(about)
        told = [f"{field_label(name, kind.root)}: {partial_date(value)}" for name, value in fields(detail, "other")]
        told += [partial_date(detail["other_day"])] if "other_day" in detail else []
        told += [str(about.card.get("line") or "")] if finding.name == findings.TWINS.name else []
        yield Line(str(kind.label), linked(about), " · ".join(filter(None, told)))
    if "sites" in detail:
        yield Line(_("Shared"), str(twins.same_ids(detail["sites"])))
    if "name" in detail:
        yield Line(_("Shared"), in_script(detail["name"]))
    earlier = third.get(detail.get("film", 0))
    if earlier:
        yield Line(_("Earlier credit"), linked(earlier), partial_date(detail["film_day"]))


def row_line(name: str, row: Document, kind: kinds.Kind) -> Line:
    model = kind.lists[name]
    days = {name: partial_date for name, field in shape.columns(model).items() if isinstance(field, PartialDateField)}
    read = readers(model, kind) | days
    order = (column for column in shape.columns(model) if column not in UNSAID)
    values = [read.get(column, str)(row[column]) for column in order if row.get(column)]
    if model is Relation:
        values = [f"{values[0]}: {values[1]}", *values[2:]]
    said = " · ".join(value for value in values if value)
    return Line(list_label(name, kind), in_script(said), row.get("note", ""), bool(row.get("disputed")))


def value_said(name: str, value: str) -> SafeString | str:
    return partial_date(value) if name in ("born", "died") else in_script(value)
