"""What was sent once: a picture in our own form, and what is known of it."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

PARTS = 4  # of a fingerprint, 16 bits each


def new_secret() -> str:
    return secrets.token_hex(16)


class File(models.Model):
    """Never changed once it is there. The sizes that are drawn from it are in renditions.py.

    `source_digest` is the SHA-256 of what was sent, `digest` that of what we made of it. `hue` is in degrees, a
    multiple of 15, and null where the picture is grey. `renditions` tells what is surely in the storage besides
    the master: {name of the size: [name in the storage, width, height]}; from `base`, if there, the others are drawn.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    source_digest = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    animated = models.BooleanField(default=False)
    bytes = models.PositiveIntegerField()
    hue = models.PositiveSmallIntegerField(null=True)
    fingerprint = models.CharField(max_length=16)  # 64 bits, alike for pictures that look alike
    part_1 = models.PositiveIntegerField(db_index=True)
    part_2 = models.PositiveIntegerField(db_index=True)
    part_3 = models.PositiveIntegerField(db_index=True)
    part_4 = models.PositiveIntegerField(db_index=True)
    master = models.CharField(max_length=100, unique=True)
    renditions = models.JSONField(default=dict)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)  # signs the names of the renditions
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)  # when it was last sent

    drawn_ahead = False  # on a file that a card tells of: every size is in the storage, as AVIF too

    def __str__(self) -> str:
        return self.digest

    def save(self, *args: Any, **kwargs: Any) -> None:
        for number in range(PARTS):
            setattr(self, f"part_{number + 1}", int(self.fingerprint[4 * number : 4 * number + 4], 16))
        super().save(*args, **kwargs)

    @property
    def stem(self) -> str:
        """What the names of all its files begin with."""
        return self.master.rpartition(".")[0]
