"""Accounts that were blocked while somebody was logged in."""

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from .models import User


def blocked(request: HttpRequest) -> User | None:
    """Whose open session this is where the account was blocked since: to everything else its holder is nobody."""
    if request.user.is_authenticated or SESSION_KEY not in request.session:
        return None
    return User.objects.filter(pk=request.session[SESSION_KEY], is_active=False).first()
