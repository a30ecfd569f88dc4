"""People in the admin."""

from django.contrib import admin

from fanwiki.pages.admin import PageAdmin

from .models import Person


@admin.register(Person)
class PersonAdmin(PageAdmin):
    list_display = ("title", "type", "description", "state", "changed")
    list_filter = ("type", *PageAdmin.list_filter)
