"""On which terms a picture may be shown."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Licence(NamedTuple):
    """`free`: anybody may show it, under its terms. `asks_who`: the author must be named; `asks_why`: a reason too."""

    label: Any
    address: str = ""
    free: bool = True
    asks_who: bool = False
    asks_why: bool = False


def creative_commons(name: str, version: str) -> Licence:
    address = f"https://creativecommons.org/licenses/{name.lower()}/{version}/"
    return Licence(f"CC {name} {version}", address, asks_who=True)


LICENCES: dict[str, Licence] = {
    "own": Licence(
        _("My own work, shared under CC BY-SA 4.0"), "https://creativecommons.org/licenses/by-sa/4.0/", asks_who=True
    ),
    "public_domain": Licence(pgettext_lazy("licence", "Public domain")),
    "cc0": Licence("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "cc_by_4": creative_commons("BY", "4.0"),
    "cc_by_sa_4": creative_commons("BY-SA", "4.0"),
    "cc_by_3": creative_commons("BY", "3.0"),
    "cc_by_sa_3": creative_commons("BY-SA", "3.0"),
    "cc_by_2": creative_commons("BY", "2.0"),
    "cc_by_sa_2": creative_commons("BY-SA", "2.0"),
    "kogl_1": Licence(
        _("Korea Open Government Licence, type 1"), "https://www.kogl.or.kr/info/licenseType1.do", asks_who=True
    ),
    "fair_use": Licence(_("Fair use: not free, shown for a reason"), free=False, asks_why=True),
}
CHOICES = [(name, licence.label) for name, licence in LICENCES.items()]
SHORT = {"own": "CC BY-SA 4.0", "fair_use": pgettext_lazy("licence", "fair use")}


def short(name: str) -> str:
    """As it stands below a picture."""
    return str(SHORT.get(name) or LICENCES[name].label)
