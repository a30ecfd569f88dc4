"""Whatever the rows are, no fact says more than they prove; with one date for each film, none is missing either.

The oracle is slow and obvious: it goes through every world that the dates allow, in each of which every film was first
shown on one day, and counts there.
"""

import calendar
from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from films.derived.careers import ACTING, DIRECTING, cameos_before, debut, first_main, nth_feature
from films.derived.known_for import known_for
from films.derived.reunions import reunions
from films.derived.showings import same_day
from films.derived.works import Part, work_of
from films.kind import FilmKind

BLANK = FilmKind().blank()
DATES = ["2020", "2020-05", "2020-05-01", "2020-05-02", "2020~", "2020-05-01?", "2021", "2021-01", "2022-03-04", "2023"]
releases = st.fixed_dictionaries(
    {"date": st.sampled_from(DATES), "kind": st.sampled_from(["festival", "tv"]), "disputed": st.booleans()}
)
documents = st.builds(
    lambda rows, year, format_: BLANK | {"releases": rows, "year": None if rows else year, "format": format_},
    st.lists(releases, max_size=3),
    st.sampled_from([None, 2020, 2021]),
    st.sampled_from(["film", "film", "short", "series"]),
)
credits = st.one_of(
    st.tuples(st.just("cast"), st.sampled_from(["main", "support", "cameo", "self", "archive", ""])),
    st.tuples(st.just("directing"), st.sampled_from(["Director", "Assistant director"])),
    st.tuples(st.just("music"), st.just("Composer")),
)
parts = st.lists(
    st.builds(lambda film, person, said: Part(film, person, *said), st.integers(1, 4), st.integers(1, 3), credits),
    max_size=12,
)
records = st.tuples(st.lists(documents, min_size=4, max_size=4), parts)


# --- The oracle -------------------------------------------------------------------------------------------------------


def days(date):
    """The first and the last day that a date may mean."""
    year, month, day = [*map(int, date.rstrip("~?").split("-")), 0, 0][:3]
    last = month or 12
    return (year, month or 1, day or 1), (year, last, day or calendar.monthrange(year, last)[1])


def first_days(document):
    """Every day that a film may first have been shown on, as far as it can matter for an order.

    Of the disputed rows any may be right, and any wrong, as long as one row is right.
    """
    rows = document["releases"] or [{"date": str(document["year"]), "disputed": False}] * bool(document["year"])
    if not rows:
        return [(0, 0, 0), (9999, 0, 0)]
    sure = [row for row in rows if not row["disputed"]]
    doubted = [row for row in rows if row["disputed"]]
    some = chain.from_iterable(combinations(doubted, n) for n in range(len(doubted) + 1))
    right = [[*sure, *chosen] for chosen in some if sure or chosen]
    return [min(each) for rows in right for each in product(*(days(row["date"]) for row in rows))]


def worlds(films):
    """{film: day} for every world; the earliest and the latest day of each film are enough."""
    possible = [(min(found), max(found)) for found in map(first_days, films)]
    return [dict(enumerate(chosen, 1)) for chosen in product(*possible)]


def is_about(film):
    """Whether the first of its dates, as a page sorts them, is not certain."""
    rows = [row["date"] for row in film["releases"]]
    first = min((date.rstrip("~?") for date in rows), default="")
    return any(date[-1] in "~?" for date in rows if date.rstrip("~?") == first)


def plain(films):
    """Several dates of one film may prove more of an order than is made of them: then silence is no mistake."""
    return all(len(film["releases"]) < 2 for film in films)


def acted(part):
    return part.what == "cast" and part.text not in ("self", "archive")


def directed(part):
    return part.what == "directing" and part.text == "Director"


def ranks(here, pages, films):
    """The place of a film among these in every world."""
    return {1 + sum(world[page] < world[here] for page in pages) for world in worlds(films)}


def certainly_first(here, pages, films):
    return all(world[here] < world[page] for world in worlds(films) for page in pages if page != here)


def certainly_before(pages, here, films):
    return [page for page in pages if all(world[page] < world[here] for world in worlds(films))]


def holds(proof, parts):
    """The rows that are shown are rows that there are."""
    return all(part in parts for part in proof)


# --- The facts, against it --------------------------------------------------------------------------------------------


def read(record):
    films, parts = record
    return films, parts, {n: work_of(film, n) for n, film in enumerate(films, 1)}


def check_rank(told, pages, here, films):
    found = ranks(here, pages, films)
    assert min(found) >= told.nth
    assert not told.exact or found == {told.nth}
    assert told.perhaps or not any(is_about(films[page - 1]) for page in pages)


@settings(max_examples=300, deadline=None)
@given(records)
def test_features_are_counted_right(record):
    films, parts, works = read(record)
    for person, here, how in product((1, 2, 3), (1, 2, 3, 4), (ACTING, DIRECTING)):
        does = acted if how == ACTING else directed
        own = [part for part in parts if part.person == person and does(part)]
        pages = {part.work for part in own if films[part.work - 1]["format"] == "film"}
        told = nth_feature(person, here, how, parts, works)
        if told is None:
            alone = here not in pages or len(pages) == 1
            unproven = not certainly_before(pages, here, films) and not certainly_first(here, pages, films)
            assert alone or unproven or not plain(films)
            continue
        check_rank(told, pages, here, films)
        assert holds(told.proof, own)
        assert not told.debut or certainly_first(told.debut, pages, films)


@settings(max_examples=300, deadline=None)
@given(records)
def test_debuts_first_main_parts_and_cameos_are_right(record):
    films, parts, works = read(record)
    for person in (1, 2, 3):
        own = [part for part in parts if part.person == person and acted(part)]
        long = {part.work for part in own if films[part.work - 1]["format"] != "short"}
        begun = [page for page in long if len(long) > 1 and certainly_first(page, long, films)]
        told = debut(person, parts, works)
        assert [told.work] == begun if told else not (begun and plain(films))
        for here in (1, 2, 3, 4):
            main = first_main(person, here, parts, works)
            expected = expected_first_main(here, own, begun, films)
            assert expected if main else not (expected and plain(films))
            assert main is None or (main.debut == begun[0] and holds(main.proof, own))
            cameos = {part.work for part in own if part.text == "cameo"} - {here}
            earlier = certainly_before(cameos, here, films)
            count = cameos_before(person, here, parts, works)
            told = count.count if count else 0
            assert told == len(earlier) if plain(films) else told <= len(earlier)
            assert count is None or (holds(count.proof, own) and {part.work for part in count.proof} <= set(earlier))


def expected_first_main(here, own, begun, films):
    sizes = {}
    for part in own:
        if films[part.work - 1]["format"] != "short":
            sizes.setdefault(part.work, set()).add(part.text)
    if not begun or "main" not in sizes.get(here, ()) or "main" in sizes[begun[0]]:
        return False
    may_be_main = [page for page, said in sizes.items() if said & {"main", ""} and page != begun[0]]
    return certainly_first(here, may_be_main, films)


@settings(max_examples=300, deadline=None)
@given(records)
def test_reunions_are_right(record):
    films, parts, works = read(record)
    there = {
        person: {part.work for part in parts if part.person == person and part.text != "archive" and worked(part)}
        for person in (1, 2, 3)
    }
    for here in (1, 2, 3, 4):
        told = {frozenset((one.one, one.other)): one for one in reunions(here, parts, works)}
        for one, other in combinations((1, 2, 3), 2):
            together = there[one] & there[other]
            earlier = certainly_before(together, here, films)
            fact = told.get(frozenset((one, other)))
            expected = here in together and earlier and paired(here, one, other, parts)
            if fact is None:
                assert not (expected and plain(films))
                continue
            assert expected and (fact.films == len(earlier) if plain(films) else fact.films <= len(earlier))
            check_rank(fact, together, here, films)
            assert holds(fact.proof, parts) and {part.work for part in fact.proof} <= set(earlier)


def worked(part):
    return part.what == "cast" or directed(part)


def paired(here, one, other, parts):
    """At least one of the two acts in it, so that they are director and actor, or both actors."""
    return any(
        part.work == here and part.what == "cast" and part.text != "archive" and part.person in (one, other)
        for part in parts
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(releases, max_size=5))
def test_the_same_day_is_right(rows):
    told = same_day(rows)
    full = {row["date"].rstrip("~?") for row in rows if row["date"].count("-") == 2}
    kinds = {date: {row["kind"] for row in rows if row["date"].rstrip("~?") == date} for date in full}
    assert [fact.date for fact in told] == sorted(date for date in full if len(kinds[date]) > 1)
    for fact in told:
        assert {row["kind"] for row in fact.proof} == kinds[fact.date] and all(row in rows for row in fact.proof)
        assert fact.differ == any(row["disputed"] for row in fact.proof)
        assert fact.perhaps == any(row["date"][-1] in "~?" for row in fact.proof)


@settings(max_examples=300, deadline=None)
@given(records, st.dictionaries(st.integers(1, 4), st.integers(0, 3)))
def test_known_for_keeps_to_its_formula(record, links):
    _films, parts, works = read(record)
    told = known_for(1, parts, links, works)
    own = [part for part in parts if part.person == 1 and (acted(part) or part.what != "cast")]
    pages = {part.work for part in own}
    assert (told is None) == (len(pages) < 2)
    if told:
        shown = [part.work for part in told.proof]
        assert holds(told.proof, own) and len(shown) == len(set(shown)) == min(4, len(pages))
        main = {part.work for part in own if directed(part) or part.text == "main"}
        for one, other in combinations(shown, 2):
            assert (one in main) >= (other in main)
            assert (
                (one in main) != (other in main)
                or small(one, own)
                or links.get(one, 0) >= links.get(other, 0)
                or (small(other, own))
            )


def small(page, own):
    return all(part.text in ("cameo", "guest") for part in own if part.work == page)
