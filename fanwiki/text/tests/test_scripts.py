"""Runs of other scripts within a line."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.scripts import marked, runs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ballerina, née Ø", [("", "Ballerina, née Ø")]),
        ("", []),
        ("발레리나", [("Hang", "발레리나")]),
        ("Ballerina (발레리나) in 2023", [("", "Ballerina ("), ("Hang", "발레리나"), ("", ") in 2023")]),
        ("종이의 집: 공동경제구역!", [("Hang", "종이의 집: 공동경제구역"), ("", "!")]),
        ("東京タワー and 東京", [("Jpan", "東京タワー"), ("", " and "), ("Hani", "東京")]),
        ("映画の 監督", [("Jpan", "映画の 監督")]),
        ("콜 Сталкер", [("Hang", "콜"), ("", " "), ("Cyrl", "Сталкер")]),
        ("ไทยที่", [("Thai", "ไทยที่")]),
        ("हिन्दी film", [("Deva", "हिन्दी"), ("", " film")]),
    ],
)
def test_a_line_falls_into_runs(text, found):
    assert list(runs(text)) == found


def test_the_script_of_the_page_needs_no_mark():
    assert list(runs("콜 Сталкер", {"Latn", "Zyyy", "Hang"})) == [("", "콜 "), ("Cyrl", "Сталкер")]


def test_every_piece_is_escaped():
    assert marked("<b> 콜 & Сталкер", escape) == (
        '&lt;b&gt; <span lang="ko">콜</span> &amp; <span lang="und-Cyrl">Сталкер</span>'
    )


@given(st.text(alphabet="ab 1.,콜옥東カの\u0301हिЖ<&"))
def test_nothing_is_lost_or_moved(text):
    pieces = list(runs(text))
    assert "".join(piece for _script, piece in pieces) == text
    assert all(script not in ("Latn", "Zyyy") and piece for script, piece in pieces)
