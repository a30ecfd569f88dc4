"""What every answer tells the browser not to do, static files and errors included."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .preferences import COOKIE

# An uploaded file is looked at, never run: not even a picture that turns out to be a page.
FILE_POLICY = "default-src 'none'; sandbox"

OWN_COOKIES = {settings.SESSION_COOKIE_NAME, COOKIE}

UNUSED = (
    "accelerometer autoplay browsing-topics camera clipboard-read display-capture encrypted-media fullscreen "
    "geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment "
    "picture-in-picture publickey-credentials-create publickey-credentials-get screen-wake-lock serial "
    "storage-access usb window-management xr-spatial-tracking"
)
HEADERS = {
    # A storage service's answers do not say who may show them: they are then fetched without cookies instead.
    "Cross-Origin-Embedder-Policy": "credentialless" if settings.MEDIA_SOURCE else "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED.split()),
    "X-Permitted-Cross-Domain-Policies": "none",
}


class SecurityHeaders:
    """The headers that Django's SecurityMiddleware does not know. A view that sets one itself is believed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        uploaded = request.path.startswith(settings.MEDIA_URL) and response.status_code < HTTPStatus.BAD_REQUEST
        policy = FILE_POLICY if uploaded else settings.CONTENT_SECURITY_POLICY
        for name, value in {"Content-Security-Policy": policy, **HEADERS}.items():
            response.headers.setdefault(name, value)
        if OWN_COOKIES & request.COOKIES.keys():  # drawn for one person: no cache in between may keep it
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
