"""What is said where the database does not answer in time, or has no room left."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.db import OperationalError, close_old_connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

SECONDS = 30
UNAVAILABLE = 503
AGAIN = "fanwiki.busy"  # of a request that is answered once more: whether its answer says why
BUSY = _("The wiki is too busy to save right now. Wait a moment, then try again: everything that you typed stays.")

Answer = TypeVar("Answer", bound=HttpResponseBase)

log = logging.getLogger(__name__)


def gives_back(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """For a view with a form, which is asked once more where the database did not take what it wrote. Then `told` has
    it refuse as it refuses who acts too often, with everything that was sent in its form.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> Answer:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if request.method != "POST":
                raise
            log.error("The database did not take %s", request.path, exc_info=error)
        close_old_connections()  # one that was lost answers no more, and another may
        request.META[AGAIN] = False
        answer = view(request, *args, **kwargs)
        if request.META[AGAIN] and "Location" not in answer.headers:
            answer.status_code = UNAVAILABLE
            answer.headers["Retry-After"] = str(SECONDS)
        return answer

    return answered


def told(request: HttpRequest) -> str:
    """What to say instead of writing anything, and "" where nothing is in the way."""
    if AGAIN not in request.META:
        return ""
    request.META[AGAIN] = True
    return str(BUSY)


class Busy:
    """503 instead of an error: nothing is wrong with the request. What `gives_back` its form says it there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError):
            return None
        log.error("The database did not answer %s %s", request.method, request.path, exc_info=exception)
        answer = render(None, "503.html", status=UNAVAILABLE)
        answer.headers["Retry-After"] = str(SECONDS)
        return answer
