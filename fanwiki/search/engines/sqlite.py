"""SQLite's FTS5. It keeps no copy of the text, so whoever takes words out has to say which they were."""

from collections.abc import Iterable, Sequence

from fanwiki.search.content import GAP, Clause, Content, Level, Line
from fanwiki.text.tokens import Phrase

from .sql import ask, parts, run, run_many

TOLD = 500  # words that are asked for in one query
# Words come folded and apart: FTS5 has only to cut at spaces, and the signs that begin facts belong to them.
CREATE = "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', tokenize=\"ascii tokenchars ':~-'\")"
DROP = "DROP TABLE search_words"

# A row that is there already belongs to no page any more: what it holds is not known, so its number is not used again.
ENTRY = """
    INSERT INTO search_entry (page_id, number, digest) VALUES (%s,
        CASE WHEN EXISTS (SELECT 1 FROM search_words_docsize WHERE id = %s)
        THEN 1 + max(1 << 32, (SELECT max(id) FROM search_words_docsize),
            (SELECT coalesce(max(number), 0) FROM search_entry))
        ELSE %s END, %s)
    ON CONFLICT (page_id) DO UPDATE SET number = excluded.number, digest = excluded.digest
"""
NUMBERED = f"{ENTRY} RETURNING number"
KNOWN = "SELECT number, digest FROM search_entry WHERE page_id = %s"
NUMBERS = "SELECT page_id, number FROM search_entry WHERE page_id BETWEEN %s AND %s"
KEPT = "UPDATE search_entry SET digest = %s WHERE page_id = %s"
GONE = "DELETE FROM search_entry WHERE page_id = %s"
PUT = "INSERT INTO search_words (rowid, words) VALUES (%s, %s)"
TAKE = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', %s, %s)"
FIND = """
    SELECT e.page_id FROM search_words w CROSS JOIN search_entry e
    WHERE e.number = w.rowid AND search_words MATCH %s ORDER BY w.rowid LIMIT %s
"""
SET = "INSERT INTO search_words (search_words, rank) VALUES (%s, %s)"
USUAL = {"automerge": 4, "crisismerge": 16, "hashsize": 1 << 20}
# While very many pages come, what they add is merged in few steps: as after a save, that would take five times as long
# as all the rest.
FILLING = {"automerge": 0, "crisismerge": 16, "hashsize": 32 << 20}


class SQLite:
    def put(self, page: int, content: Content, before: Content | None, *, new: bool) -> None:
        known = None if new else ask(KNOWN, page)
        if known and known[0][1] == content.digest:
            return
        if known and before and known[0][1] == before.digest:
            number = known[0][0]
            run(TAKE, number, before.line)
            run(KEPT, content.digest, page)
        else:
            ((number,),) = ask(NUMBERED, page, page, page, content.digest)
        run(PUT, number, content.line)

    def fill(self, lines: Iterable[Line]) -> None:
        """In plain statements for many. FTS5 writes to disk what it has gathered before each one that reads as well."""
        told = list(lines)
        run_many(SET, list(FILLING.items()))
        run_many(ENTRY, [(one.page, one.page, one.page, one.digest) for one in told])
        numbers = dict(ask(NUMBERS, told[0].page, told[-1].page)) if told else {}
        run_many(PUT, [(numbers[one.page], one.words) for one in told])

    def take(self, page: int, before: Content) -> None:
        known = ask(KNOWN, page)
        if known and known[0][1] == before.digest:
            run(TAKE, known[0][0], before.line)
        run(GONE, page)

    def find(self, levels: Sequence[Level], without: Clause) -> list[int]:
        found: dict[int, None] = {}
        for clauses, limit in levels:
            asked = " AND ".join(map(any_of, clauses))
            rows = ask(FIND, f"({asked}) NOT {any_of(without)}" if without else asked, limit)
            found |= dict.fromkeys(page for (page,) in rows)
        return list(found)

    def known(self, words: Sequence[str]) -> list[str]:
        one = "SELECT %s WHERE EXISTS (SELECT 1 FROM search_words WHERE search_words MATCH %s)"
        found: list[str] = []
        for some in parts(words, TOLD // 2):
            told = [value for word in some for value in (word, quoted(Phrase((word,))))]
            found += [word for (word,) in ask(" UNION ALL ".join([one] * len(some)), *told)]
        return found

    def holds(self, page: int, content: Content) -> bool:
        """It is not asked for words that it should not have: the digest tells of those."""
        known = ask(KNOWN, page)
        if not known or known[0][1] != content.digest:
            return False
        question = "SELECT 1 FROM search_words WHERE rowid = %s AND search_words MATCH %s"
        words = sorted({*content.words, *content.more, *content.facts} - {GAP})
        asked = (" AND ".join(quoted(Phrase((word,))) for word in some) for some in parts(words, TOLD // 4))
        return all(ask(question, known[0][0], one) for one in asked)

    def clear(self) -> None:
        run("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        run("DELETE FROM search_entry")

    def settle(self) -> None:
        run("INSERT INTO search_words (search_words) VALUES ('optimize')")
        run_many(SET, list(USUAL.items()))


def any_of(clause: Sequence[Phrase]) -> str:
    return f"({' OR '.join(map(quoted, clause))})"


def quoted(phrase: Phrase) -> str:
    """In quotes nothing is an operator; no word holds a quote."""
    return f'"{" ".join(phrase.words)}"{" *" * phrase.begins}'
