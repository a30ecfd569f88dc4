"""The column that keeps look-alike user names apart."""

from typing import Any

from django.db import models

from .names import skeleton


class SkeletonField(models.CharField):
    """Worked out from `username` whenever a row is written, by `save` and `bulk_create` alike."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        setattr(model_instance, self.attname, skeleton(model_instance.username))
        return getattr(model_instance, self.attname)
