"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from . import access, kinds


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_kinds": [kind for kind in kinds.registry.values() if kind.in_navigation],
        "may": access.verbs(request.user) if hasattr(request, "user") else frozenset(),
    }
