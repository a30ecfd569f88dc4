"""What only a browser shows: the content policy at work, scripts on and off, axe."""

import pytest
from playwright.sync_api import expect

from conftest import follow, make_page
from fanwiki.articles.seed import seed_articles
from fanwiki.pages import editing
from fanwiki.pages.models import Page
from films.seed import seed_ballerina

from .axe import wrong_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILM = "/films/ballerina-2023/"
PAGES = ["/", "/films/", "/recent/", "/new/", FILM, f"{FILM}history/", f"{FILM}history/1/", f"{FILM}compare/1/2/",
         f"{FILM}history/2/", f"{FILM}history/999999/", "/users/nobody/",
         "/recent/?by=nobody", f"{FILM}history/?tag=imported&part=nowhere", f"{FILM}compare/1/2/?view=inline",
         f"{FILM}blame/", f"{FILM}blame/?view=beside", f"{FILM}blame/?view=beside&at=1", "/articles/privacy/blame/",
         "/people/jeon-jong-seo/", "/people/netflix/", "/characters/ok-ju/", "/films/nothing/",
         "/maintenance/", "/maintenance/dates-that-differ/", "/maintenance/orphans/", "/maintenance/twins/",
         "/films/?genre=thriller&decade=2020", "/people/?sort=title", "/films/?tag=nothing&genre=drama",
         "/years/", "/years/2023/", "/years/1911/",
         "/search/", "/search/?q=bailarina", "/search/?q=kim", "/search/?q=ㅈㅈ", "/search/?q=nothing", "/search/help/",
         "/search/?q=friend", '/search/?q=ballet+-comedy+with:전종서+"close+friend"+year:soon', "/search/?q=bodygaurd",
         "/articles/", "/articles/how-to-edit/", "/articles/short/", "/articles/privacy/",
         "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
         "/accounts/password/reset/key/1-x/", "/accounts/inactive/", "/preferences/", "/nowhere/at/all/"]  # fmt: skip
EDITOR_PAGES = [f"{FILM}edit/", f"{FILM}edit/?part=cast", f"{FILM}edit/?part=facts", f"{FILM}edit/?part=runtime",
                f"{FILM}edit/?part=story", "/films/new/", "/films/new/?whole=1",
                f"{FILM}restore/1/", f"{FILM}undo/2/2/", f"{FILM}rollback/",
                f"{FILM}links/", f"{FILM}rename/", f"{FILM}rewrite/", f"{FILM}delete/", "/articles/privacy/edit/",
                f"{FILM}merge/", f"{FILM}merge/?name=The+Call", "/maintenance/twins/",
                "/wanted/", "/wanted/links/?title=Nobody", "/batches/", "/batches/1/", "/batches/1/take-back/",
                "/called/?name=김지훈", f"{FILM}history/", f"{FILM}history/1/name/", "/users/boss/", "/table/films/",
                "/users/boss/take-back/?since=2020-01-01T00:00"]  # fmt: skip
ACCOUNT_PAGES = ["/accounts/logout/", "/accounts/email/", "/accounts/password/change/", "/people/new/",
                 "/articles/new/", "/films/gone/", "/films/gone/history/", "/films/gone/undelete/"]  # fmt: skip


def seed_all(make_article):
    """What a new site has, and an article without a heading."""
    seed_articles()
    seed_ballerina()
    make_article("Short", body="Short.")
    make_page("person", "Jun Jong-seo", names=[{"text": "전종서", "kind": "name", "lang": "ko"}])  # as somebody else is


def seed_gone(make_film, by):
    film = make_film("Gone")
    editing.delete(film, by=by, summary="Nobody ever made it")


@pytest.mark.parametrize("reads", [True, False], ids=["reader", "writer"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(width, reads, window, owner, make_article, make_film):
    seed_all(make_article)
    seed_gone(make_film, owner)
    film = Page.objects.get(slug="ballerina-2023")
    editing.restore(film, 1, base=2, by=owner, summary="So that its owner has written something")
    one = window(viewport={"width": width, "height": 900}, bypass_csp=True)
    if not reads:
        one.log_in(owner)
    assert wrong_at(one, PAGES if reads else EDITOR_PAGES + ACCOUNT_PAGES) == {}


def test_under_the_content_policy_nothing_is_refused_and_no_other_host_is_asked(window, owner, make_article, make_film):
    seed_all(make_article)
    seed_gone(make_film, owner)
    reader, writer = window(), window()
    writer.log_in(owner)
    film = Page.objects.get(slug="ballerina-2023")
    admin = ["/admin/", "/admin/films/film/", "/admin/films/film/add/", f"/admin/films/film/{film.pk}/change/",
             f"/admin/films/film/{film.pk}/history/", f"/admin/films/film/{film.pk}/delete/",
             "/admin/films/film/seed-ballerina/", "/admin/accounts/user/",
             "/admin/articles/article/", "/admin/articles/article/seed-articles/"]  # fmt: skip
    for one, addresses in ((reader, PAGES), (writer, [*EDITOR_PAGES, *ACCOUNT_PAGES, *admin])):
        for address in addresses:
            one.page.goto(address)
            if one.page.locator("form.editor").count():  # its scripts ask for more
                one.page.wait_for_load_state("networkidle")
        on_purpose = ("404", "410")  # pages that are missing, and one that was deleted
        complaints = [text for text in one.complaints if not any(status in text for status in on_purpose)]
        assert complaints == []
    assert reader.context.cookies() == [] or {c["name"] for c in reader.context.cookies()} == {"csrftoken"}


def test_a_reader_who_signs_nowhere_has_no_cookie(window, make_article):
    seed_all(make_article)
    reader = window()
    for address in PAGES[:16]:
        reader.page.goto(address)
    assert reader.context.cookies() == []


def test_without_a_script_a_fan_adds_a_row_previews_publishes_and_takes_it_back(window, editor):
    seed_ballerina()
    one = window(java_script_enabled=False)
    one.log_in(editor)
    page = one.page
    page.goto(FILM)
    follow(page, "nav.tabs a:has-text('Edit')")
    page.fill("[name=runtime]", "93")
    follow(page, "button[name=add][value=crew]")
    rows = page.locator("[name^=crew-][name$=-job]")
    rows.nth(1).fill("Music")
    page.locator("[name=crew-1-person]").fill("Gray")
    page.locator("[name=crew-1-department]").select_option("music")
    page.locator("[name=body]").fill("A new **text**.")
    follow(page, page.locator("button.btn[value=preview]"))
    expect(page.locator("strong:has-text('text')")).not_to_have_count(0)
    follow(page, page.locator("button[value=changes]"))
    expect(page.locator("ins:has-text('93')")).not_to_have_count(0)
    page.fill("[name=edit_summary]", "Running time and music")
    follow(page, page.locator("button[value=publish]"))
    expect(page).to_have_url(f"{one.site}{FILM}#facts")
    expect(page.locator("text=93")).not_to_have_count(0)
    expect(page.locator("text=Gray")).not_to_have_count(0)
    follow(page, "nav.tabs a:has-text('History')")
    follow(page, page.locator("a:has-text('Restore')").first)
    follow(page, page.locator("main form button[type=submit]").last)
    expect(page).to_have_url(f"{one.site}{FILM}")
    assert Page.objects.get(slug="ballerina-2023").head.number == 4
    expect(page.locator("text=Gray")).to_have_count(0)


def test_with_scripts_rows_are_added_without_a_reload_and_the_preview_follows(window, editor):
    seed_ballerina()
    one = window()
    one.log_in(editor)
    page = one.page
    page.goto(f"{FILM}edit/")
    people = page.locator("[name^=cast-][name$=-person]")
    before = people.count()
    page.fill("[name=runtime]", "93")
    page.click("button[name=add][value=cast]")
    expect(people.nth(before)).to_be_attached()
    expect(page.locator("[name=runtime]")).to_have_value("93")
    page.fill("[name=body]", "## Heading\n\nSee [[The Call]] and <script>alert(1)</script>.")
    page.dispatch_event("[name=body]", "input")
    expect(page.locator(".markdownx-preview")).to_contain_text("<script>alert(1)")
    expect(page.locator(".markdownx-preview a[href='/films/the-call-2020/']")).not_to_have_count(0)
    assert one.complaints == []


def test_enter_in_a_field_previews_and_neither_deletes_nor_publishes(window, editor):
    seed_ballerina()
    one = window()
    one.log_in(editor)
    one.page.goto(f"{FILM}edit/")
    one.page.fill("[name=runtime]", "93")
    with one.page.expect_navigation():
        one.page.press("[name=runtime]", "Enter")
    expect(one.page.locator("[name=runtime]")).to_have_value("93")
    assert Page.objects.get(slug="ballerina-2023").head.number == 2


def test_the_seed_button_fills_an_empty_site(window, owner):
    one = window()
    one.log_in(owner)
    one.page.goto("/admin/")
    follow(one.page, "a:has-text('Seed the Ballerina entry')")
    assert Page.objects.count() == 0
    follow(one.page, "input[type=submit][value='Add them']")
    follow(one.page, "a[href='/films/ballerina-2023/']")
    expect(one.page.locator("h1")).to_have_text("Ballerina")
    assert Page.objects.count() == 21
    one.page.goto("/admin/films/film/")
    follow(one.page, "a:has-text('Seed the Ballerina entry')")
    expect(one.page.locator("body")).to_contain_text("nothing to add")
    assert one.complaints == []


def test_in_the_admin_a_row_is_added_with_the_stock_script(window, owner):
    seed_ballerina()
    film = Page.objects.get(slug="ballerina-2023")
    one = window(viewport={"width": 1440, "height": 1000})
    one.log_in(owner)
    page = one.page
    page.goto(f"/admin/films/film/{film.pk}/change/")
    for summary in page.locator("#crew-group summary").all():
        summary.click()
    page.click("#crew-group .add-row a")
    page.fill("[name=crew-1-person]", "Gray")
    page.fill("[name=crew-1-job]", "Composer")
    page.fill("[name=edit_summary]", "Music")
    page.click("[name=_save]")
    page.wait_for_url("**/admin/films/film/")
    film.refresh_from_db()
    assert (film.head.number, film.head.summary, film.head.document["crew"][1]["person"]) == (3, "Music", "Gray")
    assert one.complaints == []
