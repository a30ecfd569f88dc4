"""What templates draw pages with."""

import re

import pytest
from django.template import Context, Template

from fanwiki.pages import kinds, title_cards
from fanwiki.pages.models import Page
from fanwiki.pages.reading import Reading, References
from fanwiki.pages.templatetags import pages
from fanwiki.text.markup import Rendered

OK_JU = Page(kind="character", slug="ok-ju", title="Ok-ju", hue=30, card={"native": {"text": "옥주", "lang": "ko"}})


def film_page(title="Ballerina", **card):
    return Page(kind="film", slug="ballerina-2023", title=title, hue=345, card={"format": "film", **card})


def reading_of(kind="film", references=(), **document):
    known = kinds.registry[kind]
    refs = References({(page.kind, "okju"): page for page in references})
    return Reading(known, known.blank() | document, Rendered(cites={"seed": 1}), refs)


def drawn(source, **context):
    return Template("{% load pages visuals %}" + source).render(Context(context)).strip()


# --- Values in words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2023-10-06", "6 October 2023"),
        ("2023-10", "October 2023"),
        ("2023", "2023"),
        ("2023-10-06~", "about 6 October 2023"),
        ("2023?", "perhaps 2023"),
        ("some day", "some day"),
        ("", ""),
    ],
)
def test_a_partial_date_is_said_as_people_say_it(stored, said):
    assert pages.partial_date(stored) == said


def test_a_machine_reads_a_date_without_its_doubt():
    assert pages.machine_date("2023-10~") == "2023-10"


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ko", "Korean"),
        ("ko-Latn", "Korean (Latin)"),
        ("und-Latn", "Latin"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("zz", "zz"),
    ],
)
def test_a_language_has_a_name(tag, name):
    assert pages.language(tag) == name


def test_a_country_has_a_name_and_an_unknown_code_stays():
    assert pages.country("KR") == "South Korea"
    assert pages.country("??") == "??"


def test_a_choice_is_shown_by_its_label():
    assert drawn('{{ value|label:"film.cast.role_type" }}', value="main") == "Main"
    assert drawn('{{ value|label:"film.format" }}', value="web_series") == "Web series"
    assert drawn('{{ value|label:"film.format" }}', value="opera") == "opera"


def test_back_links_count_in_letters():
    assert [pages.letter(n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]


def test_a_fact_is_called_by_its_name():
    assert pages.field_name("runtime", kinds.registry["film"]) == "running time"
    assert pages.field_name("no such", kinds.registry["film"]) == "no such"


# --- Runs of other scripts -------------------------------------------------------------------------------------------


def test_other_scripts_carry_their_language():
    assert pages.in_script("발레리나") == '<span lang="ko">발레리나</span>'
    assert pages.in_script("Ballerina") == "Ballerina"
    assert pages.in_language("Chŏn Chongsŏ", "ko-Latn") == '<span lang="ko-Latn">Chŏn Chongsŏ</span>'
    assert pages.in_language("Jeon", "und-Latn") == "Jeon"


def test_marked_text_is_escaped():
    assert pages.in_script("<b>&") == "&lt;b&gt;&amp;"
    assert pages.in_language("<옥주>", "ko") == '<span lang="ko">&lt;옥주&gt;</span>'


# --- Pictures --------------------------------------------------------------------------------------------------------


def test_an_icon_is_hidden_from_screen_readers():
    assert re.fullmatch(
        r'<svg class="i i-lg" aria-hidden="true"><use href="\S+icons\S*\.svg#pencil"/></svg>',
        pages.icon("pencil", "i-lg"),
    )


def test_a_film_is_drawn_as_a_title_card():
    html = drawn("{% page_visual page %}", page=film_page(year=2023, native={"text": "발레리나", "lang": "ko"}))
    assert 'class="tc h-345"' in html
    assert ">Ballerina</text>" in html
    assert '<tspan lang="ko">발레리나</tspan>' in html and "2023" in html


def test_anybody_else_is_drawn_as_the_first_syllable_of_their_own_script():
    html = drawn('{% page_visual page classes="round" %}', page=OK_JU)
    assert html == '<span class="mono h-30 round" lang="ko" aria-hidden="true">옥</span>'


def test_somebody_without_a_page_has_a_monogram_too():
    assert re.fullmatch(
        r'<span class="mono h-\d+" aria-hidden="true">P</span>', drawn('{% monogram None title="Park Yu-rim" %}')
    )


def test_every_word_of_a_usual_title_stands_whole_on_its_card():
    fitted = title_cards.fit("Money Heist: Korea – Joint Economic Area")
    assert " ".join(line.text for line in fitted.lines) == "Money Heist: Korea – Joint Economic Area"
    assert all(title_cards.width(line.text) * fitted.size <= title_cards.WIDTH for line in fitted.lines)


@pytest.mark.parametrize("title", ["x" * 200, "옥" * 200, "word " * 40, "😀", ""])
def test_no_title_runs_out_of_its_card(title):
    fitted = title_cards.fit(title)
    assert all(title_cards.width(line.text) * fitted.size <= title_cards.WIDTH + fitted.size for line in fitted.lines)
    assert all(line.y <= title_cards.HEIGHT + title_cards.LEFT + fitted.size for line in fitted.lines)


def test_a_pattern_belongs_to_an_address():
    assert title_cards.pattern_of("ballerina-2023") == title_cards.pattern_of("ballerina-2023")
    assert {title_cards.pattern_of(str(n)) for n in range(60)} == set(title_cards.PATTERNS)


# --- Links and citations ---------------------------------------------------------------------------------------------


def test_a_row_links_to_the_page_that_it_names():
    html = drawn('{% page_link "character" "Ok Ju" %}', reading=reading_of(references=[OK_JU]))
    assert html == '<a href="/characters/ok-ju/">Ok-ju</a>', "under its name of today"
    html = drawn('{% page_link "character" "Ok Ju" "Jang Ok-ju" %}', reading=reading_of(references=[OK_JU]))
    assert html == '<a href="/characters/ok-ju/">Jang Ok-ju</a>', "or as it was printed"


def test_a_page_not_written_yet_is_a_red_link_to_where_it_is_written():
    html = drawn('{% page_link "person" title %}', reading=reading_of(), title="Song <Kang>")
    assert 'class="missing"' in html and 'href="/people/new/?title=Song+%3CKang%3E"' in html
    assert ">Song &lt;Kang&gt;</a>" in html


def test_marks_are_numbered_and_counted_for_the_way_back():
    reading = reading_of(sources=[{"key": "seed"}, {"key": "asiae"}])
    first = drawn("{% cite keys %}", reading=reading, keys=["asiae", "nobody"])
    assert first == '<sup class="fn" id="f-asiae-1"><a href="#source-asiae" aria-label="Source 2">2</a></sup>'
    drawn("{% cite keys %}", reading=reading, keys=["asiae"])
    said = drawn('{% back_links "asiae" as ids %}{{ ids|join:" " }}', reading=reading)
    assert said == "f-asiae-1 f-asiae-2"
    assert drawn('{% back_links "seed" as ids %}{{ ids|join:" " }}', reading=reading) == "t-seed-1"


def test_links_in_stored_text_get_the_addresses_of_today():
    stored = '<p><a href="wiki:character/okju/Ok%20Ju">her</a></p>'
    html = drawn("{% prose html %}", reading=reading_of(references=[OK_JU]), html=stored)
    assert html == '<p><a href="/characters/ok-ju/">her</a></p>'


def test_a_note_stands_with_its_fact_and_the_others_elsewhere():
    notes = [{"field": "genres", "text": "Two genres.", "src": []}, {"field": "", "text": "No picture.", "src": []}]
    reading = reading_of(notes=notes)
    assert drawn('{% fact_notes "genres" %}', reading=reading) == '<dd class="aside-note">Two genres.</dd>'
    rest = drawn('{% other_notes "genres year" as rest %}{{ rest|length }}{{ rest.0.text }}', reading=reading)
    assert rest == "1No picture."


def test_databases_elsewhere_are_linked_where_they_have_an_address():
    film = reading_of(external_ids={"imdb": "tt28102562", "tmdb": "1", "wikidata": "Q42", "kobis": "20230001"})
    assert [site for site, _address in pages.elsewhere(film)] == ["IMDb", "TMDB", "Wikidata", "KOBIS"]
    assert ("IMDb", "https://www.imdb.com/title/tt28102562/") in pages.elsewhere(film)
    assert ("TMDB", "https://www.themoviedb.org/movie/1") in pages.elsewhere(film)
    series = reading_of(format="series", external_ids={"tmdb": "1"})
    assert pages.elsewhere(series) == [("TMDB", "https://www.themoviedb.org/tv/1")]
    person = reading_of("person", external_ids={"imdb": "nm1", "kobis": "10000001"})
    assert pages.elsewhere(person) == [("IMDb", "https://www.imdb.com/name/nm1/"), ("KOBIS", "")]


# --- Names -----------------------------------------------------------------------------------------------------------


def test_search_hints_are_never_shown():
    rows = [{"text": "Balerina", "kind": "search_hint"}, {"text": "Bailarina", "kind": "translated_title"}]
    assert [row["text"] for row in pages.shown_names(rows)] == ["Bailarina"]


def test_original_titles_and_other_ones_are_told_apart():
    names = [("Ballerina", "title"), ("발레리나", "original_title"), ("Bailarina", "translated_title")]
    document = {
        "title": "Ballerina",
        "names": [{"text": text, "kind": kind, "lang": "und", "primary": False} for text, kind in names],
    }
    assert [row["text"] for row in pages.original_titles(document)] == ["발레리나"]
    assert [row["text"] for row in pages.also_called(document)] == ["Bailarina"]


def test_the_body_of_a_template_lies_beside_it():
    assert pages.fragment("films/film.html") == "films/_film.html"


@pytest.mark.django_db
def test_nobody_links_to_a_title_that_was_never_mentioned():
    assert pages.mentions("film", "Parasite") == 0
