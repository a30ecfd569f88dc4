"""Why a picture is not taken, in words for who sent it."""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_FRAMES = 200
MAX_MOVING_PIXELS = 64_000_000  # of all frames together: four seconds of work

REASONS = {
    "empty": _("The file is empty."),
    "bytes": _("The file is larger than %(megabytes)s MB."),
    "format": _("The file is not a picture in one of the forms JPEG, PNG, WebP, GIF and AVIF."),
    "pixels": _("The picture has more than %(pixels)s million pixels. Make it smaller, and send it again."),
    "side": _("The picture is too long: each side has at most 16,383 pixels."),
    "frames": _("The animation has more than %(frames)s frames."),
    "moving": _("The animation is too large: all its frames together have more than %(moving)s million pixels."),
    "broken": _("The picture cannot be read: the file is damaged or incomplete."),
    "heavy": _("The picture takes too much time or memory to read. Save it in another form, and send it again."),
    "busy": _("Other pictures are being read at the moment. Send this one again in a few seconds."),
    "full": _("The site has no room for the picture at the moment. Nothing was kept; try again later."),
}
NUMBERS = {
    "megabytes": MAX_BYTES // 1024**2,
    "pixels": MAX_PIXELS // 10**6,
    "frames": MAX_FRAMES,
    "moving": MAX_MOVING_PIXELS // 10**6,
}
STATUS = {
    "bytes": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "full": HTTPStatus.SERVICE_UNAVAILABLE,
}


class Refused(ValidationError):
    """`code` is a key of REASONS, `status` what HTTP calls it: 503 where the same file may be taken later."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code], code=code, params=NUMBERS)
        self.status = STATUS.get(code, HTTPStatus.BAD_REQUEST)
