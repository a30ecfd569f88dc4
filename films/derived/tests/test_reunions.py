"""Who worked together before."""

from films.derived.reunions import ACTED, DIRECTED, reunions

from .rows import acts, directs, film, films

LEE, JEON, KIM = 1, 2, 3
DATED = films(A="2020", B="2022", C="2023")


def test_a_director_and_an_actor_meet_again():
    (told,) = reunions(3, directs(LEE, 1, 3) + acts(JEON, 1, 3), DATED)
    assert (told.one, told.other, told.how, told.nth, told.exact, told.films) == (LEE, JEON, DIRECTED, 2, True, 1)
    assert [(part.work, part.person) for part in told.proof] == [(1, LEE), (1, JEON)]


def test_two_actors_meet_for_the_third_time():
    (told,) = reunions(3, acts(JEON, 1, 2, 3) + acts(KIM, 1, 2, 3), DATED)
    assert (told.how, told.nth) == (ACTED, 3)
    assert [part.work for part in told.proof] == [2, 2, 1, 1]


def test_it_is_silent_about_what_came_later_and_about_strangers():
    assert reunions(1, acts(JEON, 1, 2) + acts(KIM, 1, 2), DATED) == []
    assert reunions(3, acts(JEON, 1, 3) + acts(KIM, 2, 3), DATED) == []


def test_an_order_that_the_rows_do_not_prove_is_not_claimed():
    assert reunions(2, acts(JEON, 1, 2) + acts(KIM, 1, 2), films(A="2020", B="2020-06-01")) == []
    assert reunions(2, acts(JEON, 1, 2) + acts(KIM, 1, 2), films(A="", B="2020")) == []


def test_one_more_title_without_a_date_makes_it_at_least():
    (told,) = reunions(3, acts(JEON, 1, 2, 3) + acts(KIM, 1, 2, 3), films(A="2020", B="", C="2023"))
    assert (told.nth, told.exact) == (2, False)


def test_a_date_that_is_about_makes_it_perhaps():
    (told,) = reunions(2, acts(JEON, 1, 2) + acts(KIM, 1, 2), films(A="2020~", B="2023"))
    assert told.perhaps


def test_whoever_directs_and_acts_is_no_pair_of_their_own_and_each_two_are_told_of_once():
    parts = directs(LEE, 1, 3) + acts(LEE, 1, 3) + acts(JEON, 1, 3)
    assert [(told.one, told.other) for told in reunions(3, parts, DATED)] == [(LEE, JEON)]


def test_several_parts_in_one_film_are_one_film():
    (told,) = reunions(3, acts(JEON, 1, 1, 3, 3) + acts(KIM, 1, 3), DATED)
    assert told.nth == 2


def test_archive_footage_and_assistants_reunite_nobody():
    assert reunions(3, acts(JEON, 1, role="archive") + acts(JEON, 3) + acts(KIM, 1, 3), DATED) == []
    assert reunions(3, directs(LEE, 1, 3, job="Assistant director") + acts(JEON, 1, 3), DATED) == []


def test_of_a_large_cast_the_strongest_five_are_told():
    parts = [part for person in range(400) for part in acts(person, 1, 3)] + acts(7, 2) + acts(8, 2)
    told = reunions(3, parts, DATED)
    assert len(told) == 5 and (told[0].one, told[0].other, told[0].nth) == (7, 8, 3)


def test_a_disputed_day_within_the_year_does_not_touch_an_order_of_years():
    works = DATED | {3: film(3, disputed=["2023-10-05", "2023-10-06"])}
    (told,) = reunions(3, acts(JEON, 1, 3) + acts(KIM, 1, 3), works)
    assert told.exact and not told.perhaps
