"""The keys that pages are found under, and what is known of their words in the index."""

from django.db import models

from fanwiki.pages.fields import PageKey
from fanwiki.text.names import LONGEST_KEY

TITLE, FORMER = 0, 30_000  # places of names that are no row of the document


def stored(key: str, hidden: bool) -> str:
    """Pages of kinds that nobody looks for unless they say so have keys of their own, under capitals."""
    return key[0].upper() + key[1:] if hidden else key


class NameKey(models.Model):
    """One key of a page, as `text/keys.py` makes it. `place` is that of the name in the document's list, from 1."""

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    place = models.SmallIntegerField()

    class Meta:
        # All that is asked stands in the index, so no row of the table is looked up.
        indexes = [
            models.Index(
                fields=["key", "page", "place"],
                name="pages_by_a_key",
                opclasses=["varchar_pattern_ops", "int8_ops", "int2_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.key


class PopularKey(models.Model):
    """A key of a page to which so many links led when all of these were last made."""

    page = models.ForeignKey("pages.Page", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=LONGEST_KEY)
    place = models.SmallIntegerField()
    links = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["key", "links", "page", "place"],
                name="popular_pages_by_a_key",
                opclasses=["varchar_pattern_ops", "int4_ops", "int8_ops", "int2_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """A live page in the index of words. `digest` is that of what the index has of it; `number` its row there, which is
    the page's own key but where that row was lost sight of (`engines/sqlite.py`)."""

    page = PageKey(related_name="+")
    number = models.BigIntegerField(unique=True)
    digest = models.BigIntegerField()

    def __str__(self) -> str:
        return f"Words of page {self.page_id}"
