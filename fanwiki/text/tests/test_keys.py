import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import hangul, keys, romaji, sounds
from fanwiki.text.keys import Called, Tier
from fanwiki.text.names import fold

anything = st.text(st.characters(), max_size=60)
syllables = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6)


def keys_of(*names, person=True):
    return keys.of_page([Called(name, place) for place, name in enumerate(names)], person=person)


@given(anything, st.booleans())
def test_no_text_breaks_it(text, person):
    for key in keys_of(text, person=person):
        assert 1 < len(key) <= 200 and "\0" not in key
        key.encode()
        keys.whole_of(key)
    for ask in (*keys.asked(text), *keys.asked_loosely(text), *keys.asked_by_ear(text)):
        ask.key.encode()


@given(anything)
def test_a_name_finds_itself(text):
    made = keys_of(text)
    exact = [ask.key for ask in keys.asked(text) if ask.tier == Tier.EXACT]
    assert not fold(text) or hangul.only_consonants(text) or any(key in made for key in exact)


@given(anything)
def test_folding_twice_is_folding_once(text):
    words = keys.words_of(text)
    assert [fold(word) for word in words] == words


ERRORS = st.sampled_from(["insert", "delete", "change"])


@given(st.text("abcdefghij", min_size=6, max_size=20), st.integers(0, 19), ERRORS)
def test_one_wrong_letter_leaves_a_half_to_be_found_by(name, place, error):
    place %= len(name)
    wrong = {
        "insert": name[:place] + "z" + name[place:],
        "delete": name[:place] + name[place + 1 :],
        "change": name[:place] + "z" + name[place + 1 :],
    }[error]
    halves = set(keys.pieces(keys.PIECES, name))
    asked = [ask.key for ask in keys.asked_loosely(wrong) if ask.tier == Tier.ERROR and ask.begins]
    assert any(half.startswith(key) for half in halves for key in asked)


def test_a_korean_name_is_found_in_every_way():
    made = keys_of("Jeon Jong-seo", "전종서")
    assert {"njeonjongseo", "wjongseojeon", "n전종서", "w종서", "cㅈㅈㅅ", "cㅈㅅ", "kwjswhdtj"} <= made.keys()
    assert made["njeonjongseo"] == 0 and made["n전종서"] == 1


@pytest.mark.parametrize(
    ("native", "revised", "mccune"),
    [
        ("전종서", "jeonjongseo", "chonchongso"),
        ("박유림", "bakyurim", "pakyurim"),
        ("이충현", "ichunghyeon", "ichunghyon"),
        ("옥주", "okju", "okchu"),
        ("최프로", "choepeuro", "choepuro"),
        ("봉준호", "bongjunho", "pongchunho"),
    ],
)
def test_systems_of_romanisation(native, revised, mccune):
    assert (hangul.revised(native), hangul.mccune(native)) == (revised, mccune)


@pytest.mark.parametrize(
    ("name", "surname"),
    [("남궁민", "남궁"), ("김지훈", "김"), ("황보라", "황보"), ("콜", ""), ("뷁뷁", ""), ("이", "")],
)
def test_the_surname_stands_first(name, surname):
    assert hangul.family_name(name) == surname


@pytest.mark.parametrize(
    ("meant", "keyboard"),
    [("옥주", "dhrwn"), ("전종서", "wjswhdtj"), ("값", "rkqt"), ("와", "dhk"), ("싸", "Tk"), ("1!", "1!")],
)
def test_the_wrong_layout(meant, keyboard):
    assert hangul.keystrokes(meant) == keyboard


@given(syllables, syllables)
def test_other_syllables_are_other_keys(one, other):
    assert one == other or len(one) != len(other) or hangul.keystrokes(one) != hangul.keystrokes(other)


def test_the_wrong_layout_the_other_way_round():
    assert hangul.keystrokes("ㅠㅁㅣㅣㄷ갸ㅜㅁ") == "ballerina"


@pytest.mark.parametrize(
    ("text", "letters"), [("ㅈㅈㅅ", "ㅈㅈㅅ"), ("ㄳ", "ㄱㅅ"), ("ㅈ ㅅ", "ㅈㅅ"), ("ㅈ", ""), ("ㅈa", "")]
)
def test_only_consonants(text, letters):
    assert hangul.only_consonants(text) == letters


@pytest.mark.parametrize(
    "spellings",
    [
        ["jeonjongseo", "junjongseo", "chunchongsuh", "chonchongso"],
        ["parkyurim", "bakyoorim", "pakyurim"],
        ["choiwooshik", "choeusik", "choiusik"],
    ],
)
def test_spellings_of_a_korean_name_sound_alike(spellings):
    assert len({sounds.korean([spelling]) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ["oshima", "ooshima", "ohshima", "osima"],
        ["hamaguchi", "hamaguti"],
        ["juzo", "juuzou", "zyuzo", "juzou"],
        ["mambiki", "manbiki"],
    ],
)
def test_spellings_of_a_japanese_name_sound_alike(spellings):
    assert len({romaji.sound(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ["tarkovsky", "tarkovskiy", "tarkovskij", "tarkowski"],
        ["chaykovskiy", "tchaikovsky", "tschaikowsky"],
        ["muhammad", "mohammed", "mhmd"],
        ["alexander", "aleksandr", "oleksandr"],
    ],
)
def test_transliterations_sound_alike(spellings):
    assert len({sounds.general([spelling]) for spelling in spellings}) == 1


def test_kana_is_read_and_kanji_is_not():
    assert romaji.of_kana("これえだ") == "koreeda" and romaji.of_kana("きって") == "kitte"
    assert keys.in_latin(["是枝"]) == []


def test_han_characters_are_found_as_they_stand_and_never_in_latin_letters():
    assert set(keys_of("王家衛")) == {"n王家衛"}
