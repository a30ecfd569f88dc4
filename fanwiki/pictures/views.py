"""Uploading: the files first, then what is said of each; from a page, from the editor, and as a new version."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fanwiki.accounts import limits
from fanwiki.pages import access, again, editing, kinds
from fanwiki.pages.models import Page
from fanwiki.pages.refusals import Conflict
from fanwiki.pages.shape import Invalid
from fanwiki.pages.views.asked import too_fast, unknown
from fanwiki.pages.views.read import get_page
from fanwiki.text.links import picture_code

from . import files, placing
from .forms import PictureForm, ReplaceForm, remembered
from .refused import Refused
from .stored import File

AT_ONCE = 20


class Taken(NamedTuple):
    """What became of the files that were sent: those that are kept, and why the others are not."""

    kept: list[File]
    refused: list[tuple[str, str]]
    status: int


def not_now(request: HttpRequest) -> str:
    """Why nothing is published, whatever was typed; else ""."""
    return again.refusal(request) or ("" if access.may(request.user, "upload") else unknown(request))


@again.gives_back
def new(request: HttpRequest) -> HttpResponse:
    """Without a file in the address it asks for files; with some, what they show and who made them."""
    place = placing.Place.asked(request)
    wanted = request.GET.getlist("file")[:AT_ONCE]
    found = File.objects.in_bulk(wanted)
    sent = [found[digest] for digest in dict.fromkeys(wanted) if digest in found]
    if not access.may(request.user, "upload") and not (sent and request.method == "POST"):
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" and not sent:
        return taken(request, place)
    if not sent:
        return draw(request, place, [])
    asked = asked_about(request, sent, place)
    if request.method != "POST":
        return draw(request, place, asked)
    return published(request, place, asked)


def taken(request: HttpRequest, place: placing.Place | None) -> HttpResponse:
    came = take_in(request, request.FILES.getlist("files"))
    told = came.refused or [("", _("Choose a file first."))]
    if not came.kept and wants_data(request):
        return JsonResponse({"image": [f"{name} {why}".strip() for name, why in told]}, status=came.status)
    if not came.kept:
        return draw(request, place, [], refused=told, status=came.status)
    for name, why in came.refused:
        messages.error(request, f"{name}: {why}")
    query = {"title": title} if (title := request.GET.get("title", "")[:200]) else {}
    query |= place.query if place else {}
    address = placing.upload_address(**query, file=[file.pk for file in came.kept])
    return JsonResponse({"address": address}) if wants_data(request) else redirect(address)


def take_in(request: HttpRequest, sent: Iterable[Any]) -> Taken:
    kept, refused, status = [], [], 400
    sent = list(sent)
    left = [(uploaded.name, _("Send at most %(n)s at once.") % {"n": AT_ONCE}) for uploaded in sent[AT_ONCE:]]
    for uploaded in sent[:AT_ONCE]:
        try:
            if told := again.refusal(request):
                raise Later(told)
            if not limits.allow(request.user, "upload"):
                raise Later(_("You are uploading very fast. Wait a minute, then send this one again."))
            kept.append(files.store(uploaded, by=request.user))
        except (Refused, Later) as refusal:
            refused.append((uploaded.name, " ".join(refusal.messages)))
            status = refusal.status
    return Taken(kept, [*refused, *left], status)


class Later(ValidationError):
    """Nothing is wrong with the file."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class Asked(NamedTuple):
    """One file, what is asked about it, and the pictures that show the same or nearly the same."""

    form: PictureForm
    same: Page | None
    alike: list[Page]


def asked_about(request: HttpRequest, sent: list[File], place: placing.Place | None) -> list[Asked]:
    known = remembered(request.user)
    wished = request.GET.get("title", "")[:200] or (place.title() if place else "")
    data = request.POST if request.method == "POST" else None
    return [about(file, data, known | {"title": "" if n else wished}) for n, file in enumerate(sent)]


def about(file: File, data: Any, initial: dict[str, Any]) -> Asked:
    form = PictureForm(data, file=file, prefix=file.pk[:8], initial=initial)
    return Asked(form, next(iter(pages_of([file])), None), pages_of(files.similar(file)))


def pages_of(found: Iterable[File]) -> list[Page]:
    """The live pictures that are these files."""
    return list(Page.objects.live().filter(picture__file__in=[file.pk for file in found]).order_by("pk")[:4])


def published(request: HttpRequest, place: placing.Place | None, asked: list[Asked]) -> HttpResponse:
    """Each file gets its page, or the one that shows it already; then they are put where they were wanted."""
    if told := not_now(request):
        if wants_data(request):
            return JsonResponse({"told": told}, status=HTTPStatus.FORBIDDEN)
        return draw(request, place, asked, refusal=told, status=HTTPStatus.FORBIDDEN)
    pages: list[Page] = []
    open_ = []
    for one in asked:
        page = one.same if one.same and f"{one.form.prefix}-again" not in request.POST else publish(request, one.form)
        if page:
            pages.append(page)
        else:
            open_.append(one)
    if open_:
        if wants_data(request):
            return JsonResponse({"form": form_html(request, open_)}, status=422)
        done = [_("“%(title)s” is published.") % {"title": page.title} for page in pages]
        return draw(request, place, open_, done=done, status=422)
    return arrived(request, place, pages)


def publish(request: HttpRequest, form: PictureForm) -> Page | None:
    """The new page; None where the form says why not."""
    if not form.is_valid():
        return None
    if told := too_fast(request):
        form.add_error(None, told)
        return None
    kind = kinds.registry["picture"]
    try:
        return editing.save(None, kind.canonical(form.document()), base=0, by=request.user, summary=_("Uploaded")).page
    except Invalid as invalid:
        form.refuse(invalid)
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    return None


def arrived(request: HttpRequest, place: placing.Place | None, pages: list[Page]) -> HttpResponse:
    titles = [page.title for page in pages]
    if wants_data(request):
        return JsonResponse({"pictures": [{"title": title, "code": picture_code(title)} for title in titles]})
    if place:
        refusal = place.put(titles, by=request.user)
        messages.add_message(request, messages.ERROR if refusal else messages.SUCCESS, refusal or _("Published."))
        return redirect(place.page)
    messages.success(request, _("Published."))
    return redirect(pages[0]) if len(pages) == 1 else redirect("pages:index", "picture")


def wants_data(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def draw(
    request: HttpRequest, place: placing.Place | None, asked: list[Asked], *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"place": place, "asked": asked, "kind": kinds.registry["picture"], **more}
    return render(request, "pictures/new.html", context, status=status)


def form_html(request: HttpRequest, asked: list[Asked]) -> str:
    return render_to_string("pictures/_asked.html", {"asked": asked}, request)


@require_POST
@again.gives_back
def upload(request: HttpRequest) -> HttpResponse:
    """For scripts: takes one file of the name `image` and gives the form that asks about it, as HTML."""
    if not access.may(request.user, "upload"):
        raise PermissionDenied
    came = take_in(request, request.FILES.getlist("image")[:1])
    if not came.kept:
        told = [why for _name, why in came.refused] or [_("Choose a file first.")]
        return JsonResponse({"image": told}, status=came.status)
    asked = about(came.kept[0], None, remembered(request.user))
    address = placing.upload_address(file=came.kept[0].pk)
    code = picture_code(asked.same.title) if asked.same else f"[{_('Say what this picture shows')}]({address})"
    return JsonResponse({"address": address, "form": form_html(request, [asked]), "image_code": code})


@again.gives_back
def replace(request: HttpRequest, slug: str) -> HttpResponse:
    """A new version of a picture: another file is another revision of the same page."""
    if request.method != "POST" and not access.may(request.user, "upload"):
        return redirect_to_login(request.get_full_path())
    page = get_page(kinds.registry["picture"], slug, request.user)
    if page.deleted or page.head is None:
        return redirect(page)
    form = ReplaceForm(request.POST if request.method == "POST" else None, initial={"base": page.head.number})
    if form.is_bound and form.is_valid() and replaced(request, page, form):
        messages.success(request, _("Published."))
        return redirect(page)
    context = {"page": page, "kind": kinds.of(page), "form": form}
    status = 200 if not form.errors else 422 if access.may(request.user, "upload") else 403
    return render(request, "pictures/replace.html", context, status=status)


def replaced(request: HttpRequest, page: Page, form: ReplaceForm) -> bool:
    """False where the form says why not."""
    if told := not_now(request):
        form.add_error(None, told)
        return False
    came = take_in(request, request.FILES.getlist("files")[:1])
    for told in [why for _name, why in came.refused] or ([] if came.kept else [_("Choose a file first.")]):
        form.add_error(None, told)
    if form.errors or page.head is None:
        return False
    base = form.cleaned_data["base"]
    started = page.revisions.select_related("keyframe").filter(number=base).exclude(packed=b"").first() or page.head
    document = started.document | {"file": came.kept[0].pk, "focal_x": 50, "focal_y": 50}
    summary = form.cleaned_data["edit_summary"] or _("A new version of the file")
    try:
        editing.save(page, document, base=started.number, by=request.user, summary=summary)
    except Conflict:
        told = _("Somebody else has changed this picture meanwhile. Look at it, then send yours again.")
        form.add_error(None, told)
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    return not form.errors
