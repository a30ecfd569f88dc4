"""What machines ask for first: where they may go, what there is, and how the site is installed."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from .. import sitemaps
from ..kinds import Kind

# Of no use to a search engine, and much work: forms, what can be asked about every pair of revisions, and lists that
# are narrowed by more than one thing.
CLOSED = ("/accounts/", "/admin/", "/markdownx/", "/new/", "/called/", "/search/", "/api/", "/wanted/", "/batches/",
          "/drafts/", "/random/", "/table/", "/*/new/", "/*?*&")  # fmt: skip
CLOSED_VERBS = (
    "edit", "history", "blame", "compare", "restore", "undo", "rollback", "links", "rename", "rewrite", "delete",
    "undelete", "take-back", "merge", "different",
)  # fmt: skip
HOUR, TEN_MINUTES = 3600, 600
XML = "application/xml; charset=utf-8"
LIGHT, MARK = "#f9fafd", "#b8336f"  # --bg of tokens.css, and the colour of mark.svg
ICONS = (("192", "any"), ("512", "any"), ("512", "maskable"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [*CLOSED, *(f"/*/*/{verb}/" for verb in CLOSED_VERBS)]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('pages:sitemap'))}")
    return kept(HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8"), HOUR)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Counted at most once in ten minutes: it looks at every page."""
    chunks = cache.get_or_set("sitemap", sitemaps.chunks, TEN_MINUTES) or []
    xml = sitemaps.written("sitemapindex", "sitemap", chunks, request.build_absolute_uri)
    return kept(HttpResponse(xml, content_type=XML), TEN_MINUTES)


@require_safe
def sitemap_chunk(request: HttpRequest, kind: Kind, chunk: int) -> HttpResponse:
    """404 where no page is in it."""
    pages = list(sitemaps.pages(kind, chunk))
    if not pages:
        raise Http404
    xml = sitemaps.written("urlset", "url", pages, request.build_absolute_uri)
    return kept(HttpResponse(xml, content_type=XML), TEN_MINUTES)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    icons = [
        {
            "src": static(f"icons/{'maskable' if purpose == 'maskable' else 'mark'}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS
    ]
    said = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:12].strip(),
        "lang": get_language(),
        "id": reverse("pages:home"),
        "start_url": reverse("pages:home"),
        "scope": reverse("pages:home"),
        "display": "minimal-ui",
        "background_color": LIGHT,
        "theme_color": MARK,
        "icons": icons,
    }
    return kept(JsonResponse(said, content_type="application/manifest+json"), HOUR)


def kept(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    return answer
