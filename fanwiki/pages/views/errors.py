"""Answers to requests that cannot be read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without a look at the form, unlike Django's own: the form may be what cannot be read."""
    return render(None, "400.html", status=400)
