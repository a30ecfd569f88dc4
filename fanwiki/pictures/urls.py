"""Where pictures come in. What a picture is, and was, stands at the addresses of every page."""

from django.urls import path

from . import views

app_name = "pictures"
urlpatterns = [
    path("pictures/new/", views.new, name="new"),
    path("pictures/<page:slug>/file/", views.replace, name="replace"),
    path("markdownx/upload/", views.upload, name="upload"),
]
