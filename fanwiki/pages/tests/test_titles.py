"""Titles, names and the pages they lead to."""

import pytest
from django.core.exceptions import ValidationError

from fanwiki.pages import editing, titles
from fanwiki.pages.kinds import Mention
from fanwiki.pages.models import Link, Title
from fanwiki.pages.reading import References

from .test_save import change

pytestmark = pytest.mark.django_db


def leads_to(kind, title):
    return titles.resolve([Mention("", kind, title)]).pages.get((kind, titles.names.fold(title)))


def test_a_title_leads_to_its_page_however_it_is_spaced_and_cased(make_character):
    page = make_character("Ok-ju")
    for typed in ("Ok-ju", "ok ju", "OKJU", "Ｏｋ－ｊｕ"):
        assert leads_to("character", typed) == page


def test_every_name_is_a_door(make_film):
    names = [{"text": "Ballerina", "primary": True}, {"text": "Bailarina", "lang": "es"}]
    hint = {"text": "Balerina", "kind": "search_hint"}
    page = make_film("Ballerina", names=[*names, {"text": "발레리나", "lang": "ko"}, hint])
    for typed in ("Bailarina", "발레리나", "balerina"):
        assert leads_to("film", typed) == page
        assert leads_to("", typed) == page


def test_a_name_that_two_pages_share_leads_to_neither(make_person):
    name = {"text": "김지훈", "lang": "ko"}
    make_person("Kim Ji-hoon", names=[{"text": "Kim Ji-hoon", "primary": True}, name])
    make_person("Kim Ji-hoon (born 1991)", names=[name])
    assert leads_to("person", "김지훈") is None
    assert leads_to("person", "Kim Ji-hoon").title == "Kim Ji-hoon"


def test_a_title_wins_over_a_name(make_person):
    make_person("Rachel Jun", names=[{"text": "Jeon Jong-seo"}])
    owner = make_person("Jeon Jong-seo")
    assert leads_to("person", "Jeon Jong-seo") == owner


def test_a_link_without_kind_leads_to_the_first_kind_that_has_the_title(make_person, make_film):
    person = make_person("Ballerina")
    assert leads_to("", "Ballerina") == person
    assert leads_to("film", "Ballerina") is None
    film = make_film("Ballerina")
    assert leads_to("", "Ballerina") in (film, person)
    assert leads_to("film", "Ballerina") == film


def test_a_red_link_turns_blue_when_its_page_appears(make_film, make_person):
    film = make_film(body="With [[Jeon Jong-seo]].", cast=[{"person": "Jeon Jong-seo"}])
    assert References.of_current(film).page("person", "Jeon Jong-seo") is None
    person = make_person("Jeon Jong-seo")
    refs = References.of_current(film)
    assert refs.page("person", "Jeon Jong-seo") == person
    assert refs.page("", "Jeon Jong-seo") == person


def test_a_link_turns_red_when_its_page_goes_and_blue_when_it_is_back(make_film, make_person, moderator):
    film = make_film(body="With [[person:Jeon Jong-seo]].")
    person = make_person("Jeon Jong-seo")
    editing.delete(person, by=moderator, summary="")
    assert References.of_current(film).page("person", "Jeon Jong-seo") is None
    editing.undelete(person, by=moderator, summary="")
    assert References.of_current(film).page("person", "Jeon Jong-seo") == person


def test_a_name_added_later_opens_the_door_for_links_that_stood_there_before(make_film, editor):
    other = make_film("The Call", body="See [[Bailarina]].")
    page = make_film("Ballerina")
    change(page, editor, names=[{"text": "Ballerina"}, {"text": "Bailarina", "lang": "es"}])
    assert References.of_current(other).page("", "Bailarina") == page
    change(page, editor, names=[{"text": "Ballerina"}])
    assert References.of_current(other).page("", "Bailarina") is None


def test_a_title_mentioned_often_is_one_row(make_film):
    for n in range(3):
        make_film(f"Film {n}", cast=[{"person": "Jeon Jong-seo"}, {"person": "jeon jong seo", "note": "again"}][:1])
    assert Title.objects.filter(kind="person", key="jeonjongseo").count() == 1
    assert Link.objects.filter(title__key="jeonjongseo").count() == 3


def test_links_say_where_they_stand(make_film):
    page = make_film(body="[[The Call]]", cast=[{"id": "a", "person": "Jeon Jong-seo", "character": "Ok-ju"}])
    assert set(page.links.values_list("where", flat=True)) == {"body", "cast.a.person", "cast.a.character"}


def test_the_title_of_a_deleted_page_can_be_taken_and_then_not_undeleted(make_film, moderator):
    first = make_film("Ballerina")
    editing.delete(first, by=moderator, summary="")
    second = make_film("Ballerina")
    assert second.get_absolute_url() == "/films/ballerina/"
    with pytest.raises(ValidationError, match="already"):
        editing.undelete(first, by=moderator, summary="")


def test_a_slug_never_shadows_a_route_and_never_stands_twice(make_film):
    assert make_film("New").slug == "new-film"
    assert make_film("Café").slug == "cafe"
    assert make_film("Ballerina").slug == "ballerina"
    assert make_film("Ballerina (ballet)").slug == "ballerina-ballet"


def test_films_carry_their_year(make_film):
    assert make_film("Ballerina", releases=[{"date": "2023-10-06", "kind": "web"}]).slug == "ballerina-2023"
    assert make_film("Flower Boy", year=2013).slug == "flower-boy-2013"
