"""A list as a table: chosen facts of many pages, changed at once, published as one batch."""

import re
from html import unescape

import pytest
from django.test import Client

from fanwiki.pages import batches, editing, sheets, upkeep
from fanwiki.pages.models import Batch, Page, Revision

from .editor_form import Fields
from .test_save import change

pytestmark = pytest.mark.django_db

TABLE = "/table/films/"
COLUMNS = ["runtime", "genres", "description"]


@pytest.fixture
def films(make_film):
    return [make_film(f"Film {n}", runtime=90 + n, genres=["drama"]) for n in range(4)]


@pytest.fixture
def browser(editor, logged_in):
    return logged_in(editor)


def opened(browser, columns=COLUMNS, **asked):
    """What its form would send."""
    answer = browser.get(TABLE, {"column": columns, **asked})
    assert answer.status_code == 200
    return form_of(answer, columns)


def form_of(answer, columns=COLUMNS):
    form = answer.content.decode().partition('<form class="sheet"')[2]
    return Fields(form).data | {"column": columns}


def cell(page, name):
    return f"p{page.pk}-{name}"


def shown(answer):
    return unescape(re.sub(r"<[^>]*>", "", answer.content.decode()))


def fact(page, name):
    page.refresh_from_db()
    return page.head.document[name]


def test_one_save_is_one_revision_of_each_changed_page_in_one_batch(films, browser, editor):
    form = opened(browser) | {cell(films[0], "runtime"): "120", cell(films[2], "genres"): "drama, crime"}
    answer = browser.post(TABLE, form | {"edit_summary": "From the discs"})
    batch = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, batch.get_absolute_url())
    assert (fact(films[0], "runtime"), fact(films[2], "genres")) == (120, ["drama", "crime"])
    told = batch.revisions.order_by("page").values_list("page__title", "number", "summary", "by__username")
    assert list(told) == [("Film 0", 2, "From the discs", "hanbit"), ("Film 2", 2, "From the discs", "hanbit")]
    assert (batch.act, batch.finished, batch.left) == ("table", True, [])
    assert list(upkeep.verify()) == []


def test_its_author_takes_all_of_it_back(films, browser, editor):
    form = opened(browser) | {cell(film, "runtime"): "120" for film in films}
    browser.post(TABLE, form)
    batches.take_back(Batch.objects.get(), by=editor, summary="Wrong discs")
    assert [fact(film, "runtime") for film in films] == [90, 91, 92, 93]


def test_what_is_not_shown_stays(films, browser):
    change(films[0], None, body="The story.", countries=["KR"])
    browser.post(TABLE, opened(browser) | {cell(films[0], "runtime"): "120"})
    films[0].refresh_from_db()
    document = films[0].head.document
    assert (document["runtime"], document["body"], document["countries"]) == (120, "The story.", ["KR"])


def test_nothing_is_published_while_one_cell_is_wrong_and_everything_typed_comes_back(films, browser):
    wrong = {cell(films[0], "runtime"): "120", cell(films[1], "runtime"): "long"}
    answer = browser.post(TABLE, opened(browser) | wrong)
    assert (answer.status_code, Batch.objects.count(), fact(films[0], "runtime")) == (422, 0, 90)
    form = form_of(answer)
    assert (form[cell(films[0], "runtime")], form[cell(films[1], "runtime")]) == ("120", "long")
    assert "Film 1: Enter a whole number." in shown(answer)
    assert f'id="id_p{films[1].pk}-runtime_error"' in answer.content.decode()


def test_a_rule_of_the_whole_page_is_told_in_its_line(films, browser):
    answer = browser.post(TABLE, opened(browser) | {cell(films[0], "runtime"): "99999"})
    assert (answer.status_code, Batch.objects.count()) == (422, 0)
    assert "Film 0: Ensure this value is less than or equal to 10000." in shown(answer)


def test_a_page_that_somebody_else_changed_elsewhere_is_merged(films, browser, other_editor):
    form = opened(browser) | {cell(films[0], "runtime"): "120"}
    change(films[0], other_editor, genres=["war"])
    assert browser.post(TABLE, form).status_code == 302
    assert (fact(films[0], "runtime"), fact(films[0], "genres")) == (120, ["war"])


def test_a_cell_that_two_changed_is_asked_about_and_the_others_are_published(films, browser, other_editor):
    """Three of its pages change while a table is open."""
    form = opened(browser) | {cell(film, "runtime"): "120" for film in films}
    for film in films[:3]:
        change(film, other_editor, runtime=77, genres=["war"])
    answer = browser.post(TABLE, form)
    assert (answer.status_code, [fact(film, "runtime") for film in films]) == (409, [77, 77, 77, 120])
    assert "3 pages need a look" in shown(answer)
    assert "One page was published." in shown(answer)
    assert "minseo changed this while you were editing. Theirs: 77. Yours: 120." in shown(answer)
    again = form_of(answer)
    assert (again[cell(films[0], "runtime")], again[cell(films[0], "genres")]) == ("120", "war")
    assert browser.post(TABLE, again).status_code == 302
    assert [fact(film, "runtime") for film in films] == [120] * 4
    assert fact(films[0], "genres") == ["war"]
    assert [len(batch.left) for batch in Batch.objects.order_by("pk")] == [3, 0]


def test_a_page_that_was_deleted_meanwhile_is_told_with_what_was_typed(films, browser, moderator):
    form = opened(browser) | {cell(films[0], "runtime"): "120", cell(films[1], "runtime"): "121"}
    editing.delete(films[0], by=moderator, summary="Spam")
    answer = browser.post(TABLE, form)
    assert (answer.status_code, fact(films[1], "runtime")) == (409, 121)
    assert "This page was deleted while you were editing." in shown(answer)
    assert form_of(answer)[cell(films[0], "runtime")] == "120"


def test_the_same_form_twice_changes_nothing_twice(films, browser):
    form = opened(browser) | {cell(films[0], "runtime"): "120"}
    browser.post(TABLE, form)
    again = browser.post(TABLE, form)
    assert (again.status_code, Batch.objects.count(), films[0].revisions.count()) == (302, 1, 2)


def test_a_form_in_which_nothing_was_changed_says_so(films, browser):
    answer = browser.post(TABLE, opened(browser))
    assert (answer.status_code, Revision.objects.count(), Batch.objects.count()) == (422, 4, 0)
    assert "Nothing was changed." in shown(answer)


def test_the_table_has_the_pages_of_the_filtered_list_and_the_chosen_columns(films, make_film, browser):
    make_film("Other", genres=["war"])
    answer = browser.get(TABLE, {"genre": "war", "column": ["genres", "body", "nonsense", "title"]})
    assert [line.page.title for line in answer.context["sheet"].lines] == ["Other"]
    assert answer.context["sheet"].columns == ["genres"]
    assert "Genre: war" in shown(answer).replace("War", "war")
    assert len(browser.get(TABLE).context["sheet"].columns) == sheets.AT_FIRST


def test_a_list_links_to_its_table(films):
    assert '<a class="btn" href="/table/films/?genre=drama"' in Client().get("/films/?genre=drama").content.decode()


def test_a_longer_list_goes_on_with_the_same_columns(films, browser, monkeypatch):
    monkeypatch.setattr(sheets, "MOST", 3)
    answer = browser.get(TABLE, {"column": ["runtime"]})
    first = [line.page.title for line in answer.context["sheet"].lines]
    rest = browser.get(answer.context["more"]).context["sheet"]
    assert (first, [line.page.title for line in rest.lines]) == (["Film 3", "Film 2", "Film 1"], ["Film 0"])
    assert rest.columns == ["runtime"]


@pytest.mark.parametrize(
    "forged",
    [
        {"p999999999-base": "1", "p999999999-runtime": "1"},
        {"p0-base": "1", "px-base": "1", "p1e3-base": "1", "p-base": ""},
        {"is_staff": "1", "author": "boss", "number": "9"},
        {f"p{'9' * 30}-base": "1"},
    ],
)
def test_what_no_form_would_send_is_ignored(forged, films, browser):
    answer = browser.post(TABLE, opened(browser) | forged | {cell(films[0], "runtime"): "120"})
    assert (answer.status_code, Revision.objects.count()) == (302, 5)


def test_a_page_of_another_kind_is_in_no_table_of_films(films, make_person, browser):
    person = make_person()
    form = opened(browser) | {cell(person, "base"): "1", cell(person, "description"): "X", cell(films[0], "runtime"): 5}
    browser.post(TABLE, form)
    assert fact(person, "description") == ""


def test_a_column_that_was_not_chosen_is_not_changed_by_what_is_sent(films, browser):
    sent = {cell(films[0], "countries"): "KR", cell(films[0], "title"): "X", cell(films[0], "runtime"): "120"}
    browser.post(TABLE, opened(browser) | sent)
    films[0].refresh_from_db()
    assert (films[0].title, films[0].head.document["countries"]) == ("Film 0", [])


@pytest.mark.parametrize("base", ["", "0", "77", "x", "9" * 40])
def test_a_line_that_lost_its_revision_says_so(base, films, browser):
    answer = browser.post(TABLE, opened(browser) | {cell(films[0], "runtime"): "120", cell(films[0], "base"): base})
    assert (answer.status_code, fact(films[0], "runtime")) == (422, 90)
    assert form_of(answer)[cell(films[0], "runtime")] == "120"


def test_more_pages_than_a_table_has_are_not_published(films, browser):
    many = {f"p{films[0].pk + n}-base": "1" for n in range(300)}
    answer = browser.post(TABLE, many | {"column": COLUMNS, cell(films[0], "runtime"): "120"})
    assert (answer.status_code, Revision.objects.count()) == (422, 4)


def test_who_was_logged_out_gets_the_table_back(films, browser):
    form = opened(browser) | {cell(films[0], "runtime"): "120"}
    browser.logout()
    answer = browser.post(TABLE, form)
    assert (answer.status_code, form_of(answer)[cell(films[0], "runtime")]) == (403, "120")


def test_a_stale_token_gives_the_table_back(films, editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    form = opened(strict) | {cell(films[0], "runtime"): "120", "csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(TABLE, form)
    again = form_of(answer)
    assert (answer.status_code, again[cell(films[0], "runtime")]) == (403, "120")
    assert strict.post(TABLE, again).status_code == 302


def test_tables_are_limited_and_what_was_typed_stays(films, browser, settings):
    settings.RATE_LIMITS = True
    for n in range(4):
        answer = browser.post(TABLE, opened(browser) | {cell(films[0], "runtime"): str(100 + n)})
    assert (answer.status_code, form_of(answer)[cell(films[0], "runtime")]) == (429, "103")
    assert "Retry-After" in answer.headers


def test_who_is_not_logged_in_is_asked_to(films):
    answer = Client().get(TABLE, {"genre": "drama"})
    assert answer["Location"] == "/accounts/login/?next=/table/films/%3Fgenre%3Ddrama"


def test_a_table_of_two_hundred_pages_asks_few_queries(make_film, browser, django_assert_max_num_queries):
    for n in range(30):
        make_film(f"Film {n}")
    browser.get(TABLE)
    with django_assert_max_num_queries(8):
        browser.get(TABLE)
    pages = list(Page.objects.filter(kind="film"))
    form = opened(browser)
    with django_assert_max_num_queries(40):  # one save, and no query for any page that stays as it is
        assert browser.post(TABLE, form | {cell(pages[0], "runtime"): "5"}).status_code == 302


@pytest.mark.parametrize(
    ("path", "columns"), [("people", ["born"]), ("characters", ["of_work"]), ("articles", ["tags"])]
)
def test_every_kind_has_its_table(path, columns, make_person, make_character, make_article, browser):
    pages = make_person(), make_character(), make_article()
    form = Fields(browser.get(f"/table/{path}/", {"column": columns}).content.decode().partition("sheet")[2]).data
    page = next(page for page in pages if cell(page, "base") in form)
    said = {"born": "1994", "of_work": "Ballerina", "tags": "revenge"}[columns[0]]
    assert browser.post(f"/table/{path}/", form | {"column": columns, cell(page, columns[0]): said}).status_code == 302
    assert fact(page, columns[0]) in (said, [said])


def test_a_date_that_cannot_be_is_told_beside_its_cell(make_person, browser):
    page = make_person(died="1990")
    form = Fields(browser.get("/table/people/", {"column": ["born"]}).content.decode().partition("sheet")[2]).data
    answer = browser.post("/table/people/", form | {"column": ["born"], cell(page, "born"): "1994"})
    assert answer.status_code == 422
    assert "Nobody dies before being born." in shown(answer)


def test_there_is_no_table_of_nothing(browser):
    assert browser.get("/table/nonsense/").status_code == 404
    assert "No page is in this table." in shown(browser.get("/table/films/"))


@pytest.mark.parametrize("who", ["nobody", "editor"])
def test_a_forged_line_tells_nothing_of_a_page_that_was_deleted(who, make_film, editor, moderator, logged_in):
    page = make_film("Hidden title", description="Hidden words")
    editing.delete(page, by=moderator, summary="Private")
    sender = Client() if who == "nobody" else logged_in(editor)
    forged = {cell(page, "base"): "1", cell(page, "runtime"): "x", "column": COLUMNS}
    answer = sender.post(TABLE, forged)
    assert form_of(answer)[cell(page, "runtime")] == "x"
    assert "Hidden" not in answer.content.decode() and "hidden-title" not in answer.content.decode()
