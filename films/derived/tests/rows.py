"""Rows written short: films by a letter, people by a number."""

from films.derived.works import Part, work


def film(page, date="", format_="film", *, disputed=(), year=0):
    """A film of one release, and of more that are `disputed`."""
    every = [*([date] if date else []), *disputed]
    number = min((number_of(each) for each in every), default=year * 10000)
    unsure = [each for each in every if each in disputed or each[-1] in "~?"]
    doubt = next((each for each in unsure if number_of(each) == number), "")
    sure = [number_of(each) for each in every if each not in unsure]
    return work(page, format_, number, doubt, min(sure) if sure else max(map(number_of, unsure), default=0))


def number_of(date):
    year, month, day = [*date.rstrip("~?").split("-"), "0", "0"][:3]
    return int(year) * 10000 + int(month) * 100 + int(day)


def films(**dates):
    """A=2020, B=2021 … as {number of the letter: film}."""
    found = {}
    for letter, date in dates.items():
        page = ord(letter) - ord("A") + 1
        found[page] = date if isinstance(date, tuple) else film(page, date)
    return found


def acts(person, *pages, role=""):
    return [Part(page, person, "cast", role) for page in pages]


def directs(person, *pages, job="Director"):
    return [Part(page, person, "directing", job) for page in pages]
