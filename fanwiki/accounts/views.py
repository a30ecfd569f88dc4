"""What the site itself answers at the door: allauth draws the rest."""

from math import ceil

from allauth.account.views import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import limits
from .blocked import blocked


def log_in(request: HttpRequest) -> HttpResponse:
    """allauth's, but a blocked account's open session is told so: to be asked once more would lead in a circle."""
    if request.method == "GET" and "other" not in request.GET and (account := blocked(request)):
        context = {"account": account, "next": request.GET.get("next", "")}
        return render(request, "account/account_inactive.html", context, status=403)
    answer: HttpResponse = login(request)
    return answer


def too_many_requests(
    request: HttpRequest, exception: Exception | None = None, *, seconds: int | None = None
) -> HttpResponse:
    """`handler429`, for the sign-in pages; other views return it too. Without `seconds`: until the next minute."""
    seconds = seconds or limits.wait()
    response = render(request, "429.html", {"minutes": ceil(seconds / limits.MINUTE)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
