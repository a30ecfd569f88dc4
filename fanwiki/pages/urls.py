"""The addresses of pages, once for all kinds."""

from django.urls import path, register_converter

from . import converters
from .views import edit, feeds, history, lists, moderation, read, users

register_converter(converters.KindConverter, "kind")
register_converter(converters.SlugConverter, "page")

app_name = "pages"
urlpatterns = [
    path("", lists.home, name="home"),
    path("recent/", lists.recent, name="recent"),
    path("recent/feed/", feeds.recent, name="recent_feed"),
    path("users/<page:name>/", users.user, name="user"),
    path("users/<page:name>/feed/", feeds.user, name="user_feed"),
    path("new/", edit.choose, name="choose"),
    path("markdownx/markdownify/", edit.live_preview, name="live_preview"),
    path("markdownx/upload/", edit.upload, name="upload"),
    path("<kind:kind>/", lists.index, name="index"),
    path("<kind:kind>/new/", edit.new, name="new"),
    path("<kind:kind>/<page:slug>/", read.read, name="read"),
    path("<kind:kind>/<page:slug>/edit/", edit.edit, name="edit"),
    path("<kind:kind>/<page:slug>/history/", history.history, name="history"),
    path("<kind:kind>/<page:slug>/history/feed/", feeds.history, name="history_feed"),
    path("<kind:kind>/<page:slug>/history/<int:number>/", read.revision, name="revision"),
    path("<kind:kind>/<page:slug>/compare/", history.compare_chosen, name="compare_chosen"),
    path("<kind:kind>/<page:slug>/compare/<int:a>/<int:b>/", history.compare, name="compare"),
    path("<kind:kind>/<page:slug>/restore/<int:revision>/", history.restore, name="restore"),
    path("<kind:kind>/<page:slug>/delete/", moderation.delete, name="delete"),
    path("<kind:kind>/<page:slug>/undelete/", moderation.undelete, name="undelete"),
]
