"""Who people are."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import models as auth
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import names
from .fields import SkeletonField


class UserManager(auth.UserManager["User"]):
    use_in_migrations = False

    def twins(self, username: str) -> models.QuerySet["User"]:
        """Everybody whose name could be taken for this one: at most its owner, and another for its capitals."""
        return self.filter(skeleton__in=names.likenesses(username))

    def meant(self, username: str) -> "User | None":
        """Whose name this is; else the account that it could be taken for, in other capitals for example."""
        found = {user.username: user for user in self.twins(username)}
        alike = (user for user in found.values() if user.skeleton == names.skeleton(username))
        return found.get(username) or next(alike, None) or next(iter(found.values()), None)

    def get_by_natural_key(self, username: str | None) -> "User":
        """By skeleton, so that `createsuperuser` says that a look-alike name is taken."""
        return self.get(skeleton=names.skeleton(username or ""))


class User(auth.AbstractUser):
    """Anybody with an account edits; `is_moderator` deletes and undeletes too; a superuser owns the site."""

    username = models.CharField(
        _("user name"),
        max_length=names.LONGEST,
        unique=True,
        validators=[names.validate],
        help_text=_("2 to 40 letters or digits, with - _ . between them. Everybody sees it beside your changes."),
        error_messages={"unique": names.TAKEN},
    )
    skeleton = SkeletonField(max_length=150, unique=True, editable=False)  # one for all names that look alike
    is_moderator = models.BooleanField(
        _("moderator"),
        default=False,
        help_text=_("Rolls back, deletes, brings back, and takes back all that an account did."),
    )

    objects = UserManager()

    class Meta(auth.AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    def clean(self) -> None:
        super().clean()
        if self.username and type(self).objects.twins(self.username).exclude(pk=self.pk).exists():
            raise ValidationError({"username": names.TAKEN})

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None and "username" in update_fields:
            update_fields = {*update_fields, "skeleton"}
        super().save(*args, update_fields=update_fields, **kwargs)
