"""What links, wanted pages and batches are drawn with: paths in documents, kinds and plans in words."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fanwiki.text.merge import Clash

from .. import kinds
from ..inbound import Mentioned, Wanted
from ..models import Page, Relation
from ..taking_back import Plan
from .changes import field_label, list_label, readers, row_title

register = template.Library()


@register.filter
def kind_label(page: Page) -> str:
    return str(kinds.of(page).label)


@register.filter
def kind_name(name: str) -> str:
    """ "" where a link names no kind."""
    return capfirst(str(kinds.registry[name].label)) if name in kinds.registry else ""


@register.filter
def places_said(row: Mentioned) -> str:
    """ "In the text, Cast: Character", each place once."""
    kind = kinds.of(row.page)
    return ", ".join(dict.fromkeys(place_said(place, kind) for place in row.places))


def place_said(place: str, kind: kinds.Kind) -> str:
    if place == "body":
        return _("In the text")
    list_name, _row, column = place.split(".") if "." in place else ("", "", place)
    if not list_name:
        return field_label(column, kind.root)
    if list_name == Relation.list_name:
        return list_label(list_name, kind)
    return f"{list_label(list_name, kind)}: {field_label(column, kind.lists[list_name])}"


@register.filter
def other_titles(row: Mentioned, page: Page) -> str:
    """The titles under which it is named there, but for its present one."""
    return ", ".join(f"“{title}”" for title in row.titles if title != page.title)


@register.filter
def wanted_by_address(row: Wanted) -> str:
    said = {"title": row.title} | ({"kind": row.kind} if row.kind else {})
    return f"{reverse('pages:wanted_by')}?{urlencode(said)}"


@register.filter
def apart(page: Page) -> str:
    """What tells a page from its namesakes: its kind, its year, what is said of it in a line."""
    told = [capfirst(str(kinds.of(page).label)), page.card.get("year"), page.card.get("line")]
    return " · ".join(str(said) for said in told if said)


@register.filter
def act_said(plan: Plan) -> str:
    if plan.act == "rename":
        return _("Is called “%(title)s” again") % {"title": plan.title}
    said = {"edit": _("Is edited"), "delete": _("Is deleted"), "undelete": _("Comes back")}
    return said.get(plan.act) or _("Stays as it is")


class Clashed(NamedTuple):
    """One thing that undoing and a later change both want otherwise; "" is nothing, or a row that is gone."""

    label: str
    ours: str
    theirs: str


@register.simple_tag
def clash_list(clashes: Iterable[Clash], kind: kinds.Kind) -> list[Clashed]:
    """For a page without a form: what undoing would say, and what stands there now."""
    return [clashed(clash, kind) for clash in clashes]


def clashed(clash: Clash, kind: kinds.Kind) -> Clashed:
    list_name, _dot, rest = clash.path.removesuffix(" (order)").partition(".")
    if list_name not in kind.lists:
        read = readers(kind.root, kind).get(clash.path, str)
        return Clashed(field_label(clash.path, kind.root), said(clash.ours, read), said(clash.theirs, read))
    model, label, column = kind.lists[list_name], list_label(list_name, kind), rest.partition(".")[2]
    if column:
        read = readers(model, kind).get(column, str)
        return Clashed(f"{label}: {field_label(column, model)}", said(clash.ours, read), said(clash.theirs, read))
    if not rest:
        return Clashed(_("%(list)s: order") % {"list": label}, "", "")
    return Clashed(label, *(row_title(row, model, kind) if row else "" for row in (clash.ours, clash.theirs)))


def said(value: Any, read: Callable[[Any], str]) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(read, value)))
    return "" if value in (None, "", False) else str(read(value))
