"""The editor of one part of a page: `/films/<slug>/edit/?part=cast`."""

import pytest
from django.test import Client

from fanwiki.pages import editing
from fanwiki.pages.models import Page

from .editor_form import Fields, asked, form_of
from .test_edit_view import all_errors

pytestmark = pytest.mark.django_db

ADDRESS = "/films/ballerina/edit/"
BODY = "The lead.\n\n## Story\n\nShe dances.\n\nShe hunts.\n\n## Making of\n\nIt was shot in Seoul."


@pytest.fixture
def film(make_film):
    return make_film(
        "Ballerina",
        runtime=92,
        countries=["KR"],
        body=BODY,
        sources=[{"key": "seed", "title": "Press article"}],
        cast=[{"id": "jjs", "person": "Jeon Jong-seo", "role_type": "support"}, {"id": "kjh", "person": "Kim Ji-hoon"}],
        crew=[{"id": "lch", "person": "Lee Chung-hyun", "job": "Director"}],
    )


@pytest.fixture
def browser(film, editor, logged_in):
    return logged_in(editor)


@pytest.fixture
def edit(browser):
    """Opens a part, changes these fields and presses the button."""

    def send(part, do="publish", **changes):
        opened = browser.get(f"{ADDRESS}?part={part}")
        assert opened.status_code == 200
        return browser.post(f"{ADDRESS}?part={part}", form_of(opened, do, **changes))

    return send


def names_in(answer):
    return set(Fields(answer.content.decode()).data)


def document(film):
    return Page.objects.with_head().get(pk=film.pk).head.document


def others_publish(film, by, **fields):
    head = Page.objects.with_head().get(pk=film.pk).head
    editing.save(film, head.document | fields, base=head.number, by=by, summary="Meanwhile")


# --- What it shows ----------------------------------------------------------------------------------------------------

PARTS = [
    # (part, fields that it has, fields that it has not)
    ("cast", {"cast-0-person", "cast-2-person"}, {"crew-0-person", "runtime", "body"}),
    ("facts", {"runtime", "countries", "description"}, {"title", "body", "cast-0-person"}),
    ("runtime", {"runtime"}, {"countries", "body"}),
    ("text", {"body"}, {"runtime", "cast-0-person"}),
    ("story", {"body"}, {"runtime"}),
    ("s-making-of", {"body"}, {"runtime"}),
    ("lead", {"body"}, {"runtime"}),
    ("sources", {"sources-0-key"}, {"source-url"}),
]


@pytest.mark.parametrize(("part", "has", "has_not"), PARTS, ids=[row[0] for row in PARTS])
def test_a_part_shows_its_own_fields_and_the_summary_alone(part, has, has_not, browser):
    names = names_in(browser.get(f"{ADDRESS}?part={part}"))
    assert has | {"base", "of_page", "edit_summary", "part"} <= names
    assert not has_not & names


def test_a_section_shows_its_own_words_alone(browser):
    said = Fields(browser.get(f"{ADDRESS}?part=story").content.decode()).data["body"]
    assert said == "## Story\n\nShe dances.\n\nShe hunts."
    assert Fields(browser.get(f"{ADDRESS}?part=lead").content.decode()).data["body"] == "The lead."


def test_every_section_and_list_that_is_read_has_a_link_to_its_own_editor(film, client, browser):
    page = client.get("/films/ballerina/").content.decode()
    for part in ("facts", "names", "lead", "s-story", "s-making-of", "cast", "crew", "releases", "sources"):
        assert f'href="/films/ballerina/edit/?part={part}#part"' in page
        assert 'id="part"' in browser.get(f"{ADDRESS}?part={part}").content.decode()
    assert 'Edit<span class="vh">: Cast</span>' in page


def test_who_is_not_logged_in_is_led_back_to_the_part(film):
    assert Client().get(f"{ADDRESS}?part=cast").url == "/accounts/login/?next=/films/ballerina/edit/%3Fpart%3Dcast"


@pytest.mark.parametrize(
    "part", ["nowhere", "title", "base", "author", "s-nothing", "cast.jjs", "<script>", "a" * 5000]
)
def test_a_part_that_does_not_exist_is_said_and_the_whole_page_shown(part, browser):
    answer = browser.get(ADDRESS, {"part": part})
    assert answer.status_code == 404
    assert "no such part" in answer.content.decode() and {"runtime", "cast-0-person"} <= names_in(answer)


def test_opening_a_part_costs_as_many_queries_as_the_whole(browser, django_assert_num_queries):
    with django_assert_num_queries(4):  # session, user, page with its head, drafts
        browser.get(f"{ADDRESS}?part=cast")


# --- What it publishes ------------------------------------------------------------------------------------------------


def test_a_part_that_is_sent_back_as_it_was_changes_nothing(film, edit):
    for part, _has, _has_not in PARTS:
        assert edit(part).status_code == 302
    assert film.revisions.count() == 1


def test_publishing_changes_the_part_alone_and_leads_back_to_it(film, edit):
    before = document(film)
    answer = edit("cast", **{"cast-0-role_type": "main"})
    assert answer.url == "/films/ballerina/#cast"
    revision = film.revisions.get(number=2)
    assert (revision.parts, revision.summary) == (["cast"], "Cast")
    assert document(film) == before | {"cast": [before["cast"][0] | {"role_type": "main"}, before["cast"][1]]}


def test_one_fact_leads_back_to_the_facts(film, edit):
    assert edit("runtime", runtime="93", edit_summary="Running time: timed it").url == "/films/ballerina/#facts"
    assert film.revisions.get(number=2).summary == "Running time: timed it"


def test_a_section_is_put_back_into_the_text(film, edit):
    answer = edit("story", body="## Story\r\n\r\nShe sings.")
    assert answer.url == "/films/ballerina/#s-story"
    assert document(film)["body"] == BODY.replace("She dances.\n\nShe hunts.", "She sings.")
    assert film.revisions.get(number=2).summary == "Story"


def test_a_section_may_get_another_heading_and_one_behind_it(film, edit):
    assert edit("story", body="## Plot\n\nShe sings.\n\n## Ending\n\nIt ends.").url == "/films/ballerina/#s-plot"
    assert "It ends.\n\n## Making of" in document(film)["body"]


def test_a_section_that_is_emptied_goes(film, edit):
    assert edit("story", body="").status_code == 302
    assert document(film)["body"] == "The lead.\n\n## Making of\n\nIt was shot in Seoul."


def test_what_a_form_says_of_other_parts_is_not_heard(film, edit, editor):
    forged = {"runtime": "1", "title": "Stolen", "body": "Stolen", "author": "minseo", "by": "1", "is_staff": "on",
              "number": "99", "crew-0-DELETE": "on", "crew-TOTAL_FORMS": "0", "crew-INITIAL_FORMS": "0"}  # fmt: skip
    edit("cast", **forged, **{"cast-0-role_type": "main"})
    revision = film.revisions.get(number=2)
    assert (revision.parts, revision.author) == (["cast"], "hanbit")
    editor.refresh_from_db()
    assert not editor.is_staff


def test_a_cast_of_300_rows_with_forged_ids_is_answered_and_nothing_else_touched(film, edit):
    rows = {f"cast-{n}-person": f"Person {n}" for n in range(300)} | {f"cast-{n}-id": "jjs" for n in range(300)}
    answer = edit("cast", **rows, **{"cast-TOTAL_FORMS": "300", "cast-INITIAL_FORMS": "300"})
    assert answer.status_code == 422
    assert "same id" in answer.content.decode() and "Person 299" in answer.content.decode()
    assert film.revisions.count() == 1


def test_a_form_without_its_rows_deletes_none(film, browser):
    answer = browser.post(f"{ADDRESS}?part=cast", {"base": "1", "part": "cast", "do": "publish"})
    assert answer.status_code == 422
    assert film.revisions.count() == 1


def test_a_form_of_a_part_that_no_page_has_changes_nothing(film, browser):
    answer = browser.post(ADDRESS, {"base": "1", "part": "nowhere", "do": "publish", "runtime": "1"})
    assert answer.status_code == 404 and "no such part" in answer.content.decode()
    assert film.revisions.count() == 1
    assert Client().post(ADDRESS, {"base": "1", "part": "nowhere", "runtime": "1"}).status_code == 403


def test_what_is_refused_stands_beside_its_field(film, edit):
    answer = edit("runtime", runtime="never")
    assert answer.status_code == 422
    assert "runtime" in all_errors(answer.context["editor"]) and "never" in answer.content.decode()


def test_the_year_gives_way_to_the_first_release_in_its_own_form(make_film, browser):
    make_film("The Call", year=2019)
    answer = browser.get("/films/the-call-2019/edit/?part=releases")
    assert {"releases-0-date", "year"} <= names_in(answer)
    sent = form_of(answer, **{"releases-0-date": "2020", "releases-0-kind": "web"})
    refused = browser.post("/films/the-call-2019/edit/?part=releases", sent)
    assert "year" in all_errors(refused.context["editor"])
    assert browser.post("/films/the-call-2019/edit/?part=releases", sent | {"year": ""}).status_code == 302


def test_a_year_that_the_first_release_says_again_is_in_nobodys_way(make_film, browser):
    make_film("The Call", year=2020)
    answer = browser.get("/films/the-call-2020/edit/?part=releases")
    sent = form_of(answer, **{"releases-0-date": "2020-11-27", "releases-0-kind": "web"})
    assert browser.post("/films/the-call-2020/edit/?part=releases", sent).status_code == 302


def test_names_cannot_all_go(film, edit):
    answer = edit("names", **{"names-0-DELETE": "on"})
    assert answer.status_code == 422 and "at least one name" in answer.content.decode()


def test_a_problem_of_another_part_leads_to_that_part(film, edit):
    """A document that was accepted once, and would not be today."""
    head = Page.objects.with_head().get(pk=film.pk).head
    old = head.document | {"notes": [{"id": "n1", "field": "runtime", "text": "", "src": ["seed"]}], "sources": []}
    editing.append(film, head, head.document, old, by=None, summary="", tags=[])
    answer = edit("runtime", runtime="93")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="/films/ballerina/edit/?part=notes#part"' in page and "no source with the key seed" in page
    assert 'value="93"' in page


# --- Preview and changes ----------------------------------------------------------------------------------------------


def test_a_preview_shows_the_part_alone(edit):
    drawn = edit("cast", "preview", **{"cast-0-person": "Gray"}).content.decode().partition('class="paper"')[2]
    drawn = drawn.partition('id="part"')[0]
    assert "Gray" in drawn and "Lee Chung-hyun" not in drawn and "She dances" not in drawn


def test_a_preview_of_a_section_shows_its_words_alone(film, edit):
    drawn = edit("story", "preview", body="## Plot\n\nShe **sings**.[^seed]").content.decode()
    drawn = drawn.partition('class="paper"')[2].partition('id="part"')[0]
    assert "<strong>sings</strong>" in drawn and "#source-seed" in drawn and "Seoul" not in drawn
    assert film.revisions.count() == 1


def test_the_changes_are_those_of_the_part(edit):
    page = edit("runtime", "changes", runtime="93").content.decode()
    assert "<ins>" in page and "Not published yet" in page


def test_a_row_is_added_without_a_script(edit):
    answer = edit("cast", add="cast", **{"cast-2-person": "Gray"})
    assert {"cast-5-person", "edit_summary"} <= names_in(answer) and "crew-0-person" not in names_in(answer)
    assert "Gray" in answer.content.decode()


# --- The whole page ---------------------------------------------------------------------------------------------------


def test_the_whole_page_takes_along_what_was_typed(film, browser, edit):
    answer = edit("cast", "whole", **{"cast-2-person": "Gray", "edit_summary": "Gray too"})
    sent = form_of(answer)
    assert (sent["cast-2-person"], sent["runtime"], sent["part"]) == ("Gray", "92", "")
    assert (sent["body"], sent["edit_summary"]) == (BODY, "Gray too")
    assert sent["crew-1-person"] == "" and "crew-2-person" not in sent  # room for one more
    assert browser.post(ADDRESS, sent | {"runtime": "93"}).status_code == 302
    assert film.revisions.get(number=2).parts == ["facts", "cast"]


def test_the_whole_page_takes_along_a_section_and_its_source(edit):
    answer = edit(
        "story", "whole", body="## Story\n\nShe sings.[^source]", **{"source-url": "https://www.asiae.co.kr/1"}
    )
    sent = form_of(answer)
    assert sent["body"] == BODY.replace("She dances.\n\nShe hunts.", "She sings.[^asiae]")
    assert (sent["sources-1-key"], sent["sources-1-url"]) == ("asiae", "https://www.asiae.co.kr/1")


def test_the_whole_page_takes_along_what_is_wrong(edit):
    sent = form_of(edit("facts", "whole", runtime="never", **{"source-url": "javascript:alert(1)"}))
    assert (sent["runtime"], sent["countries"], sent["sources-1-url"]) == ("never", "KR", "javascript:alert(1)")


# --- Two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["cast", "runtime", "story"])
def test_what_others_publish_elsewhere_meanwhile_is_kept(part, film, browser, other_editor):
    opened = browser.get(f"{ADDRESS}?part={part}")
    others_publish(film, other_editor, genres=["thriller"], body=BODY.replace("Seoul", "Busan"))
    changes = {
        "cast": {"cast-0-role_type": "main"},
        "runtime": {"runtime": "93"},
        "story": {"body": "## Story\n\nNew."},
    }
    answer = browser.post(f"{ADDRESS}?part={part}", form_of(opened, **changes[part]))
    assert answer.status_code == 302
    said = document(film)
    assert said["genres"] == ["thriller"] and "Busan" in said["body"]
    assert (said["cast"][0]["role_type"] == "main") + (said["runtime"] == 93) + ("New." in said["body"]) == 1


def test_two_rows_of_one_list_do_not_meet(film, browser, other_editor):
    opened = browser.get(f"{ADDRESS}?part=cast")
    rows = document(film)["cast"]
    others_publish(film, other_editor, cast=[rows[0], rows[1] | {"note": "Theirs"}])
    assert browser.post(f"{ADDRESS}?part=cast", form_of(opened, **{"cast-0-note": "Mine"})).status_code == 302
    assert [row["note"] for row in document(film)["cast"]] == ["Mine", "Theirs"]


def test_a_conflict_is_asked_about_within_the_part(film, browser, other_editor):
    opened = browser.get(f"{ADDRESS}?part=story")
    theirs = BODY.replace("dances", "sings").replace("The lead.", "Their lead.")
    others_publish(film, other_editor, runtime=94, body=theirs)
    asks = browser.post(f"{ADDRESS}?part=story", form_of(opened, body="## Story\n\nShe runs.\n\nShe hunts."))
    assert asks.status_code == 409 and len(asked(asks)) == 1
    sent = form_of(asks)
    assert (sent["part"], sent["body"]) == ("s-story", "## Story\n\nShe runs.\n\nShe hunts.")
    assert browser.post(f"{ADDRESS}?part=story", sent | {"choice-0": "theirs"}).status_code == 302
    assert (document(film)["body"], document(film)["runtime"]) == (theirs, 94)


def test_a_section_that_others_took_away_grows_to_the_whole_text(film, browser, other_editor):
    opened = browser.get(f"{ADDRESS}?part=story")
    others_publish(film, other_editor, body="The lead.\n\n## Making of\n\nIt was shot in Seoul.")
    asks = browser.post(f"{ADDRESS}?part=story", form_of(opened, body="## Story\n\nShe runs."))
    sent = form_of(asks)
    assert asks.status_code == 409
    assert sent["part"] == "text" and "She runs." in sent["body"] and "Seoul" in sent["body"]
    assert browser.post(f"{ADDRESS}?part=story", sent).status_code == 302
    assert "She runs." in document(film)["body"] and "Seoul" in document(film)["body"]


def test_a_section_that_was_never_there_keeps_what_was_typed(film, browser):
    opened = browser.get(f"{ADDRESS}?part=story")
    answer = browser.post(ADDRESS, form_of(opened, part="s-nothing", body="Typed."))
    assert answer.status_code == 422
    assert "no such section" in answer.content.decode() and form_of(answer)["body"] == "Typed."


def test_a_form_that_comes_too_late_is_drawn_again_as_the_part(film, editor):
    late = Client(enforce_csrf_checks=True)
    late.force_login(editor)
    answer = late.post(f"{ADDRESS}?part=runtime", form_of(late.get(f"{ADDRESS}?part=runtime"), runtime="93") | {
        "csrfmiddlewaretoken": "x" * 32
    })  # fmt: skip
    assert answer.status_code == 403
    assert form_of(answer)["runtime"] == "93" and "countries" not in names_in(answer)


# --- Sources beside it ------------------------------------------------------------------------------------------------


def test_a_fact_cites_the_source_beside_it(film, edit, client):
    told = {"source-url": "https://www.asiae.co.kr/article/1", "source-title": "Ballerina runs 93 minutes"}
    assert edit("runtime", runtime="93", **told).status_code == 302
    said = document(film)
    assert [(row["key"], row["title"]) for row in said["sources"]][1] == ("asiae", "Ballerina runs 93 minutes")
    assert [(row["field"], row["src"]) for row in said["notes"]] == [("runtime", ["asiae"])]
    assert "#source-asiae" in client.get("/films/ballerina/").content.decode()


def test_rows_that_changed_cite_the_source_beside_them(film, edit):
    edit("cast", **{"cast-2-person": "Park Yu-rim", "source-title": "Programme"})
    assert [row["src"] for row in document(film)["cast"]] == [[], [], ["programme"]]


def test_a_text_cites_it_where_it_says_so(film, edit):
    edit("story", body="## Story\n\nShe sings.[^source]", **{"source-url": "https://example.org/a"})
    assert "She sings.[^example]" in document(film)["body"]
    assert document(film)["sources"][1]["title"] == "example.org"


def test_a_source_that_no_browser_should_follow_is_refused_beside_its_field(film, edit):
    answer = edit("runtime", runtime="93", **{"source-url": "javascript:alert(1)", "source-title": "T"})
    assert answer.status_code == 422
    assert "https://" in " ".join(answer.context["editor"].source.errors["url"])
    assert film.revisions.count() == 1


def test_what_is_new_and_has_no_source_is_pointed_out_and_published(film, browser, edit):
    page = edit("runtime", "preview", runtime="93").content.decode()
    assert "One new fact has no source yet." in page
    assert edit("runtime", runtime="93").status_code == 302
    landed = browser.get("/films/ballerina/").content.decode()
    assert "Nothing says yet where this is from: Running time." in landed and "edit/?part=runtime" in landed


SAID = ("She dances", "Lee Chung-hyun", "Press article")


@pytest.mark.parametrize("do", ["publish", "preview", "changes", "whole"])
@pytest.mark.parametrize("part", ["cast", "runtime", "lead", "s-story", "nonsense"])
def test_a_form_of_a_part_shows_an_editor_nothing_of_a_page_that_is_deleted(part, do, film, moderator, browser):
    editing.delete(film, by=moderator, summary="Gone")
    sent = {"part": part, "of_page": film.pk, "base": "1", "do": do, "draft": "d" * 22}
    typed = {"body": "My words", "runtime": "99", "cast-TOTAL_FORMS": "1", "cast-INITIAL_FORMS": "0"}
    answer = browser.post(ADDRESS, sent | typed | {"cast-0-person": "My words"})
    opened = browser.get(f"{ADDRESS}?draft={'d' * 22}")
    for html in (answer.content.decode(), opened.content.decode()):
        assert not [said for said in SAID if said in html]
    assert part in ("runtime", "nonsense") or "My words" in answer.content.decode()


def test_a_stale_token_shows_nothing_of_a_page_that_is_deleted(film, moderator):
    editing.delete(film, by=moderator, summary="Gone")
    stranger = Client(enforce_csrf_checks=True)
    html = stranger.post(ADDRESS, {"part": "text", "base": "1", "body": "My words"}).content.decode()
    assert "My words" in html and not [said for said in SAID if said in html]
