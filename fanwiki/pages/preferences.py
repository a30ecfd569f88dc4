"""How somebody wants the site to look: kept in a cookie of their browser, and nowhere else."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "preferences"
YEAR = 365 * 24 * 60 * 60
THEMES = ("light", "dark")
OPEN = "spoilers"


class Preferences(NamedTuple):
    theme: str = ""  # "" is as the system says
    spoilers: bool = False  # drawn open

    @classmethod
    def of(cls, request: HttpRequest) -> "Preferences":
        """What the cookie says; whatever else stands in it is as if it were not there."""
        said = request.COOKIES.get(COOKIE, "").split("-")
        return cls(next((theme for theme in THEMES if theme in said), ""), OPEN in said)

    def keep(self, answer: HttpResponse) -> None:
        """The cookie exists only where something else was chosen than what everybody has."""
        said = "-".join(filter(None, [self.theme, OPEN if self.spoilers else ""]))
        if not said:
            answer.delete_cookie(COOKIE, samesite="Lax")
            return
        answer.set_cookie(
            COOKIE, said, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
