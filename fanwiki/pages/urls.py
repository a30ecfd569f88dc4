"""The addresses of pages, once for all kinds."""

from django.urls import path, register_converter

from . import converters
from .views import (
    batches,
    edit,
    feeds,
    history,
    links,
    lists,
    machines,
    moderation,
    pictures,
    preferences,
    read,
    rename,
    undo,
    users,
    years,
)

register_converter(converters.KindConverter, "kind")
register_converter(converters.SlugConverter, "page")

app_name = "pages"
urlpatterns = [
    path("", lists.home, name="home"),
    path("recent/", lists.recent, name="recent"),
    path("recent/feed/", feeds.recent, name="recent_feed"),
    path("users/<page:name>/", users.user, name="user"),
    path("users/<page:name>/feed/", feeds.user, name="user_feed"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("new/", edit.choose, name="choose"),
    path("called/", read.called, name="called"),
    path("random/", lists.any_page, name="random"),
    path("years/", years.overview, name="years"),
    path("years/<int:year>/", years.year, name="year"),
    path("wanted/", links.wanted, name="wanted"),
    path("wanted/links/", links.wanted_by, name="wanted_by"),
    path("batches/", batches.index, name="batches"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/take-back/", batches.take_back, name="take_back"),
    path("users/<page:name>/take-back/", batches.take_user_back, name="take_back_user"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap/<kind:kind>/<int:chunk>.xml", machines.sitemap_chunk, name="sitemap_chunk"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("card.png", pictures.site_card, name="site_card"),
    path("markdownx/markdownify/", edit.live_preview, name="live_preview"),
    path("markdownx/upload/", edit.upload, name="upload"),
    path("<kind:kind>/", lists.index, name="index"),
    path("<kind:kind>/new/", edit.new, name="new"),
    path("<kind:kind>/<page:slug>/", read.read, name="read"),
    path("<kind:kind>/<page:slug>/card.png", pictures.card, name="card"),
    path("<kind:kind>/<page:slug>/edit/", edit.edit, name="edit"),
    path("<kind:kind>/<page:slug>/history/", history.history, name="history"),
    path("<kind:kind>/<page:slug>/history/feed/", feeds.history, name="history_feed"),
    path("<kind:kind>/<page:slug>/history/<int:number>/", read.revision, name="revision"),
    path("<kind:kind>/<page:slug>/compare/", history.compare_chosen, name="compare_chosen"),
    path("<kind:kind>/<page:slug>/compare/<int:a>/<int:b>/", history.compare, name="compare"),
    path("<kind:kind>/<page:slug>/restore/<int:revision>/", history.restore, name="restore"),
    path("<kind:kind>/<page:slug>/undo/<int:a>/<int:b>/", undo.undo, name="undo"),
    path("<kind:kind>/<page:slug>/rollback/", undo.rollback, name="rollback"),
    path("<kind:kind>/<page:slug>/links/", links.what_links_here, name="links"),
    path("<kind:kind>/<page:slug>/rename/", rename.rename, name="rename"),
    path("<kind:kind>/<page:slug>/rewrite/", rename.rewrite, name="rewrite"),
    path("<kind:kind>/<page:slug>/delete/", moderation.delete, name="delete"),
    path("<kind:kind>/<page:slug>/undelete/", moderation.undelete, name="undelete"),
]
