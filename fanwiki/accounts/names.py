"""User names: what one may look like, and one skeleton for all names that a reader could take for each other."""

import unicodedata
from functools import cache

from confusable_homoglyphs.categories import alias
from confusable_homoglyphs.confusables import confusables_data
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 2, 40
SIGNS = "-_."
DIGITS = "0123456789"
VOICED = "\u3099\u309a"  # the marks that make か into が and は into ぱ: other letters, not accents
FILLERS = "\u115f\u1160\u17b4\u17b5"  # letters by category, and nothing at all on the screen
FAMILIES = ({"HAN", "HIRAGANA", "KATAKANA"}, {"HAN", "HANGUL"}, {"HAN", "BOPOMOFO"})

# What is left when case, accents and other scripts are gone: I, l, 1 and i are one stroke, O and 0 one ring.
ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "m": "rn", "w": "vv", "_": "-", ".": "-"})

SIZE = _("Choose a name of 2 to 40 characters.")
CHARACTERS = _("Use letters, the digits 0 to 9, and - _ . between them. Spaces and other signs do not work.")
LETTERLESS = _("Use at least one letter.")
SCRIPTS = _("Use the letters of one script: Latin, Hangul or Cyrillic, for example, but not two of them together.")
TAKEN = _("This name is taken, or looks too much like one that is. Choose another.")


def normal(name: str) -> str:
    """The form that is stored: full-width and other compatibility letters become the ordinary ones."""
    return unicodedata.normalize("NFKC", name)


def skeleton(name: str) -> str:
    """Equal for names that differ in case, accents, invisible characters or look-alike letters.

    At most twice as long as the name. Letters with two looks (Greek Ν is an N, but ν a v) are taken as small
    letters, since case must not matter: `likenesses` knows the other look too.
    """
    return _shape(normal(name).casefold())


def likenesses(name: str) -> set[str]:
    """The skeleton of the name in small letters, and of the name just as it is written."""
    return {skeleton(name), _shape(name)}


def validate(name: str) -> None:
    """ValidationError with words for a person; what is valid may still be taken."""
    if not SHORTEST <= len(name) <= LONGEST:
        raise ValidationError(SIZE, code="size")
    if not all(_allowed(char) for char in name) or unicodedata.category(name[0])[0] == "M" or _stacked(name):
        raise ValidationError(CHARACTERS, code="characters")
    letters = [char for char in name if char not in DIGITS + SIGNS]
    if not letters:
        raise ValidationError(LETTERLESS, code="letterless")
    scripts = {"KATAKANA" if char == "ー" else alias(char) for char in letters} - {"INHERITED"}
    if len(scripts) > 1 and not any(scripts <= family for family in FAMILIES):
        raise ValidationError(SCRIPTS, code="scripts")


def _shape(text: str) -> str:
    return "".join(_look(char) for char in _bare(normal(text))).casefold().translate(ALIKE)


def _allowed(char: str) -> bool:
    """A letter, a mark upon one, a digit or one of the signs; no modifier letters, which only look like signs."""
    if char in DIGITS + SIGNS or char == "ー":
        return True
    return unicodedata.category(char)[0] in "LM" and alias(char) != "COMMON" and char not in FILLERS


def _stacked(name: str) -> bool:
    """Three marks on one letter are a drawing, not a name; two are Thai."""
    return "MMM" in "".join(unicodedata.category(char)[0] for char in name)


def _bare(text: str) -> str:
    """Without accents and invisible characters. The vowel signs of Indic scripts and Thai are no accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if _shows(char)))


def _shows(char: str) -> bool:
    if unicodedata.category(char)[0] == "M":
        return alias(char) != "INHERITED" or char in VOICED
    return char in SIGNS or (unicodedata.category(char)[0] in "LN" and char not in FILLERS)


@cache
def _look(char: str) -> str:
    """The ASCII letters that the character can be taken for, as a small or a capital letter; else its class's first.

    The data is a set of stars: a character has either one neighbour, or all those that look like it.
    """
    if char.isascii():
        return char
    for form in (char, char.upper()):
        for entry in confusables_data.get(form, ()):
            look: str = _bare(entry["c"])
            if look.isascii() and look.isalnum():
                return look
    neighbours = [entry["c"] for entry in confusables_data.get(char, ())]
    if len(neighbours) == 1 and len(confusables_data[neighbours[0]]) > 1:
        return neighbours[0]
    return min([char, *neighbours]) if len(neighbours) == 1 else char
