"""Addresses and names that are not a page's own: whoever comes by one is led on, and told."""

from collections.abc import Callable
from typing import Optional
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from fanwiki.text import names

from .kinds import Kind
from .models import Address, Name, Page, Title

TEMPORARY = 307  # the browser sends a form again to the new address: whatever was typed goes with it


class Elsewhere(Http404):
    """The page lives at another address by now."""

    def __init__(self, page: Page) -> None:
        self.page = page
        super().__init__(page.slug)

    @classmethod
    def of(cls, kind: Kind, slug: str) -> Optional["Elsewhere"]:
        former = Address.objects.filter(kind=kind.name, slug=slug[:120]).select_related("page").first()
        return cls(former.page) if former and former.page.slug != slug else None


class Forwarding:
    """From a former address to the same place of the page today, in one hop: history, permanent links and forms too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        match = request.resolver_match
        if not isinstance(exception, Elsewhere) or match is None:
            return None
        if match.url_name == "read":
            return HttpResponseRedirect(arrival(exception.page, match.kwargs["slug"]))
        address = reverse(match.view_name, kwargs=match.kwargs | {"slug": exception.page.slug})
        query = request.META.get("QUERY_STRING", "")
        answer = HttpResponseRedirect(f"{address}?{query}" if query else address)
        answer.status_code = TEMPORARY
        return answer


def arrival(page: Page, name: str) -> str:
    """The page's address, with the name under which it was looked for, unless that is its title."""
    if names.fold(name) == names.fold(page.title):
        return page.get_absolute_url()
    return f"{page.get_absolute_url()}?{urlencode({'from': name})}"


def arrived_from(page: Page, name: str) -> str:
    """The name as it is printed, where it truly leads here: an address can claim anything. "" otherwise."""
    key = names.fold(name) if "\0" not in name else ""
    if not key or key == names.fold(page.title):
        return ""
    printed = Name.objects.filter(page=page, key=key).exclude(kind="search_hint").values_list("text", flat=True).first()
    printed = printed or Title.objects.filter(owner=page, key=key).values_list("printed", flat=True).first()
    former = printed or Address.objects.filter(page=page, slug=name[:120]).values_list("slug", flat=True).first()
    return former or ""
