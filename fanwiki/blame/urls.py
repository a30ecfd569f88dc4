"""The address of blame."""

from django.urls import path

from . import views

app_name = "blame"
urlpatterns = [path("<kind:kind>/<page:slug>/blame/", views.blame, name="blame")]
