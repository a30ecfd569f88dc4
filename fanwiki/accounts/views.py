"""The one answer to whoever asks too often."""

from math import ceil

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import limits


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None, *, seconds: int | None = None
) -> HttpResponse:
    """`handler429`, for the sign-in pages; other views return it too. Without `seconds`: until the next minute."""
    seconds = seconds or limits.wait()
    response = render(request, "429.html", {"minutes": ceil(seconds / limits.MINUTE)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
