"""The pages of a list in one table: many small changes, one batch."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import access, sheets
from ..again import gives_back
from ..choices import Choices
from ..kinds import Kind
from ..listing import Listing
from ..models import Batch
from ..sheets import Sheet
from .asked import later, reason, too_fast, unknown


@gives_back
def table(request: HttpRequest, kind: Kind) -> HttpResponse:
    if not kind.table_columns:
        raise Http404
    if request.method == "POST":
        return write(request, sent(request, kind))
    if not access.may(request.user, "edit"):
        return redirect_to_login(request.get_full_path())
    listing = Listing(Choices.of(kind, request.GET), shown=sheets.MOST)
    pages, more = listing.part
    sheet = Sheet.of(kind, sheets.chosen(kind, request.GET.getlist("column")), [page.pk for page in pages])
    return draw(request, sheet, listing=listing, more=more and following(request, more, sheet))


def sent(request: HttpRequest, kind: Kind) -> Sheet:
    return Sheet.sent(kind, sheets.chosen(kind, request.POST.getlist("column")), request.POST)


def following(request: HttpRequest, more: str, sheet: Sheet) -> str:
    """The address of the next part of the list, as a table with the same columns."""
    columns = urlencode([("column", name) for name in sheet.columns])
    return f"{request.path}?{more.partition('?')[2]}&{columns}"


def write(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if not access.may(request.user, "edit"):
        return draw(request, sheet, refusal=unknown(request), status=403)
    if sheet.others:
        told = _("A table has %(most)s pages at most: the others are not in it.") % {"most": sheets.MOST}
        return draw(request, sheet, refusal=told, status=422)
    if not sheet.check():
        return draw(request, sheet, status=422)
    if not sheet.changed:
        return draw(request, sheet, refusal=_("Nothing was changed."), status=422)
    return publish(request, sheet)


def publish(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    if told := too_fast(request, "table"):
        return later(draw(request, sheet, refusal=told, status=429))
    batch = sheet.publish(by=request.user, summary=reason(request) or _("Edited as a table"))
    if not sheet.refused:
        messages.success(request, published(batch))
        return redirect(batch) if batch else redirect("pages:index", sheet.kind)
    return draw(request, sheet.left(), batch=batch, status=409)


def published(batch: Batch | None) -> str:
    if batch is None:
        return _("Nothing was changed.")
    n = batch.revisions.count()
    return ngettext("One page was changed.", "%(n)s pages were changed.", n) % {"n": n}


def draw(request: HttpRequest, sheet: Sheet, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"sheet": sheet, "kind": sheet.kind, "columns": list(sheets.offered(sheet.kind, sheet.columns))}
    return render(request, "pages/table.html", context | {"most": sheets.MOST_COLUMNS} | more, status=status)
