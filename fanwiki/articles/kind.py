"""What an article is: the contract of a kind, with nothing in it but names."""

from django.utils.translation import gettext_lazy as _

from fanwiki.pages.kinds import Kind, register

from .models import Article


@register
class ArticleKind(Kind):
    name = "article"
    path = "articles"
    label = _("article")
    plural = _("articles")
    root = Article
    template = "articles/article.html"
    rank = 40
    table_columns = ("description", "picture", "tags")
    featured = False
