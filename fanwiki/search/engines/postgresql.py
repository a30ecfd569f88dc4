"""PostgreSQL's `tsvector`, made of our own words, so that no dictionary of the database has a say in it."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from fanwiki.search.content import GAP, Content
from fanwiki.text.tokens import Phrase

from .sql import ask, run

# Places are no part of the index: whether words stand together is read off each page. That of two words which nearly
# every page has would take seconds, so it is looked for among the first so many pages that have the words.
FAR = 10_000

# What is longer than 128 bytes goes out of the row: all rows together are then read in a moment, which is what finding
# a common word takes. The list of changes that GIN puts off is kept short: each search reads it.
INDEX = "CREATE INDEX IF NOT EXISTS search_words ON search_entry USING gin (words) WITH (gin_pending_list_limit = 512)"
CREATE = (
    "ALTER TABLE search_entry ADD COLUMN words tsvector NOT NULL DEFAULT ''",
    "ALTER TABLE search_entry SET (toast_tuple_target = 128)",
    INDEX,
)
DROP = ("ALTER TABLE search_entry DROP COLUMN words",)

PUT = """
    INSERT INTO search_entry (page_id, number, digest, words) VALUES (%s, %s, %s, %s::tsvector)
    ON CONFLICT (page_id) DO UPDATE SET digest = excluded.digest, words = excluded.words
    WHERE search_entry.digest <> excluded.digest OR search_entry.words <> excluded.words
"""
COPY = "COPY search_entry (page_id, number, digest, words) FROM STDIN"
FIND = "SELECT page_id FROM search_entry WHERE words @@ %s::tsquery ORDER BY page_id LIMIT %s"
FIND_TOGETHER = f"""
    SELECT page_id FROM (
        SELECT page_id, words FROM search_entry WHERE words @@ %s::tsquery ORDER BY page_id LIMIT {FAR}
    ) AS near WHERE words @@ %s::tsquery ORDER BY page_id LIMIT %s
"""  # noqa: S608 - a number of our own
KNOWN = """
    SELECT word FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, n)
    WHERE EXISTS (SELECT 1 FROM search_entry WHERE words @@ ('''' || word || '''')::tsquery) ORDER BY n
"""
HOLDS = "SELECT 1 FROM search_entry WHERE page_id = %s AND digest = %s AND words = %s::tsvector"
# What was promised of rows of this transaction, so that their table can be changed.
LOOKED_AT_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


def written(content: Content) -> str:
    """With the place of each word, from 1, as the type itself is written."""
    places: dict[str, list[str]] = {}
    for n, word in enumerate(content.words, 1):
        if word != GAP:
            places.setdefault(word, []).append(str(n))
    told = [f"'{word}':{','.join(some)}" for word, some in places.items()]
    return " ".join([*told, *(f"'{word}'" for word in (*content.more, *content.facts))])


class PostgreSQL:
    def put(self, page: int, content: Content, before: Content | None, *, new: bool) -> None:
        run(PUT, page, page, content.digest, written(content))

    def fill(self, contents: Iterable[tuple[int, Content]]) -> None:
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for page, content in contents:
                copy.write_row((page, page, content.digest, written(content)))

    def take(self, page: int, before: Content) -> None:
        run("DELETE FROM search_entry WHERE page_id = %s", page)

    def find(self, every: Sequence[Sequence[Phrase]], without: Sequence[Phrase], limit: int) -> list[int]:
        left_out = [f"!{any_of(without)}"] if without else []
        asked = " & ".join([*map(any_of, every), *left_out])
        if all(len(phrase.words) == 1 for clause in every for phrase in clause):
            return [page for (page,) in ask(FIND, asked, limit)]
        apart = " & ".join(" & ".join(map(any_of, words_of(clause))) for clause in every)
        return [page for (page,) in ask(FIND_TOGETHER, apart, asked, limit)]

    def known(self, words: Sequence[str]) -> list[str]:
        return [word for (word,) in ask(KNOWN, list(words))]

    def holds(self, page: int, content: Content) -> bool:
        return bool(ask(HOLDS, page, content.digest, written(content)))

    def clear(self) -> None:
        """The index goes too: it is made three times as fast, and smaller, when all is there."""
        run(LOOKED_AT_NOW)
        run("TRUNCATE search_entry")
        run("DROP INDEX IF EXISTS search_words")

    def settle(self) -> None:
        run(LOOKED_AT_NOW)
        run(INDEX)
        run("SELECT gin_clean_pending_list('search_words')")
        run("ANALYZE search_entry")


def words_of(clause: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """What is there wherever the clause holds: each word of a phrase, wherever it stands; of several, the first."""
    if len(clause) > 1:
        yield [Phrase(phrase.words[:1]) if len(phrase.words) > 1 else phrase for phrase in clause]
    else:
        *firsts, last = clause[0].words
        yield from ([Phrase((word,))] for word in firsts)
        yield [Phrase((last,), clause[0].begins)]


def any_of(clause: Sequence[Phrase]) -> str:
    return f"({' | '.join(map(quoted, clause))})"


def quoted(phrase: Phrase) -> str:
    words = [f"'{word}'" for word in phrase.words]
    words[-1] += ":*" * phrase.begins
    return f"({' <-> '.join(words)})"
