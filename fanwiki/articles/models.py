"""An article's record: what every page has, and nothing else."""

from django.utils.translation import gettext_lazy as _

from fanwiki.pages.models import Root


class Article(Root):
    class Meta(Root.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
