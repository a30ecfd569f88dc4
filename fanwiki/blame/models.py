"""Where what pages say comes from."""

from django.db import models

from fanwiki.pages.fields import PageKey


class Origin(models.Model):
    """What stands under a key of `text/blame.py` was first said by revision `number` of the page.

    What has no row was said by its first revision, so a page that never changed has none. `runs` are [letters, number]
    of a paragraph whose words are of several revisions.
    """

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.BigIntegerField()
    number = models.PositiveIntegerField()
    runs = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="one_origin_for_each_key")]

    def __str__(self) -> str:
        return f"{self.key} of page {self.page_id}: {self.number}"


class Traced(models.Model):
    """The revision up to which the origins of a page are known; without a row it is the first one."""

    page = PageKey(related_name="+")
    number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"Page {self.page_id} up to {self.number}"
