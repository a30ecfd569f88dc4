"""What requests say in their small fields, cleaned: numbers, and the reason for an act; who acts too often."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fanwiki.accounts import limits
from fanwiki.accounts.blocked import blocked

from .. import access, again
from ..fields import FormLine
from ..models import Page

Answer = TypeVar("Answer", bound=HttpResponse)

STALE = gettext_lazy("The form was open for a long time and has to be confirmed. Publish again: your text is all here.")
DIGITS = 18  # as many as every database can compare


class Reason(forms.Form):
    edit_summary = FormLine(required=False, max_length=255)


def to_account(verb: access.Verb) -> Callable[[again.View[HttpResponseBase]], again.View[HttpResponseBase]]:
    """For a view with a form that only those may see who may do this. What somebody sends whom nobody knows any more
    comes back to them: so the view shows nothing then that is not for everybody.
    """

    def decorated(view: again.View[HttpResponseBase]) -> again.View[HttpResponseBase]:
        view = again.gives_back(view)

        @wraps(view)
        def answered(request: HttpRequest, **address: Any) -> HttpResponseBase:
            if request.user.is_authenticated:
                access.require(request.user, verb)
            elif request.method != "POST":
                return redirect_to_login(request.get_full_path())
            elif again.WHY not in request.META:
                return again.ask(view, request, unknown(request), HTTPStatus.FORBIDDEN, address)
            return view(request, **address)

        return answered

    return decorated


def number(text: str | None) -> int | None:
    """A natural number, or None where it is none or longer than any."""
    return int(text) if text and text.isdecimal() and len(text) <= DIGITS else None


def reason(request: HttpRequest) -> str:
    """The summary of an act that has no form but its button; "" where none was given or it cannot be one."""
    form = Reason(request.POST)
    return str(form.cleaned_data["edit_summary"]) if form.is_valid() else ""


def of_another(request: HttpRequest, page: Page) -> str:
    """What to tell who pressed a button that was drawn for another page, which had this address then; else ""."""
    if number(request.POST.get("of_page")) in (None, page.pk):
        return ""
    return _("Another page has moved into this address since you looked. Nothing was done to it.")


def refused(request: HttpRequest, page: Page, action: limits.Action = "edit") -> str:
    """Why a button does nothing to this page now, or ""."""
    return of_another(request, page) or too_fast(request, action)


def too_fast(request: HttpRequest, action: limits.Action = "edit") -> str:
    """What to tell somebody who acts more often than an account may, or while nothing can be written; else ""."""
    if told := again.refusal(request):
        return told
    if limits.allow(request.user, action):
        return ""
    return _("You are publishing very fast. Wait a minute, then publish again: your text stays.")


def later(answer: Answer) -> Answer:
    answer.headers["Retry-After"] = str(limits.wait())
    return answer


def unknown(request: HttpRequest) -> str:
    """What to tell somebody who sent a form and may not edit. PermissionDenied where that is too often."""
    if not may_redraw(request):
        raise PermissionDenied
    if blocked(request):
        return _("Your account has been blocked, so this cannot be published. Copy what you want to keep.")
    return _("You are not logged in any more. Log in in a new tab, then publish here: your text stays.")


def may_redraw(request: HttpRequest) -> bool:
    """Whether somebody whom nobody knows now gets their text back. While nothing can be counted, everybody does."""
    try:
        return limits.allow(limits.address(request), "redraw")
    except OperationalError:
        return True
