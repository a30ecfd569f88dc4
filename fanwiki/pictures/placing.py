"""The page that a picture is uploaded for, and putting it there."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from fanwiki.pages import editing, kinds
from fanwiki.pages.models import Page

ROLES = ("picture", "gallery")


class Place(NamedTuple):
    """`role` is the field of the page's document: its picture, or a row of its gallery."""

    page: Page
    role: str

    @classmethod
    def asked(cls, request: HttpRequest) -> "Place | None":
        kind, _slash, slug = request.GET.get("for", "").partition("/")
        role = request.GET.get("as", "picture")
        if kind not in kinds.registry or not kinds.registry[kind].is_shown or role not in ROLES or "\0" in slug:
            return None
        page = Page.objects.live().with_head().with_picture().filter(kind=kind, slug=slug[:120]).first()
        return cls(page, role) if page else None

    @property
    def query(self) -> dict[str, str]:
        return {"for": f"{self.page.kind}/{self.page.slug}", "as": self.role}

    def title(self) -> str:
        """What the picture may be called."""
        if self.role == "gallery":
            return ""
        film = "format" in self.page.card
        return (_("Poster of %(title)s") if film else _("Portrait of %(title)s")) % {"title": self.page.title}

    def put(self, titles: list[str], *, by: Any) -> str:
        """Publishes the page with these pictures in it; what to tell where that was refused."""
        page = Page.objects.with_head().get(pk=self.page.pk)
        if page.head is None or page.deleted:
            return _("The pictures are here now, but the page that they were for was deleted.")
        document = page.head.document
        if self.role == "picture":
            document |= {"picture": titles[0]}
        else:
            there = {row["picture"] for row in document["gallery"]}
            document |= {
                "gallery": [*document["gallery"], *({"picture": title} for title in titles if title not in there)]
            }
        try:
            editing.save(
                page,
                document,
                base=page.head.number,
                by=by,
                summary=_("Picture: %(titles)s") % {"titles": ", ".join(titles)},
            )
        except ValidationError as error:
            told = _("The pictures are here now, but could not be put on the page: %(why)s")
            return told % {"why": " ".join(error.messages)}
        return ""


def upload_address(**query: Any) -> str:
    where = reverse("pictures:new")
    return f"{where}?{urlencode(query, doseq=True)}" if query else where
