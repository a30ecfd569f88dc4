"""The floor: the settings and the site map of a Django that says hello, for the server that the site has."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

SECRET_KEY = "said aloud: nothing is kept under it"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
MIDDLEWARE: list[str] = []


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
