"""Which names may be, and which are the same to a reader."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.accounts import names

TWINS = [
    ("admin", "Admin"),
    ("admin", "ADMIN"),
    ("admin", "ａｄｍｉｎ"),
    ("admin", "аdmin"),  # Cyrillic а
    ("admin", "αdmin"),  # Greek alpha
    ("admin", "adm1n"),
    ("admin", "admln"),
    ("admin", "admın"),
    ("admin", "ádmin"),
    ("admin", "adm\u200bin"),
    ("admin", "\u202eadmin"),
    ("admin", "a\u0301dmin"),
    ("admin", "adrnin"),
    ("admin", "𝐚𝐝𝐦𝐢𝐧"),
    ("admin", "admin\u3164"),
    ("hanbit", "hanЬit"),
    ("hello", "he110"),
    ("Ilya", "llya"),
    ("boss", "b0ss"),
    ("boss", "bоss"),  # Cyrillic о
    ("vova", "wova".replace("w", "v")),
    ("wiki", "vviki"),
    ("Bepa", "Вера"),  # all Cyrillic
    ("AHHA", "АННА"),  # all Cyrillic
    ("NINA", "ΝΙΝΑ"),  # all Greek
    ("viva", "νινα"),  # all Greek, in small letters
    ("Łukasz", "Lukasz"),
    ("Bjørn", "bjorn"),
    ("ok_ju", "ok-ju"),
    ("ok.ju", "Ok_Ju"),
    ("strasse", "straße"),
    ("カ", "力"),
    ("이충현", unicodedata.normalize("NFD", "이충현")),
]

STRANGERS = [
    ("hanbit", "hanbin"),
    ("minseo", "minsu"),
    ("이충현", "이충헌"),
    ("かく", "がく"),
    ("देव", "दिव"),
    ("กา", "กิ"),
    ("anna", "Анна2"),
    ("vera", "nera"),
    ("jun", "jyn"),
    ("ok-ju", "okju"),
]

GOOD = [
    "Bo",
    "hanbit",
    "Ok-ju",
    "ok_ju.93",
    "이충현",
    "宮崎駿",
    "ニコラス",
    "スター",
    "Вера",
    "Ελένη",
    "דנה",
    "देवी",
    "กิ่ง",
    "x" * 40,
]

BAD = [
    ("", names.SIZE),
    ("x", names.SIZE),
    ("x" * 41, names.SIZE),
    ("han bit", names.CHARACTERS),
    ("han\tbit", names.CHARACTERS),
    ("han\x00bit", names.CHARACTERS),
    ("han\u202ebit", names.CHARACTERS),
    ("han\u200bbit", names.CHARACTERS),
    ("han\u1160bit", names.CHARACTERS),
    ("hanbit/..", names.CHARACTERS),
    ("<script>", names.CHARACTERS),
    ("{{name}}", names.CHARACTERS),
    ("imported>hanbit", names.CHARACTERS),
    ("hanbit@example.org", names.CHARACTERS),
    ("hanbit\u02bc", names.CHARACTERS),
    ("star★", names.CHARACTERS),
    ("ok👍", names.CHARACTERS),
    ("٣٤name", names.CHARACTERS),
    ("\u0301han", names.CHARACTERS),
    ("ha" + "\u0328" * 3 + "n", names.CHARACTERS),
    ("1984", names.LETTERLESS),
    ("..", names.LETTERLESS),
    ("hаnbit", names.SCRIPTS),
    ("hanβit", names.SCRIPTS),
    ("han빛", names.SCRIPTS),
    ("star星", names.SCRIPTS),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_twins_share_a_skeleton(one: str, other: str) -> None:
    assert names.skeleton(one) in names.likenesses(other)


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_do_not(one: str, other: str) -> None:
    assert not names.likenesses(one) & names.likenesses(other)


@pytest.mark.parametrize("name", GOOD)
def test_a_name_in_any_script_is_welcome(name: str) -> None:
    names.validate(names.normal(name))


@pytest.mark.parametrize(("name", "message"), BAD)
def test_a_name_that_deceives_or_breaks_is_refused(name: str, message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        names.validate(name)
    assert refusal.value.messages == [message]


@given(st.text(max_size=60))
def test_case_never_makes_a_difference(name: str) -> None:
    assert names.skeleton(name.upper()) == names.skeleton(name.upper().casefold())
    assert names.skeleton(name) == names.skeleton(name.casefold())


@given(st.text(max_size=60))
def test_every_text_is_judged_without_an_accident(name: str) -> None:
    try:
        names.validate(name)
    except ValidationError:
        return
    assert 1 <= len(names.skeleton(name)) <= 150
