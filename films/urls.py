"""Addresses of what films tell of several pages at once."""

from django.urls import path

from . import views

app_name = "films"
urlpatterns = [
    path("connections/", views.connections, name="connections"),
]
