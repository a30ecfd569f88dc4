"""A large made-up wiki whose words are as common as those of English are, by the law of Zipf and Mandelbrot: the first
is every seventeenth word, and the first hundred are half of all."""

from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate, product
from random import Random

Document = dict[str, object]

WORDS, SHIFT, POWER = 40_000, 2.7, 1.1
FILMS_OF_A_PERSON = 5
LETTERS = 1600  # of a page's text, of which most pages have less and some ten times as much
GENRES = ("drama", "thriller", "comedy", "action", "romance", "horror", "documentary", "animation")
SYLLABLES = [a + b for a, b in product("b ch d f g h j k l m n p r s sh t v w z".split(), "a e i o u ai on er".split())]


class Author:
    """Writes pages of made-up words with one die, the same each time."""

    def __init__(self, seed: int = 7) -> None:
        self.die = Random(seed)  # noqa: S311 - to be the same each time is what it is for
        made: dict[str, None] = {}
        while len(made) < WORDS:
            made["".join(self.die.choices(SYLLABLES, k=1 + len(made) // 500 % 3 + self.die.randrange(2)))] = None
        self.words = list(made)
        self.weights = list(accumulate((n + SHIFT) ** -POWER for n in range(WORDS)))

    def some(self, count: int) -> list[str]:
        total = self.weights[-1]
        return [self.words[bisect(self.weights, self.die.random() * total)] for _ in range(count)]

    def commonest(self, count: int) -> list[str]:
        return self.words[:count]

    def text(self) -> str:
        left = int(LETTERS / 6 * self.die.expovariate(1)) + 30
        parts = []
        while left > 0:
            size = min(left, self.die.randrange(6, 22))
            parts.append(" ".join(self.some(size)).capitalize() + ".")
            left -= size
        cuts = [" ".join(parts[n : n + 5]) for n in range(0, len(parts), 5)]
        return "\n\n".join(cuts[:2] + [f"## {' '.join(self.some(2)).title()}\n\n{cut}" for cut in cuts[2:]])

    def pages(self, count: int) -> Iterator[Document]:
        """Films, with a year, genres, a director and a cast of six."""
        people = [self.name() for _ in range(count * 7 // FILMS_OF_A_PERSON + 7)]
        titles: dict[str, None] = {}
        while len(titles) < count:
            titles[" ".join(self.some(self.die.randrange(1, 4))).title()] = None
        for title in titles:
            director, *cast = self.die.sample(people, 7)
            yield {
                "kind": "film",
                "title": title,
                "description": " ".join(self.some(12)).capitalize() + ".",
                "genres": self.die.sample(GENRES, 2),
                "year": self.die.randrange(1950, 2025),
                "cast": [{"person": person} for person in cast],
                "crew": [{"person": director, "department": "directing", "job": "Director"}],
                "body": self.text(),
            }

    def name(self) -> str:
        return " ".join(self.die.choices(self.words, k=2)).title()
