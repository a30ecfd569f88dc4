"""The words of texts and queries."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import tokens
from fanwiki.text.tokens import Phrase


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The director’s CAFÉ", ["the", "director", "s", "cafe"]),
        ("Ok-ju, ok_ju", ["ok", "ju", "ok", "ju"]),
        ("옥주는", ["옥주", "주는", "는"]),
        ("콜", ["콜"]),
        ("BTS의 영화", ["bts", "의", "영화", "화"]),
        ("是枝裕和", ["是枝", "枝裕", "裕和", "和"]),
        ("Ｏｋ ｊｕ", ["ok", "ju"]),
        ("Москва हिन्दी Straße", ["москва", "हिन्दी", "strasse"]),
        ("2023년", ["2023", "년"]),
        ("🎬 … —", []),
        ("", []),
    ],
)
def test_words_are_folded_and_close_scripts_come_in_pairs(text, found):
    assert tokens.words(text) == found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("옥주", "그 옥주는 간다"),
        ("종서", "전종서"),
        ("전종서", "배우 전종서"),
        ("콜", "영화 콜"),
        ("콜", "더 콜은"),
        ("개 같은 날", "들개 같은 날의 오후"),
        ("Jong-seo", "Jeon Jong-seo"),
        ("발레리나".encode().decode(), unicodedata.normalize("NFD", "발레리나")),
        ("é" + "x" * 90, "É" + "X" * 90),
    ],
)
def test_a_phrase_is_found_wherever_it_stands(typed, text):
    assert stands(tokens.phrase(typed), tokens.words(text))


@pytest.mark.parametrize(("typed", "text"), [("전종서", "전종 종서"), ("jong seo", "seo jong"), ("옥자", "옥주 자")])
def test_and_not_where_it_does_not(typed, text):
    assert not stands(tokens.phrase(typed), tokens.words(text))


def stands(phrase: Phrase, words: list[str]) -> bool:
    size = len(phrase.words)
    for n in range(len(words) - size + 1):
        *firsts, last = words[n : n + size]
        same = last.startswith(phrase.words[-1]) if phrase.begins else last == phrase.words[-1]
        if firsts == list(phrase.words[:-1]) and same:
            return True
    return False


@given(st.text())
def test_every_text_has_words_and_each_its_place(text):
    found = tokens.words(text)
    spans = list(tokens.spans(text))
    assert [span.word for span in spans] == found
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(word and len(word) <= 2 * tokens.LONGEST for word in found)
    assert all(not set(word) & set(" '\"\\:~*") for word in found)  # what engines read as signs of their own


@given(
    st.text(alphabet="전종서옥주가나ab 1是枝", min_size=1, max_size=12),
    st.text(alphabet="전종서옥주ab 1是"),
    st.text("주가a 是"),
)
def test_whatever_stands_in_a_text_is_found_there(typed, before, after):
    phrase = tokens.phrase(typed)
    text = f"{before} {typed} {after}"
    assert not phrase.words or stands(phrase, tokens.words(text))


def test_a_megabyte_takes_no_time():
    for sign in ("a", "가", "漢", "\u0301", "é ", "_", "x\u0301"):
        assert len(tokens.words(sign * 500_000)) <= 500_001
