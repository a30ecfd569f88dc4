"""A small wiki in several scripts, the same each time, and an engine that looks at every word of it."""

from collections.abc import Sequence
from random import Random

from conftest import make_page
from fanwiki.pages.models import Page
from fanwiki.search import content
from fanwiki.search.content import Content
from fanwiki.text.tokens import Phrase
from films.seed import seed_ballerina

LATIN = str.split(
    "the of and in a to revenge bodyguard dancer friend director quiet river night letter school café naïve storm "
    "memory house train mother winter film story scene music closest former city"
)
CLOSE = str.split("옥주 발레리나 복수 친구 감독 전종서 영화 학교 비밀 是枝裕和 監督 映画 さくら 콜 강 東京")
NAMES = ("Ari", "Bora", "Chan", "Daon", "Eun")
GENRES = ("drama", "thriller", "comedy", "science fiction")


class Writer:
    def __init__(self) -> None:
        self.die = Random(5)

    def words(self, count: int) -> str:
        common = [1 / (n + 1) for n in range(len(LATIN))]
        found = self.die.choices(LATIN, common, k=count)
        return " ".join(self.close() if self.die.random() < 0.12 else one for one in found)

    def close(self) -> str:
        return self.die.choice(CLOSE) + self.die.choice(["", "는", "의", "の"])

    def body(self) -> str:
        parts = [f"{self.words(25).capitalize()}. **{self.words(3)}**, {self.words(9)}." for _ in range(3)]
        hidden = f"\n\n::: spoiler\n{self.words(5)} vanished\n:::\n\n" if self.die.random() < 0.3 else "\n\n"
        return f"{parts[0]}\n\n## {self.words(2)}\n\n{parts[1]}{hidden}{parts[2]}"

    def film(self, n: int) -> None:
        people = [f"Actor {self.die.choice(NAMES)}" for _ in range(2)]
        make_page(
            "film",
            f"{self.words(2)} {n}",
            description=self.words(6),
            year=self.die.randrange(1985, 2025),
            genres=self.die.sample(GENRES, 2),
            countries=[self.die.choice(["KR", "JP", "FR"])],
            original_language=self.die.choice(["ko", "ja", "fr"]),
            cast=[{"person": people[0], "note": self.words(3)}],
            crew=[{"person": people[1], "department": "directing", "job": "Director"}],
            quotes=[{"text": self.words(6), "lang": "en"}],
            body=self.body(),
        )


def make_wiki() -> None:
    writer = Writer()
    seed_ballerina()
    for n in range(50):
        writer.film(n)
    for name in NAMES:
        make_page("person", f"Actor {name}", description=writer.words(4), body=writer.body())
    for n in range(8):
        make_page("article", f"{writer.words(2)} essay {n}", body=writer.body())


def queries() -> list[str]:
    """Two hundred, of every form."""
    writer = Writer()
    die = writer.die
    operators = [
        "kind:film", "kind:person", "-kind:film", "year:1990s", "year:2000..2012", "year:2020..", "genre:drama",
        'genre:"science fiction"', "-genre:thriller", "country:KR", "language:ja", 'with:"Actor Ari"',
        'by:"Actor Bora"', '-with:"Actor Chan"', "decade:1980s", "genre:nothing",
    ]  # fmt: skip
    found: dict[str, None] = {}
    while len(found) < 200:
        parts = []
        if die.random() < 0.75:
            parts += die.choices(LATIN + CLOSE, k=die.choice([1, 1, 2, 3]))
        if die.random() < 0.3:
            parts.append(f'"{writer.words(2)}"')
        if die.random() < 0.25:
            parts.append(f"-{die.choice(LATIN + CLOSE)}")
        if die.random() < 0.5:
            parts += die.sample(operators, die.choice([1, 1, 2]))
        if die.random() < 0.1:
            parts.append(die.choice(["dire", "복", "是", "scho", "vanished", "café", "ＮＡＩＶＥ"]))
        found[" ".join(parts)] = None
    return list(found)


class EveryWord:
    """What an engine has to find, by reading all: slow, and too simple to be wrong."""

    def __init__(self) -> None:
        pages = Page.objects.live().with_head().order_by("pk")
        self.pages = {page.pk: content.of(page.head.document) for page in pages}

    def find(self, every: Sequence[Sequence[Phrase]], without: Sequence[Phrase], limit: int) -> list[int]:
        found = (
            page
            for page, said in self.pages.items()
            if all(any(has(said, one) for one in clause) for clause in every)
            and not any(has(said, one) for one in without)
        )
        return list(found)[:limit]


def has(said: Content, phrase: Phrase) -> bool:
    *firsts, last = phrase.words
    if not firsts and any(same(word, last, phrase.begins) for word in (*said.facts, *said.more)):
        return True
    size = len(phrase.words)
    return any(
        said.words[n : n + size - 1] == firsts and same(said.words[n + size - 1], last, phrase.begins)
        for n in range(len(said.words) - size + 1)
    )


def same(word: str, asked: str, begins: bool) -> bool:
    return word.startswith(asked) if begins else word == asked
