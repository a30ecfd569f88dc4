"""Pictures in the admin; they come in on the site, where a file can be sent."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from fanwiki.pages.admin import PageAdmin

from .models import Picture


@admin.register(Picture)
class PictureAdmin(PageAdmin):
    list_display = ("title", "licence", "author", "state", "changed")
    list_filter = ("licence", "spoiler", *PageAdmin.list_filter)

    def has_add_permission(self, request: HttpRequest) -> Any:
        return False
