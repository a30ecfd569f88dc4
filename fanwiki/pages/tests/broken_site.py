"""A site map for tests: the site's own, and addresses at which things go wrong."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from fanwiki.accounts.models import User
from fanwiki.pages.again import gives_back

handler400 = "fanwiki.pages.views.errors.bad_request"
handler404 = "fanwiki.pages.views.errors.not_found"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret")


def busy(request: HttpRequest) -> HttpResponse:
    raise OperationalError("secret")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@require_POST
def sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(len(request.POST)))


@gives_back
def forgetful(request: HttpRequest) -> HttpResponse:
    """It writes without asking whether it may."""
    User.objects.update(is_moderator=True)
    return HttpResponse("Done")


urlpatterns = [
    path("forgetful/", forgetful),
    path("broken/", broken),
    path("busy/", busy),
    path("refused/", refused),
    path("sent/", sent),
    path("", include("fanwiki.urls")),
]
