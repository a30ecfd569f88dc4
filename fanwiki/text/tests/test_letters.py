"""Under which letter a title is found, and in which order titles stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.letters import letter, order


@pytest.mark.parametrize(
    ("title", "found"),
    [("Ballerina", "B"), ("ballerina", "B"), ("Élite", "E"), ("“The Call”", "T"), ("Ångström", "A"), ("Ørsted", "O"),
     ("발레리나", "ㅂ"), ("까치", "ㄱ"), ("쌍화점", "ㅅ"), ("하하", "ㅎ"), ("가", "ㄱ"),
     ("ばら", "は"), ("パプリカ", "は"), ("ガメラ", "か"), ("ん", "わ"), ("ッ", "た"), ("ー", "ー"),
     ("Ёлка", "Е"), ("война и мир", "В"), ("Ωμέγα", "Ω"), ("七人の侍", "漢"), ("แม่นาก", "แ"), ("हम", "ह"),
     ("1917", "0–9"), ("…", ""), ("", ""), ("🎬", "")],
)  # fmt: skip
def test_a_title_is_found_under_the_letter_that_its_readers_look_for(title, found):
    assert letter(title) == found


def test_titles_stand_in_the_order_of_their_alphabet():
    titles = ["나비", "가을", "бал", "The Call", "école", "Zero", "aviary", "1917", "かめ", "カモメ", "あめ"]
    assert sorted(titles, key=order) == [
        "1917", "aviary", "école", "The Call", "Zero", "бал", "あめ", "かめ", "カモメ", "가을", "나비",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_has_one_short_letter_that_can_stand_in_an_address(text):
    found = letter(text)
    assert len(found) <= 3 and found.isprintable()
    assert bool(found) == bool(order(text))
