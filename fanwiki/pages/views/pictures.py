"""The pictures that other sites show beside a link to this one."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import moved
from ..card_pictures import DAY, Picture
from ..kinds import Kind
from ..models import Page


@require_safe
def card(request: HttpRequest, kind: Kind, slug: str) -> HttpResponse:
    """410 where the page was deleted, whoever asks."""
    page = Page.objects.filter(kind=kind.name, slug=slug).first()
    if page is None:
        raise moved.Elsewhere.of(kind, slug) or Http404
    if page.deleted:
        return HttpResponseGone(_("This page was deleted."), content_type="text/plain; charset=utf-8")
    return answer(request, Picture.of(page))


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    return answer(request, Picture.of_site())


def answer(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Told apart by what is on it: who has the same already costs no drawing."""
    etag = f'"{picture.key}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(picture.png(), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # made to be shown by others
    return response
