"""Files of the storage, for sites without a web server or storage service of their own to do it."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from fanwiki.pages import access

from . import renditions
from .files import TYPES
from .models import Picture
from .refused import Refused
from .stored import File

NAME = r"[0-9a-f]{2}/[0-9a-f]{38}(?:-[a-z]+\d+(?:-\d+-\d+)?)?(?:-[0-9a-f]{16})?\.(?:webp|avif)"
STEM = 41  # letters of a name that all sizes of a picture share
FOR_EVER = "public, max-age=31536000, immutable"
SOON = 5  # seconds


class MediaName:
    """In an address: a name that we may have given. There is no way to write another file's."""

    regex = NAME

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        if not re.fullmatch(NAME, value):
            raise ValueError("No name of ours.")
        return value


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """One name is one content for ever, so the name is its own tag. A size that is missing is made.

    Headers for what people sent come from `SecurityHeaders`.
    """
    if withdrawn(name):
        return for_moderators(request, name)
    tag = f'"{name[3:].replace(".", "-")}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = answer(name)
    if response.status_code in (200, 304):
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = FOR_EVER
    return response


def withdrawn(name: str) -> bool:
    """Whether every page that names the file was deleted. What no page names is on its way in, or an old version."""
    stem = name[:STEM]
    file = File.objects.filter(master=f"{stem}.webp").values("pk")
    deleted = list(Picture.with_deleted.filter(file__in=file).values_list("page__deleted", flat=True))
    return bool(deleted) and all(deleted)


def for_moderators(request: HttpRequest, name: str) -> HttpResponse:
    if not access.may(request.user, "see_deleted"):
        raise Http404
    response = answer(name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def answer(name: str) -> HttpResponse:
    if not default_storage.exists(name):
        found = renditions.named(name)
        if found is None:
            raise Http404
        try:
            renditions.make(found[0], [found[1]])
        except FileNotFoundError:
            raise Http404 from None
        except Refused as refusal:
            return HttpResponse(status=refusal.status, headers={"Retry-After": str(SOON), "Cache-Control": "no-store"})
    elsewhere = default_storage.url(name)
    if elsewhere.startswith("https://") or elsewhere.startswith("http://"):
        return redirect(elsewhere)
    with default_storage.open(name) as file:
        return HttpResponse(file.read(), content_type=TYPES[name.rpartition(".")[2]])
