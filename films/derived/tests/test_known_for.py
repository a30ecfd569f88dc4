"""The formula: main before support, linked more before less, four at most."""

from films.derived.known_for import known_for

from .rows import acts, directs, films

WHO = 1
DATED = films(A="2017", B="2019", C="2021", D="2022", E="2023", F="")


def order(parts, links=None):
    told = known_for(WHO, parts, links or {}, DATED)
    return [part.work for part in told.proof] if told else None


def test_main_parts_stand_before_others_and_these_before_cameos():
    parts = acts(WHO, 1, role="main") + acts(WHO, 2, role="cameo") + acts(WHO, 3, role="support")
    assert order(parts, {2: 90, 3: 50}) == [1, 3, 2]


def test_directing_weighs_as_much_as_a_main_part():
    assert order(acts(WHO, 5) + directs(WHO, 1)) == [1, 5]
    assert order(acts(WHO, 5) + directs(WHO, 1, job="Assistant director")) == [5, 1]


def test_among_equals_the_one_that_more_pages_link_to_and_then_the_later_one():
    assert order(acts(WHO, 1, 2, 3), {1: 5}) == [1, 3, 2]


def test_four_at_most_and_each_film_once_by_its_weightiest_part():
    parts = acts(WHO, 1, 2, 3, 4, 5, 6, role="cameo") + acts(WHO, 1, role="main")
    assert order(parts) == [1, 5, 4, 3]
    assert known_for(WHO, parts, {}, DATED).proof[0].text == "main"


def test_it_is_silent_about_one_film_and_about_footage():
    assert order(acts(WHO, 1)) is None
    assert order(acts(WHO, 1) + acts(WHO, 2, role="archive") + acts(WHO, 3, role="self")) is None
    assert order(acts(2, 1, 2, 3)) is None
