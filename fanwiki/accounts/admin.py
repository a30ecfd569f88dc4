"""Accounts in the admin, and the admin's own door: it is allauth's, with its limits."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.utils.translation import gettext_lazy as _

from .models import User

# Has to happen before anything asks for `admin.site.urls`: the admin imports this module when it gets ready.
admin.site.login = secure_admin_login(admin.site.login)


@admin.register(User)
class UserAdmin(StockUserAdmin):
    list_display = ["username", "email", "is_moderator", "is_superuser", "is_active", "date_joined"]
    list_filter = ["is_moderator", "is_superuser", "is_staff", "is_active"]
    search_fields = ["username", "email"]
    ordering = ["username"]
    date_hierarchy = "date_joined"
    fieldsets = [
        (None, {"fields": ["username", "password", "email"]}),
        (
            _("What this account may do"),
            {"fields": ["is_active", "is_moderator", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
