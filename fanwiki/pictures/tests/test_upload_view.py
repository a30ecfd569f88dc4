"""Pictures that come in from a form: the file first, then what is said of it, then the page that it is for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from fanwiki.pages import upkeep
from fanwiki.pages.models import Page, Revision
from fanwiki.pages.tests.editor_form import Fields
from fanwiki.pictures.stored import File

from .made import encoded, poster

pytestmark = pytest.mark.django_db
NEW = "/pictures/new/"


def a_file(image=None, name="poster.jpg"):
    return SimpleUploadedFile(name, encoded(image or poster(), "JPEG"), "image/jpeg")


def told(file, **said):
    """What the second form sends of one file."""
    said = {"alt": "A dancer", "licence": "own", "author": "Hanbit"} | said
    return {f"{file.pk[:8]}-{name}": value for name, value in said.items()}


def upload(browser, address=NEW, **files):
    """The file that was kept, and the address that asks about it."""
    answer = browser.post(address, files or {"files": a_file()})
    assert answer.status_code == 302
    return File.objects.latest("at"), answer["Location"]


def test_a_file_is_asked_about_and_then_is_a_picture(editor, logged_in):
    browser = logged_in(editor)
    file, ask = upload(browser)
    assert "What it shows" in browser.get(ask).content.decode()
    answer = browser.post(ask, told(file, title="A dancer in white"), follow=True)
    assert answer.redirect_chain[-1][0] == "/pictures/a-dancer-in-white/"
    page = Page.objects.get(kind="picture")
    assert page.head.document["file"] == file.pk
    assert page.head.by == editor
    assert list(upkeep.verify()) == []


def test_without_a_title_it_is_called_what_it_shows(editor, logged_in):
    file, ask = upload(logged_in(editor))
    logged_in(editor).post(ask, told(file))
    assert Page.objects.get(kind="picture").title == "A dancer"


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"alt": ""}, "alt", "required"),
        ({"licence": ""}, "licence", "required"),
        ({"licence": "fair_use", "author": ""}, "reason", "Say why this wiki may show it"),
        ({"licence": "cc_by_4", "author": ""}, "author", "asks for the name of the author"),
        ({"source": "javascript:alert(1)"}, "source", "begins with https"),
        ({"licence": "all mine"}, "licence", "not one of the available"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_what_was_typed_stays(said, field, why, editor, logged_in):
    file, ask = upload(logged_in(editor))
    answer = logged_in(editor).post(ask, told(file, caption="Typed with care") | told(file, **said))
    assert answer.status_code == 422
    [asked] = answer.context["asked"]
    assert why in str(asked.form.errors[field])
    if field != "alt":
        assert "A dancer" in answer.content.decode()
    assert not Page.objects.filter(kind="picture").exists()


def test_a_title_that_is_taken_is_refused_beside_it(editor, logged_in, make_picture):
    make_picture("A dancer")
    file, ask = upload(logged_in(editor), files=a_file(poster(9)))
    answer = logged_in(editor).post(ask, told(file, title="A dancer"))
    assert answer.status_code == 422
    assert "There is a page called" in answer.content.decode()


def test_the_last_upload_fills_in_author_licence_and_source(editor, logged_in):
    browser = logged_in(editor)
    file, ask = upload(browser)
    browser.post(ask, told(file, licence="cc_by_4", source="https://example.org/p"))
    _other, ask = upload(browser, files=a_file(poster(9)))
    [asked] = browser.get(ask).context["asked"]
    assert asked.form.initial | {"title": ""} == {
        "licence": "cc_by_4", "author": "Hanbit", "source": "https://example.org/p", "title": "",
    }  # fmt: skip


def test_a_poster_is_put_on_its_film(editor, logged_in, make_film):
    film, browser = make_film("Ballerina"), logged_in(editor)
    file, ask = upload(browser, f"{NEW}?for=film/{film.slug}")
    answer = browser.post(ask, told(file, title="Poster of Ballerina"))
    assert answer["Location"] == film.get_absolute_url()
    film.refresh_from_db()
    assert film.head.document["picture"] == "Poster of Ballerina"
    assert film.head.number == 2
    html = browser.get(film.get_absolute_url()).content.decode()
    assert "-poster480-" in html
    assert 'alt="A dancer"' in html
    assert f'class="h-{Page.objects.get(kind="picture").hue}"' in html


def test_several_pictures_go_into_the_gallery_at_once(editor, logged_in, make_film):
    film, browser = make_film("Ballerina"), logged_in(editor)
    sent = {"files": [a_file(poster(n)) for n in range(3)]}
    ask = browser.post(f"{NEW}?for=film/{film.slug}&as=gallery", sent)["Location"]
    files = [asked.form.file for asked in browser.get(ask).context["asked"]]
    data = {}
    for number, file in enumerate(files):
        data |= told(file, title=f"Still {number}")
    browser.post(ask, data)
    film.refresh_from_db()
    assert [row["picture"] for row in film.head.document["gallery"]] == ["Still 0", "Still 1", "Still 2"]
    assert browser.get(film.get_absolute_url()).content.decode().count("<figure") == 3


def test_of_several_those_that_are_refused_are_asked_again_and_the_others_published(editor, logged_in):
    browser = logged_in(editor)
    ask = browser.post(NEW, {"files": [a_file(poster(n)) for n in range(2)]})["Location"]
    first, second = (asked.form.file for asked in browser.get(ask).context["asked"])
    answer = browser.post(ask, told(first, title="One") | told(second, title="Two", alt=""))
    assert answer.status_code == 422
    assert [asked.form.file for asked in answer.context["asked"]] == [second]
    assert list(Page.objects.filter(kind="picture").values_list("title", flat=True)) == ["One"]


def test_the_same_picture_is_used_and_not_published_twice(editor, logged_in, make_film, make_picture):
    picture, film, browser = make_picture("Poster"), make_film("Ballerina"), logged_in(editor)
    _file, ask = upload(browser, f"{NEW}?for=film/{film.slug}")
    assert "is here already" in browser.get(ask).content.decode()
    browser.post(ask, {})
    film.refresh_from_db()
    assert film.head.document["picture"] == picture.title
    assert Page.objects.filter(kind="picture").count() == 1


def test_the_same_picture_can_have_a_page_of_its_own_all_the_same(editor, logged_in, make_picture):
    make_picture("Poster")
    file, ask = upload(logged_in(editor))
    logged_in(editor).post(ask, told(file, title="Another") | {f"{file.pk[:8]}-again": "on"})
    assert Page.objects.filter(kind="picture").count() == 2


def test_a_picture_that_looks_alike_is_pointed_out(editor, logged_in, make_picture):
    make_picture("Poster")
    image = poster()
    smaller = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    _file, ask = upload(logged_in(editor), files=a_file(smaller))
    html = logged_in(editor).get(ask).content.decode()
    assert "look like this one" in html
    assert "/pictures/poster/" in html


@pytest.mark.parametrize("name", ["x.html", "../../etc/passwd", "a" * 300 + ".png", "발레리나.jpg", "x\x00.svg"])
def test_what_is_no_picture_is_refused_whatever_it_is_called(name, editor, logged_in):
    sent = SimpleUploadedFile(name.replace("\x00", ""), b"<script>alert(1)</script>", "image/gif")
    answer = logged_in(editor).post(NEW, {"files": sent})
    assert answer.status_code == 400
    assert "not a picture" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()
    assert not File.objects.exists()


def test_a_form_without_a_file_says_so(editor, logged_in):
    answer = logged_in(editor).post(NEW, {})
    assert answer.status_code == 400
    assert "Choose a file first" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["?file=nonsense", "?file=" + "0" * 64, "?for=film/nothing", "?for=nonsense", "?for=film/%00", "?as=body"],
)
def test_nonsense_in_the_address_asks_for_files(query, editor, logged_in):
    answer = logged_in(editor).get(NEW + query)
    assert answer.status_code == 200
    assert "id_files" in answer.content.decode()


def test_nobody_uploads_without_an_account(blocked, logged_in):
    assert Client().get(NEW).status_code == 302
    assert Client().post(NEW, {"files": a_file()}).status_code == 302
    assert Client().post("/markdownx/upload/", {"image": a_file()}).status_code == 403
    assert logged_in(blocked).post("/markdownx/upload/", {"image": a_file()}).status_code == 403
    assert not File.objects.exists()


def test_a_stale_token_keeps_nothing(editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)
    assert browser.post(NEW, {"files": a_file()}).status_code == 403
    assert browser.post("/markdownx/upload/", {"image": a_file()}).status_code == 403
    assert not File.objects.exists()


def strict(user):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    return browser


@pytest.fixture
def ask(editor, logged_in, make_film):
    """Where it is asked what a poster of Ballerina shows."""
    film = make_film("Ballerina")
    return upload(logged_in(editor), f"{NEW}?for=film/{film.slug}")[1]


def words(ask):
    file = File.objects.get()
    return told(file, title="A dancer in white", caption="Before the fire", source="https://example.org/")


def test_a_session_that_ended_or_a_stale_token_loses_no_word_about_a_picture(ask, editor, logged_in):
    nobody = Client(enforce_csrf_checks=True)
    for browser, why in ((Client(), "not logged"), (nobody, "not logged"), (strict(editor), "has to be confirmed")):
        answer = browser.post(ask, words(ask))
        assert answer.status_code == 403 and why in answer.text
        assert words(ask).items() <= Fields(answer.text).data.items()
    assert not Page.objects.filter(kind="picture").exists()
    again = strict(editor)
    form = Fields(again.post(ask, words(ask)).text).data
    assert again.post(ask, form)["Location"] == "/films/ballerina/"


def test_a_script_is_told_that_the_session_ended_and_keeps_its_words(ask):
    answer = Client().post(ask, words(ask), headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert "not logged in any more" in answer.json()["told"]


def test_a_picture_that_is_there_already_is_put_nowhere_without_the_token(editor, logged_in, make_film, make_picture):
    make_picture("Poster", number=3)
    film, file = make_film("Ballerina"), File.objects.get()
    for browser in (Client(), strict(editor)):
        assert browser.post(f"{NEW}?for=film/{film.slug}&file={file.pk}", {}).status_code == 403
    assert film.revisions.count() == 1


def test_uploads_are_counted(editor, logged_in):
    browser = logged_in(editor)
    sent = [a_file(poster(n)) for n in range(9)]
    ask = browser.post(NEW, {"files": sent})["Location"]
    assert len(browser.get(ask).context["asked"]) == 8
    answer = browser.post(NEW, {"files": a_file()})
    assert answer.status_code == 429
    assert "very fast" in answer.content.decode()


def test_the_film_may_have_been_deleted_meanwhile(editor, moderator, logged_in, make_film):
    film, browser = make_film("Ballerina"), logged_in(editor)
    file, ask = upload(browser, f"{NEW}?for=film/{film.slug}")
    logged_in(moderator).post(f"{film.get_absolute_url()}delete/", {"edit_summary": "Gone"})
    browser.post(ask, told(file, title="Poster"))
    assert Page.objects.filter(kind="picture", title="Poster").exists()


def test_a_script_gets_the_form_and_then_the_code_for_the_text(editor, logged_in):
    browser = logged_in(editor)
    answer = browser.post("/markdownx/upload/", {"image": a_file()}, headers={"Accept": "application/json"}).json()
    file = File.objects.get()
    assert f'name="{file.pk[:8]}-alt"' in answer["form"]
    refused = browser.post(answer["address"], {}, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    assert "required" in refused.json()["form"]
    published = browser.post(answer["address"], told(file), headers={"Accept": "application/json"})
    assert published.json() == {"pictures": [{"title": "A dancer", "code": "![](picture:A dancer)"}]}


def test_the_markdown_script_alone_gets_a_link_to_where_it_is_asked(editor, logged_in):
    code = logged_in(editor).post("/markdownx/upload/", {"image": a_file()}).json()["image_code"]
    assert code.endswith(f"(/pictures/new/?file={File.objects.get().pk})")


def test_a_script_is_told_in_words_too(editor, logged_in):
    sent = SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    answer = logged_in(editor).post("/markdownx/upload/", {"image": sent})
    assert answer.status_code == 400
    assert "not a picture" in answer.json()["image"][0]
    assert logged_in(editor).post("/markdownx/upload/").status_code == 400


def test_looking_changes_nothing(editor, logged_in):
    _file, ask = upload(logged_in(editor))
    before = Revision.objects.count()
    logged_in(editor).get(ask)
    assert Revision.objects.count() == before


def test_a_red_link_keeps_its_title(editor, logged_in):
    browser = logged_in(editor)
    file, ask = upload(browser, f"{NEW}?title=Not+there")
    assert browser.get(ask).context["asked"][0].form.initial["title"] == "Not there"
    browser.post(ask, told(file, title="Not there"))
    assert Page.objects.get(kind="picture").title == "Not there"


def test_more_files_than_are_taken_at_once_are_told(editor, logged_in, settings):
    settings.RATE_LIMITS = False
    answer = logged_in(editor).post(NEW, {"files": [a_file() for _n in range(21)]}, follow=True)
    assert "Send at most 20 at once" in answer.content.decode()


def test_a_title_is_made_without_the_signs_that_no_title_may_have(editor, logged_in):
    file, ask = upload(logged_in(editor))
    logged_in(editor).post(ask, told(file, alt="A [dancer] {in} white"))
    assert Page.objects.get(kind="picture").title == "A dancer in white"
