"""Two people of one name stay apart: in titles, addresses, completions and cast rows."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.models import Page
from fanwiki.pages.shape import Invalid

from .test_twins import latin, pairs

pytestmark = pytest.mark.django_db
HANGUL = {"text": "김지훈", "kind": "name", "lang": "ko", "primary": True}
SERIES = "/films/money-heist-korea-2022/"


@pytest.fixture
def both(make_person, make_film):
    """The two actors of Money Heist: Korea."""
    names = [latin("Kim Ji-hoon"), HANGUL]
    denver = make_person("Kim Ji-hoon", names=names, disambiguation="actor; Denver in Money Heist: Korea", born="1981")
    told = {"disambiguation": "actor; Helsinki in Money Heist: Korea", "born": "1991"}
    helsinki = make_person("Kim Ji-hoon (born 1991)", names=names, **told)
    cast = [
        {"person": "Kim Ji-hoon", "character": "Denver"},
        {"person": "Kim Ji-hoon (born 1991)", "character": "Helsinki"},
    ]
    make_film("Money Heist: Korea", year=2022, cast=cast)
    return denver, helsinki


def test_one_title_is_the_title_of_one_page(both, make_person):
    with pytest.raises(Invalid, match="tells them apart"):
        make_person("Kim Ji-hoon")
    assert pairs() == []


def test_each_has_an_address_of_its_own_and_the_name_alone_gives_a_choice(both, client):
    assert [page.slug for page in both] == ["kim-ji-hoon", "kim-ji-hoon-born-1991"]
    chooser = client.get("/people/김지훈/")
    assert {page.pk for page in chooser.context["pages"]} == {page.pk for page in both}


@pytest.mark.parametrize("typed", ["김지훈", "Kim Ji-hoon", "kim jihun", "ㄱㅈㅎ"])
def test_completions_offer_both_and_say_who_is_who(typed, both, client):
    results = client.get("/api/v1/suggest", {"q": typed, "kind": "person"}).json()["results"]
    assert {row["title"] for row in results} == {"Kim Ji-hoon", "Kim Ji-hoon (born 1991)"}
    assert {row["url"] for row in results} == {page.get_absolute_url() for page in both}


def test_rows_of_a_cast_name_and_lead_to_each_of_them(both, client):
    html = client.get(SERIES).content.decode()
    cast = html.partition('id="cast"')[2].partition("</section>")[0]
    for page in both:
        assert f'href="{page.get_absolute_url()}"' in cast
    assert "Kim Ji-hoon (born 1991)" in cast


def test_each_has_the_part_that_is_theirs(both, client):
    for page, part, other in ((both[0], "Denver", "Helsinki"), (both[1], "Helsinki", "Denver")):
        html = client.get(page.get_absolute_url()).content.decode()
        body = html.partition("<main")[2].replace(f"{part} in Money Heist", "")
        assert part in body
        assert f">{other}<" not in body


def test_a_renaming_of_one_leaves_the_other_alone(both, editor, client):
    editing.rename(both[0], "Kim Ji-hoon (born 1981)", was="Kim Ji-hoon", by=editor, summary="")
    assert Page.objects.get(pk=both[1].pk).slug == "kim-ji-hoon-born-1991"
    assert client.get("/people/kim-ji-hoon/").url.startswith("/people/kim-ji-hoon-born-1981/")
    assert pairs() == []
