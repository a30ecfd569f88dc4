"""Pages that somebody who begins one may mean: called so, or so that it sounds alike."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fanwiki.pages.followers import Alike
from fanwiki.text.keys import Tier

from .finding import suggest

SHOWN = 5


def alike(kind: str, name: str) -> Iterator[Alike]:
    """Not what only begins like the name, or could be a typing error: a new page would be asked about at every turn."""
    for hit in suggest(name, [kind], SHOWN):
        called = {"name": hit.name or hit.page.title}
        if hit.tier in (Tier.EXACT, Tier.SAME):
            yield Alike(hit.page, True, _("The same name, written otherwise: %(name)s") % called)
        elif hit.tier == Tier.SOUND:
            yield Alike(hit.page, False, _("Sounds the same: %(name)s") % called)
