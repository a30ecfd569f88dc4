"""allauth's forms in the site's words: the settings' ACCOUNT_FORMS names them."""

from typing import Any

from allauth.account import forms as account
from django.utils.translation import gettext_lazy as _

from .models import User

LABELS = {
    "login": _("User name or email"),
    "remember": _("Stay logged in on this device"),
    "username": _("User name"),
    "email": _("Email"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class Worded:
    """One label for each field, and no placeholder that says it again."""

    fields: dict[str, Any]
    labels = LABELS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def user_credentials(self) -> dict[str, str]:
        """An address is tried as an address alone: to check it twice would tell, by the clock, that it is known."""
        credentials: dict[str, str] = super().user_credentials()
        if "email" in credentials:
            credentials.pop("username", None)
        return credentials


class SignupForm(Worded, account.SignupForm):
    labels = LABELS | {"password1": _("Password"), "password2": _("Password, once more")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = User._meta.get_field("username").help_text
        self.fields["email"].help_text = _("For a new password, if you ever need one. Nobody else sees it.")


class AddEmailForm(Worded, account.AddEmailForm):
    labels = LABELS | {"email": _("New address")}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    pass


class SetPasswordForm(Worded, account.SetPasswordForm):
    pass


class ResetPasswordForm(Worded, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Worded, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    pass
