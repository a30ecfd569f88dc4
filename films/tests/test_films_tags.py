"""What a film's page works out from its rows."""

import pytest
from django.template import Context, Template

from fanwiki.pages import kinds
from fanwiki.pages.reading import Reading, References
from fanwiki.text.markup import Rendered
from films.templatetags import films


def release(date, row_id="r", **values):
    blank = {"kind": "festival", "country": "KR", "event": "Busan", "platform": "", "disputed": False}
    return {"id": row_id, "date": date, **blank, **values}


def credit(person, **values):
    return {"person": person, "credited_as": "", "role_type": "", "department": "", "job": "", **values}


def drawn(source, **context):
    film = kinds.registry["film"]
    reading = Reading(film, film.blank(), Rendered(), References({}))
    return Template("{% load films %}" + source).render(Context({"reading": reading, **context}))


def test_disputed_dates_of_one_event_stand_side_by_side():
    rows = [
        release("2023-10-06", "a", disputed=True),
        release("2023-10-05", "b", disputed=True),
        release("2023-10-06", "c", kind="streaming", event="", platform="Netflix"),
    ]
    shown = films.showings(rows)
    assert [[row["id"] for row in showing.rows] for showing in shown] == [["b", "a"], ["c"]]
    assert [showing.disputed for showing in shown] == [True, False]


def test_two_sure_dates_of_one_event_are_two_releases():
    assert len(films.showings([release("2023-10-05", "a"), release("2023-10-06", "b")])) == 2


def test_the_first_showing_is_the_earliest_with_a_date():
    first = films.first_showing([release("2023-10-06", "a"), release("2023", "b"), release("", "c")])
    assert first.row["id"] == "b"
    assert films.first_showing([]) is None


def test_assistants_are_not_billed_as_directors():
    crew = [
        credit("Assistant", department="directing", job="Assistant director"),
        credit("Lee", department="directing", job="Director"),
        credit("Kim", department="writing", job="Writer"),
    ]
    assert [row["person"] for row in films.directors(crew)] == ["Lee"]


def test_the_main_parts_are_billed_each_actor_once_and_three_at_most():
    cast = [credit("A", role_type="support"), *(credit(name, role_type="main") for name in "BBCDE")]
    assert [row["person"] for row in films.leads(cast)] == ["B", "C", "D"]


def test_without_main_parts_those_named_first_are_billed():
    assert [row["person"] for row in films.leads([credit("A"), credit("B")])] == ["A", "B"]


@pytest.mark.parametrize(("names", "said"), [("A", "A"), ("AB", "A and B"), ("ABC", "A, B and C"), ("", "")])
def test_people_are_listed_as_in_a_sentence(names, said):
    rows = [credit("", credited_as=name) for name in names]
    assert drawn("{% people rows %}", rows=rows) == said


def test_a_name_without_a_page_is_no_link_and_is_escaped():
    assert drawn("{% credited row %}", row=credit("", credited_as="<b>")) == "&lt;b&gt;"
