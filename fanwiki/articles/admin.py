"""Articles in the admin, and the button that seeds those about the wiki itself."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.admin import SeededAdmin

from .models import Article
from .seed import seeds


@admin.register(Article)
class ArticleAdmin(SeededAdmin):
    seeds = staticmethod(seeds)
    seed_name = "articles"
    seed_label = _("Seed the articles about this wiki")
