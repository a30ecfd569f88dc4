"""What a picture is: a file of ours, what it shows, who made it, and on which terms it may be shown."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fanwiki.pages.documents import Document
from fanwiki.pages.kinds import Kind, register
from fanwiki.pages.linked_data import Node, Subject, told
from fanwiki.pages.models import Page
from fanwiki.pages.shape import Problem, columns

from . import drawing, tasks
from .licences import LICENCES
from .models import Picture
from .stored import File


@register
class PictureKind(Kind):
    name = "picture"
    path = "pictures"
    label = _("picture")
    plural = _("pictures")
    root = Picture
    template = "pictures/picture.html"
    name_kind = "title"
    in_navigation = False
    is_shown = False
    self_evident = frozenset(columns(Picture))  # what is known of a picture is known from whoever uploaded it
    rank = 60
    table_columns = ("alt", "caption", "author", "licence", "source", "reason", "description", "tags")

    def rules(self, document: Document) -> Iterator[Problem]:
        if not File.objects.filter(pk=document["file"]).exists():
            yield Problem(_("There is no such file. Upload the picture again."), "file")
        if LICENCES[document["licence"]].asks_why and not document["reason"]:
            yield Problem(_("Say why this wiki may show it: what is it, and what is it needed for?"), "reason")
        if LICENCES[document["licence"]].asks_who and not document["author"]:
            yield Problem(_("This licence asks for the name of the author."), "author")

    def card(self, document: Document) -> Document:
        """With all that it takes to draw the picture, so that a list of them asks for no files."""
        file = File.objects.filter(pk=document["file"]).first()
        shown = {name: document[name] for name in ("alt", "author", "licence", "spoiler", "focal_x", "focal_y")}
        return (
            super().card(document)
            | {"line": "" if document["spoiler"] else document["caption"] or document["alt"]}
            | shown
            | drawing.told_of(file, drawing.focal_of(document))
        )

    def follow_up(self, document: Document) -> None:
        if file := File.objects.filter(pk=document["file"]).first():
            tasks.prepare(file, drawing.focal_of(document))

    def image(self, page: Page, use: str, *, alt: str | None = None, ahead: bool = False) -> SafeString:
        return drawing.image(page.card, use, alt=alt, ahead=ahead)

    def figure(self, page: Page, *, alt: str, place: str, caption: SafeString) -> SafeString:
        return drawing.figure(page, alt=alt, place=place, caption=caption)

    def terms(self, page: Page) -> SafeString:
        return drawing.terms(page.card)

    def shared_picture(self, page: Page) -> str:
        return drawing.shared(page.card)

    def linked_data(self, subject: Subject) -> Node:
        doc, licence = subject.doc, LICENCES[subject.doc["licence"]]
        address = drawing.address(subject.page.card)
        if doc["spoiler"]:
            return told({"@type": "ImageObject", "name": doc["title"]})
        return told(
            {
                "@type": "ImageObject",
                "name": doc["title"],
                "caption": doc["caption"] or doc["alt"],
                "contentUrl": address and subject.absolute(address),
                "creditText": doc["author"],
                "license": licence.address,
                "url": subject.absolute(subject.page.get_absolute_url()),
                "acquireLicensePage": subject.absolute(subject.page.get_absolute_url()),
            }
        )
