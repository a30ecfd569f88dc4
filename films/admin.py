"""Films and characters in the admin, and the button that seeds the first entry."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from fanwiki.pages import access
from fanwiki.pages.admin import PageAdmin

from . import seed
from .models import Character, Film


@admin.register(Film)
class FilmAdmin(PageAdmin):
    list_display = ("title", "format", "first_release", "description", "state", "changed")
    list_filter = ("format", *PageAdmin.list_filter)
    change_list_template = "admin/films/film/change_list.html"

    @admin.display(description=_("first release"), ordering="released")
    def first_release(self, obj: Film) -> str:
        year, month, day = obj.released // 10000, obj.released // 100 % 100, obj.released % 100
        return "-".join(f"{part:02}" for part in (year, month, day) if part)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.seed_ballerina)
        return [path("seed-ballerina/", view, name="films_film_seed"), *super().get_urls()]

    def seed_ballerina(self, request: HttpRequest) -> HttpResponse:
        """Says what it will add, asks, adds it in one transaction; the second time there is nothing to add."""
        if not access.may(request.user, "seed"):
            raise PermissionDenied
        if request.method == "POST":
            messages.success(request, report(seed.seed_ballerina()))
            return redirect("admin:films_film_changelist")
        context = self.admin_site.each_context(request) | {
            "title": _("Seed the Ballerina entry"),
            "opts": self.opts,
            "missing": seed.missing(),
        }
        return render(request, "admin/seed_ballerina.html", context)


def report(pages: list[Any]) -> str:
    if not pages:
        return str(_("The Ballerina entry is here already. Nothing was changed."))
    links = format_html_join(", ", '<a href="{}">{}</a>', ((page.get_absolute_url(), page.title) for page in pages))
    return format_html(_("Added {} pages: {}."), len(pages), links)


@admin.register(Character)
class CharacterAdmin(PageAdmin):
    pass
