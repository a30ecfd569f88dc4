import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text.names import SLUG_LENGTH, clean_line, clean_text, fold, initial, script_of, slugify

# hypothesis leaves out surrogates only when asked
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Ok-ju", "okju"),
        ("ok ju", "okju"),
        ("OK·JU", "okju"),
        ("Ｏｋ－ｊｕ", "okju"),
        ("옥주", "옥주"),
        (unicodedata.normalize("NFD", "옥주"), "옥주"),
        ("옥 주", "옥주"),
        ("Amélie", "amelie"),
        ("Straße", "strasse"),
        ("Kieślowski", "kieslowski"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Đặng", "dang"),
        ("İstanbul ısı", "istanbulisi"),
        ("Þór", "thor"),
        ("Œuvre", "oeuvre"),
        ("Ǽon", "aeon"),
        ("Chŏn Chongsŏ", "chonchongso"),
        ("是枝 裕和", "是枝裕和"),
        ("Ёлки", "елки"),
        ("8½", "812"),
        ("S²", "s2"),
        ("Kauaʻi", "kauai"),
        ("محمـد", "محمد"),
        ("😀🎬", ""),
        ("—!?", ""),
        ("", ""),
        ("\u3164\u115f\uffa0", ""),
    ],
)
def test_spellings_of_one_name_have_one_key(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize(
    ("one", "other"), [("はは", "ぱぱ"), ("กิน", "กัน"), ("हिम", "हम"), ("Alien", "Aliens"), ("スタ", "スター")]
)
def test_marks_that_spell_another_word_are_kept(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(text)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(text)
def test_a_key_does_not_depend_on_the_normal_form(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


@given(st.text(st.characters(codec="latin-1")))
def test_a_key_does_not_depend_on_case(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower())


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Ok-ju!", "ok-ju"),
        ("Ballerina 2023", "ballerina-2023"),
        ("Ballerina (2023 film)", "ballerina-2023-film"),
        ("옥주", "옥주"),
        ("Amélie", "amelie"),
        ("Ocean's Eleven", "oceans-eleven"),
        ("Ocean’s Eleven", "oceans-eleven"),
        ("../../etc/passwd", "etc-passwd"),
        ("%2F?#", "2f"),
        ("กินดี", "กินดี"),
        ("😀", ""),
        ("...", ""),
        ("x" * 300, "x" * SLUG_LENGTH),
        ("ab " * 100, "-".join(["ab"] * 27)[:SLUG_LENGTH].strip("-")),
    ],
)
def test_a_slug_is_made_of_folded_words(typed: str, slug: str) -> None:
    assert slugify(typed) == slug


@given(text)
def test_a_slug_is_short_and_safe_in_an_address(name: str) -> None:
    slug = slugify(name)
    assert len(slug) <= SLUG_LENGTH
    assert slug == slug.strip("-") and "--" not in slug
    assert all(sign == "-" or unicodedata.category(sign)[0] in "LNM" for sign in slug)


@given(text)
def test_a_slug_exists_where_a_key_does(name: str) -> None:
    if len(name) <= SLUG_LENGTH:
        assert bool(slugify(name)) == bool(fold(name))


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Jeon Jong-seo", "Latn"),
        ("전종서", "Hang"),
        ("전종서 (Jeon)", "Latn"),
        ("是枝裕和", "Hani"),
        ("王家衛", "Hani"),
        ("千と千尋の神隠し", "Jpan"),
        ("スター", "Jpan"),
        ("ｽﾀｰ", "Jpan"),
        ("々", "Hani"),
        ("Тарковский", "Cyrl"),
        ("Αγγελόπουλος", "Grek"),
        ("یوسف", "Arab"),
        ("שלום", "Hebr"),
        ("กิน", "Thai"),
        ("राज", "Deva"),
        ("Ｏｋ", "Latn"),
        ("2046", "Zyyy"),
        ("😀", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_the_script_is_that_of_most_letters(name: str, script: str) -> None:
    assert script_of(name) == script


@given(text)
def test_every_name_has_a_script_of_four_letters(name: str) -> None:
    assert len(script_of(name)) == 4


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("전종서", "전"),
        (unicodedata.normalize("NFD", "전종서"), "전"),
        ("jeon", "J"),
        ("“Ok-ju”", "O"),
        ("(500) Days", "5"),
        ("élan", "É"),
        ("दिल", "दि"),
        ("ßx", "ß"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_the_initial_is_the_first_letter_or_syllable(name: str, sign: str) -> None:
    assert initial(name) == sign


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  a \t b\r\nc\u2028d\u2029e\x85f ", "a b c d e f"),
        ("a\u202eb\u2066c\u200ed\u061ce", "abcde"),
        ("a\u200bb\ufeffc\u2060d\u00ade", "abcde"),
        ("a\x01b\x7fc\x9bd", "abcd"),
        ("a\u00a0\u3000b", "a b"),
        ("क\u200dष \u200cx", "क\u200dष \u200cx"),
        ("e\u0301", "é"),
        ("\u3164", ""),
        ("A\U000e0041", "A"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_a_line_keeps_only_what_can_be_seen(typed: str, line: str) -> None:
    assert clean_line(typed) == line


@given(text)
def test_cleaning_a_line_twice_changes_nothing(line: str) -> None:
    assert clean_line(clean_line(line)) == clean_line(line)


@given(text)
def test_a_clean_line_is_one_line(line: str) -> None:
    assert len(clean_line(line).splitlines()) <= 1


def test_a_text_keeps_its_lines_and_tabs() -> None:
    assert clean_text("\ufeffa\r\nb\rc\n\td\x0b\x1be\u0301") == "a\nb\nc\n\tdé"


@given(text)
def test_cleaning_a_text_twice_changes_nothing(body: str) -> None:
    assert clean_text(clean_text(body)) == clean_text(body)


@pytest.mark.parametrize("clean", [clean_line, clean_text])
@pytest.mark.parametrize("broken", ["a\0b", "\ud800", "x\udfff", "\udc80"])
def test_what_cannot_be_stored_is_refused(clean: object, broken: str) -> None:
    assert callable(clean)
    with pytest.raises(ValueError):
        clean(broken)
