"""The site map."""

from django.contrib import admin
from django.urls import include, path, register_converter

from fanwiki.accounts.views import log_in
from fanwiki.pages.converters import KindConverter, SlugConverter
from fanwiki.pictures.serving import MediaName, media

register_converter(KindConverter, "kind")
register_converter(SlugConverter, "page")
register_converter(MediaName, "media_name")

handler400 = "fanwiki.pages.views.errors.bad_request"
handler404 = "fanwiki.pages.views.errors.not_found"
handler429 = "fanwiki.accounts.views.too_many_requests"

urlpatterns = [
    path("accounts/login/", log_in, name="account_login"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("media/<media_name:name>", media, name="media"),
    path("", include("fanwiki.pictures.urls")),  # before the pages: a picture begins with its file
    path("", include("films.urls")),
    path("", include("fanwiki.search.urls")),
    path("", include("fanwiki.blame.urls")),
    path("", include("fanwiki.pages.urls")),
]
