"""The documents of a made-up wiki: one long film with its edits, and many small pages that name each other."""

from collections.abc import Iterator
from typing import Any

from .prose import Pen

Document = dict[str, Any]

TITLE = "The Long Film"
LINKS, CAST, SOURCES = 60, 25, 20
SECTIONS, PARAGRAPHS, SENTENCES = 8, 9, 4  # of the long film, in paragraphs of four: 30 KB of text
JOBS = (("directing", "Director"), ("writing", "Writer"), ("music", "Composer"), ("camera", "Camera"))


class World:
    """`pages` pages, the long film among them; what they name beyond that is not written yet."""

    def __init__(self, pages: int, seed: int = 1) -> None:
        self.pen = Pen(seed)
        each = max(pages * 2 // 5, LINKS)
        self.people, self.films = self.pen.people(each), self.pen.films(each)
        self.characters = self.pen.characters(each)
        self.size = pages - 1

    def small(self) -> Iterator[Document]:
        """All pages but the long film: three films and three characters to four people."""
        films, characters = self.size * 3 // 10, self.size * 3 // 10
        yield from map(self.film, self.films[:films])
        yield from map(self.character, self.characters[:characters])
        yield from map(self.person, self.people[: self.size - films - characters])

    def link(self) -> str:
        kind, titles = self.pen.die.choice(
            [("film", self.films), ("person", self.people), ("character", self.characters)]
        )
        title = self.pen.die.choice(titles)
        return self.pen.die.choice([f"[[{title}]]", f"[[{kind}:{title}|{title.split()[-1]}]]"])

    def paragraph(self, links: int = 1, cite: str = "") -> str:
        said = [self.pen.sentence(self.link() if n < links else "") for n in range(SENTENCES)]
        return " ".join(said) + (f"[^{cite}]" if cite else "")

    def person(self, title: str) -> Document:
        return {
            "kind": "person",
            "title": title,
            "description": self.pen.sentence()[:190],
            "countries": ["KR"],
            "born": f"{self.pen.die.randint(1930, 2005)}",
            "body": "\n\n".join([self.paragraph(), "## Work", self.paragraph(2)]),
        }

    def character(self, title: str) -> Document:
        body = "\n\n".join([self.paragraph(), "## Story", self.paragraph()])
        return {"kind": "character", "title": title, "description": self.pen.sentence()[:190], "body": body}

    def film(self, title: str) -> Document:
        body = "\n\n".join([self.paragraph(2), "## Story", self.paragraph(), "## Making of", self.paragraph()])
        year = self.pen.die.randint(1950, 2025)
        return {
            "kind": "film",
            "title": title,
            "description": self.pen.sentence()[:190],
            "countries": ["KR"],
            "genres": self.pen.die.sample(["drama", "thriller", "comedy", "action"], 2),
            "runtime": self.pen.die.randint(70, 180),
            "cast": self.cast(6, []),
            "crew": self.crew([]),
            "releases": [{"date": f"{year}-0{self.pen.die.randint(1, 9)}", "kind": "theatrical", "country": "KR"}],
            "body": body,
        }

    def cast(self, count: int, sources: list[str]) -> list[Document]:
        who = zip(self.pen.die.sample(self.people, count), self.pen.die.sample(self.characters, count), strict=True)
        return [
            {
                "id": f"c{n}",
                "person": person,
                "character": character,
                "role_type": "main" if n < 3 else "support",  # noqa: PLR2004 - those whom a poster names
                "src": self.pen.die.sample(sources, 1) if sources else [],
                "note": self.pen.sentence() if n % 5 == 0 else "",
            }
            for n, (person, character) in enumerate(who)
        ]

    def crew(self, sources: list[str]) -> list[Document]:
        people = self.pen.die.sample(self.people, len(JOBS))
        return [
            {"person": person, "department": department, "job": job, "src": sources[:1]}
            for (department, job), person in zip(JOBS, people, strict=True)
        ]

    def long_film(self) -> Document:
        """30 KB of text with 60 links in it, 25 rows of cast, 20 sources."""
        keys = [f"source-{n}" for n in range(1, SOURCES + 1)]
        return {
            "kind": "film",
            "title": TITLE,
            "description": self.pen.sentence()[:190],
            "original_language": "ko",
            "countries": ["KR", "FR"],
            "genres": ["drama", "thriller"],
            "tags": [self.pen.word() for _ in range(4)],
            "runtime": 127,
            "external_ids": {"imdb": "tt0000001", "wikidata": "Q1"},
            "names": [
                {"id": "n1", "text": TITLE, "kind": "title", "lang": "en", "primary": True},
                {"id": "n2", "text": "긴 영화", "kind": "original_title", "lang": "ko", "primary": True},
            ],
            "cast": self.cast(CAST, keys),
            "crew": self.crew(keys),
            "releases": self.releases(keys),
            "quotes": [
                {"text": self.pen.sentence(), "lang": "en", "character": self.characters[n], "src": [keys[n]]}
                for n in range(2)
            ],
            "relations": [{"type": "remake_of", "to": self.films[0], "src": keys[:1]}],
            "sources": [self.source(key) for key in keys],
            "notes": [{"field": "genres", "text": self.pen.sentence(), "src": keys[:1]}],
            "body": self.long_text(keys),
        }

    def releases(self, keys: list[str]) -> list[Document]:
        return [
            {"date": "2023-05-17", "kind": "festival", "country": "FR", "event": self.people[0], "src": keys[:1]},
            {"date": "2023-09-20", "kind": "theatrical", "country": "KR", "src": keys[1:2]},
            {"date": "2024-01", "kind": "streaming", "platform": self.people[1], "src": keys[2:3]},
        ]

    def source(self, key: str) -> Document:
        return {
            "key": key,
            "title": self.pen.thing().capitalize(),
            "url": f"https://example.org/{self.pen.word()}/{key}",
            "publisher": self.pen.word().title(),
            "date": f"{self.pen.die.randint(1990, 2024)}",
            "language": "en",
        }

    def long_text(self, keys: list[str]) -> str:
        total = SECTIONS * PARAGRAPHS
        spread = [LINKS * (n + 1) // total - LINKS * n // total for n in range(total)]
        parts = []
        for n, links in enumerate(spread):
            if n % PARAGRAPHS == 0 and n:
                parts.append(f"## {self.pen.thing().capitalize()}")
            parts.append(self.paragraph(links, keys[n % len(keys)]))
            if n % PARAGRAPHS == PARAGRAPHS - 1:
                parts.append("\n".join(f"* {self.pen.clause()}" for _ in range(4)))
        return "\n\n".join(parts)

    def edits(self, document: Document) -> Iterator[Document]:
        """Without an end, each laid over the one before: a few words, then a row, then a fact."""
        while True:
            for change in (self.reworded, self.recast, self.corrected):
                document = change(document)
                yield document

    def reworded(self, document: Document) -> Document:
        """Three words of one paragraph; its links and citations stay."""
        paragraphs = document["body"].split("\n\n")
        at = self.pen.die.randrange(len(paragraphs))
        words = paragraphs[at].split(" ")
        for _ in range(3):
            place = self.pen.die.randrange(len(words))
            if words[place].isalpha() and words[place].islower():
                words[place] = self.pen.word()
        paragraphs[at] = " ".join([*words, self.pen.word()])
        return document | {"body": "\n\n".join(paragraphs)}

    def recast(self, document: Document) -> Document:
        rows = list(document["cast"])
        at = self.pen.die.randrange(len(rows))
        rows[at] = rows[at] | {"note": self.pen.sentence()}
        return document | {"cast": rows}

    def corrected(self, document: Document) -> Document:
        return document | {"runtime": document["runtime"] % 300 + 1, "description": self.pen.sentence()[:190]}
