"""Forms that come back as they were sent: their view is asked once more, and says why nothing may be written now."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import OperationalError, close_old_connections, connection
from django.http import HttpRequest, HttpResponseBase

from .busy import BUSY, SECONDS, UNAVAILABLE

WHY, SAID = "fanwiki.again.why", "fanwiki.again.said"  # of a request: why it is refused, and that its answer says so

Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., Answer]

log = logging.getLogger(__name__)


def gives_back(view: View[Answer]) -> View[Answer]:
    """For a view that says `refusal` in its form, with what was sent in it, before it writes anything.

    So it does where the database did not take what it wrote; and where the form's token is stale (`errors.py`).
    """

    @wraps(view)
    def answered(request: HttpRequest, **address: Any) -> Answer:
        try:
            return view(request, **address)
        except OperationalError as error:
            if request.method != "POST" or WHY in request.META:
                raise
            log.error("The database did not take %s", request.path, exc_info=error)
        close_old_connections()  # one that was lost answers no more, and another may
        answer = ask(view, request, str(BUSY), UNAVAILABLE, address)
        if answer.status_code == UNAVAILABLE:
            answer.headers["Retry-After"] = str(SECONDS)
        return answer

    vars(answered)["gives_back"] = True
    return answered


def ask(view: View[Answer], request: HttpRequest, why: str, status: int, address: dict[str, Any]) -> Answer:
    """The view's answer, with this status where it says why. OperationalError where it would write all the same."""
    request.META[WHY] = why
    connection.ensure_connection()
    with connection.execute_wrapper(only_reading):
        answer = view(request, **address)
    if SAID in request.META and "Location" not in answer.headers:
        answer.status_code = status
    return answer


def only_reading(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    if not sql.startswith(("SELECT", "WITH", "(SELECT")):
        raise OperationalError("A form that comes back writes nothing.")
    return execute(sql, *rest)


def refusal(request: HttpRequest) -> str:
    """Why nothing may be written now, in words for who sent the form; else ""."""
    if WHY not in request.META:
        return ""
    request.META[SAID] = True
    return str(request.META[WHY])
