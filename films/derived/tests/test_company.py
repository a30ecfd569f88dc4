"""With whom somebody worked most, and the drawing of it."""

from films.derived.company import LEFT, RIGHT, Shared, colleagues, drawing

from .rows import films

WHO = 1
DATED = films(A="2017", B="2019", C="2021")


def test_the_most_films_first_then_who_is_billed_higher():
    shared = [Shared(1, 2, 3), Shared(1, 3, 1), Shared(1, 4, 4), Shared(2, 4, 4)]
    found = colleagues(WHO, shared, DATED)
    assert [(one.person, one.works) for one in found] == [(4, (2, 1)), (3, (1,)), (2, (1,))]


def test_nobody_works_with_themselves_and_a_film_counts_once():
    assert colleagues(WHO, [Shared(1, WHO, 1), Shared(1, 2, 1), Shared(1, 2, 5)], DATED)[0].works == (1,)


def test_of_400_the_strongest_six_are_drawn():
    shared = [Shared(film, person, person) for film in (1, 2) for person in range(2, 402)]
    found = colleagues(WHO, shared, DATED)
    assert [one.person for one in found] == [2, 3, 4, 5, 6, 7]


def test_they_stand_left_and_right_in_turn_and_nothing_lies_outside():
    for count in range(1, 7):
        drawn = drawing(colleagues(WHO, [Shared(1, n + 2, n) for n in range(count)], DATED))
        assert [node.x for node in drawn.nodes] == [LEFT, RIGHT, LEFT, RIGHT, LEFT, RIGHT][:count]
        assert all(30 <= node.y <= drawn.height - 90 for node in drawn.nodes)
        assert 42 <= drawn.y <= drawn.height - 90
