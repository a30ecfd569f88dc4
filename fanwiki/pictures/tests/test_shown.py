"""A picture where it is shown: on its own page, as the picture of others, in galleries and in texts."""

import json
import re

import pytest
from django.test import Client
from PIL import Image

from conftest import make_page
from fanwiki.pages import editing, upkeep
from fanwiki.pages.models import Page
from fanwiki.pictures.needed import needed

pytestmark = pytest.mark.django_db


def read(page):
    return Client().get(page.get_absolute_url()).content.decode()


def test_its_page_tells_author_licence_and_where_it_is_shown(make_picture, make_film):
    picture = make_picture("Poster", caption="On a dark ground", licence="cc_by_4")
    make_film("Ballerina", picture="Poster")
    html = read(picture)
    assert "Hanbit" in html
    assert "https://creativecommons.org/licenses/by/4.0/" in html
    assert "On a dark ground" in html
    assert '<a href="/films/ballerina/">Ballerina</a>' in html


def test_its_page_takes_a_fixed_number_of_queries(make_picture, make_film, django_assert_num_queries):
    picture = make_picture("Poster")
    make_film("Ballerina", picture="Poster")
    with django_assert_num_queries(8):
        read(picture)
    with django_assert_num_queries(6):  # what was drawn asks for no file
        read(picture)
    for n in range(9):
        make_film(f"Film {n}", gallery=[{"picture": "Poster"}])
    with django_assert_num_queries(8):
        read(picture)


def test_the_pictures_of_a_film_cost_no_query(make_picture, make_film, django_assert_num_queries):
    for n in range(4):
        make_picture(f"Still {n}", number=n)
    plain, rich = make_film("Plain"), make_film("Rich", picture="Still 0", body="![](picture:Still 1)\n\nText",
        gallery=[{"picture": "Still 2"}, {"picture": "Still 3"}])  # fmt: skip
    with django_assert_num_queries(5):
        read(plain)
    with django_assert_num_queries(5):
        html = read(rich)
    assert html.count("<img") == 4


def test_lists_show_pictures_without_a_query_more(make_picture, make_film, django_assert_num_queries):
    make_film("Plain")
    Client().get("/films/")  # reads what changed
    with django_assert_num_queries(2):
        Client().get("/films/")
    for n in range(3):
        make_picture(f"Still {n}", number=n)
        make_film(f"Film {n}", picture=f"Still {n}")
    Client().get("/films/")
    with django_assert_num_queries(2):
        html = Client().get("/films/").content.decode()
    assert html.count("<img") == 3


def test_every_image_says_how_large_it_is(make_picture, make_film):
    make_picture("Poster")
    film = make_film("Ballerina", picture="Poster", gallery=[{"picture": "Poster"}], body="![](picture:Poster){wide}")
    for tag in re.findall("<img[^>]*>", read(film)):
        assert re.search(r'width="\d+" height="\d+"', tag)
        assert "alt=" in tag


def test_in_a_text_it_is_a_figure_with_author_and_licence(make_picture, make_film):
    make_picture("Poster")
    film = make_film(
        "Ballerina", body='![She dances](picture:Poster "In the hall"){side}\n\nSee ![it](picture:Poster).'
    )
    html = read(film)
    assert '<figure class="side"><a href="/pictures/poster/"><img' in html
    assert 'alt="She dances"' in html
    assert "In the hall" in html
    assert "Hanbit, " in html
    assert 'See <a href="/pictures/poster/">it</a>' in html


def test_what_nobody_has_uploaded_is_a_link_to_where_it_can_be(make_film):
    html = read(make_film("Ballerina", body="![She dances](picture:Poster)", picture="Poster"))
    assert 'class="missing" href="/pictures/new/?title=Poster"' in html
    assert "<img" not in html


def test_a_deleted_picture_leaves_the_title_card_and_comes_back(make_picture, make_film, moderator):
    picture, film = make_picture("Poster"), None
    film = make_film("Ballerina", picture="Poster")
    assert "-poster480-" in read(film)
    editing.delete(picture, by=moderator, summary="Not ours")
    assert "<img" not in read(film)
    assert picture.head.document["file"] in needed()
    editing.undelete(Page.objects.get(pk=picture.pk), by=moderator, summary="It is")
    assert "-poster480-" in read(film)
    assert list(upkeep.verify()) == []


def test_a_spoiler_is_in_no_list_and_closed_on_pages(make_picture, make_film):
    make_picture("The end", spoiler=True)
    film = make_film("Ballerina", picture="The end", gallery=[{"picture": "The end"}])
    assert "<img" not in Client().get("/films/").content.decode()
    html = read(film)
    assert html.count("<img") == 1
    assert re.search(r'<details class="spoiler"><summary>.*?</summary><div><figure', html)


def test_other_sites_are_shown_it_where_its_licence_lets_them(make_picture, make_film):
    make_picture("Free", licence="cc_by_4")
    make_picture("Not free", number=1, licence="fair_use", reason="The poster of the film.")
    shared = re.compile('<meta property="og:image" content="([^"]*)">')
    assert "/media/" in shared.search(read(make_film("One", picture="Free")))[1]
    assert "card.png" in shared.search(read(make_film("Two", picture="Not free")))[1]


def test_it_tells_machines_what_it_is(make_picture):
    html = read(make_picture("Poster", licence="cc_by_4"))
    data = json.loads(re.search('<script type="application/ld\\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "ImageObject"
    assert data["creditText"] == "Hanbit"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_another_focal_point_is_another_cut(make_picture, make_film, editor):
    picture = make_picture("Poster", number=3)
    film = make_film("Ballerina", picture="Poster")
    before = re.findall(r"-card\d+-[^ \"]*", Client().get("/films/").content.decode())
    document = picture.head.document | {"focal_y": 10}
    editing.save(picture, document, base=1, by=editor, summary="Her face")
    after = re.findall(r"-card\d+-[^ \"]*", Client().get("/films/").content.decode())
    assert before != after
    assert film.pk


@pytest.mark.parametrize(
    ("field", "value"), [("focal_x", 101), ("focal_x", -1), ("file", "x" * 64), ("file", "0" * 64), ("alt", "")]
)
def test_a_document_that_names_no_file_or_no_place_is_refused(field, value, make_picture):
    said = make_picture("Poster").head.document
    with pytest.raises(editing.Invalid):
        make_page(
            "picture", "Other", **{name: said[name] for name in ("file", "alt", "licence", "author")} | {field: value}
        )


def test_a_picture_that_is_renamed_is_still_shown(make_picture, make_film, editor):
    picture = make_picture("Poster")
    film = make_film("Ballerina", picture="Poster", body="![](picture:Poster)")
    editing.rename(picture, "The poster", was="Poster", by=editor, summary="")
    assert read(film).count("<img") == 2


def test_an_old_revision_and_a_preview_show_what_they_name(make_picture, make_film, editor, logged_in):
    picture = make_picture("Poster")
    make_film("Ballerina", picture="Poster")
    assert "<img" in Client().get("/films/ballerina/history/1/").content.decode()
    assert "<img" in Client().get("/pictures/poster/history/1/").content.decode()
    form = logged_in(editor).get(f"{picture.get_absolute_url()}edit/").content.decode()
    assert f'name="file" value="{picture.head.document["file"]}"' in form


def test_a_picture_of_any_title_is_shown_by_what_its_page_says(make_picture, make_film):
    picture = make_picture('A (test "shot"')
    code = re.search("<code>(.*?)</code>", read(picture))[1].replace("&quot;", '"')
    assert "<img" in read(make_film("Ballerina", body=code))


def test_a_spoiler_is_closed_in_comparisons_and_untold_elsewhere(make_picture, editor):
    picture = make_picture("The end", caption="She dies", spoiler=True)
    other = make_picture("Other", number=4).head.document["file"]
    editing.save(picture, picture.head.document | {"file": other}, base=1, by=editor, summary="")
    html = Client().get("/pictures/the-end/compare/1/2/").content.decode()
    assert re.search(r'<details class="spoiler"><summary>.*<img', html, re.DOTALL)
    assert "She dies" not in Client().get("/pictures/").content.decode()
    data = re.search('<script type="application/ld\\+json">(.*?)</script>', read(Page.objects.get(pk=picture.pk)))[1]
    assert "She dies" not in data
    assert "/media/" not in data


@pytest.fixture
def looks(make_picture, moderator, logged_in):
    """Whether a picture is (shown, closed) in a look at one of its revisions: made, another file, and what comes."""
    picture = make_picture("The end")
    other = make_picture("Other", number=4).head.document["file"]
    browser, told = logged_in(moderator), {"by": moderator, "summary": ""}

    def look(place):
        html = browser.get(f"/pictures/the-end/{place}/").text
        parts = re.split('<details class="spoiler">(.*?)</details>', html, flags=re.DOTALL)
        return "<img" in "".join(parts[::2]), "<img" in "".join(parts[1::2])

    def change(page, **said):
        return editing.save(page, page.head.document | said, base=page.head.number, **told).page

    return change(picture, file=other), change, look


@pytest.mark.parametrize("place", ["history/1", "history/2", "compare/1/2", "undo/2/2", "restore/1", "rollback"])
def test_a_picture_that_is_a_spoiler_now_is_closed_as_it_was_before(place, looks):
    picture, change, look = looks
    assert look(place) == (True, False)
    change(picture, spoiler=True)
    assert look(place) == (False, True)


def test_a_picture_that_was_a_spoiler_then_is_closed_as_it_was(looks):
    picture, change, look = looks
    change(change(picture, spoiler=True), spoiler=False)
    for place in ("compare/1/3", "history/3"):
        assert look(place) == (True, True)  # the page's own picture above it is no spoiler any more


def test_a_link_to_a_picture_has_each_attribute_once(make_picture, make_film):
    make_picture("Poster")
    html = read(make_film("Ballerina", body="See ![it](picture:Poster) and ![x](picture:Red).\n\n![](picture:Red)"))
    assert not re.search(r'<a [^>]* title="[^"]*"[^>]* title=', html)
    assert 'title=""' not in html


def test_a_heading_that_is_a_picture_is_called_what_it_shows(make_picture, make_film):
    make_picture("Poster")
    html = read(make_film("Ballerina", body="## ![The poster](picture:Poster)\n\nText"))
    assert '<a href="#s-the-poster">The poster</a>' in html


def test_an_animation_can_be_played(keep):
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("red", "blue")]
    file = keep(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90)
    picture = make_page("picture", "Moving", file=file.pk, alt="Red, then blue", licence="cc0")
    assert re.search(r'<a href="/media/[^"]*">Play</a>', read(picture))
