"""What somebody's drafts are called in lists."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import kinds
from ..models import Draft
from .changes import part_label
from .pages import called, in_script

register = template.Library()


@register.filter
def drafted(draft: Draft) -> SafeString:
    """The page that it is for, or the title that it is to have."""
    if draft.page:
        return called(draft.page)
    return in_script(draft.title or _("Without a title"))


@register.filter
def last_written(draft: Draft) -> str:
    return part_label(draft.part, kinds.registry[draft.kind]) if draft.part else "—"
