"""Which page is meant, in which order, and why."""

import pytest

from fanwiki.pages import editing
from fanwiki.search import why
from fanwiki.search.finding import suggest
from films.seed import seed_ballerina

pytestmark = pytest.mark.django_db

EXPECTED = {
    "ok ju": "ok-ju", "Ok-ju": "ok-ju", "okju": "ok-ju", "Ok Joo": "ok-ju", "옥주": "ok-ju", "ㅇㅈ": "ok-ju",
    "Jun Jong-seo": "jeon-jong-seo", "jong seo jeon": "jeon-jong-seo", "Chŏn Chongsŏ": "jeon-jong-seo",
    "전종서": "jeon-jong-seo", "ㅈㅈㅅ": "jeon-jong-seo", "Park Yoo Rim": "park-yu-rim", "Bak Yurim": "park-yu-rim",
    "Lee Chung-hyeon": "lee-chung-hyun", "Gim Jihun": "kim-ji-hoon", "pro choi": "choi-pro", "최프로": "choi-pro",
    "minhee": "min-hee", "Min-hui": "min-hee", "bailarina": "ballerina-2023", "발레리나": "ballerina-2023",
    "ㅂㄹㄹㄴ": "ballerina-2023", "the telephone": "the-call-2020", "콜": "the-call-2020",
    "house of paper korea": "money-heist-korea-joint-economic-area-2022",
    "종이의집": "money-heist-korea-joint-economic-area-2022", "la casa de papel": "la-casa-de-papel",
    "woo a lawyer extraordinaire": "extraordinary-attorney-woo-2022", "우영우": "extraordinary-attorney-woo-2022",
    "ㅈㅇㅇㅈ": "money-heist-korea-joint-economic-area-2022",
}  # fmt: skip


def name(text, kind="name", lang="und-Latn"):
    return {"text": text, "kind": kind, "lang": lang}


def titles(query, **more):
    return [hit.page.title for hit in suggest(query, **more)]


def said(query):
    return [why.plain(hit) for hit in suggest(query)]


def test_what_people_typed_for_the_first_entry_opens_the_right_page():
    seed_ballerina()
    assert {query: suggest(query)[0].page.slug for query in EXPECTED} == EXPECTED


def test_exact_comes_before_the_beginning_and_that_before_what_only_sounds_alike(make_person):
    make_person("Jun Ji")
    make_person("Jun Jihyun")
    make_person("Jeon Ji", names=[name("Jeon Ji"), name("전지", lang="ko")])
    make_person("Kim Jun Ji")
    assert titles("jun ji") == ["Jun Ji", "Jun Jihyun", "Kim Jun Ji", "Jeon Ji"]
    assert titles("jeun jee") == ["Jeon Ji", "Jun Ji"]  # heard as Korean, and as anything


def test_among_equals_the_page_that_others_name_comes_first(make_film, make_person):
    make_person("Kim Ji-hoon (born 1981)", names=[name("Kim Ji-hoon")])
    make_person("Kim Ji-hoon (born 1991)", names=[name("Kim Ji-hoon")])
    assert titles("kim ji-hoon") == ["Kim Ji-hoon (born 1981)", "Kim Ji-hoon (born 1991)"]
    make_film("Ballerina", cast=[{"person": "Kim Ji-hoon (born 1991)"}])
    assert titles("kim ji-hoon") == ["Kim Ji-hoon (born 1991)", "Kim Ji-hoon (born 1981)"]


def test_a_title_comes_before_the_same_name_of_another_page(make_film):
    make_film("The Dancer", names=[name("Ballerina", "translated_title", "es")])
    make_film("Ballerina", relations=[])
    make_film("Swan", cast=[], body="[[The Dancer]]")
    assert titles("ballerina") == ["Ballerina", "The Dancer"]


def test_words_come_before_letters_that_run_over_their_ends(make_person, make_film):
    make_film("And Your Mother Too")
    make_person("Andy Lau")
    assert titles("andy") == ["Andy Lau", "And Your Mother Too"]


def test_a_title_comes_before_other_names_that_fit_as_well(make_person):
    make_person("Barbara Herzog", names=[name("Barbara Herzog"), name("Werner Herzog")])
    make_person("Werner Herzog")
    assert titles("herzog werner") == titles("werner herz") == ["Werner Herzog", "Barbara Herzog"]


def test_words_of_a_name_are_enough_whatever_stands_between_them(make_film, make_person):
    make_film("Harry Potter and the Chamber of Secrets")
    make_film("Alice's Adventures in Wonderland")
    make_person("Hara", names=[name("原節子", lang="ja")])
    make_film("Harry", body="Of Potter, chamber and secrets.")
    assert titles("potter chamber secr") == ["Harry Potter and the Chamber of Secrets"]
    assert titles("alice in wonderland") == ["Alice's Adventures in Wonderland"]
    assert titles("potter chamber secrets", kinds=["person"]) == []
    assert titles("子") == ["Hara"]


def test_a_word_that_is_said_again_makes_no_name_better(make_film):
    make_film("Bye")
    make_film("Bye Bye Birdie")
    assert titles("bye bye") == ["Bye Bye Birdie", "Bye"]


def test_a_page_is_found_by_words_of_several_of_its_names(make_film):
    make_film("Ballerina", names=[name("Ballerina"), name("The Dancer")])
    assert titles("ballerina dancer") == ["Ballerina"]


@pytest.mark.parametrize(
    "typed",
    [
        "Boys Before Flowers",  # another word
        "Boys Flowers Autumn",  # one besides, one left out
        "boys over flowers 2009",
        "Bois Over Flowres",
        "꽃남",
        "BOF",
    ],
)
def test_a_title_is_found_by_most_of_its_words_and_by_their_first_letters(typed, make_film):
    make_film("Boys Over Flowers", names=[name("꽃보다 남자", "title", "ko")])
    make_film("Flowers of the Sea")
    assert titles(typed)[:1] == ["Boys Over Flowers"]


def test_a_japanese_name_is_found_where_half_of_it_is_typed_as_it_is_read(make_person):
    make_person("Meiko Kaji", names=[name("梶芽衣子", lang="ja")])
    make_person("Kaji Taro", names=[name("梶太郎", lang="ja")])
    assert titles("梶めいこ") == ["Meiko Kaji"]


def test_a_korean_name_is_found_in_han_characters_of_any_form(make_person):
    make_person("Son Ye-jin", names=[name("손예진", lang="ko")])
    assert titles("孫藝珍") == titles("孙艺珍") == ["Son Ye-jin"]


def test_what_is_exact_hides_nobody_who_sounds_the_same(make_person):
    make_person("Sung Kang-ho", names=[name("성강호", lang="ko")])
    make_person("Song Kang-ho", names=[name("송강호", lang="ko")])
    assert titles("sung kang ho") == ["Sung Kang-ho", "Song Kang-ho"]


def test_a_part_of_a_name_is_no_better_than_a_beginning(make_film):
    make_film("The Wedding Banquet", cast=[])
    make_film("The Golden Door of the Old Wedding")
    make_film("Swan", body="[[The Wedding Banquet]]", cast=[])
    assert titles("the wedding")[:1] == ["The Wedding Banquet"]


def test_a_number_is_rather_another_part_than_an_error(make_film):
    make_film("Infernal Affairs")
    make_film("Infernal Affairs 2")
    assert titles("infernal affair 2")[:1] == ["Infernal Affairs 2"]


def test_a_misspelled_name_is_found_though_it_is_short(make_person):
    make_person("Ok-ju", names=[name("Ok-ju"), name("옥주", lang="ko")])
    make_person("Ran")
    assert titles("옥쥬") == titles("dhrwn") == ["Ok-ju"]
    assert titles("rna") == titles("raan") == titles("ron") == ["Ran"]


def test_a_name_with_two_errors_is_found_where_nothing_is_nearer(make_person):
    make_person("Krzysztof Kieslowski")
    assert titles("Krzystzof Kieslowzki") == titles("Krzyzstof Keislowski") == ["Krzysztof Kieslowski"]


def test_chinese_names_in_either_script_and_in_pinyin(make_person):
    make_person("Wong Kar-wai", names=[name("Wong Kar-wai"), name("王家衛", lang="zh-Hant")])
    for query in ("王家卫", "王家衛", "家卫", "wang jiawei", "jia wei wang", "Wang Chia-wei"):
        assert titles(query) == ["Wong Kar-wai"], query


def test_a_chinese_name_is_found_in_other_characters_that_are_read_the_same(make_person):
    make_person("Yimou Zhang", names=[name("张艺谋", lang="zh-Hans")])
    assert titles("章艺谋") == ["Yimou Zhang"]


def test_only_kinds_that_are_asked_for(make_film, make_character):
    make_film("Ballerina")
    make_character("Ballerina")
    assert [hit.page.kind for hit in suggest("ballerina", ["character"])] == ["character"]
    assert titles("ballerina", limit=1) == ["Ballerina"]


def test_pictures_are_not_suggested_unless_asked_for(make_picture):
    make_picture("Poster")
    assert titles("poster") == []
    assert titles("poster", kinds=["picture"]) == ["Poster"]


@pytest.mark.parametrize(
    ("row", "query", "told"),
    [
        (name("Bailarina", "translated_title", "es"), "bailarina", "Matched its Spanish title, Bailarina"),
        (name("발레리나", "original_title", "ko"), "ㅂㄹㄹㄴ", "Matched its original title, 발레리나"),
        (name("Dancer", "working"), "dancer", "Working title: Dancer"),
        (name("Balet", "variant"), "balet", "Also spelled Balet"),
        (name("Danseuse", "title"), "danseuse", "Matched its other title, Danseuse"),
        (name("Balerinna", "search_hint"), "balerinna", ""),
    ],
)
def test_it_says_which_name_was_found_but_for_search_hints(row, query, told, make_film):
    make_film("Ballerina", names=[name("Ballerina", "title", "en"), row])
    assert said(query) == [told]


def test_the_title_needs_no_reason(make_film):
    make_film("Ballerina", names=[name("Ballerina", "title", "en")])
    assert said("ballerina") == said("balle") == said("balerina") == [""]


def test_a_former_title_is_found_and_told(make_film, editor):
    film = make_film("Dancer", names=[name("발레리나", "original_title", "ko")])
    editing.rename(film, "Ballerina", was="Dancer", by=editor, summary="")
    assert said("dancer") == ["Formerly called Dancer"]


def test_reasons_are_marked_and_escaped(make_film):
    make_film("Ballerina", names=[name("Ballerina", "title", "en"), name("<b>Bail</b> %(name)s", "alias")])
    [hit] = suggest("bbailbname")
    assert "<b>" not in why.marked(hit) and "<mark>" not in why.plain(hit)


ABUSE = [
    *("", "  ", "!?", "🎬", "ㅈ", "%", "_", "'; DROP TABLE", '"AND NEAR(', "^$.*+?()[]{}|\\", "\0", "\ud800", "ㄳㄳㄳ"),
    *("x" * 100_000, "a b c d e f g " * 99, "가ㄱ" * 500),
]


@pytest.mark.parametrize("query", ABUSE)
def test_anything_may_be_asked(query, make_film):
    make_film("Ballerina")
    assert titles(query) == []


@pytest.mark.parametrize(("query", "queries"), [("ballerina", 4), ("ballerino", 6), ("nothing", 3), ("!", 0)])
@pytest.mark.parametrize("more", [1, 12])
def test_it_costs_few_queries(query, queries, more, make_film, django_assert_max_num_queries):
    for number in range(more):
        make_film(f"Ballerina {number}", names=[name("Ballerina", "title", "en")])
    suggest("warm")
    with django_assert_max_num_queries(queries):
        suggest(query)


@pytest.mark.parametrize(
    ("native", "lang", "typed"),
    [
        ("草彅剛", "ja", "草なぎ剛"),
        ("草彅剛", "ja", "草ナギ剛"),
        ("はだしのゲン", "ja", "裸足のゲン"),
        ("崖の上のポニョ", "ja", "がけの上のポニョ"),
        ("誰も知らない", "ja", "だれも知らない"),
        ("君の名は", "ja", "きみの名は。"),
        ("無限の刃鬼滅編", "ja", "無限のやいば鬼滅編"),
        ("新選組血風録の夜", "ja", "新選組けっぷうろくの夜"),
        ("战狼2", "zh", "战狼Ⅱ"),
        ("战狼2", "zh", "戰狼二"),
        ("Ba mùa", "vi", "3 mua"),
        ("Lật mặt 7: Một điều ước", "vi", "lật mặt bảy"),
        ("Cape No. 7", "en", "Cape Number Seven"),
        ("Warriors of the Rainbow: Seediq Bale", "en", "Sediq Bale"),
        ("Adèle Exarchopoulos", "fr", "Адель Экзаркопулос"),
        ("Kon Ichikawa", "ja-Latn", "Кон Итикава"),
        ("Hande Erçel", "tr", "هاندا أرتشيل"),
        ("黄渤", "zh", "Hwang Bo"),
    ],
)
def test_a_name_is_found_as_it_is_heard_or_counted_elsewhere(native, lang, typed, make_film):
    for title in ("Another", "花の上", "Ba", "Cape Fear"):
        make_film(title, cast=[])
    make_film("Swan", names=[name(native, lang=lang)])
    assert titles(typed) == ["Swan"]


def test_of_those_whom_kana_may_mean_the_one_who_is_heard_so_comes_first(make_person):
    make_person("Kusakari Go", names=[name("草刈剛", lang="ja")])
    make_person("Tsuyoshi Kusanagi", names=[name("草彅剛", lang="ja")])
    assert titles("草なぎ剛") == ["Tsuyoshi Kusanagi", "Kusakari Go"]
    assert titles("草かり剛") == ["Kusakari Go", "Tsuyoshi Kusanagi"]


def test_a_name_that_repeats_a_word_has_no_more_of_what_was_typed(make_film):
    make_film("Girl Girl Boy Hello World", cast=[])
    assert titles("girl zebra") == []
