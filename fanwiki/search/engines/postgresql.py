"""A GIN index of PostgreSQL over our own words, so that no dictionary of the database has a say in it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django.db import connection

from fanwiki.search.content import Clause, Content, Level, Line, fact
from fanwiki.text.tokens import Phrase

from .sql import ask, run

# Each page is found by the part of the wiki that it is in, too: the first so many pages, as many again, twice as many …
# GIN gives all pages that it finds, of a common word nearly all there are; so it is asked for one part after the other,
# until there are enough. The last part has no end. What is rarer than one in so many of those that are wanted is asked
# for in all the rest at once.
PART, PARTS, RARELY = 2048, 11, 16
# Places are no part of the index: whether words stand together is read off each page. That of two words which nearly
# every page has would take seconds, so it is looked for among the first so many pages that have the words.
FAR = 10_000

# A search reads the rows of all pages that it finds, but no words: these go out of the row, which PostgreSQL does with
# nothing that is shorter than two kilobytes. So there are spaces before them, which packed take no room. The list of
# changes that GIN puts off is kept short: each search reads it. Nothing is known of how common a word is: the functions
# below leave nothing to be estimated.
LONG = 2048
VECTOR = "array_to_tsvector(string_to_array(ltrim(words), ' '))"
INDEX = f"""
    CREATE INDEX IF NOT EXISTS search_words ON search_entry USING gin (({VECTOR})) WITH (gin_pending_list_limit = 512)
"""
UNCOUNTED = "ALTER INDEX search_words ALTER COLUMN 1 SET STATISTICS 0"
# Whether a word stands on a page could be read off the page as well, and PostgreSQL thinks that this costs nothing.
BY_THE_INDEX = "SET enable_seqscan = off SET enable_indexscan = off SET jit = off"
PAGES = f"""
    CREATE OR REPLACE FUNCTION search_pages(everywhere tsquery, parts tsquery[], most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE {BY_THE_INDEX} AS $$
    DECLARE
        one tsquery;
        got integer;
        done bigint := 0;
    BEGIN
        FOREACH one IN ARRAY parts LOOP
            RETURN QUERY SELECT page_id FROM search_entry WHERE {VECTOR} @@ everywhere AND {VECTOR} @@ one
            ORDER BY page_id LIMIT most;
            GET DIAGNOSTICS got = ROW_COUNT;
            done := greatest(done * 2, {PART});
            most := most - got;
            EXIT WHEN most = 0 OR got * {RARELY} < most;
        END LOOP;
        IF most > 0 THEN
            RETURN QUERY SELECT page_id FROM search_entry WHERE {VECTOR} @@ everywhere AND page_id >= done
            ORDER BY page_id LIMIT most;
        END IF;
    END $$
"""  # noqa: S608 - expressions of our own
KNOWN = f"""
    CREATE FUNCTION search_known(asked text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE {BY_THE_INDEX} AS $$
    BEGIN
        RETURN QUERY SELECT word FROM unnest(asked) WITH ORDINALITY AS one (word, n)
        WHERE EXISTS (SELECT 1 FROM search_entry WHERE {VECTOR} @@ quote_literal(word)::tsquery) ORDER BY n;
    END $$
"""  # noqa: S608 - expressions of our own
# Read in two thirds of the time, by a server that was built with it.
QUICKLY_READ = """
    DO $$ BEGIN
        ALTER TABLE search_entry ALTER COLUMN words SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported THEN
        NULL;
    END $$
"""
CREATE = (
    "ALTER TABLE search_entry ADD COLUMN words text NOT NULL DEFAULT ''",
    "ALTER TABLE search_entry SET (toast_tuple_target = 128)",
    QUICKLY_READ,
    INDEX,
    UNCOUNTED,
    PAGES,
    KNOWN,
)
DROP = (
    "DROP FUNCTION search_pages, search_known",
    "ALTER TABLE search_entry DROP COLUMN words",
)

PUT = """
    INSERT INTO search_entry (page_id, number, digest, words) VALUES (%s, %s, %s, %s)
    ON CONFLICT (page_id) DO UPDATE SET digest = excluded.digest, words = excluded.words
    WHERE search_entry.digest <> excluded.digest OR search_entry.words <> excluded.words
"""
COPY = "COPY search_entry (page_id, number, digest, words) FROM STDIN"
FIND = "SELECT search_pages(%s::tsquery, %s::tsquery[], %s::integer)"
# As a question about each page, so that it is looked up by its key; OFFSET has the text read once for all phrases.
FIND_TOGETHER = """
    (SELECT page FROM search_pages(%s::tsquery, %s::tsquery[], %s::integer) AS page
    WHERE (SELECT {} FROM (SELECT ' ' || words || ' ' FROM search_entry WHERE page_id = page OFFSET 0) AS here (words))
    LIMIT %s)
"""
STANDS = "strpos(words, %s) > 0"
HOLDS = "SELECT 1 FROM search_entry WHERE page_id = %s AND digest = %s AND words = %s"
# What was promised of rows of this transaction, so that their table can be changed.
LOOKED_AT_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


def told(page: int, words: str) -> str:
    return f"{words} {part(min((page // PART).bit_length(), PARTS - 1))}".rjust(LONG)


def part(number: int) -> str:
    return fact("part", str(number))


def literal(word: str) -> str:
    """In quotes nothing is an operator; no word holds a quote."""
    return f"'{word}'"


PART_QUERIES = [literal(part(number)) for number in range(PARTS - 1)]


class PostgreSQL:
    def put(self, page: int, content: Content, before: Content | None, *, new: bool) -> None:
        run(PUT, page, page, content.digest, told(page, content.line))

    def fill(self, lines: Iterable[Line]) -> None:
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            for page, digest, words in lines:
                copy.write_row((page, page, digest, told(page, words)))

    def take(self, page: int, before: Content) -> None:
        run("DELETE FROM search_entry WHERE page_id = %s", page)

    def find(self, levels: Sequence[Level], without: Clause) -> list[int]:
        """In one question: they are answered one after the other, as they stand there."""
        asked = [question(level, without) for level in levels]
        rows = ask(" UNION ALL ".join(sql for sql, _values in asked), *chain(*(values for _sql, values in asked)))
        return list(dict.fromkeys(page for (page,) in rows))

    def known(self, words: Sequence[str]) -> list[str]:
        return [word for (word,) in ask("SELECT search_known(%s::text[])", list(words))]

    def holds(self, page: int, content: Content) -> bool:
        return bool(ask(HOLDS, page, content.digest, told(page, content.line)))

    def clear(self) -> None:
        """The index goes too: it is made three times as fast, and smaller, when all is there."""
        run(LOOKED_AT_NOW)
        run("TRUNCATE search_entry")
        run("DROP INDEX IF EXISTS search_words")

    def settle(self) -> None:
        run(LOOKED_AT_NOW)
        run(INDEX)
        run(UNCOUNTED)
        run("SELECT gin_clean_pending_list('search_words')")
        run("ANALYZE search_entry")


def question(level: Level, without: Clause) -> tuple[str, list[Any]]:
    apart = [any_of(some) for clause in level.clauses for some in words_of(clause)]
    apart += [f"!{quoted(phrase)}" for phrase in without if len(phrase.words) == 1]
    begins = any(phrase.begins for clause in (*level.clauses, without) for phrase in clause)
    # To find what begins so, GIN reads all such words of the index each time that it is asked: it is asked once.
    asked = [" & ".join(apart), [] if begins else PART_QUERIES]
    together, values = standing(level.clauses, without)
    if not together:
        return FIND, [*asked, level.limit]
    return FIND_TOGETHER.format(together), [*asked, FAR, *values, level.limit]


def standing(every: Sequence[Clause], without: Clause) -> tuple[str, list[str]]:
    """What has to be read off a page, which is a phrase of several words, as a condition with its values."""
    conditions: list[str] = []
    values: list[str] = []
    for clause in every:
        if any(len(phrase.words) > 1 for phrase in clause):
            conditions.append(f"({' OR '.join([STANDS] * len(clause))})")
            values += map(as_it_stands, clause)
    for phrase in without:
        if len(phrase.words) > 1:
            conditions.append(f"NOT {STANDS}")
            values.append(as_it_stands(phrase))
    return " AND ".join(conditions), values


def as_it_stands(phrase: Phrase) -> str:
    return f" {' '.join(phrase.words)}{'' if phrase.begins else ' '}"


def words_of(clause: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """What is there wherever the clause holds: each word of a phrase, wherever it stands; of several, the first."""
    if len(clause) > 1:
        yield [Phrase(phrase.words[:1]) if len(phrase.words) > 1 else phrase for phrase in clause]
    else:
        *firsts, last = clause[0].words
        yield from ([Phrase((word,))] for word in firsts)
        yield [Phrase((last,), clause[0].begins)]


def any_of(words: Sequence[Phrase]) -> str:
    return f"({' | '.join(map(quoted, words))})"


def quoted(word: Phrase) -> str:
    return literal(word.words[0]) + ":*" * word.begins
