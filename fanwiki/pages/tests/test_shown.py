"""Which of its names a page is shown under: the reader's language, their script, the original, the first."""

import pytest
from django.test import Client
from django.utils import translation

from fanwiki.pages import editing, kinds, shown, upkeep
from fanwiki.pages.models import Page
from films.seed import seed_ballerina

KO = {"Accept-Language": "ko"}


def named(text, lang, kind="name", primary=True):
    return {"text": text, "lang": lang, "kind": kind, "primary": primary}


def document(title, *names):
    return kinds.registry["film"].canonical(kinds.registry["film"].blank() | {"title": title, "names": [*names]})


HEIST = document(
    "La casa de papel",
    named("La casa de papel", "es", "original_title"),
    named("Money Heist", "en", "translated_title"),
    named("종이의 집", "ko", "translated_title"),
)
CALL = document("The Call", named("콜", "ko", "original_title"), named("The Call", "und-Latn", "title"))
ONLY_KOREAN = document("Bargain", named("몸값", "ko", "original_title"))
SECOND = document("Denver (Korea)", named("Denver", "und-Latn"), named("덴버", "ko"))
RENAMED = document("Ballerina", named("Balerina", "und-Latn"), named("발레리나", "ko"))
RUSSIAN = document("Сталкер", named("Сталкер", "ru", "original_title"))


@pytest.mark.parametrize(
    ("language", "document", "text", "lang"),
    [
        ("en", HEIST, "Money Heist", "en"),
        ("es", HEIST, "La casa de papel", "es"),
        ("ko", HEIST, "종이의 집", "ko"),
        ("ja", HEIST, "La casa de papel", "es"),  # the original one
        ("en", CALL, "The Call", "und-Latn"),
        ("es", CALL, "The Call", "und-Latn"),  # their script's
        ("ko", CALL, "콜", "ko"),
        ("en", ONLY_KOREAN, "Bargain", ""),  # a title that they can read is better than an original that they cannot
        ("ko", ONLY_KOREAN, "몸값", "ko"),
        ("en", RUSSIAN, "Сталкер", "ru"),
        ("en", SECOND, "Denver (Korea)", ""),  # what tells it from its namesakes stays
        ("ko", SECOND, "덴버", "ko"),
        ("en", RENAMED, "Ballerina", ""),  # the title is newer than the names
        ("ko", RENAMED, "발레리나", "ko"),
        ("en-gb", HEIST, "Money Heist", "en"),
    ],
)
def test_the_name_follows_the_reader(language, document, text, lang):
    with translation.override(language):
        assert shown.of_document(document) == shown.Shown(text, lang)


def test_a_search_hint_is_never_shown():
    with translation.override("ko"):
        assert shown.of_document(document("Ballerina", named("발레리너", "ko", "search_hint"))).text == "Ballerina"


def test_a_page_without_names_or_with_an_older_card_is_shown_under_its_title():
    assert shown.of_page(Page(title="Ballerina", card={})).text == "Ballerina"
    assert shown.name("Ballerina", []).text == "Ballerina"


# --- On pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def korean(catalogue):
    catalogue("ko", {"Cast": "출연"})
    return Client(headers=KO)


def test_a_page_is_headed_with_the_readers_name_for_it(korean, client, db):
    seed_ballerina()
    film = "/films/ballerina-2023/"
    assert ">Ballerina</h1>" in client.get(film).content.decode()
    told = korean.get(film).content.decode()
    assert ">발레리나</h1>" in told and "<title>발레리나" in told
    assert ">Money Heist</h1>" in client.get("/films/la-casa-de-papel/").content.decode()


def test_credits_filmographies_relations_and_lists_have_the_readers_names(korean, db):
    seed_ballerina()
    film = korean.get("/films/ballerina-2023/").content.decode()
    assert '<a href="/people/jeon-jong-seo/">전종서</a>' in film
    assert '<a href="/films/ballerina-2023/">발레리나</a>' in korean.get("/people/jeon-jong-seo/").content.decode()
    character = korean.get("/characters/ok-ju/").content.decode()
    assert '<a href="/people/jeon-jong-seo/">전종서</a>' in character
    for address in ("/", "/films/", "/recent/", film_links := "/films/ballerina-2023/links/"):
        assert "발레리나" in korean.get(address).content.decode(), (address, film_links)


def test_a_credit_says_the_name_of_today_and_how_it_was_printed(make_film, make_person, moderator, client):
    person = make_person("Jun Jong-seo")
    make_film(cast=[{"person": "Jun Jong-seo", "credited_as": "Jun Jong-seo", "character": "Ok-ju"}])
    assert "credited as" not in client.get("/films/ballerina/").content.decode()
    editing.rename(person, "Jeon Jong-seo", was="Jun Jong-seo", by=moderator, summary="")
    shown_there = client.get("/films/ballerina/").content.decode()
    assert ">Jeon Jong-seo</a>" in shown_there and "credited as Jun Jong-seo" in shown_there
    assert ">Jeon Jong-seo</h1>" in client.get("/people/jeon-jong-seo/").content.decode()


def test_a_link_in_a_text_keeps_the_words_that_were_typed(make_film, make_person, korean):
    make_person(names=[named("Jeon Jong-seo", "und-Latn"), named("전종서", "ko")])
    make_film(body="With [[Jeon Jong-seo]] and [[Jeon Jong-seo|her]].")
    told = korean.get("/films/ballerina/").content.decode()
    assert '<a href="/people/jeon-jong-seo/">Jeon Jong-seo</a>' in told and ">her</a>" in told


@pytest.mark.parametrize("address", ["/films/ballerina-2023/", "/people/jeon-jong-seo/", "/characters/ok-ju/"])
def test_names_need_no_query_of_their_own(address, korean, db, django_assert_max_num_queries):
    seed_ballerina()
    with django_assert_max_num_queries(6):
        assert korean.get(address).status_code == 200


def test_cards_of_before_are_drift_and_rebuild_mends_them(db):
    seed_ballerina()
    assert list(upkeep.verify()) == []
    page = Page.objects.get(slug="ballerina-2023")
    Page.objects.filter(pk=page.pk).update(card={key: value for key, value in page.card.items() if key != "names"})
    assert "what lists show of it differs" in next(iter(upkeep.verify()))
    upkeep.rebuild()
    assert list(upkeep.verify()) == []
