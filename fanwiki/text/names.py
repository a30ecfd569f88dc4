"""Names in every script: keys that compare them, slugs that address them, and clean lines to store."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

SLUG_LENGTH = 80

# Letters that Unicode does not take apart, under the spelling that people type without them.
_PLAIN_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Marks that spell a different word, not the same word with an accent: the vowels and tones of India and
# South-East Asia (Devanagari to Myanmar, Khmer) and the voicing of kana (は ぱ ば).
_SPELLING_MARKS = re.compile("[\u0900-\u109f\u1780-\u17d3\u3099\u309a]")
# Letters by category that nobody sees or types: apostrophe-like modifiers, tatweel, the Hangul fillers.
_SILENT_LETTERS = re.compile("[\u02b0-\u02ff\u0640\u115f\u1160]")

_NULL_OR_SURROGATE = re.compile("[\0\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_CONTROLS = re.compile("[\0-\x1f\x7f-\x9f]")
_CONTROLS_IN_TEXT = re.compile("[\0-\x08\x0b-\x1f\x7f]")
_APOSTROPHES = re.compile("['’ʼ＇]")

# The first word of a letter's Unicode name -> ISO 15924.
_SCRIPTS = {
    "LATIN": "Latn", "GREEK": "Grek", "CYRILLIC": "Cyrl", "ARMENIAN": "Armn", "HEBREW": "Hebr", "ARABIC": "Arab",
    "SYRIAC": "Syrc", "THAANA": "Thaa", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda",
    "MALAYALAM": "Mlym", "SINHALA": "Sinh", "THAI": "Thai", "LAO": "Laoo", "TIBETAN": "Tibt", "MYANMAR": "Mymr",
    "GEORGIAN": "Geor", "HANGUL": "Hang", "ETHIOPIC": "Ethi", "CHEROKEE": "Cher", "KHMER": "Khmr",
    "MONGOLIAN": "Mong", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "KATAKANA-HIRAGANA": "Jpan",
    "BOPOMOFO": "Bopo", "CJK": "Hani", "IDEOGRAPHIC": "Hani", "YI": "Yiii",
}  # fmt: skip


LONGEST_KEY = 200  # some letters fold to a dozen


def fold(text: str) -> str:
    """The key under which two spellings are one name: "Ok-ju", "ok ju" and "ＯＫ·ＪＵ" all give "okju".

    Letters and digits of any script; "" when there are none, as in a title of emoji.
    """
    return _fold_name(text) if len(text) <= LONGEST_KEY else _fold(text)


def _fold(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))[:LONGEST_KEY]
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFKD", text).translate(_PLAIN_LETTERS)
    return unicodedata.normalize("NFC", "".join(filter(_is_key_sign, text)))[:LONGEST_KEY]


_fold_name = lru_cache(maxsize=8192)(_fold)  # a page has hundreds to fold when it is saved, the same again and again


def _is_key_sign(sign: str) -> bool:
    if unicodedata.category(sign)[0] in "LN":
        return not _SILENT_LETTERS.match(sign)
    return bool(_SPELLING_MARKS.match(sign)) and unicodedata.category(sign)[0] == "M"


def slugify(text: str) -> str:
    """Folded words joined by hyphens, in their own script; at most 80 characters, "" when nothing is left."""
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text[: SLUG_LENGTH * 4]))
    spaced = "".join(sign if unicodedata.category(sign)[0] in "LNM" else " " for sign in text)
    slug = "-".join(filter(None, map(fold, spaced.split())))
    return slug[:SLUG_LENGTH].strip("-")


def script_of(text: str) -> str:
    """ISO 15924 code of most of the letters; Jpan as soon as Han comes with kana; Zyyy without letters."""
    if text.isascii():
        return "Latn" if any(map(str.isalpha, text)) else "Zyyy"
    letters = [sign for sign in unicodedata.normalize("NFKC", text) if sign.isalpha()]
    found = Counter(filter(None, map(_script_of_letter, letters)))
    if found["Jpan"]:
        found["Jpan"] += found.pop("Hani", 0)
    return found.most_common(1)[0][0] if found.total() else "Zyyy"


@lru_cache(maxsize=8192)
def _script_of_letter(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "?").split()[0], "")


def initial(text: str) -> str:
    """The first letter or digit, with the vowel signs that hang on it, upper-cased; "" when there is none."""
    text = unicodedata.normalize("NFKC", text)
    start = next((place for place, sign in enumerate(text) if sign.isalnum()), len(text))
    end = start + 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    first = text[start:end]
    return first.upper() if len(first.upper()) == len(first) else first


def clean_line(text: str) -> str:
    """One visible line in NFC. ValueError, with a message for a person, on a null byte or half a character."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    _refuse_broken(text)
    text = _INVISIBLE.sub("", text)
    text = _CONTROLS.sub("", " ".join(text.split()))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def clean_text(text: str) -> str:
    """Lines ended by "\\n", in NFC, without control characters; ValueError as in `clean_line`."""
    _refuse_broken(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS_IN_TEXT.sub("", text))


def _refuse_broken(text: str) -> None:
    if _NULL_OR_SURROGATE.search(text):
        raise ValueError(_("This text holds a character that cannot be stored. Type it again without that character."))
