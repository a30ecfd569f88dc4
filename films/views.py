"""How are two people connected? A form with two names, and the answer below it."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fanwiki.pages import titles
from fanwiki.pages.kinds import Mention
from fanwiki.pages.models import Page
from fanwiki.text import names

from .connections import STEPS, TooFar, connect

LONGEST = 200  # letters of a name


class Asked(NamedTuple):
    """One of the two fields: what was typed, whom it means, or among whom to choose."""

    field: str
    other: str
    typed: str
    page: Page | None
    choices: list[Page]


@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    start, goal = both = asked(request)
    context = {"both": both, "start": start, "goal": goal, "most": STEPS, "named": start.typed or goal.typed}
    if start.page and goal.page and start.page != goal.page:
        try:
            context["connection"] = connect(start.page, goal.page, request.GET.get("by", ""))
        except TooFar:
            context["too_far"] = True
    answer = render(request, "films/connections.html", context)
    if request.GET:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def asked(request: HttpRequest) -> tuple[Asked, Asked]:
    typed = {field: typed_in(request, field) for field in ("from", "to")}
    wanted = {field: Mention("", "person", name) for field, name in typed.items() if names.fold(name)}
    leads = titles.resolve(wanted.values())
    found = {field: leads.pages.get(mention.key) for field, mention in wanted.items()}
    shared = {field: mention.title for field, mention in wanted.items() if mention.key in leads.shared}
    choices = {field: [page for page, _text in titles.called("person", name)] for field, name in shared.items()}
    fields = (("from", "to"), ("to", "from"))
    start, goal = (
        Asked(field, typed[other], typed[field], found.get(field), choices.get(field, [])) for field, other in fields
    )
    return start, goal


def typed_in(request: HttpRequest, field: str) -> str:
    """In one line, as names are stored; "" for what is no text."""
    try:
        return names.clean_line(request.GET.get(field, "")[:LONGEST])
    except ValueError:
        return ""
