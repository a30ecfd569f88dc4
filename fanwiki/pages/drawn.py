"""HTML that was drawn already, found by a digest of all that it was drawn from: it is right or it is not there."""

from collections.abc import Callable
from threading import Lock

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

LIMIT = 8_000_000  # letters; a long page has a hundred thousand


class Drawings:
    """Those asked for last, as many as fit. Each process has its own: what is missing is drawn, nothing is shared."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit, self.size = limit, 0
        self.kept: dict[str, str] = {}
        self.lock = Lock()

    def get(self, key: str, draw: Callable[[], str]) -> str:
        with self.lock:
            html = self.kept.pop(key, None)
            if html is not None:
                self.kept[key] = html  # at the end, where what was asked for last stands
                return html
        html = draw()
        with self.lock:
            self.keep(key, html)
        return html

    def keep(self, key: str, html: str) -> None:
        self.size += len(html) - len(self.kept.pop(key, ""))
        self.kept[key] = html
        while self.size > self.limit:
            self.size -= len(self.kept.pop(next(iter(self.kept))))


drawings = Drawings()


def once(key: str, draw: Callable[[], str]) -> SafeString:
    """What `draw` gives, which must be safe HTML made of nothing but what the key stands for."""
    html = draw() if settings.DEBUG else drawings.get(key, draw)  # who works on templates wants to see what they draw
    return mark_safe(html)  # noqa: S308 - asked for above
