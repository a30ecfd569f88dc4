"""What is said where the database does not answer in time, or has no room left."""

import logging
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

SECONDS = 30
UNAVAILABLE = 503
BUSY = _("The wiki is too busy to save right now. Wait a moment, then try again: everything that you typed stays.")

log = logging.getLogger(__name__)


class Busy:
    """503 instead of an error: nothing is wrong with the request. Forms that come back (`again.py`) say it."""

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
