"""Films and characters in the words of schema.org."""

from collections.abc import Iterable

from fanwiki.pages.documents import Document
from fanwiki.pages.linked_data import Node, Subject, certain, countries, thing, told
from fanwiki.pages.models import Page
from fanwiki.text import dates
from people.kind import SCHEMA_TYPES

from .panels import Inbound
from .templatetags.films import directors

SERIES = ("series", "web_series")
BILLED = 60  # actors that are told of; the page has them all
PERFORMERS = ("Person", "PerformingGroup")  # what schema.org lets act
# Person is "alive, dead, undead, or fictional" there: this says which.
FICTIONAL = "http://www.wikidata.org/entity/Q95074"


def type_of_work(format_: str) -> str:
    """It has no word for a special, nor for a short."""
    return "TVSeries" if format_ in SERIES else "Movie"


def work(subject: Subject) -> Node:
    doc = subject.doc
    type_ = type_of_work(doc["format"])
    node = thing(type_, subject) | {
        "image": subject.picture,
        "inLanguage": doc["original_language"],
        "countryOfOrigin": countries(doc["countries"]),
        "datePublished": first_published(doc),
        "genre": doc["genres"],
        "keywords": doc["tags"],
        "director": [maker for row in directors(doc["crew"]) for maker in people(row, subject, ("Person",))],
        "actor": [actor for row in doc["cast"][:BILLED] for actor in actors(row, subject)],
    }
    if type_ == "Movie":
        return told(node | {"duration": doc["runtime"] and f"PT{doc['runtime']}M"})
    return told(node | {"numberOfEpisodes": doc["episodes"]})


def first_published(doc: Document) -> str:
    """The first date that is certain; where a disputed or doubtful one may be earlier, what both have in common."""
    rows = [row for row in doc["releases"] if row["date"] and row["kind"] != "rerelease"]
    if not rows:
        return str(doc["year"] or "")
    sure = [row["date"] for row in rows if certain(row["date"]) and not row["disputed"]]
    if not sure:
        return ""
    first = min(sure, key=day)
    rivals = [row["date"].rstrip("~?") for row in rows if row["date"] not in sure and day(row["date"]) < day(first)]
    return common(first, rivals)


def day(date: str) -> int:
    return dates.parse(date).number


def common(date: str, others: list[str]) -> str:
    """As much of a date as all of them say: 2023-10 of 2023-10-06 and 2023-10-05."""
    parts = date.split("-")
    while parts and not all(other.split("-")[: len(parts)] == parts for other in others):
        parts.pop()
    return "-".join(parts)


def people(row: Document, subject: Subject, types: tuple[str, ...]) -> list[Node]:
    """Whoever has this credit, where it is somebody of these types."""
    page = subject.named("person", row["person"]) if row["person"] else None
    type_, name = type_of_person(page), row["person"] or row["credited_as"]
    return [subject.other(type_, "person", row["person"], name)] if type_ in types else []


def type_of_person(page: Page | None) -> str:
    return SCHEMA_TYPES.get(page.card.get("type", ""), "Person") if page else "Person"


def actors(row: Document, subject: Subject) -> list[Node]:
    name = row["character_as"] or row["character"]
    return [role(actor, name) if name else actor for actor in people(row, subject, PERFORMERS)]


def role(actor: Node, character: str) -> Node:
    return {"@type": "PerformanceRole", "actor": actor, "characterName": character}


def character(subject: Subject) -> Node:
    """A fictional person, and the works that are about them, each with who plays the part."""
    parts = [row for _template, panel in subject.panels for row in panel.get("parts", ())]
    node = thing("Person", subject) | {"additionalType": FICTIONAL}
    return told(node | {"subjectOf": appearances(parts, subject) or of_work(subject)})


def appearances(parts: Iterable[Inbound], subject: Subject) -> list[Node]:
    works: dict[str, Node] = {}
    for part in sorted(parts, key=lambda part: (part.day or 99999999, part.page_title)):
        page = Page(kind=part.page_kind, slug=part.page_slug, title=part.page_title, card=part.page_card)
        node = works.setdefault(part.page_slug, work_of(page, subject) | {"actor": []})
        node["actor"].append(role(player(part, subject), subject.doc["title"]))
    return list(works.values())


def player(part: Inbound, subject: Subject) -> Node:
    url = part.other_slug and subject.absolute(Page(kind="person", slug=part.other_slug).get_absolute_url())
    return told({"@type": "Person", "name": part.other or part.first or part.printed, "url": url})


def of_work(subject: Subject) -> list[Node]:
    """Of a character whom nobody is credited with."""
    page = subject.named("film", subject.doc["of_work"]) if subject.doc["of_work"] else None
    return [work_of(page, subject)] if page else []


def work_of(page: Page, subject: Subject) -> Node:
    type_ = type_of_work(page.card.get("format", ""))
    return {"@type": type_, "name": page.title, "url": subject.absolute(page.get_absolute_url())}
