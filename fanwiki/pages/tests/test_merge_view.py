"""`/people/<slug>/merge/`: which page, field by field, the outcome, the act."""

import pytest
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Batch, Page
from films.seed import seed_ballerina

from .editor_form import Fields
from .test_save import change
from .test_twins import HANGUL, latin

pytestmark = pytest.mark.django_db
ADDRESS = "/people/jeon-jong-seo/merge/"


@pytest.fixture
def kept(make_person):
    body = "An actress.\n\n## Life\n\nBorn in Seoul."
    ids = {"imdb": "nm0000001", "tmdb": "5"}
    return make_person(
        "Jeon Jong-seo", names=[latin("Jeon Jong-seo"), HANGUL], born="1994", external_ids=ids, body=body, tags=["a"]
    )


@pytest.fixture
def other(make_person):
    body = "Somebody who acts.\n\n## Life\n\nShe dances.\n\n## Awards\n\nTwo.[^s]"
    return make_person(
        "Jun Jong-seo",
        names=[latin("Jun Jong-seo"), HANGUL],
        born="1994-07-05",
        birthplace="Seoul",
        external_ids={"imdb": "nm0000002", "kobis": "20200001"},
        tags=["b"],
        body=body,
        sources=[{"key": "s", "title": "An article"}],
    )


@pytest.fixture
def browser(moderator, logged_in):
    return logged_in(moderator)


def form_of(answer, do, **changes):
    data = Fields(answer.content.decode()).data
    names = ("of_page", "other", "base", "other_base", "edit_summary")
    kept = {name: value for name, value in data.items() if name in names or name.startswith("side-")}
    return kept | {"do": do} | changes


def document(page):
    return Page.objects.with_head().get(pk=page.pk).head.document


def question_names(answer):
    return [question.name for question in answer.context["plan"].questions]


@pytest.mark.parametrize(
    "typed",
    [
        "Jun Jong-seo",
        "jun jong seo",
        "http://testserver/people/jun-jong-seo/",
        "/people/jun-jong-seo/history/",
        "Jun Jongseo",
    ],
)
def test_the_other_page_is_found_by_title_name_or_address(typed, kept, other, browser):
    answer = browser.get(ADDRESS, {"name": typed})
    assert answer.status_code == 302
    assert answer.url == f"{ADDRESS}?other={other.pk}"


def test_a_name_that_both_have_means_the_other_one(kept, other, browser):
    assert browser.get(ADDRESS, {"name": "전종서"}).url.endswith(f"?other={other.pk}")


def test_of_several_pages_of_that_name_one_is_chosen(kept, make_person, browser):
    for year in (1981, 1991):
        make_person(f"Kim Ji-hoon ({year})", names=[latin("Kim Ji-hoon")], born=str(year))
    answer = browser.get(ADDRESS, {"name": "Kim Ji-hoon"})
    assert len(answer.context["found"]) == 2
    assert b"Which one do you mean?" in answer.content


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Jeon Jong-seo", "This is the page itself"),
        ("Ballerina", "is a page of the kind “film”"),
        ("Nobody at all", "No page of this wiki"),
        ("/films/ballerina/", "is a page of the kind “film”"),
        ("/nowhere/at/all/", "No page of this wiki"),
        ("http://[", "No page of this wiki"),
        ("…", "No page of this wiki"),
        ("", "This field is required"),
        ("x" * 301, "at most 300"),
        ("/people/\0/", "cannot be stored"),
    ],
)
def test_what_cannot_be_merged_is_told_beside_the_field(typed, told, kept, make_film, browser):
    make_film("Ballerina")
    answer = browser.get(ADDRESS, {"name": typed})
    assert answer.status_code == 422
    assert told in answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")


@pytest.mark.parametrize("key", ["0", "99999999", "9" * 40, "x", "-1"])
def test_forged_keys_lead_to_the_question_again(key, kept, browser):
    for answer in (browser.get(ADDRESS, {"other": key}), browser.post(ADDRESS, {"other": key, "do": "merge"})):
        assert answer.status_code in (200, 422)
        assert "form" in answer.context


def test_a_deleted_page_and_the_page_itself_are_refused(kept, other, moderator, browser):
    assert "the page itself" in browser.get(ADDRESS, {"other": kept.pk}).content.decode()
    editing.delete(other, by=moderator, summary="")
    assert "was deleted" in browser.get(ADDRESS, {"other": other.pk}).content.decode()


def test_where_both_speak_it_is_asked_and_the_rest_comes_over(kept, other, browser):
    answer = browser.get(ADDRESS, {"other": other.pk})
    assert question_names(answer) == ["side-external_ids.imdb", "side-born", "side-body.", "side-body.life"]
    assert answer.context["plan"].filled == ["tags", "external_ids.kobis", "birthplace", "body.Awards"]
    html = answer.content.decode()
    for said in ("Both, one after the other", "Life", "An article", "Look at the outcome"):
        assert said in html
    assert 'value="merge"' not in html


def test_what_was_chosen_is_shown_and_then_done(kept, other, browser):
    first = browser.get(ADDRESS, {"other": other.pk})
    sides = {"side-born": "other", "side-body.": "other", "side-body.life": "both", "edit_summary": "One person"}
    looked = browser.post(ADDRESS, form_of(first, "look", **sides))
    assert [q.chosen for q in looked.context["plan"].questions] == ["this", "other", "other", "both"]
    assert not looked.context["comparison"].empty
    assert document(kept)["born"] == "1994"
    done = browser.post(ADDRESS, form_of(looked, "merge"))
    batch = Batch.objects.get()
    assert (done.status_code, done.url, batch.summary) == (302, batch.get_absolute_url(), "One person")
    told = document(kept)
    assert (told["born"], told["external_ids"]) == (
        "1994-07-05",
        {"imdb": "nm0000001", "kobis": "20200001", "tmdb": "5"},
    )
    assert told["tags"] == ["a", "b"]
    assert told["body"] == (
        "Somebody who acts.\n\n## Life\n\nBorn in Seoul.\n\nShe dances.\n\n## Awards\n\nTwo.[^s]"
    )  # fmt: skip


def test_sent_twice_it_is_one_merge(kept, other, browser):
    data = form_of(browser.post(ADDRESS, {"other": other.pk, "do": "look"}), "merge")
    answers = [browser.post(ADDRESS, data) for _ in range(2)]
    assert [answer.url for answer in answers] == [Batch.objects.get().get_absolute_url()] * 2
    assert kept.revisions.count() == 2


def test_an_edit_between_looking_and_doing_is_asked_about_with_the_choices_kept(kept, other, browser, editor):
    looked = browser.post(ADDRESS, {"other": other.pk, "do": "look"})
    change(other, editor, birthplace="Busan")
    answer = browser.post(ADDRESS, form_of(looked, "merge", **{"side-born": "other", "edit_summary": "Same"}))
    assert answer.status_code == 409
    assert "has changed since you looked" in answer.content.decode()
    assert [q.chosen for q in answer.context["plan"].questions if q.path == "born"] == ["other"]
    assert 'value="Same"' in answer.content.decode()
    assert browser.post(ADDRESS, form_of(answer, "merge")).status_code == 302
    assert document(kept)["birthplace"] == "Busan"


def test_a_form_that_was_open_too_long_comes_back_with_the_choices(kept, other, moderator, browser):
    looked = browser.post(ADDRESS, {"other": other.pk, "do": "look"})
    late = Client(enforce_csrf_checks=True)
    late.force_login(moderator)
    answer = late.post(ADDRESS, form_of(looked, "merge", **{"side-born": "other", "edit_summary": "One person"}))
    assert answer.status_code == 403 and "has to be confirmed" in answer.text
    form = form_of(answer, "merge")
    assert (form["side-born"], form["edit_summary"]) == ("other", "One person")
    assert not Batch.objects.exists()
    form["csrfmiddlewaretoken"] = Fields(answer.text).data["csrfmiddlewaretoken"]
    assert late.post(ADDRESS, form).url == Batch.objects.get().get_absolute_url()


def test_choices_that_were_never_offered_change_nothing(kept, other, browser):
    looked = browser.post(ADDRESS, {"other": other.pk, "do": "look"})
    forged = {"side-born": "both", "side-title": "other", "side-names": "other", "side-body.": "<script>", "title": "X"}
    browser.post(ADDRESS, form_of(looked, "merge", **forged))
    assert (document(kept)["title"], document(kept)["born"]) == ("Jeon Jong-seo", "1994")


def test_a_form_for_a_page_that_had_this_address_then_does_nothing(kept, other, browser):
    looked = browser.post(ADDRESS, {"other": other.pk, "do": "look"})
    answer = browser.post(ADDRESS, form_of(looked, "merge", of_page="999"))
    assert answer.status_code == 409
    assert not Batch.objects.exists()


def test_together_they_may_break_a_rule_and_that_is_told_before(make_film, browser):
    one = make_film("One", cast=[{"person": f"Person {n}"} for n in range(600)])
    two = make_film("Two", cast=[{"person": f"Other {n}"} for n in range(600)])
    answer = browser.post(f"{one.get_absolute_url()}merge/", {"other": two.pk, "do": "look"})
    assert "break a rule" in answer.content.decode()
    assert 'value="merge"' not in answer.content.decode()


def test_a_year_beside_releases_gives_way(make_film, browser):
    one = make_film("One", year=2022)
    two = make_film("Two", releases=[{"date": "2023-10-06", "kind": "web"}])
    answer = browser.post(f"{one.get_absolute_url()}merge/", {"other": two.pk, "do": "look"})
    plan = answer.context["plan"]
    assert (plan.problems, plan.document["year"], len(plan.document["releases"])) == ([], None, 1)


def test_sources_of_one_key_that_are_two_are_cited_apart(make_film, browser):
    source = {"key": "s", "title": "One article"}
    one = make_film("One", sources=[source], body="One.[^s]")
    shared = {"key": "x", "title": "One article"}
    two = make_film(
        "Two",
        sources=[{"key": "s", "title": "Another"}, shared],
        cast=[{"person": "A", "src": ["s", "x"]}],
        body="## More\n\nTwo.[^s][^x]",
    )
    answer = browser.post(f"{one.get_absolute_url()}merge/", {"other": two.pk, "do": "look"})
    told = answer.context["plan"].document
    assert [(row["key"], row["title"]) for row in told["sources"]] == [("s", "One article"), ("s-2", "Another")]
    assert told["cast"][0]["src"] == ["s-2", "s"]
    assert told["body"] == "One.[^s]\n\n## More\n\nTwo.[^s-2][^s]"


def test_pictures_and_the_lead_picture_are_chosen_and_united(make_film, make_picture, browser):
    make_picture("Poster")
    make_picture("Still", number=1)
    one = make_film("One", picture="Poster", gallery=[{"picture": "Still"}])
    two = make_film("Two", picture="Still", gallery=[{"picture": "Still", "caption": "A dance"}, {"picture": "Poster"}])
    answer = browser.post(f"{one.get_absolute_url()}merge/", {"other": two.pk, "do": "look", "side-picture": "other"})
    told = answer.context["plan"].document
    assert told["picture"] == "Still"
    assert [(row["picture"], row["caption"]) for row in told["gallery"]] == [("Still", "A dance"), ("Poster", "")]


def test_a_picture_is_merged_with_nothing(make_picture, browser):
    page = make_picture("Poster")
    assert browser.get(f"{page.get_absolute_url()}merge/").status_code == 404
    assert b"/merge/" not in browser.get(page.get_absolute_url()).content


def test_spoilers_come_over_as_they_are(kept, make_person, browser):
    body = "::: spoiler who dies\n## Not a section\n:::"
    two = make_person("Jun", body=f"## End\n\n{body}")
    answer = browser.post(ADDRESS, {"other": two.pk, "do": "look"})
    assert answer.context["plan"].document["body"].endswith(f"## End\n\n{body}")


def test_only_moderators_see_the_way_there(kept, other, editor, moderator, logged_in, client):
    assert b"/merge/" in logged_in(moderator).get("/people/jeon-jong-seo/").content
    assert b"/merge/" not in logged_in(editor).get("/people/jeon-jong-seo/").content
    assert logged_in(editor).get(ADDRESS).status_code == 403
    assert client.get(ADDRESS).url.startswith("/accounts/login/")


def test_two_seeded_pages_with_long_documents_can_be_looked_at(browser):
    seed_ballerina()
    one, two = (Page.objects.get(kind="film", title=title) for title in ("Ballerina", "The Call"))
    answer = browser.post(f"{one.get_absolute_url()}merge/", {"other": two.pk, "do": "look"})
    assert (answer.status_code, answer.context["plan"].problems) == (200, [])
