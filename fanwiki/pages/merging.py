"""Two documents about the same thing as one: worked out field by field, written by `absorbing`.

What only one of them says is taken, lists are united, and where both speak there is a question, whose answer is the
page that is kept until somebody chooses otherwise.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fanwiki.text import names, sections, source_keys

from . import kinds, shape, undoing
from .documents import Document
from .kinds import Key, Kind, Mention
from .models import Source
from .parts import BODY
from .rows import Row
from .shape import Invalid, Problem

THIS, OTHER, BOTH = "this", "other", "both"
LONGEST_NOTE = 500
NAMES, SOURCES, NOTE = "names", "sources", "note"


class Question(NamedTuple):
    """What both pages say differently. `path` is a column, "external_ids.imdb", or "body." and the key of a section,
    whose heading is `title`; only a text can be `both`."""

    path: str
    this: Any
    other: Any
    chosen: str
    title: str = ""

    @property
    def name(self) -> str:
        return f"side-{self.path}"

    @property
    def is_text(self) -> bool:
        return self.path.startswith(f"{BODY}.")


class Differing(NamedTuple):
    """What a row of the other page says otherwise than the row that is kept in its place."""

    list: str
    row: Document
    column: str
    other: Any


@dataclass
class Merging:
    """What would become of the page that is kept, and how: columns and sections that are `filled`, rows by list that
    are `added`, what is `left` out of rows that are in both, and rows that would name their own page (`dropped`).
    `sides` are the answers to its questions by their names."""

    document: Document
    sides: Mapping[str, str]
    questions: list[Question] = field(default_factory=list)
    filled: list[str] = field(default_factory=list)
    added: dict[str, list[Document]] = field(default_factory=dict)
    left: list[Differing] = field(default_factory=list)
    dropped: list[tuple[str, Document]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def merged(this: Document, other: Document, sides: Mapping[str, str], selves: Collection[Key]) -> Merging:
    """`sides` answers questions by their names, `selves` are the titles of both pages."""
    kind, found = kinds.registry[this["kind"]], Merging(dict(this), sides)
    renamed = keys_of_sources(this, other)
    other = recited(other, kind, renamed)
    for name in shape.columns(kind.root):
        if name not in ("title", BODY):
            found.document[name] = column(found, kind, name, this[name], other[name])
    found.document[BODY] = text(found, this[BODY], other[BODY])
    for name, model in kind.lists.items():
        found.document[name] = rows(found, model, this[name], other[name])
    found.document[NAMES] = [*found.document[NAMES], *own_name(found, kind, other)]
    without_itself(found, kind, selves)
    settle(found, kind, this, other)
    return found


# --- Facts and text ---------------------------------------------------------------------------------------------------


def column(found: Merging, kind: Kind, name: str, this: Any, other: Any) -> Any:
    empty = shape.columns(kind.root)[name].empty_values
    if this == other or other in empty:
        return this
    if isinstance(this, dict):
        return {key: key_in(found, f"{name}.{key}", key, (this, other)) for key in sorted({**this, **other})}
    if this in empty:
        found.filled.append(name)
        return other
    if isinstance(this, list):
        known = {names.fold(word) for word in this}
        more = [word for word in other if names.fold(word) not in known]
        found.filled += [name] if more else []
        return [*this, *more]
    return asked(found, name, this, other)


def key_in(found: Merging, path: str, key: str, both: tuple[Document, Document]) -> Any:
    this, other = (one.get(key) for one in both)
    if None not in (this, other) and this != other:
        return asked(found, path, this, other)
    found.filled += [path] if this is None else []
    return other if this is None else this


def asked(found: Merging, path: str, this: Any, other: Any, title: str = "") -> Any:
    offered = {THIS: this, OTHER: other}
    if path.startswith(f"{BODY}."):
        offered[BOTH] = joined([this, other])
    question = Question(path, this, other, THIS, title)
    chosen = found.sides.get(question.name, THIS)
    chosen = chosen if chosen in offered else THIS
    found.questions.append(question._replace(chosen=chosen))
    return offered[chosen]


class Passage(NamedTuple):
    """A section, or what stands before the first, which has no `title` and no `heading`."""

    title: str
    text: str
    heading: str
    inner: str


def passages(body: str) -> dict[str, Passage]:
    """By their titles as they are compared, "" before the first; a title that comes again has a number from then on."""
    found, times = dict[str, Passage](), Counter[str]()
    for section in sections.split(body, kinds.registry):
        key = names.fold(section.title) or section.title
        times[key] += 1
        heading, inner = body[section.start : section.inner], body[section.inner : section.end]
        passage = Passage(section.title, sections.cut(body, section), heading.strip("\n"), inner.strip("\n"))
        found[f"{key}.{times[key]}" if times[key] > 1 else key] = passage
    return found


def joined(texts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, texts))


def text(found: Merging, this: str, other: str) -> str:
    """Section by section: those of the other page that this one lacks come last."""
    mine, theirs = passages(this), passages(other)
    parts = [passage_of(found, key, passage, theirs.pop(key, None)) for key, passage in mine.items()]
    found.filled += [f"{BODY}.{passage.title}" for passage in theirs.values()]
    if not theirs and parts == [passage.text for passage in mine.values()]:
        return this
    return joined([*parts, *(passage.text for passage in theirs.values())])


def passage_of(found: Merging, key: str, this: Passage, other: Passage | None) -> str:
    if other is None or not other.inner or names.fold(other.inner) == names.fold(this.inner):
        return this.text
    if not this.inner:
        found.filled.append(f"{BODY}.{this.title}")
        return joined([this.heading, other.inner])
    chosen = asked(found, f"{BODY}.{key}", this.inner, other.inner, this.title)
    return this.text if chosen == this.inner else joined([this.heading, chosen])


# --- Rows -------------------------------------------------------------------------------------------------------------


def key_of(model: type[Row], row: Document) -> tuple[Any, ...]:
    places = model.alike or tuple((name,) for name in shape.columns(model))
    said = (next((row[name] for name in place if row[name] not in ("", None)), "") for place in places)
    return tuple(names.fold(value) or value if isinstance(value, str) else str(value) for value in said)


def rows(found: Merging, model: type[Row], this: list[Document], other: list[Document]) -> list[Document]:
    """Rows alike are one; the others of the other page come behind."""
    kept = {key_of(model, row): row for row in reversed(this)}
    taken, more, filled = {row["id"] for row in this}, list[Document](), dict[str, Document]()
    for row in other:
        twin = kept.get(key_of(model, row))
        if twin:
            filled[twin["id"]] = united(found, model, filled.get(twin["id"], twin), row)
            continue
        new = row | {"id": shape.row_id(row, taken)} if row["id"] in taken else row
        taken.add(new["id"])
        kept[key_of(model, new)] = new
        more.append(new)
    if model.list_name == NAMES:
        more = [second_to(row, this) for row in more]
    if more:
        found.added[model.list_name] = more
    return [filled.get(row["id"], row) for row in [*this, *more]]


def united(found: Merging | None, model: type[Row], this: Document, other: Document) -> Document:
    """The row of this page, with what only the other one says; of two notes both, as far as there is room."""
    row = dict(this)
    for name, value in other.items():
        if name == "id" or value in ("", None, False, []) or value == row[name]:
            continue
        if row[name] in ("", None):
            row[name] = value
        elif isinstance(value, list):
            row[name] = [*row[name], *(word for word in value if word not in row[name])]
        elif name == NOTE and len(row[name]) + len(value) < LONGEST_NOTE:
            row[name] = f"{row[name]} {value}"
        elif found and not isinstance(value, bool) and names.fold(str(value)) != names.fold(str(row[name])):
            found.left.append(Differing(model.list_name, this, name, value))
    return row


def second_to(name: Document, shown: Iterable[Document]) -> Document:
    """Only one name is shown first in a language."""
    first = any(row["primary"] and row["lang"] == name["lang"] for row in shown)
    return name | {"primary": False} if first else name


def own_name(found: Merging, kind: Kind, other: Document) -> list[Document]:
    """The other page's title, where it is none of the names yet."""
    listed = found.document[NAMES]
    title = other["title"].partition(" (")[0]
    if names.fold(title) in {names.fold(row["text"]) for row in listed}:
        return []
    name = shape.blank(kind.lists[NAMES]) | {"text": title, "kind": kind.name_kind, "lang": kinds.language_of(title)}
    row = {"id": shape.row_id(name, {row["id"] for row in listed}), **name}
    found.added.setdefault(NAMES, []).append(row)
    return [row]


# --- Sources ----------------------------------------------------------------------------------------------------------


def keys_of_sources(this: Document, other: Document) -> dict[str, str]:
    """Under which keys the other page's sources are cited from now on: a source that both have is one, and no two
    have one key."""
    own = [(said, row["key"]) for row in reversed(this[SOURCES]) for said in (row["url"], row["title"]) if said]
    known = dict(own)
    taken = {names.fold(row["key"]) for row in this[SOURCES]}
    found: dict[str, str] = {}
    for row in other[SOURCES]:
        said = row["url"] or row["title"]
        same = row["key"] if (said, row["key"]) in own else known.get(said)
        found[row["key"]] = same or free_key(row["key"], taken)
        taken.add(names.fold(found[row["key"]]))
    return found


def free_key(key: str, taken: Collection[str]) -> str:
    longest = Source._meta.get_field("key").max_length or len(key)
    tries = (f"{key[: longest - 4]}-{n}" for n in range(2, 1000))
    return key if names.fold(key) not in taken else next(made for made in tries if names.fold(made) not in taken)


def recited(document: Document, kind: Kind, keys: dict[str, str]) -> Document:
    """The document with its sources under other keys, in their list, in rows and in the text."""
    if all(old == new for old, new in keys.items()):
        return document
    found = document | {BODY: source_keys.recited(document[BODY], keys)}
    for name, model in kind.lists.items():
        if "src" in shape.columns(model):
            found[name] = [row | {"src": [keys.get(key, key) for key in row["src"]]} for row in document[name]]
    found[SOURCES] = [row | {"key": keys[row["key"]]} for row in document[SOURCES]]
    return found


# --- The whole --------------------------------------------------------------------------------------------------------


def without_itself(found: Merging, kind: Kind, selves: Collection[Key]) -> None:
    """A page that named the other one would name itself now: such a row goes."""
    own = {mention.where for mention in kind.references(found.document) if mention.key in selves}
    for name in kind.lists:
        gone = [row for row in found.document[name] if any(where.startswith(f"{name}.{row['id']}.") for where in own)]
        found.dropped += [(name, row) for row in gone]
        found.document[name] = [row for row in found.document[name] if row not in gone]


def settle(found: Merging, kind: Kind, this: Document, other: Document) -> None:
    """A fact that cannot stand beside what was united with it, such as a year beside releases, is said in the way that
    can: as here, as there, or not at all. What is wrong then is told."""
    blank = kind.blank()
    for problem in undoing.new_problems(found.document, this):
        if not problem.list and problem.field in shape.columns(kind.root):
            offered = (source[problem.field] for source in (this, other, blank))
            fits = (value for value in offered if not wrong(found.document | {problem.field: value}, this, problem))
            found.document[problem.field] = next(fits, this[problem.field])
    found.problems = undoing.new_problems(found.document, this)
    try:
        kind.canonical(found.document)
    except Invalid as invalid:
        found.problems += invalid.problems


def wrong(document: Document, this: Document, problem: Problem) -> bool:
    return any(one.path == problem.path for one in undoing.new_problems(document, this))


def titles_of(kind: Kind, documents: Iterable[Document], former: Iterable[str]) -> set[Key]:
    """By which two pages are named."""
    said = [document["title"] for document in documents]
    keys = {Mention("", kind.name, title).key for title in said} | {(kind.name, key) for key in former}
    shown = (row["text"] for document in documents for row in document[NAMES])
    return keys | {(kind.name, names.fold(name)) for name in shown}


def without_twins(document: Document, before: Document) -> Document:
    """Rows that came to say the same as another one of their list are one with it."""
    for name, model in kinds.registry[document["kind"]].lists.items():
        if document[name] != before[name]:
            document = document | {name: list(alike_united(model, document[name], before[name]))}
    return document


def alike_united(model: type[Row], listed: list[Document], before: list[Document]) -> Iterator[Document]:
    """Those that were alike before stay as they are: somebody may have meant it."""
    was = {row["id"]: key_of(model, row) for row in before}
    first: dict[tuple[Any, ...], Document] = {}
    for row in listed:
        key = key_of(model, row)
        twin = first.get(key)
        if twin and was.get(twin["id"]) != was.get(row["id"]):
            first[key] = united(None, model, twin, row)
        else:
            first[(*key, row["id"]) if twin else key] = row
    yield from first.values()
