"""Pages that strain a layout: far too much, nothing at all, words without end, scripts that run the other way."""

from collections.abc import Callable

from fanwiki.pages.models import Page

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitän" * 5
WORDS = "The Assassination of Everybody Who Ever Stood in a Queue Behind Somebody with Too Many Coupons "
COUNTED = range(1, 201)


def sources() -> list[dict]:
    return [{"key": f"s{n}", "title": f"Report number {n}", "url": f"https://example.org/{n}"} for n in COUNTED]


def table(columns: int) -> str:
    rows = [[f"Column {n}" for n in range(columns)], ["---"] * columns, [f"value {n}" for n in range(columns)]]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


Make = Callable[..., Page]


def hard_pages(make_film: Make, make_person: Make, make_article: Make) -> dict[str, Page]:
    """The pages by what is hard about them."""
    below = "## The heading of section {}\n\n### And one below\n\nText."
    words = f"{'a' * 2000}\n\n`{'b' * 2000}`\n\n> {'c' * 300}\n\n- {'d' * 300}"
    short = {"text": "A short film", "kind": "title", "lang": "en", "primary": True}
    cast = [{"person": f"Player {n}", "character": f"Part {n}", "note": "Seen from afar" * (n % 3)} for n in range(400)]
    arabic = [{"text": "فيلم قصير عن القتل", "kind": "original_title", "lang": "ar", "primary": True}]
    return {
        "crowd": make_film("Cast of hundreds", cast=cast, description="Everybody is in it."),
        "empty": make_film("Only a title"),
        "long": make_film((WORDS * 3)[:200].strip(), description="Long " * 39, disambiguation="told apart at length"),
        "word": make_film(LONG_WORD[:200], cast=[{"person": LONG_WORD[:200], "character": LONG_WORD[:200]}]),
        "arabic": make_film("فيلم (٢٠٢٣)!", original_language="ar", cast=[{"person": "عمر", "character": "Ali (علي)"}]),
        "latin and arabic": make_film("A short film", names=[short, *arabic]),
        "hebrew": make_person("גל גדות", disambiguation="actor"),
        "hangul": make_person("전종서"),
        "nobody": make_person("Nobody at all"),
        "sources": make_film("Well sourced", sources=sources(), body=" ".join(f"Said[^s{n}]" for n in COUNTED)),
        "headings": make_article("Sixty headings", body="\n\n".join(map(below.format, range(60)))),
        "letters": make_article("Words without end", body=words),
        "table": make_article("A wide table", body=f"Before.\n\n{table(40)}\n\nAfter."),
    }  # fmt: skip
