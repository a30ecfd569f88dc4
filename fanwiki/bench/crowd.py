"""A crowd of made-up people and films with names in many scripts, among which the known ones are looked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from fanwiki.text import hangul
from fanwiki.text.names import fold

Document = dict[str, Any]

HERE = Path(__file__).parent
LANGUAGES = ("en", "ko", "ja", "zh-Hans", "es", "fr", "ru")  # the columns of crowd_titles.txt
SHARES = {"ko": 30, "ja": 12, "zh": 12, "en": 22, "ru": 8, "vi": 4, "tr": 4, "ar": 3, "fa": 2, "hi": 3}
KINDS = {"person": 45, "film": 40, "character": 15}
NAMES = 6  # of each page, its title among them


def lines(file: str) -> list[list[str]]:
    text = (HERE / file).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def name(text: str, lang: str, kind: str = "name") -> dict[str, str]:
    return {"text": text, "lang": lang, "kind": kind}


def alike(text: str) -> str:
    """The same for a name with its words in another order."""
    return " ".join(sorted(map(fold, text.split())))


class Crowd:
    """`size` documents, the same each time. No two of a kind share a title; native names are shared, but nobody is
    called like one of `others`."""

    def __init__(self, size: int, seed: int = 1, others: Iterable[str] = ()) -> None:
        self.size, self.die = size, Random(seed)  # noqa: S311 - to be the same each time is what it is for
        self.others = {*map(alike, others)}
        self.parts: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
        for lang, which, *parts in lines("crowd_names.txt"):
            self.parts[lang, which] = [part.split("/") for part in parts]
        words: dict[str, list[list[str]]] = defaultdict(list)
        for what, *row in lines("crowd_titles.txt"):
            words[what].append(row)
        self.things, self.attributes = words["thing"], words["of"]

    def documents(self) -> Iterator[Document]:
        seen: dict[tuple[str, str], int] = defaultdict(int)
        for _ in range(self.size):
            kind = self.die.choices(list(KINDS), list(KINDS.values()))[0]
            title, names = self.called(kind)
            seen[kind, fold(title)] += 1
            if (again := seen[kind, fold(title)]) > 1:
                title = f"{title} ({again})"
            yield {"kind": kind, "title": title, "names": names}

    def called(self, kind: str) -> tuple[str, list[dict[str, str]]]:
        while True:
            title, names = self.film() if kind == "film" else self.person()
            if self.others.isdisjoint([alike(title), *(alike(row["text"]) for row in names)]):
                return title, names

    def person(self) -> tuple[str, list[dict[str, str]]]:
        lang = self.die.choices(list(SHARES), list(SHARES.values()))[0]
        family, given = self.part(lang, "family"), self.part(lang, "given")
        second = self.part(lang, "given") if lang in ("ko", "zh", "vi") or self.die.random() < 0.2 else ["", ""]  # noqa: PLR2004 - one in five
        latin, native = self.spelled(lang, family, given, second)
        words = latin.split()
        others = [" ".join([*words[1:], words[0]]), latin.upper()]
        if lang == "ko":
            others += [hangul.revised(native), hangul.mccune(native).title()]
        stage = f"{self.part('en', 'given')[0]} {family[0]}"
        texts = [(latin, "und-Latn"), (native, lang), *((other, "und-Latn") for other in (*others, stage))]
        return latin, [name(text, tongue) for text, tongue in texts if text][:NAMES]

    def part(self, lang: str, which: str) -> list[str]:
        return self.die.choice(self.parts[lang, which])

    def spelled(self, lang: str, family: list[str], given: list[str], second: list[str]) -> tuple[str, str]:
        """In Latin letters and in its own script."""
        if lang == "ko":
            return f"{family[0]} {given[0].title()}-{second[0]}", family[1] + given[1] + second[1]
        if lang == "zh":
            return f"{family[0]} {given[0].title()}{second[0]}", family[1] + given[1] + second[1]
        if lang == "vi":
            return f"{family[0]} {given[0]} {second[0]}", ""
        both = [" ".join(filter(None, (given[n], second[n], family[n]))) if len(family) > n else "" for n in (0, 1)]
        return both[0], family[1] + given[1] if lang == "ja" else both[1]

    def film(self) -> tuple[str, list[dict[str, str]]]:
        words = [self.die.choice(self.attributes), self.die.choice(self.things)]
        if self.die.random() < 0.6:  # noqa: PLR2004 - three in five
            words.append(self.die.choice(self.things))
        joined = [self.title(lang, [word[n] for word in words]) for n, lang in enumerate(LANGUAGES)]
        if self.die.random() < 0.1:  # noqa: PLR2004 - a sequel in ten
            joined = [f"{text} {self.die.randint(2, 5)}" for text in joined]
        rows = [name(joined[0], "en", "title")]
        rows += [name(text, lang, "translated_title") for text, lang in zip(joined[1:], LANGUAGES[1:], strict=True)]
        return joined[0], rows[:NAMES]

    @staticmethod
    def title(lang: str, words: Sequence[str]) -> str:
        if lang in ("ja", "zh-Hans"):
            return "".join(words)
        joined = " of the ".join([" ".join(words[:2]), *words[2:]]) if lang == "en" else " ".join(words)
        return f"The {joined}" if lang == "en" else joined
