"""What links here, what is wanted, and names that several pages share."""

import pytest

from fanwiki.pages import editing, inbound, upkeep
from fanwiki.pages.models import Title

pytestmark = pytest.mark.django_db


def text(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def person(make_person, make_film, make_character):
    page = make_person("Jeon Jong-seo", names=[{"text": "Jeon Jong-seo", "primary": True}, {"text": "전종서"}])
    make_film("Ballerina", cast=[{"person": "전종서"}], body="[[Jeon Jong-seo]]")
    make_film("The Call", cast=[{"person": "Jeon Jong-seo"}])
    make_character("Ok-ju", body="Played by [[Jeon Jong-seo]].")
    return page


def test_every_page_is_listed_with_the_places_where_it_names_this_one(person, client):
    page = text(client, "/people/jeon-jong-seo/links/")
    for word in (
        "3 pages name this one",
        "In the text, Cast: Person",
        'as “<span lang="ko">전종서</span>”',
        "The Call",
        "Ok-ju",
    ):
        assert word in page


@pytest.mark.parametrize(
    ("where", "shown", "hidden"),
    [("cast", "The Call", "Ok-ju"), ("body", "Ok-ju", "The Call"), ("%00", "The Call", "nothing at all")],
)
def test_the_list_is_narrowed_to_one_place(where, shown, hidden, person, client):
    page = text(client, f"/people/jeon-jong-seo/links/?where={where}")
    assert f">{shown}</a>" in page and f">{hidden}</a>" not in page


def test_a_place_that_names_it_nowhere_says_so(person, client):
    assert "No page names this one there" in text(client, "/people/jeon-jong-seo/links/?where=quotes")


def test_it_goes_on_by_key_and_costs_the_same_for_fifty(person, make_film, client, django_assert_max_num_queries):
    for n in range(55):
        make_film(f"Film {n}", body="[[Jeon Jong-seo]]")
    with django_assert_max_num_queries(8):
        page = text(client, "/people/jeon-jong-seo/links/")
    assert "58 pages" in page and "?before=" in page and "Film 54" in page and "The Call" not in page


def test_titles_that_lead_here_are_told(person, editor, client):
    editing.rename(person, "Rachel Jun", was="Jeon Jong-seo", by=editor, summary="")
    page = text(client, "/people/rachel-jun/links/")
    assert "Titles that lead here" in page and 'as “Jeon Jong-seo”, “<span lang="ko">전종서</span>”' in page


def test_deleting_shows_what_links_here_first(person, moderator, logged_in):
    page = text(logged_in(moderator), "/people/jeon-jong-seo/delete/")
    assert "3 pages link here" in page and "The Call" in page


def test_wanted_pages_are_counted_by_page_the_most_wanted_first(make_film, client):
    make_film("A", body="[[Burning]] [[Burning]]", cast=[{"person": "Yoo Ah-in"}])
    make_film("B", body="[[burning]] [[Yoo Ah-in]]")
    make_film("C", body="[[film:Burning]]")
    assert [(row.title, row.kind, row.pages) for row in inbound.wanted()] == [
        ("Burning", "film", 3),
        ("Yoo Ah-in", "person", 2),
    ]
    page = text(client, "/wanted/")
    assert page.index("Burning") < page.index("Yoo Ah-in")
    assert "3 pages name it" in text(client, "/wanted/links/?kind=film&title=Burning")


def test_what_was_written_is_wanted_no_more_and_what_was_deleted_is_again(make_film, moderator, client):
    make_film("A", body="[[Burning]]")
    page = make_film("Burning")
    assert inbound.wanted() == []
    editing.delete(page, by=moderator, summary="")
    assert [row.title for row in inbound.wanted()] == ["Burning"]


def test_the_wanted_list_goes_on_by_number_and_key(make_film, client, django_assert_max_num_queries):
    make_film("A", body=" ".join(f"[[Wanted {n:03}]]" for n in range(120)))
    seen, address = [], "/wanted/"
    while address:
        with django_assert_max_num_queries(2):
            answer = client.get(address)
        rows, more = answer.context["rows"], answer.context["more"]
        seen += [row.title for row in rows]
        address = f"/wanted/?pages={more.pages}&after={more.key}" if more else ""
    assert seen == [f"Wanted {n:03}" for n in range(120)]


@pytest.mark.parametrize("query", ["?pages=x", "?pages=99999999999999999999&after=%00", "?pages=1&after=" + "x" * 9000])
def test_nonsense_in_the_address_of_a_list_is_no_error(query, make_film, client):
    make_film("A", body="[[Burning]]")
    text(client, f"/wanted/{query}")
    text(client, f"/wanted/links/{query}&kind=%00&title=%00")


@pytest.fixture
def namesakes(make_person):
    name = {"text": "김지훈", "lang": "ko"}
    make_person("Kim Ji-hoon", names=[{"text": "Kim Ji-hoon", "primary": True}, name], description="Played Denver.")
    return make_person("Kim Ji-hoon (born 1991)", names=[name], description="Played Helsinki.")


def test_a_name_that_several_pages_share_gets_a_page_that_tells_them_apart(namesakes, client):
    page = text(client, "/people/김지훈/")
    for word in (
        "2 pages are called this",
        "Kim Ji-hoon (born 1991)",
        "Played Denver.",
        "Played Helsinki.",
        'lang="ko"',
    ):
        assert word in page
    assert text(client, "/called/?name=김지훈") and text(client, "/called/?name=김지훈&kind=person")


def test_a_link_to_a_shared_name_leads_to_the_choice(namesakes, make_film, client):
    make_film("Ballerina", body="[[김지훈]]", cast=[{"person": "김지훈"}])
    page = text(client, "/films/ballerina/")
    assert page.count("/called/?name=") == 3 and "Several pages are called 김지훈" in page
    assert inbound.wanted() == []


def test_once_only_one_page_is_left_the_name_leads_to_it(namesakes, make_film, moderator, client):
    make_film("Ballerina", body="[[김지훈]]")
    editing.delete(namesakes, by=moderator, summary="")
    assert client.get("/called/?name=김지훈").url.partition("?")[0] == "/people/kim-ji-hoon/"
    assert 'href="/people/kim-ji-hoon/"' in text(client, "/films/ballerina/")
    assert not Title.objects.filter(shared=True).exists()
    assert list(upkeep.verify()) == []


def test_a_name_that_nobody_has_can_be_written(client, db):
    assert "No page is called this" in text(client, "/called/?name=Nobody")
    for name in ("", "%00", "!!!"):
        text(client, f"/called/?name={name}", 404)


def test_the_address_of_a_deleted_title_says_that_it_was_deleted(make_film, moderator, logged_in, client):
    page = make_film("Burning", year=2018)
    editing.delete(page, by=moderator, summary="Not a film")
    page = text(client, "/films/burning/", 404)
    assert "A page of this title was deleted" in page and "Not a film" not in page
    assert "Not a film" in text(logged_in(moderator), "/films/burning/", 404)
