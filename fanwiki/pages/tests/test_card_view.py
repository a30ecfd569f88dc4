"""The picture of a page that other sites show: what is on it, what it costs, what it never shows."""

import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from fanwiki.pages import card_pictures, editing, lettering, title_cards
from fanwiki.pages.card_pictures import Picture

from .test_save import change

CARD = "/films/ballerina/card.png"
BALLERINA = Picture("Ballerina", "발레리나", "Film, 2023", 345, "rays", "Fanwiki")


def opened(png):
    picture = Image.open(io.BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    return picture.convert("RGB")


def differ(one, other):
    """The box in which they differ, but for what the choice of a palette does to a colour."""
    difference = ImageChops.difference(opened(card_pictures.drawn(one)), opened(card_pictures.drawn(other)))
    return difference.convert("L").point(lambda light: 255 * (light > 48)).getbbox()


@pytest.mark.django_db
def test_a_page_has_a_picture_that_anybody_may_show(make_film, client):
    make_film()
    answer = client.get(CARD)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert len(answer.content) < 60_000
    opened(answer.content)
    assert client.post(CARD).status_code == 405


@pytest.mark.django_db
def test_on_it_are_the_title_the_other_name_and_what_the_page_is(make_film, make_person, make_character):
    film = make_film(year=2023, names=[{"text": "발레리나", "lang": "ko", "primary": True, "kind": "original_title"}])
    hue, pattern = film.hue, title_cards.pattern_of("ballerina-2023")
    assert Picture.of(film) == Picture("Ballerina", "발레리나", "Film, 2023", hue, pattern, "Fanwiki")
    assert Picture.of(make_film("The Glory", format="series")).line == "Series"
    assert Picture.of(make_person("Dxyz", type="group")).line == "Group"
    assert Picture.of(make_character()).line == "Character"


@pytest.mark.parametrize(
    "changed", [{"title": "The Call"}, {"native": "콜"}, {"native": ""}, {"line": ""}, {"hue": 120}, {"site": "Wiki"},
                *({"pattern": pattern} for pattern in title_cards.PATTERNS[1:])]
)  # fmt: skip
def test_everything_on_it_can_be_seen(changed):
    assert differ(BALLERINA, BALLERINA._replace(**changed))
    assert BALLERINA.key != BALLERINA._replace(**changed).key


@pytest.mark.parametrize("title", ["W" * 200, "가" * 200, "a b " * 50, "하나 " * 40, "Ballerina"])
def test_words_stay_clear_of_the_foot_and_the_edge(title):
    blank = Picture("", "", "", 0, "frames", "")
    box = differ(blank, blank._replace(title=title, native=f"나{title}"[:200]))
    assert box[0] >= card_pictures.LEFT - 8 and box[1] >= 30
    assert box[2] <= card_pictures.LEFT + card_pictures.COLUMN + 8
    assert box[3] <= card_pictures.HEIGHT - card_pictures.TOP - card_pictures.SITE_HEIGHT


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Ballerina", "Ballerina"), ("발레리나", "발레리나"),
     ("Chŏn Chongsŏ", "Chŏn Chongsŏ"), ("バレリーナ", "バレリーナ"),
     ("Phạm Thư", "Pham Thu"), ("Love 🎬 me", "Love me"), ("Jeon 전", "Jeon 전"), ("o\u0306", "ŏ"), ("8½", "8½"),
     ("⅔", ""), ("نوال", ""), ("芭蕾", ""), ("Балерина", ""), ("뷁", ""), ("🎬", ""), ("", "")],
)  # fmt: skip
def test_a_sign_that_no_font_has_is_never_a_box(text, shown):
    assert lettering.drawable(text) == shown


def test_the_title_gives_way_to_the_other_name_where_it_cannot_be_written():
    assert BALLERINA.words == ["Ballerina", "발레리나"]
    assert BALLERINA._replace(title="芭蕾").words == ["발레리나"]
    assert BALLERINA._replace(native="芭蕾").words == ["Ballerina"]
    assert BALLERINA._replace(title="芭蕾", native="نوال").words == []


@pytest.mark.parametrize("font", ["latin", "hangul"])
def test_every_sign_that_a_font_is_said_to_have_is_drawn(font):
    face = lettering.loaded(font, 20)
    box = bytes(face.getmask("\ue000"))
    blank = set(" \u00a0")
    drawn = {sign: bytes(face.getmask(sign)) for sign in lettering.signs(font) - blank}
    assert [sign for sign, mask in drawn.items() if not any(mask) or mask == box] == []


def test_every_syllable_that_names_are_written_with_is_there():
    syllables = [bytes([row, cell]).decode("euc_kr") for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)]
    assert set(syllables) <= lettering.signs("hangul")
    assert set("āăēĕīĭōŏūŭŎŬéèüñçøłżşğıāÅß’“”–…·") - {"ĕ", "ĭ"} <= lettering.signs("latin")


@settings(max_examples=15, deadline=None)
@given(title=st.text(max_size=200), native=st.text(max_size=200))
def test_any_words_make_a_picture(title, native):
    opened(card_pictures.drawn(Picture(title, native, title, 15, "dots", native)))


@pytest.mark.django_db
def test_it_is_drawn_once_and_who_has_it_gets_304_for_one_query(make_film, client, monkeypatch):
    make_film()
    first = client.get(CARD)
    monkeypatch.setattr(card_pictures, "drawn", None)  # not callable: nothing is drawn again
    assert client.get(CARD).content == first.content
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(CARD, headers={"If-None-Match": first.headers["ETag"]})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == first.headers["ETag"]
    assert len(asked) == 1


@pytest.mark.django_db
def test_a_kept_one_costs_two_queries_and_looks_at_no_session(make_film, client, editor, logged_in):
    make_film()
    client.get(CARD)
    browser = logged_in(editor)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(CARD)
    assert len(asked) <= 2 and not any("session" in query["sql"] for query in asked)
    assert not answer.cookies and "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
def test_an_edit_that_shows_on_it_makes_another_one(make_film, editor, client):
    film = make_film()
    etag = client.get(CARD).headers["ETag"]
    change(film, editor, runtime=93)
    assert client.get(CARD).headers["ETag"] == etag
    change(film, editor, format="short")
    assert client.get(CARD, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.django_db
def test_a_deleted_page_has_none_even_for_those_who_keep_it(make_film, moderator, logged_in):
    film = make_film()
    etag = Client().get(CARD).headers["ETag"]
    editing.delete(film, by=moderator, summary="Copied")
    for browser in (Client(), logged_in(moderator)):
        answer = browser.get(CARD, headers={"If-None-Match": etag})
        assert answer.status_code == 410 and b"PNG" not in answer.content and b"Ballerina" not in answer.content


@pytest.mark.django_db
def test_a_former_address_leads_to_it(make_film, editor, client):
    film = make_film()
    editing.rename(film, "The Dancer", was="Ballerina", by=editor, summary="")
    assert client.get(f"{CARD}?v=2").url == "/films/the-dancer/card.png?v=2"
    assert client.get("/films/nothing/card.png").status_code == 404


@pytest.mark.django_db
def test_the_site_has_one_too(client):
    opened(client.get("/card.png").content)
    assert cache.get(f"card:{Picture.of_site().key}")


@pytest.mark.parametrize(
    ("css", "seen"),
    [((0.986, 0.004, 265), "#f9fafd"), ((1, 0, 0), "#ffffff"), ((0, 0, 0), "#000000"),
     ((0.628, 0.2577, 29.23), "#ff0000")],
)  # fmt: skip
def test_a_colour_is_the_one_that_browsers_show(css, seen):
    assert card_pictures.css_colour(*css) == seen


def test_every_pattern_of_the_sprite_is_read():
    forms = {pattern: [shape.kind for shape in card_pictures.shapes(pattern)] for pattern in title_cards.PATTERNS}
    assert forms["rays"] == ["polygon", "polygon", "polygon", "circle"]
    assert forms["sun"] == ["polygon", "circle", "polygon", "line", "line", "line"]
    assert (forms["rings"].count("circle"), forms["bars"].count("rect"), forms["frames"].count("rect")) == (5, 5, 5)
    assert forms["dots"].count("circle") > 50
    assert card_pictures.shapes("rays")[1].points == [(212, -12), (212, 40), (122, 312), (-40, 312), (-12, 250)]
