"""Debut, n-th feature, first main part, cameos before."""

from films.derived.careers import ACTING, DIRECTING, cameos_before, debut, first_main, nth_feature

from .rows import acts, directs, film, films

LEE, PARK = 1, 2
DATED = films(A="2017", B="2019", C="2022", D="2023")


def test_the_second_feature_after_the_debut():
    told = nth_feature(LEE, 4, DIRECTING, directs(LEE, 1, 4), DATED)
    assert (told.nth, told.exact, told.debut, [part.work for part in told.proof]) == (2, True, 1, [1, 4])


def test_shorts_and_series_are_no_features():
    works = DATED | {1: film(1, "2017", "short"), 2: film(2, "2019", "series")}
    assert nth_feature(LEE, 4, DIRECTING, directs(LEE, 1, 2, 3, 4), works).nth == 2
    assert nth_feature(LEE, 1, DIRECTING, directs(LEE, 1, 2, 3, 4), works) is None


def test_one_feature_alone_is_not_worth_a_word():
    assert nth_feature(LEE, 4, DIRECTING, directs(LEE, 4), DATED) is None


def test_the_first_of_two_is_the_first():
    told = nth_feature(LEE, 1, DIRECTING, directs(LEE, 1, 4), DATED)
    assert (told.nth, told.debut) == (1, 1)


def test_a_feature_without_a_date_makes_it_at_least_and_leaves_no_debut():
    works = films(A="", B="2019", C="2022", D="2023")
    told = nth_feature(LEE, 4, DIRECTING, directs(LEE, 1, 2, 4), works)
    assert (told.nth, told.exact, told.debut) == (2, False, 0)
    assert nth_feature(LEE, 2, DIRECTING, directs(LEE, 1, 2, 4), works) is None


def test_two_features_of_one_year_have_no_order():
    assert nth_feature(LEE, 2, DIRECTING, directs(LEE, 1, 2), films(A="2020", B="2020")) is None


def test_directing_and_acting_are_counted_apart():
    parts = directs(LEE, 1, 4) + acts(LEE, 2, 4)
    assert nth_feature(LEE, 4, ACTING, parts, DATED).proof[0].work == 2
    assert nth_feature(LEE, 4, DIRECTING, parts, DATED).proof[0].work == 1


def test_the_debut_is_the_earliest_part_of_any_format_but_a_short():
    works = DATED | {1: film(1, "2017", "short"), 2: film(2, "2019", "web_series")}
    assert debut(PARK, acts(PARK, 1, 2, 3), works).work == 2


def test_a_debut_needs_an_order_and_more_than_one_part():
    assert debut(PARK, acts(PARK, 1), DATED) is None
    assert debut(PARK, acts(PARK, 1, 2), films(A="2020", B="2020-03")) is None
    assert debut(PARK, acts(PARK, 1, 2), films(A="2020", B="")) is None


def test_playing_oneself_is_no_debut():
    parts = acts(PARK, 1, role="self") + acts(PARK, 2, 3)
    assert debut(PARK, parts, DATED).work == 2


CAREER = acts(PARK, 1) + acts(PARK, 2, 3, role="cameo") + acts(PARK, 4, role="main")


def test_the_first_main_part_since_the_debut_and_the_cameos_before():
    told = first_main(PARK, 4, CAREER, DATED)
    assert (told.work, told.debut, told.perhaps, [part.work for part in told.proof]) == (4, 1, False, [1, 4])
    told = cameos_before(PARK, 4, CAREER, DATED)
    assert (told.count, [part.work for part in told.proof]) == (2, [2, 3])


def test_a_part_between_whose_size_is_not_recorded_may_be_a_main_one():
    parts = acts(PARK, 1, 2) + acts(PARK, 4, role="main")
    assert first_main(PARK, 4, parts, DATED) is None


def test_a_later_part_of_unknown_size_does_not_matter():
    parts = acts(PARK, 1, 4) + acts(PARK, 3, role="main")
    assert first_main(PARK, 3, parts, DATED).debut == 1


def test_who_began_with_a_main_part_has_no_first_one_since():
    assert first_main(PARK, 4, acts(PARK, 1, 4, role="main"), DATED) is None
    assert first_main(PARK, 1, acts(PARK, 1, 4, role="main"), DATED) is None


def test_cameos_without_a_date_and_later_ones_are_not_before():
    works = films(A="2017", B="", C="2023-12", D="2023")
    assert cameos_before(PARK, 4, CAREER, works) is None
