"""What somebody wrote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fanwiki.accounts.models import User

from .. import access
from ..models import Draft
from .filters import SiteFilters
from .lists import changes, filtered


@require_safe
def user(request: HttpRequest, name: str) -> HttpResponse:
    """Their edits that the asker may see. Without any, others cannot tell the account from one that is not there."""
    person = User.objects.meant(name)
    edits = changes(request.user).filter(by=person)
    count = edits.count() if person else 0
    if person is None or not (count or person == request.user or access.may(request.user, "see_deleted")):
        return render(request, "pages/no_user.html", {"name": name}, status=404)
    if person.username != name:
        return redirect("pages:user", person.username)
    filters = SiteFilters(request)
    del filters.fields["by"]
    rows, older = filtered(edits, request, filters)
    context = {"person": person, "count": count, "changes": rows, "older": older, "filters": filters}
    if person == request.user:
        context["drafts"] = Draft.objects.kept().select_related("page").filter(owner=person)
    return render(request, "pages/user.html", context | {"is_moderator": access.may(person, "delete")})
