"""How the site looks in this browser: for everybody, without an account."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from ..preferences import Preferences


class PreferencesForm(forms.Form):
    theme = forms.ChoiceField(
        label=gettext_lazy("Colours"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("As the system says")),
            ("light", pgettext_lazy("colours", "Light")),
            ("dark", pgettext_lazy("colours", "Dark")),
        ],
    )
    spoilers = forms.BooleanField(
        label=gettext_lazy("Always show spoilers"),
        required=False,
        help_text=gettext_lazy("Passages that give a story away are open from the start, and can be closed."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    form = PreferencesForm(sent, initial=Preferences.of(request)._asdict())
    if form.is_valid():
        chosen = Preferences(**form.cleaned_data)
        kept = _("Saved. This browser remembers it for a year.")
        messages.success(request, kept if any(chosen) else _("Saved. Nothing is kept in this browser any more."))
        answer = redirect("pages:preferences")
        chosen.keep(answer)
        return answer
    return render(request, "pages/preferences.html", {"form": form}, status=422 if form.errors else 200)
