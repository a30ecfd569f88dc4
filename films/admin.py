"""Films and characters in the admin, and the button that seeds the first entry."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.admin import PageAdmin, SeededAdmin

from .models import Character, Film
from .seed import seeds


@admin.register(Film)
class FilmAdmin(SeededAdmin):
    list_display = ("title", "format", "first_release", "description", "state", "changed")
    list_filter = ("format", *PageAdmin.list_filter)
    seeds = staticmethod(seeds)
    seed_name = "ballerina"
    seed_label = _("Seed the Ballerina entry")

    @admin.display(description=_("first release"), ordering="released")
    def first_release(self, obj: Film) -> str:
        year, month, day = obj.released // 10000, obj.released // 100 % 100, obj.released % 100
        return "-".join(f"{part:02}" for part in (year, month, day) if part)


@admin.register(Character)
class CharacterAdmin(PageAdmin):
    pass
