"""Many who publish one page through the editor at the same moment: all of disjoint parts, one of the same line."""

import pytest
from django.test import Client

from conftest import make_page, make_user
from fanwiki.pages import upkeep
from fanwiki.pages.models import Page
from fanwiki.pages.tests.editor_form import form_of
from fanwiki.pages.tests.test_edit_view import form_data
from fanwiki.pages.tests.test_races import EDITORS, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/films/ballerina/edit/"


@pytest.fixture
def browsers():
    found = []
    for n in range(EDITORS):
        found.append(Client())
        found[-1].force_login(make_user(f"fan{n}"))
    return found


def test_editors_of_different_paragraphs_rows_and_facts_all_get_in(browsers):
    body = "\n\n".join(f"Paragraph {n}." for n in range(EDITORS))
    cast = [{"id": f"r{n}", "person": f"Person {n}"} for n in range(EDITORS)]
    page = make_page("film", "Ballerina", body=body, cast=cast)
    data = form_data(page)

    def edit(n):
        mine = {"body": body.replace(f"Paragraph {n}.", f"Paragraph {n}, edited."), f"cast-{n}-note": f"note {n}"}
        return browsers[n].post(ADDRESS, data | mine | ({"runtime": "93"} if n == 0 else {}))

    assert [answer.status_code for answer in at_once(edit)] == [302] * EDITORS
    document = Page.objects.with_head().get().head.document
    assert [row["note"] for row in document["cast"]] == [f"note {n}" for n in range(EDITORS)]
    assert (document["body"].count("edited"), document["runtime"]) == (EDITORS, 93)
    assert page.revisions.count() == EDITORS + 1
    assert list(upkeep.verify()) == []


def test_of_all_editors_of_one_line_one_wins_and_the_others_see_both_sides(browsers):
    page = make_page("film", "Ballerina", body="One.\n\nIt runs 90 minutes.\n\nEnd.")
    data = form_data(page)
    answers = at_once(
        lambda n: browsers[n].post(ADDRESS, data | {"body": f"One.\n\nIt runs {n + 100} minutes.\n\nEnd."})
    )
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (EDITORS - 1)
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    for n, answer in enumerate(answers):
        if n != winner:
            page_of_n = answer.content.decode()  # the contexts of several threads are not kept apart
            assert f"<ins>{n + 100}</ins>" in page_of_n and f"<ins>{winner + 100}</ins>" in page_of_n
            assert form_of(answer)["body"] == f"One.\n\nIt runs {n + 100} minutes.\n\nEnd."
    assert page.revisions.count() == 2
    assert list(upkeep.verify()) == []
