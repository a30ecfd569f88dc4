"""What the page about searching shows: each example is a search."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

NAMES = ("전종서", "ㅈㅈㅅ", "jun jong seo", "bailarina", "balerina")
WORDS = ("bodyguard revenge", "종서", "former bodyguard")
OPERATORS: tuple[tuple[str, Any], ...] = (
    ("“close friend”", _("these words, one behind the other")),
    ("revenge -comedy", _("pages with the first word and without the second")),
    ("revenge kind:film", _("pages of one kind: film, person, character, article or picture")),
    ("year:2023", _("films of a year")),
    ("year:2010..2020", _("films of some years; 2010.. is from then on, ..1999 until then, 1990s a decade")),
    ("genre:thriller", _("films of a genre; country:, language:, format:, platform: and tag: work alike")),
    (
        'with:"Jeon Jong-seo"',
        _("films with somebody in cast or crew, under any of their names: with:전종서 is the same"),
    ),
    ('by:"Lee Chung-hyun"', _("films that somebody directed")),
    ("-genre:comedy kind:film", _("any operator with a minus before it leaves out what it would find")),
)


def told() -> dict[str, Any]:
    return {"api": f"{reverse('search:api')}?q=ballerina", "names": NAMES, "words": WORDS, "operators": OPERATORS}
