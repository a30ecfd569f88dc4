"""Where pictures come in. What a picture is, and was, stands at the addresses of every page."""

from django.urls import path, register_converter

from . import serving, views

register_converter(serving.MediaName, "media")

app_name = "pictures"
urlpatterns = [
    path("pictures/new/", views.new, name="new"),
    path("pictures/<page:slug>/file/", views.replace, name="replace"),
    path("markdownx/upload/", views.upload, name="upload"),
]
