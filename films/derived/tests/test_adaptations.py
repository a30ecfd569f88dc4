"""What a film adapts, and who goes by the same name there."""

from films.derived.adaptations import Character, Counterparts, Edge, chain, counterparts, of_adaptation


def edges(*pairs):
    return [Edge(film, original, str(original)) for film, original in pairs]


def test_a_chain_goes_back_step_by_step():
    assert chain(1, edges((2, 3), (1, 2))) == edges((1, 2), (2, 3))


def test_a_loop_ends_where_it_began():
    assert chain(1, edges((1, 2), (2, 1))) == edges((1, 2))
    assert chain(1, edges((1, 2), (2, 3), (3, 2))) == edges((1, 2), (2, 3))


def test_two_ways_to_one_original_name_it_once():
    assert chain(1, edges((1, 2), (1, 3), (2, 4), (3, 4))) == edges((1, 2), (1, 3), (2, 4))


def test_an_original_without_a_page_is_named_and_ends_the_chain():
    unwritten = Edge(1, 0, "La casa de papel")
    assert chain(1, [unwritten, Edge(0, 5, "Nonsense")]) == [unwritten]


def test_it_goes_no_further_than_four_steps():
    assert len(chain(1, edges(*((n, n + 1) for n in range(1, 50))))) == 4


def test_counterparts_share_a_name():
    rows = [Character(1, 10, "tokyo"), Character(1, 11, "denver"), Character(2, 20, "tokyo"), Character(2, 21, "rio")]
    assert counterparts(1, [2], rows) == [Counterparts(10, 1, 20, 2)]


def test_two_of_one_name_in_one_film_prove_nothing():
    rows = [Character(1, 10, "tokyo"), Character(2, 20, "tokyo"), Character(2, 21, "tokyo")]
    assert counterparts(1, [2], rows) == []


def test_the_same_character_in_both_films_is_no_counterpart():
    assert counterparts(1, [2], [Character(1, 10, "tokyo"), Character(2, 10, "tokyo")]) == []


def test_two_names_in_common_are_one_pair():
    rows = [Character(film, page, key) for film, page in ((1, 10), (2, 20)) for key in ("tokio", "tokyo")]
    assert counterparts(1, [2], rows) == [Counterparts(10, 1, 20, 2)]


def test_the_first_six_characters_of_an_adaptation_are_named():
    assert of_adaptation(1, []) is None
    assert of_adaptation(1, [5, 5, 6]).pages == (5, 6)
    told = of_adaptation(1, range(400))
    assert len(told.pages) == 6 and told.more
