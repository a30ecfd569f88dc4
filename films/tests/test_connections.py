"""The search for the shortest ways, against one that is slow and obvious, and where it gives up."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import make_page
from films import connections
from films.connections import connect

pytestmark = pytest.mark.django_db

PEOPLE = 9
NUMBERS = count()
CASTS = st.lists(st.sets(st.integers(0, PEOPLE - 1), max_size=3), max_size=10)


def casts_to_pages(casts):
    """Half of the credits are of the crew; whoever is in no film has a page all the same."""
    n = next(NUMBERS)
    people = [make_page("person", f"Person {n}-{p}") for p in range(PEOPLE)]
    films = []
    for number, cast in enumerate(casts):
        credited = [people[p].title for p in sorted(cast)]
        fields = {
            "cast": [{"person": title} for title in credited[::2]],
            "crew": [{"person": title, "department": "music", "job": "Music"} for title in credited[1::2]],
        }
        films.append(make_page("film", f"Film {n}-{number}", **fields))
    return people, films


def distances(casts, start):
    """Steps from this person to everybody who can be reached."""
    found, waiting = {start: 0}, [start]
    for person in waiting:
        for cast in casts:
            if person in cast:
                new = [other for other in sorted(cast) if other not in found]
                found |= dict.fromkeys(new, found[person] + 1)
                waiting += new
    return found


def obvious(casts, start, goal):
    """How many steps, and all (film, person) that a shortest way begins with; None where no way is there."""
    steps = distances(casts, goal)
    if steps.get(start, 99) > connections.STEPS:
        return None
    firsts = {
        (film, other)
        for film, cast in enumerate(casts)
        if start in cast
        for other in cast
        if other != start and steps[other] == steps[start] - 1
    }
    return steps[start], firsts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(casts=CASTS, goals=st.lists(st.integers(1, PEOPLE - 1), min_size=3, max_size=3, unique=True))
def test_every_answer_is_what_a_slow_search_says(db, casts, goals):
    people, films = casts_to_pages(casts)
    for goal in goals:
        found, expected = connect(people[0], people[goal]), obvious(casts, 0, goal)
        if expected is None:
            assert found is None
            continue
        steps, firsts = expected
        assert len(found.steps) == steps
        assert {(film.pk, person.pk) for film, person in found.firsts} == {
            (films[film].pk, people[person].pk) for film, person in firsts
        }
        assert len(found.firsts) == len(firsts)
        assert holds_together(found, people[0], people[goal], films, people, casts)


def holds_together(found, start, goal, films, people, casts):
    """Every step of the way that is drawn is a film which credits both, and says what they did in it."""
    cast_of = {films[n].pk: {people[p].pk for p in cast} for n, cast in enumerate(casts)}
    here = start
    for step in found.steps:
        said = {person.pk for person, parts in step.parts if parts}
        assert said == {here.pk, step.person.pk} <= cast_of[step.film.pk]
        here = step.person
    return here == goal


def test_each_of_the_first_steps_leads_to_a_whole_way(db):
    people, _films = casts_to_pages([{0, 1}, {0, 2}, {1, 3}, {2, 3}, {3, 4}])
    firsts = connect(people[0], people[4]).firsts
    assert len(firsts) == 2
    for first in firsts:
        way = connect(people[0], people[4], connections.step_key(*first))
        assert way.chosen == first == (way.steps[0].film, way.steps[0].person)
        assert len(way.steps) == 3 and way.steps[-1].person == people[4]


def test_two_hubs_with_hundreds_of_films_are_found_with_all_of_them(db, django_assert_max_num_queries):
    one, other = make_page("person", "Hub One"), make_page("person", "Hub Two")
    for n in range(40):
        make_page("film", f"Together {n}", cast=[{"person": "Hub One"}, {"person": "Hub Two"}])
    with django_assert_max_num_queries(8):
        assert len(connect(one, other).firsts) == 40


def test_a_search_that_would_look_at_too_many_pages_is_given_up(db, monkeypatch, client):
    people, _films = casts_to_pages([{0, 1}, {1, 2}, {2, 3}, {3, 4}])
    monkeypatch.setattr(connections, "MOST", 4)
    with pytest.raises(connections.TooFar):
        connect(people[0], people[4])
    page = client.get("/connections/", {"from": people[0].title, "to": people[4].title}).content.decode()
    assert "They are far apart" in page
