"""Two who edit one page at once, as the editor in the browser asks them: radio buttons that travel with the form."""

import pytest

from fanwiki.pages import editing
from fanwiki.pages.editor import Editor
from fanwiki.pages.kinds import registry
from fanwiki.pages.models import Page
from fanwiki.pages.refusals import Conflict
from fanwiki.pages.templatetags import writing
from fanwiki.pages.tests.editor_form import asked, form_of, said
from fanwiki.pages.tests.test_edit_view import form_data
from fanwiki.pages.tests.test_save import change

pytestmark = pytest.mark.django_db

ADDRESS = "/films/ballerina/edit/"
BODY = "It runs 90 minutes.\n\nIn between.\n\nIt has 1 star.\n\nThe end."
CAST = [
    {"id": "jjs", "person": "Jeon Jong-seo", "role_type": "support"},
    {"id": "kjh", "person": "Kim Ji-hoon"},
    {"id": "pyr", "person": "Park Yu-rim"},
]


@pytest.fixture
def film(make_film):
    return make_film("Ballerina", runtime=90, body=BODY, cast=CAST, sources=[{"key": "seed", "title": "Press"}])


@pytest.fixture
def clash(film, editor, other_editor, logged_in):
    """The answer to hanbit, who publishes after minseo has; and his browser."""

    def meet(theirs, **ours):
        browser = logged_in(editor)
        data = form_data(film, **ours)
        change(film, other_editor, **theirs)
        return browser, browser.post(ADDRESS, data)

    return meet


def document_of(film):
    return Page.objects.with_head().get(pk=film.pk).head.document


# --- What is merged ---------------------------------------------------------------------------------------------------


def test_a_clean_merge_says_whose_changes_to_which_parts_are_in_it(film, clash):
    theirs = {"runtime": 92, "cast": [*CAST, {"person": "Gray"}]}
    browser, answer = clash(theirs, body=BODY + "\n\nMore.")
    assert answer.status_code == 302
    page = browser.get(answer.url).content.decode()
    assert "Published, together with minseo’s changes to Facts and Cast." in page


def test_several_others_are_all_named(film, editor, moderator, other_editor, logged_in):
    data = form_data(film, body="New")
    change(film, other_editor, runtime=92)
    change(film, moderator, description="Good")
    page = logged_in(editor).post(ADDRESS, data, follow=True).content.decode()
    assert "Published, together with changes to Facts by minseo and dal." in page


def test_who_publishes_what_somebody_else_has_just_published_is_told_so(film, clash):
    browser, answer = clash({"runtime": 93}, runtime="93")
    assert "Nothing was changed: minseo has just published the same." in browser.get(answer.url).content.decode()


def test_what_merges_beside_a_clash_is_named_and_in_the_form(clash):
    theirs = {"runtime": 92, "cast": [*CAST, {"person": "Gray"}], "body": BODY.replace("The end", "Finis")}
    _browser, answer = clash(theirs, runtime="93")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Two of you were editing. Nothing is lost." in page
    assert "Their changes to <b>Cast and Text</b> are already in your text." in page
    data = form_of(answer)
    assert data["cast-3-person"] == "Gray" and "Finis." in data["body"] and data["runtime"] == "93"


# --- What is asked ----------------------------------------------------------------------------------------------------


def test_a_fact_is_asked_with_yours_chosen_and_words_that_differ_are_marked(clash):
    _browser, answer = clash({"description": "A film of revenge"}, description="A film of dance")
    assert asked(answer) == [("Description", "ours")]
    assert said(answer) == [("A film of dance", "A film of revenge")]
    page = answer.content.decode()
    assert "A film of <ins>dance</ins>" in page and "A film of <ins>revenge</ins>" in page
    assert 'value="A film of dance"' in page


@pytest.mark.parametrize("do", ["publish", "preview", "changes"])
def test_each_button_puts_in_what_was_chosen(do, film, clash):
    browser, answer = clash({"runtime": 92, "original_language": "ko"}, runtime="93", original_language="es")
    answer = browser.post(ADDRESS, form_of(answer, do, **{"choice-0": "theirs"}))
    if do != "publish":
        assert answer.status_code == 200
        assert dict(asked(answer)) == {"Original language": "theirs", "Running time": "ours"}
        assert film.revisions.count() == 2
        answer = browser.post(ADDRESS, form_of(answer))
    assert answer.status_code == 302
    assert (document_of(film)["runtime"], document_of(film)["original_language"]) == (93, "ko")


def test_each_passage_of_the_text_is_a_question_of_its_own(film, clash):
    theirs = BODY.replace("90", "92").replace("1 star", "2 stars").replace("The end", "Finis")
    ours = BODY.replace("90", "93").replace("1 star", "3 stars").replace("between", "the middle")
    browser, answer = clash({"body": theirs}, body=ours)
    assert said(answer) == [
        ("It runs 93 minutes.", "It runs 92 minutes."),
        ("It has 3 stars.", "It has 2 stars."),
    ]
    browser.post(ADDRESS, form_of(answer, **{"choice-1": "theirs"}))
    assert document_of(film)["body"] == "It runs 93 minutes.\n\nIn the middle.\n\nIt has 2 stars.\n\nFinis."


def test_a_row_removed_here_and_changed_there_is_kept_or_removed_in_words(film, clash):
    theirs = [CAST[0], CAST[1] | {"note": "Choi"}, CAST[2]]
    browser, answer = clash({"cast": theirs}, **{"cast-1-DELETE": "on"})
    assert asked(answer) == [("Cast: Kim Ji-hoon", "ours")]
    assert said(answer) == [("Remove it", "Keep it, with these changes | Note Choi")]
    answer = browser.post(ADDRESS, form_of(answer, "preview", **{"choice-0": "theirs"}))
    assert form_of(answer)["cast-1-note"] == "Choi"
    browser.post(ADDRESS, form_of(answer))
    assert [row["note"] for row in document_of(film)["cast"]] == ["", "Choi", ""]


def test_a_row_changed_here_and_removed_there_is_kept_or_removed_in_words(film, clash):
    browser, answer = clash({"cast": [CAST[0], CAST[2]]}, **{"cast-1-note": "Choi"})
    assert said(answer) == [("Keep it, with these changes | Note Choi", "Remove it")]
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert [row["id"] for row in document_of(film)["cast"]] == ["jjs", "pyr"]


def test_a_field_of_a_row_is_asked_by_the_name_of_the_row(film, clash):
    theirs = [CAST[0] | {"role_type": "main", "note": "x"}, *CAST[1:]]
    browser, answer = clash({"cast": theirs}, **{"cast-0-role_type": "guest"})
    assert asked(answer) == [("Cast: Jeon Jong-seo, Part", "ours")]
    assert said(answer) == [("Guest", "Main")]
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert (document_of(film)["cast"][0]["role_type"], document_of(film)["cast"][0]["note"]) == ("main", "x")


def test_two_orders_of_a_list_are_asked_by_the_names_of_the_rows(film, clash):
    ours = {"cast-0-position": "3", "cast-1-position": "1", "cast-2-position": "2"}
    browser, answer = clash({"cast": [CAST[2], CAST[0], CAST[1]]}, **ours)
    assert asked(answer) == [("Cast: order", "ours")]
    assert said(answer) == [
        ("1. Kim Ji-hoon, 2. Park Yu-rim, 3. Jeon Jong-seo", "1. Park Yu-rim, 2. Jeon Jong-seo, 3. Kim Ji-hoon")
    ]
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert [row["id"] for row in document_of(film)["cast"]] == ["pyr", "jjs", "kjh"]


def test_codes_are_said_in_words_and_an_empty_side_says_nothing(clash):
    _browser, answer = clash({"format": "series", "runtime": None}, format="short", runtime="93")
    assert said(answer) == [("Short", "Series"), ("93", "")]
    assert "Nothing</i>" in answer.content.decode()


def test_questions_stand_in_the_order_of_the_form(clash):
    theirs = {"runtime": 92, "body": BODY.replace("90", "92"), "cast": [CAST[0] | {"note": "x"}, *CAST[1:]]}
    _browser, answer = clash(theirs, runtime="93", body=BODY.replace("90", "93"), **{"cast-0-note": "y"})
    assert [label for label, _side in asked(answer)] == ["Text", "Running time", "Cast: Jeon Jong-seo, Note"]


def test_two_valid_sides_that_break_a_rule_together_are_told_beside_the_field(film, clash):
    rows = {"cast-TOTAL_FORMS": "4", "cast-3-person": "Gray", "cast-3-note": "mine"}
    browser, answer = clash({"cast": [*CAST, {"person": "Gray", "note": "theirs"}]}, **rows)
    assert answer.status_code == 409
    assert "Together the two changes break a rule" in answer.content.decode()
    assert any(form.errors for form in answer.context["editor"].parts["cast"])
    answer = browser.post(ADDRESS, form_of(answer, **{"cast-3-DELETE": "on"}))
    assert answer.status_code == 302
    assert len(document_of(film)["cast"]) == 4


# --- Before it is published -------------------------------------------------------------------------------------------


def test_questions_and_choices_stay_until_it_is_published(film, clash):
    browser, answer = clash(
        {"runtime": 92, "body": BODY.replace("90", "92")}, runtime="93", body=BODY.replace("90", "93")
    )
    number = next(n for n, (label, _side) in enumerate(asked(answer)) if label == "Running time")
    name = writing.choices(answer.context["editor"])[number].question.name
    answer = browser.post(ADDRESS, form_of(answer, "preview", **{name: "theirs"}))
    assert dict(asked(answer)) == {"Text": "ours", "Running time": "theirs"}
    assert form_of(answer)["runtime"] == "92"
    answer = browser.post(ADDRESS, form_of(answer, "changes"))
    assert dict(asked(answer)) == {"Text": "ours", "Running time": "theirs"}
    assert [change.name for change in answer.context["comparison"].fields] == []
    answer = browser.post(ADDRESS, form_of(answer, "changes", **{name: "ours"}))
    assert form_of(answer)["runtime"] == "93"
    assert [(change.old, change.new) for change in answer.context["comparison"].fields] == [(92, 93)]
    answer = browser.post(ADDRESS, form_of(answer, add="cast"))
    assert dict(asked(answer)) == {"Text": "ours", "Running time": "ours"}
    assert browser.post(ADDRESS, form_of(answer)).status_code == 302
    assert film.revisions.count() == 3


def test_a_form_that_cannot_be_published_yet_keeps_its_choices(film, clash):
    browser, answer = clash({"runtime": 92}, runtime="93")
    answer = browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs", "original_language": "Korean!"}))
    assert (answer.status_code, asked(answer)) == (422, [("Running time", "theirs")])
    answer = browser.post(ADDRESS, form_of(answer, original_language="ko"))
    assert answer.status_code == 302
    assert (document_of(film)["runtime"], document_of(film)["original_language"]) == (92, "ko")


def test_what_is_typed_elsewhere_after_a_choice_is_published_with_it(film, clash):
    ours, theirs = BODY.replace("90", "93"), BODY.replace("90", "92")
    browser, answer = clash({"body": theirs}, body=ours)
    typed = ours.replace("The end", "Finis").replace("It runs", "Once.\n\nIt runs")
    browser.post(ADDRESS, form_of(answer, body=typed, description="Typed", **{"choice-0": "theirs"}))
    document = document_of(film)
    assert document["body"] == theirs.replace("The end", "Finis").replace("It runs", "Once.\n\nIt runs")
    assert document["description"] == "Typed"


def test_what_is_typed_over_yours_is_published_as_it_is(film, clash):
    browser, answer = clash({"runtime": 92}, runtime="93")
    browser.post(ADDRESS, form_of(answer, runtime="94"))
    assert document_of(film)["runtime"] == 94


@pytest.mark.parametrize("do", ["publish", "preview"])
def test_a_choice_against_what_was_typed_since_is_asked_again_and_then_made(do, film, clash):
    browser, answer = clash({"runtime": 92, "description": "Theirs"}, runtime="93", description="Ours")
    names = {choice.label: choice.question.name for choice in writing.choices(answer.context["editor"])}
    theirs = dict.fromkeys(names.values(), "theirs")
    answer = browser.post(ADDRESS, form_of(answer, do, runtime="94", **theirs))
    assert answer.status_code == 409
    assert "You have written there since" in answer.content.decode()
    assert film.revisions.count() == 2
    data = form_of(answer)
    assert (data["runtime"], data["description"]) == ("94", "Theirs")
    assert dict(asked(answer)) == {"Running time": "ours", "Description": "theirs"}
    kept = browser.post(ADDRESS, form_of(answer, "preview"))
    assert form_of(kept)["runtime"] == "94"
    browser.post(ADDRESS, form_of(kept, **theirs))
    assert (document_of(film)["runtime"], document_of(film)["description"]) == (92, "Theirs")


def test_a_passage_that_was_written_in_since_is_asked_again(film, clash):
    browser, answer = clash({"body": BODY.replace("90", "92")}, body=BODY.replace("90", "93"))
    typed = BODY.replace("90", "94")
    answer = browser.post(ADDRESS, form_of(answer, body=typed, **{"choice-0": "theirs"}))
    assert answer.status_code == 409
    assert form_of(answer)["body"] == typed
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert document_of(film)["body"] == BODY.replace("90", "92")


def test_a_row_that_was_removed_by_hand_does_not_come_back_by_a_choice_about_its_field(film, clash):
    browser, answer = clash({"cast": [CAST[0] | {"note": "x"}, *CAST[1:]]}, **{"cast-0-note": "y"})
    answer = browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs", "cast-0-DELETE": "on"}))
    assert answer.status_code == 409
    assert asked(answer) == [("Cast: Jeon Jong-seo, Note", "ours")]
    browser.post(ADDRESS, form_of(answer))
    assert [row["id"] for row in document_of(film)["cast"]] == ["kjh", "pyr"]


def test_a_preview_of_a_page_that_moved_on_has_both_and_says_whose(film, editor, other_editor, logged_in):
    data = form_data(film, description="Ours", do="changes")
    change(film, other_editor, runtime=92, body=BODY + "\n\nTheirs.")
    browser = logged_in(editor)
    answer = browser.post(ADDRESS, data)
    assert [change.name for change in answer.context["comparison"].fields] == ["description"]
    assert answer.context["comparison"].text == []
    assert "has minseo’s changes to Facts and Text in it" in answer.content.decode()
    preview = browser.post(ADDRESS, data | {"do": "preview"}).content.decode()
    assert "<p>Theirs.</p>" in preview


def test_a_preview_of_a_page_that_moved_on_asks_about_clashes_at_once(film, editor, other_editor, logged_in):
    data = form_data(film, runtime="93", do="preview")
    change(film, other_editor, runtime=92, description="Theirs")
    browser = logged_in(editor)
    answer = browser.post(ADDRESS, data)
    assert (answer.status_code, asked(answer)) == (200, [("Running time", "ours")])
    assert answer.context["reading"].doc["description"] == "Theirs"
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert film.revisions.count() == 2


# --- Again, and too late ----------------------------------------------------------------------------------------------


def test_a_second_conflict_in_a_row_keeps_what_was_chosen_and_asks_what_is_new(film, moderator, clash):
    theirs = {"runtime": 92, "original_language": "es", "body": BODY.replace("90", "92")}
    browser, answer = clash(theirs, runtime="93", original_language="ko", body=BODY.replace("90", "93"))
    names = {choice.label: choice.question.name for choice in writing.choices(answer.context["editor"])}
    change(film, moderator, runtime=95, description="Third")
    answer = browser.post(ADDRESS, form_of(answer, **{names["Text"]: "theirs"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert asked(answer) == [("Running time", "ours")] and said(answer) == [("93", "95")]
    assert "dal" in page and "Their changes to <b>Facts</b> are already in your text." in page
    browser.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    document = document_of(film)
    assert (document["runtime"], document["original_language"]) == (95, "ko")
    assert (document["description"], document["body"]) == ("Third", theirs["body"])
    assert film.revisions.count() == 4


def test_choices_of_another_page_or_made_up_ones_are_refused_and_nothing_typed_is_lost(film, clash, make_film):
    browser, answer = clash({"runtime": 92}, runtime="93")
    other = make_film("The Call", runtime=1)
    token = form_of(answer)["conflict"]
    for address, page, sent in ((ADDRESS, film, token[:-1] + "?"), ("/films/the-call/edit/", other, token)):
        again = browser.post(address, form_data(page, description="Typed", conflict=sent, **{"choice-0": "theirs"}))
        assert again.status_code == 409
        assert "The choices could not be read." in again.content.decode()
        assert "conflict" not in form_of(again) and form_of(again)["description"] == "Typed"
    strange = form_of(answer, **{"choice-0": "nobody", "choice-77": "theirs"})
    assert browser.post(ADDRESS, strange).status_code == 302
    assert document_of(film)["runtime"] == 93


def test_an_expired_login_keeps_the_questions_and_the_choices(film, clash, client):
    _browser, answer = clash({"runtime": 92}, runtime="93")
    answer = client.post(ADDRESS, form_of(answer, **{"choice-0": "theirs"}))
    assert (answer.status_code, asked(answer)) == (403, [("Running time", "theirs")])
    assert form_of(answer)["runtime"] == "93"


def test_a_page_deleted_during_a_conflict_keeps_the_text_and_the_choices(film, clash, moderator):
    browser, answer = clash({"runtime": 92}, runtime="93")
    editing.delete(film, by=moderator, summary="Spam")
    answer = browser.post(ADDRESS, form_of(answer, description="Hours of work", **{"choice-0": "theirs"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This page was deleted while you were editing. Your text is still here" in page
    assert "Hours of work" in page and form_of(answer)["runtime"] == "92"


def rename(page, title, by):
    """A revision as renaming makes it: nothing but the title differs, and its tag says so."""
    page, head = editing.lock(page)
    before = head.document
    document = before | {"title": title}
    editing.append(page, head, before, document, by=by, summary="Its title", tags=["rename"], base=head.number)
    page.title = title
    Page.objects.filter(pk=page.pk).update(title=title)


def test_a_page_renamed_while_the_form_was_open_is_published_there_and_that_is_said(film, editor, moderator, logged_in):
    data = form_data(film, description="Ours")
    rename(film, "Ballerina (2023)", moderator)
    browser = logged_in(editor)
    answer = browser.post(ADDRESS, data)
    page = browser.get(answer.url).content.decode()
    assert "dal renamed this page from “Ballerina” to “Ballerina (2023)” meanwhile: it was published there." in page
    assert (document_of(film)["title"], document_of(film)["description"]) == ("Ballerina (2023)", "Ours")


def test_a_rename_beside_a_conflict_is_no_question_and_is_said_before_and_after(
    film, editor, moderator, other_editor, logged_in
):
    data = form_data(film, runtime="93")
    rename(film, "Ballerina (2023)", moderator)
    change(film, other_editor, runtime=92)
    browser = logged_in(editor)
    answer = browser.post(ADDRESS, data)
    assert asked(answer) == [("Running time", "ours")]
    assert "dal renamed this page from “Ballerina” to “Ballerina (2023)”" in answer.content.decode()
    answer = browser.post(ADDRESS, form_of(answer))
    assert "it was published there" in browser.get(answer.url).content.decode()
    assert document_of(film)["title"] == "Ballerina (2023)"


@pytest.mark.parametrize("others", [{}, {"description": "Theirs", "original_language": "ko", "year": 2022}])
def test_a_conflict_costs_a_fixed_number_of_queries(others, clash, settings, django_assert_num_queries):
    typed = {"description": "Ours", "original_language": "es", "year": "2023"} if others else {}
    browser, answer = clash({"runtime": 92} | others, runtime="93", **typed)
    assert len(asked(answer)) == 1 + len(others)
    settings.RATE_LIMITS = False  # they cost what their cache costs
    # session, user, page, base and what it was, twice; 2 revisions; the draft: 5 to keep it, 1 for who else is there
    with django_assert_num_queries(15):
        browser.post(ADDRESS, form_of(answer, "changes", **{"choice-0": "theirs"}))


def test_an_order_of_words_is_a_question_with_a_place_in_the_form(make_film, editor, other_editor):
    page = make_film("The Call", tags=["a", "b", "c"])
    kind = registry["film"]
    change(page, other_editor, tags=["c", "a", "b"])
    with pytest.raises(Conflict) as caught:
        change(page, editor, base=1, tags=["b", "c", "a"])
    assert [clash.path for clash in caught.value.clashes] == ["tags (order)"]
    assert writing.order_label("tags", Editor(kind, document=kind.blank())) == ("id_tags", "Tags: order")
