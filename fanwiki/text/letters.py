"""Where a title stands in an alphabet: the letter that it is found under in any script, and its place in the order."""

import unicodedata

from fanwiki.text.names import LONGEST_KEY, fold, script_of
from fanwiki.text.romaji import TO_HIRAGANA

DIGITS, HAN = "0–9", "漢"  # one place for all numbers, and one for all ideographs: there are thousands

# Hangul is found under the first consonant of its syllable, the doubled ones under the plain one.
_SYLLABLES, _LAST_SYLLABLE, _SYLLABLES_OF_A_CONSONANT = 0xAC00, 0xD7A3, 588
_CONSONANTS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
# Kana is found under the first of its row.
_ROWS = ("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ",
         "らりるれろ", "わゐゑをん")  # fmt: skip
_KANA = {kana: row[0] for row in _ROWS for kana in row}
_SMALL = str.maketrans("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ")


def order(text: str) -> str:
    """What titles are sorted by, sign by sign: without capitals, accents and spaces, both kinds of kana as one."""
    return fold(text).translate(TO_HIRAGANA)[:LONGEST_KEY]


def letter(text: str) -> str:
    """What the title is listed under: B for "Ballerina", ㅂ for "발레리나", は for "ばら"; "" without any."""
    first = order(text)[:1]
    if first.isascii():
        return DIGITS if first.isdigit() else first.upper()
    if _SYLLABLES <= ord(first) <= _LAST_SYLLABLE:
        return _CONSONANTS[(ord(first) - _SYLLABLES) // _SYLLABLES_OF_A_CONSONANT]
    if not first.isalpha():
        return DIGITS
    if script_of(first) == "Hani":
        return HAN
    plain = unicodedata.normalize("NFD", first)[0].translate(_SMALL)
    upper = plain.upper()
    return _KANA.get(plain, upper if len(upper) == 1 else plain)
