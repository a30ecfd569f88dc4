"""The site map."""

from django.contrib import admin
from django.urls import include, path

from fanwiki.accounts.views import log_in

handler400 = "fanwiki.pages.views.errors.bad_request"
handler404 = "fanwiki.pages.views.errors.not_found"
handler429 = "fanwiki.accounts.views.too_many_requests"

urlpatterns = [
    path("accounts/login/", log_in, name="account_login"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("films.urls")),
    path("", include("fanwiki.pages.urls")),
]
