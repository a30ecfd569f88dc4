"""The addresses of search."""

from django.urls import path

from . import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/help/", views.guide, name="help"),
    path("api/v1/search", views.api_search, name="api"),
    path("api/v1/suggest", views.api_suggest, name="suggest"),
]
