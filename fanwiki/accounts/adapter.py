"""What django-allauth asks the site: which names are free, how it speaks, and when somebody guesses passwords."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from . import names
from .models import User
from .views import too_many_requests

# Nobody signs up as the house itself; its owner may still take one of these with `createsuperuser`.
RESERVED = ("admin", "administrator", "moderator", "owner", "system", "anonymous", "root", "staff")
GUESSING_WAIT = 5 * 60  # as long as `login_failed` in the settings' ACCOUNT_RATE_LIMITS

MISMATCH = _("That name and password do not go together. Check both, or set a new password.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is blocked."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_password_mismatch": MISMATCH,
        "email_taken": _("There is an account with this address. Log in, or set a new password."),
        "enter_current_password": _("Type your current password."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("This link has been used, or is too old."),
        "rate_limited": _("That was very often. Wait a minute, then try again."),
        "too_many_login_attempts": _("There were too many tries. Wait five minutes, then try again."),
        "username_password_mismatch": MISMATCH,
        "username_taken": names.TAKEN,
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = super().clean_username(names.normal(username), shallow)
        reserved = {names.skeleton(name) for name in (*RESERVED, settings.SITE_NAME)}
        if reserved & names.likenesses(username) or (not shallow and User.objects.twins(username).exists()):
            raise self.validation_error("username_taken")
        return username

    def save_user(self, request: HttpRequest, user: User, form: Form, commit: bool = True) -> User:
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit)
        except IntegrityError as error:  # a twin signed up in the very same moment
            self.add_message(request, messages.WARNING, message=str(names.TAKEN))
            raise ImmediateHttpResponse(redirect("account_signup")) from error
        return saved

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            raise ImmediateHttpResponse(too_many_requests(request, seconds=GUESSING_WAIT)) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account and address: a stranger who guesses must not lock the owner out."""
        login = credentials.get("email") or credentials.get("username") or ""
        return f"{names.skeleton(login)}:{get_ip(request)}"

    def is_safe_url(self, url: str) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # "http://[::1" is an address that urlparse cannot read
            return False

    def format_email_subject(self, subject: str) -> str:
        return f"[{settings.SITE_NAME}] {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_name": settings.SITE_NAME, **context})
