import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanwiki.text import asking, han, hangul, keyboards, keys, romaji, sounds, tables
from fanwiki.text.asking import Query
from fanwiki.text.keys import Called, Tier
from fanwiki.text.names import fold

anything = st.text(st.characters(), max_size=60)
syllables = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=6)


def keys_of(*names, person=True):
    return keys.of_page([Called(name, place) for place, name in enumerate(names)], person=person)


def asks(query):
    asked = Query(query)
    return [*asking.certain(asked), *asking.likely(asked), *asking.possible(asked)]


def found_by(query, *names, person=True):
    """The tiers in which one of the names is found, whatever is said of the distance."""
    made = keys_of(*names, person=person)
    return {
        ask.tier for ask in asks(query) for key in made if (key.startswith(ask.key) if ask.begins else key == ask.key)
    }


@given(anything, st.booleans())
def test_no_text_breaks_it(text, person):
    for key in keys_of(text, person=person):
        assert 1 < len(key) <= 200 and "\0" not in key
        key.encode()
        keys.whole_of(key)
    for ask in (*asks(text), *asking.by_ear(Query(text))):
        ask.key.encode()


@given(anything)
def test_a_name_finds_itself(text):
    made = keys_of(text)
    exact = [ask.key for ask in asks(text) if ask.tier == Tier.EXACT]
    assert not keys.words_of(text) or hangul.only_consonants(text) or any(key in made for key in exact)


@given(anything)
def test_folding_twice_is_folding_once(text):
    words = keys.words_of(text)
    assert [fold(word) for word in words] == words


ERRORS = st.sampled_from(["insert", "delete", "change", "exchange"])


@given(st.text("abcdefghij", min_size=3, max_size=20), st.integers(0, 19), ERRORS)
def test_one_wrong_letter_leaves_something_to_be_found_by(name, place, error):
    place %= len(name)
    wrong = {
        "insert": name[:place] + "z" + name[place:],
        "delete": name[:place] + name[place + 1 :],
        "change": name[:place] + "z" + name[place + 1 :],
        "exchange": name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
    }[error]
    if len(wrong) >= keys.SHORTEST and wrong != name:
        assert Tier.ERROR in found_by(wrong, name)


@given(st.text("abcdefghij", min_size=3, max_size=20))
def test_a_misspelled_name_is_put_together_again(name):
    assert {keys.whole_of(key) for key in keys.misspelled(keys.BACKWARDS, name)} == {name}


@pytest.mark.parametrize(
    ("query", "name", "tier"),
    [
        ("the call", "Call", Tier.SAME),
        ("call", "The Call", Tier.SAME),
        ("casa de papel", "La casa de papel", Tier.SAME),
        ("fast and furious", "Fast & Furious", Tier.SAME),
        ("rocky 2", "Rocky II", Tier.SAME),
        ("rocky two", "Rocky II", Tier.SAME),
        ("twelve angry men", "12 Angry Men", Tier.SAME),
        ("17 moments", "Seventeen Moments", Tier.SAME),
        ("17 мгновений весны", "Семнадцать мгновений весны", Tier.SAME),
        ("101 Dalmatians", "One Hundred and One Dalmatians", Tier.SAME),
        ("four hundred blows", "The 400 Blows", Tier.SAME),
        ("1984", "Nineteen Eighty-Four", Tier.SAME),
        ("8 and a half", "8½", Tier.SAME),
        ("the 7th seal", "The Seventh Seal", Tier.SAME),
        ("3 colors blue", "Three Colours: Blue", Tier.SAME),
        ("avventura", "L'Avventura", Tier.SAME),
        ("安藤さくら", "安藤サクラ", Tier.EXACT),
        ("الكيت كات", "كيت كات", Tier.SAME),
        ("m scorsese", "Martin Scorsese", Tier.WITHIN),
        ("安聖基", "안성기", Tier.SOUND),
        ("李英爱", "이영애", Tier.SOUND),
        ("handmaidan", "The Handmaiden", Tier.ERROR),
        ("zvyaginstev", "Andrey Zvyagintsev", Tier.ERROR),
        ("Mihalis Kakogiannis", "Μιχάλης Κακογιάννης", Tier.ERROR),
        ("菊池凛子", "菊地凛子", Tier.ERROR),
        ("Kristof Valts", "Christoph Waltz", Tier.HEARD),
        ("Penderetzki", "Krzysztof Penderecki", Tier.LOOSE),
        ("Tschulpan Chamatowa", "Чулпан Хаматова", Tier.HEARD),
        ("Zharko Laushevich", "Žarko Laušević", Tier.HEARD),
        ("Wirasetthakun Apichatphong", "อภิชาติพงศ์ วีระเศรษฐกุล", Tier.HEARD),
        ("Kabi Kushi Kabi Gam", "कभी ख़ुशी कभी ग़म", Tier.HEARD),
        ("Bridget Lin", "Brigitte Lin", Tier.LOOSE),
        ("jj abrams", "J. J. Abrams", Tier.EXACT),
        ("samuel jackson", "Samuel L. Jackson", Tier.PREFIX),
        ("rw fassbinder", "Rainer Werner Fassbinder", Tier.SAME),
        ("王家卫", "王家衛", Tier.SAME),
        ("王家衛", "王家卫", Tier.SAME),
        ("黒沢", "黒澤明", Tier.SAME),
        ("裕和", "是枝裕和", Tier.PREFIX),
        ("ابراهیم", "ابراهيم", Tier.EXACT),
        ("فاتن حمامه", "فاتن حمامة", Tier.EXACT),
        ("Haifaa Mansour", "Haifaa al-Mansour", Tier.SAME),
        ("faten hamama", "فاتن حمامة", Tier.HEARD),
        ("Theodoros Angelopoulos", "Θόδωρος Αγγελόπουλος", Tier.HEARD),
        ("tchaikovsky", "Чайковский", Tier.HEARD),
        ("jurij norschtejn", "Юрий Норштейн", Tier.HEARD),
        ("박은ㅂ", "박은빈", Tier.WITHIN),
        ("ㅂ은ㅂ", "박은빈", Tier.CONSONANTS),
        ("DHRWN", "옥주", Tier.KEYBOARD),
        ("dhrwn", "옥주", Tier.KEYBOARD),
        ("ㅠㅁㅣㅣㄷ갸ㅜㅁ", "Ballerina", Tier.KEYBOARD),
        ("Yfnfkmz", "Наталья", Tier.KEYBOARD),
        ("Кщслн", "Rocky", Tier.KEYBOARD),
        ("celm,s, bkb k`l", "Судьбы, или Лёд", Tier.KEYBOARD),
        ("gwoemul", "괴물", Tier.SOUND),
        ("옥쥬", "옥주", Tier.ERROR),
        ("roky", "Rocky", Tier.ERROR),
        ("rna", "Ran", Tier.ERROR),
    ],
)
def test_what_people_type(query, name, tier):
    assert tier in found_by(query, name)


@pytest.mark.parametrize(
    ("query", "names", "tier"),
    [
        ("7人の侍", ["七人の侍"], Tier.SAME),
        ("无间道2", ["無間道II"], Tier.SAME),
        ("しがつはきみのうそ", ["四月は君の嘘", "Shigatsu wa Kimi no Uso"], Tier.SOUND),
        ("lotr", ["The Lord of the Rings: The Return of the King"], Tier.ABBREVIATED),
        ("슬의생", ["슬기로운 의사생활"], Tier.ABBREVIATED),
        ("致青春", ["致我們終將逝去的青春"], Tier.ABBREVIATED),
        ("squid gaim", ["Squid Game", "오징어 게임"], Tier.HEARD),
        ("oldboy 2003", ["Oldboy"], Tier.LOOSE),
    ],
)
def test_what_people_type_for_films(query, names, tier):
    assert tier in found_by(query, *names, person=False)


def test_articles_are_none_in_names_of_languages_that_have_none():
    assert "vahnsun" not in keys_of("Ahn Il-sun", "안일선") and "vilpostino" not in keys_of("Il Postino")
    assert "vpostino" in keys_of("Il Postino")


@pytest.mark.parametrize(
    ("one", "other"),
    [("hsuchi", "shuqi"), ("chouhsun", "zhouxun"), ("hsiyen", "xiyan"), ("tungchiehhsitu", "dongjiexidu")],
)
def test_wade_giles_and_pinyin_are_compared_as_one(one, other):
    assert keys.spelled(keys.CHINESE, one) == keys.spelled(keys.CHINESE, other)


def test_a_spelling_that_is_meant_is_nearer_than_another_name():
    def spelled(latin):
        return keys.spelled(keys.KOREAN, latin)

    assert spelled("baesooji") == spelled("baesuji") != spelled("baesoji")


@pytest.mark.parametrize(
    "name", ["安聖基", "安圣基", "李炳憲", "金泰梨", "孫藝珍", "林權澤", "宋慧乔"],
)  # fmt: skip
def test_han_characters_are_read_in_korean(name):
    read = {"安聖基": "안성기", "安圣基": "안성기", "李炳憲": "이병헌", "金泰梨": "김태리", "孫藝珍": "손예진",
            "林權澤": "임권택", "宋慧乔": "송혜교"}  # fmt: skip
    assert read[name] in han.in_korean(tables.translated("han", name))
    assert han.in_korean("安" * 20) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [("wang jiawei", True), ("jiawei wang", True), ("chang chiawei", False), ("wang chia-wei", True)],
)
def test_chinese_names_are_read_where_their_language_is_told(query, found):
    def tiers(lang):
        made = keys.of_page([Called("王家衛", 1, lang)], person=True)
        return [ask for ask in asks(query) for key in made if key.startswith(ask.key)]

    assert bool(tiers("zh-Hant")) is found
    assert not tiers("ja") and not tiers("und-Hani")


@pytest.mark.parametrize(
    ("query", "name"),
    [("Lau Tak-wah", "劉德華"), ("Lau Tak Wah", "刘德华"), ("chow sing chi", "周星馳"), ("zau1 sing1 ci4", "周星馳"),
     ("leung chiu wai", "梁朝偉"), ("cheung man yuk", "張曼玉"), ("fa yeung nin wah", "花樣年華"),
     ("tsang chi wai", "曾志偉")],
)  # fmt: skip
def test_chinese_names_are_read_in_cantonese_too(query, name):
    made = keys.of_page([Called(name, 1, "zh-Hant")], person=True)
    asked = [ask.key for ask in asks(query) if ask.key[0] in (keys.CANTONESE, keys.LATIN)]
    assert any(key.startswith(one) for one in asked for key in made)
    assert not any(key[0] in (keys.CANTONESE, keys.LATIN) for key in keys.of_page([Called(name, 1, "ja")], person=True))


def test_a_family_name_has_a_reading_of_its_own():
    made = keys.of_page([Called("曾国祥", 1, "zh-Hans")], person=True)
    assert "rzengguoxiang" in made and "rguoxiangzeng" in made


@pytest.mark.parametrize(("typed", "meant"), [("ghbdtn", "привет"), ("Руфе", "heat"), ("옥", "dhr"), ("lfdf", "дава")])
def test_other_layouts(typed, meant):
    assert meant in list(keyboards.meant(typed))


def test_a_korean_name_is_found_in_every_way():
    made = keys_of("Jeon Jong-seo", "전종서")
    assert {
        "njeonjongseo",
        "wjongseojeon",
        "n전종서",
        "m종서",
        "cㅈㅈㅅ:전종서",
        "cㅈㅅ:종서",
        "kwjswhdtj",
    } <= made.keys()
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


def test_han_characters_of_unknown_language_are_never_read():
    assert not any(key.isascii() for key in keys_of("王家衛"))


@pytest.mark.parametrize("typed", tables.pairs("habits"))
def test_a_habit_is_written_as_words_of_names_are(typed):
    assert keys.words_of(typed) == [typed]


@pytest.mark.parametrize(
    ("name", "lang", "counted"),
    [
        ("Ba mùa", "vi", True),
        ("Vợ ba", "", True),
        ("The Bay", "en", False),
        ("Bay of Angels", "", False),
        ("Ba", "vi", False),
    ],
)
def test_vietnamese_numbers_are_digits_in_vietnamese_titles_alone(name, lang, counted):
    made = keys.of_page([Called(name, 1, lang)], person=False)
    assert any(key[0] == keys.VARIED and any(map(str.isdigit, key)) for key in made) == counted


def test_a_sign_for_a_number_is_left_out_before_one_alone():
    assert {Query(typed).varied for typed in ("Cape No. 7", "Cape Number Seven", "Cape nr 7", "Cape 7")} == {"cape7"}
    assert Query("No One Lives").varied == "no1lives" and Query("Number One").varied == "number1"
    assert Query("A number of days").varied == "numberofdays"


def test_what_is_typed_in_cyrillic_may_be_japanese_or_begin_like_any_name():
    sounds_of = {key.partition(":")[0] for key in keys.of_page([Called("Kon Ichikawa", 1, "ja-Latn")], person=True)}
    assert (
        keys.JAPANESE + romaji.sound("konichikawa")
        in {ask.key for ask in asking.likely(Query("Кон Итикава"))} & sounds_of
    )
    front = [ask.key for ask in asking.possible(Query("Адель")) if ask.key[0] == keys.GENERAL]
    assert front == [keys.GENERAL + sounds.general(["adele"])[:3]]
