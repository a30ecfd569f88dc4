"""The pictures that other sites show beside a link to this one."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from ..card_pictures import DAY, Picture
from ..models import Page
from .read import of_live_page


@require_safe
@of_live_page
def card(request: HttpRequest, page: Page) -> HttpResponse:
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
