"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest

from . import access, kinds
from .preferences import Preferences


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_kinds": [kind for kind in kinds.registry.values() if kind.in_navigation],
        "preferences": Preferences.of(request),
        "may": access.verbs(request.user) if hasattr(request, "user") else frozenset(),
    }
