"""The one contract between the engine and films or people: what a kind of page says of itself."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fanwiki.text import names

from . import facets, rules, shape, shown
from .documents import VERSION, Document
from .facets import BY_TAG, Facet, Value
from .linked_data import Node, Subject, article
from .models import GalleryPicture, Name, Note, Page, Relation, Root, Source
from .rows import Row
from .shape import Invalid, Problem

SHARED_LISTS: tuple[type[Row], ...] = (
    GalleryPicture,
    Relation,
    Source,
    Note,
)  # every page has these, and names before all


class RelationType(NamedTuple):
    """How one page relates to another of its kind. `private`: about a person's life, so a source is required."""

    label: Any
    inverse: Any
    private: bool = False


DIFFERENT = "different_from"
NAMESAKE = RelationType(_("Not to be confused with"), _("Not to be confused with"))  # said of what could be one page

Key = tuple[str, str]  # kind and folded title


class Mention(NamedTuple):
    """A page that a document names: `where` is "body" or a path such as "cast.k3f9.person"."""

    where: str
    kind: str
    title: str

    @property
    def key(self) -> Key:
        return self.kind, names.fold(self.title)


class Kind:
    """Subclass, fill in, register: CONTRIBUTING.md tells how."""

    name: ClassVar[str]
    path: ClassVar[str]
    label: ClassVar[Any]
    plural: ClassVar[Any]
    root: ClassVar[type[Root]]
    own_lists: ClassVar[tuple[type[Row], ...]] = ()
    relations: ClassVar[dict[str, RelationType]] = {}
    template: ClassVar[str]
    name_kind: ClassVar[str] = "name"  # of the first name, where a page is begun with a title only
    in_navigation: ClassVar[bool] = True
    is_shown: ClassVar[bool] = True  # whether its pages may have pictures: a picture has none beside itself
    facets: ClassVar[tuple[Facet, ...]] = (BY_TAG,)  # what its list is narrowed by, in the order of the list's panel
    featured: ClassVar[bool] = True  # whether the front page may choose one of its pages by itself
    table_columns: ClassVar[tuple[str, ...]] = ()  # facts that can be edited as a table; it begins with the first
    began: ClassVar[str] = ""  # the column that tells namesakes apart by time: a partial date, or a number YYYYMMDD
    dated: ClassVar[bool] = False  # whether its list can be sorted by `day`
    beginning: ClassVar[tuple[str, ...]] = ()  # the facts that are asked of a new page, with its title and a sentence
    beside: ClassVar[dict[str, tuple[str, ...]]] = {}  # facts that a list takes the place of, shown with it while told
    self_evident: ClassVar[frozenset[str]] = frozenset()  # facts that nobody asks a source of
    rank: ClassVar[int] = 50  # its place among the kinds, in the navigation and where a link names none

    @cached_property
    def lists(self) -> dict[str, type[Row]]:
        models: tuple[type[Row], ...] = (Name, *self.own_lists, *SHARED_LISTS)
        return {model.list_name: model for model in models if self.is_shown or model is not GalleryPicture}

    @property
    def offered(self) -> dict[str, type[Row]]:
        """The lists that editors see: a kind that knows no relation has no use for rows of them."""
        return {name: model for name, model in self.lists.items() if self.relations or model is not Relation}

    @cached_property
    def cited_columns(self) -> tuple[str, ...]:
        """The facts that want a source. What every kind records tells of the page itself."""
        plain = shape.columns(Root).keys() | self.self_evident
        return tuple(name for name in shape.columns(self.root) if name not in plain)

    # --- What a kind may say itself ---------------------------------------------------------------------------------

    def rules(self, document: Document) -> Iterator[Problem]:
        """What this kind asks of its documents beyond the rules of the models and of all pages."""
        yield from ()

    def slug(self, document: Document) -> str:
        return names.slugify(document["title"])

    def card(self, document: Document) -> Document:
        """What lists and other pages show of this page: plain data, small.

        A `hue` in it is the page's own, in degrees on the colour wheel; without one its address gives it one.
        """
        native = next((n for n in document["names"] if n["lang"] not in ("en", "und-Latn") and n["primary"]), None)
        return {
            "names": shown.names_for(document),
            "native": native and {"text": native["text"], "lang": native["lang"]},
            "line": document["description"],
        }

    def line(self, card: Document) -> str:
        """What a page is, in a word or two, made of its card."""
        return str(capfirst(self.label))

    def image(self, page: Page, use: str, *, alt: str | None = None, ahead: bool = False) -> SafeString:
        """The page as a picture, in HTML: "" for what is none.

        `use` is one of the sizes of the design, `alt` what stands for the picture (None: the picture's own words),
        `ahead` whether it is seen first of all on its page.
        """
        return SafeString()

    def figure(self, page: Page, *, alt: str, place: str, caption: SafeString) -> SafeString:
        """The page as a picture in a text, with what is said of it; "" for what is none."""
        return SafeString()

    def terms(self, page: Page) -> SafeString:
        """Who made a picture and on which terms it is shown, in HTML; "" for what is none."""
        return SafeString()

    def shared_picture(self, page: Page) -> str:
        """The address of the page as a picture for other sites, where its licence allows that; else ""."""
        return ""

    def follow_up(self, document: Document) -> None:
        """Called when a page with this document has been saved, and is on disk: for work that nobody waits for."""

    def linked_data(self, subject: Subject) -> Node:
        """The live page in the words of schema.org. It asks the database nothing."""
        return article(subject)

    def open_graph_type(self, document: Document) -> str:
        return "article"

    # --- Where its pages stand in lists -----------------------------------------------------------------------------

    @property
    def offered_facets(self) -> tuple[Facet, ...]:
        """With those that other kinds give to its pages."""
        return (*(facet for facet, _giver in givers.get(self.name, ())), *self.facets)

    def facet_words(self, document: Document) -> Iterator[tuple[str, Any]]:
        """(facet, value) for each of its facets that the document says anything about."""
        yield from (("tag", tag) for tag in document["tags"])

    def facet_values(self, document: Document) -> list[Value]:
        """The same as they are stored, and the letter that the page is found under."""
        known = {facet.name: facet for facet in self.facets}
        values = [facets.value_of(known[name], str(word)) for name, word in self.facet_words(document)]
        return [value for value in (*values, facets.letter_of(document["title"])) if value]

    def facets_given(self, document: Document) -> set[tuple[Key, Value]]:
        """What the document says of other pages' facets: of which title, and the value, as `gives` finds it."""
        return set()

    def credited(self, document: Document) -> Iterator[tuple[str, str]]:
        """(operator, title) of each person whom searches may ask for: ("with", …), and ("by", …) who directed it."""
        yield from ()

    def day(self, document: Document) -> int:
        """YYYYMMDD, with 00 for what is not known: what its list is sorted by, where it is `dated`."""
        return 0

    def days(self, document: Document) -> Iterator[tuple[str, str]]:
        """(occasion, partial date) of what stands in the calendar."""
        yield from ()

    # --- What follows from the models -------------------------------------------------------------------------------

    def blank(self) -> Document:
        lists: Document = {name: [] for name in self.lists}
        return {"kind": self.name, "version": VERSION} | shape.blank(self.root) | lists

    def canonical(self, raw: Document) -> Document:
        """The document in the one form that is compared, digested and stored. Invalid where it cannot be one."""
        problems: list[Problem] = []
        plain = {key: value for key, value in raw.items() if key not in ("kind", "version", *self.lists)}
        document = {"kind": self.name, "version": VERSION}
        document |= shape.clean_columns(self.root, plain, Problem(""), problems)
        document |= {name: shape.clean_rows(model, raw.get(name, []), problems) for name, model in self.lists.items()}
        if problems:
            raise Invalid(problems)
        return document

    def complete(self, document: Document) -> Document:
        """A new page's document with its first name made from its title, or its title from it."""
        listed = sorted(document["names"], key=lambda name: not name.get("primary"))
        title = document["title"] or (listed[0]["text"] if listed else "")
        if listed or not title:
            return document | {"title": title}
        text = title.partition(" (")[0]
        lang = language_of(text)
        name = shape.blank(Name) | {"text": text, "kind": self.name_kind, "lang": lang, "primary": True}
        return document | {"title": title, "names": [{"id": shape.row_id(name, ()), **name}]}

    def problems(self, document: Document) -> list[Problem]:
        root = shape.record(self.root, document)
        found = list(shape.model_problems(root, Problem("")))
        for name, model in self.lists.items():
            found.extend(shape.row_problems(model, document[name]))
        return [*found, *rules.problems(document), *self.relation_problems(document), *self.rules(document)]

    def relation_problems(self, document: Document) -> Iterator[Problem]:
        for row in document["relations"]:
            where = Problem("", list="relations", id=row["id"])
            known = self.relations.get(row["type"])
            if not known:
                yield where._replace(message=_("Pages of this kind have no such relation."), field="type")
            elif known.private and not row["src"]:
                yield where._replace(message=_("A fact about somebody’s private life needs a source."), field="src")
            if names.fold(row["to"]) == names.fold(document["title"]):
                yield where._replace(message=_("A page has no relation to itself."), field="to")

    def check(self, document: Document) -> None:
        """Invalid, with every problem, unless the document keeps all rules."""
        if found := self.problems(document):
            raise Invalid(found)

    def build(self, document: Document, page: Page | None = None) -> Any:
        """The document as an unsaved record; its `rows` are the lists as unsaved rows. What forms are drawn from."""
        root: Any = self.root(page=page, **{name: document[name] for name in shape.columns(self.root)})
        root.rows = {
            name: [shape.instance(model, row, position=n) for n, row in enumerate(document[name], 1)]
            for name, model in self.lists.items()
        }
        return root

    def references(self, document: Document) -> Iterator[Mention]:
        """The pages that fields and rows name; the links of the text are not among them."""
        for name, field in shape.references(self.root).items():
            if document[name]:
                yield Mention(name, field.kind or self.name, document[name])
        for list_name, model in self.lists.items():
            for name, field in shape.references(model).items():
                for row in document[list_name]:
                    if row[name]:
                        yield Mention(f"{list_name}.{row['id']}.{name}", field.kind or self.name, row[name])


registry: dict[str, Kind] = {}
Panel = Callable[[Page, Document], tuple[str, dict[str, Any]] | None]
panels: dict[str, list[Panel]] = {}
Giver = Callable[[Collection[int]], Iterable[tuple[int, str]]]
givers: dict[str, list[tuple[Facet, Giver]]] = {}


def register(kind: type[Kind]) -> type[Kind]:
    registry[kind.name] = kind()
    ranked = sorted(registry.items(), key=lambda item: item[1].rank)
    registry.clear()
    registry.update(ranked)
    return kind


def panel(kind_name: str) -> Callable[[Panel], Panel]:
    """Registers a function from a page and its document to (template, context), or None where it has nothing to say.

    An app may add panels to the pages of another app's kind: the filmography of a person is one of `films`.
    """

    def add(function: Panel) -> Panel:
        panels.setdefault(kind_name, []).append(function)
        return function

    return add


def gives(kind_name: str, facet: Facet) -> Callable[[Giver], Giver]:
    """Registers a function from keys of pages to (key, value): what documents of another kind say of them.

    The kind that says it tells the same of one document in `facets_given`.
    """

    def add(function: Giver) -> Giver:
        givers.setdefault(kind_name, []).append((facet, function))
        return function

    return add


def given(kind: Kind, pages: Collection[int]) -> dict[int, list[Value]]:
    """What other pages say of these, all of them of one kind."""
    found: dict[int, list[Value]] = {page: [] for page in pages}
    for facet, giver in givers.get(kind.name, ()):
        for page, word in giver(pages):
            if value := facets.value_of(facet, word):
                found[page].append(value)
    return found


def language_of(text: str) -> str:
    """As far as the letters of a name tell it: those of Hangul and kana have one language each."""
    script = names.script_of(text)
    return {"Hang": "ko", "Jpan": "ja", "Zyyy": "und"}.get(script, f"und-{script}")


def by_script(name: Document) -> Document:
    """A row of names with the language that its letters tell, where it was left at Latin and is not."""
    latin = name["lang"] != "und-Latn" or names.script_of(name["text"] or "") in ("Latn", "Zyyy")
    return name if latin else name | {"lang": language_of(name["text"])}


def names_pages(model: type[Row]) -> bool:
    """Whether a list has a column that names a page."""
    return bool(shape.references(model))


def of(page: Page) -> Kind:
    return registry[page.kind]


def by_path(path: str) -> Kind | None:
    return next((kind for kind in registry.values() if kind.path == path), None)


def of_root(model: type[Root]) -> Kind:
    return next(kind for kind in registry.values() if kind.root is model)
