"""Where a fact is from: a source beside it in the form, and what is told of no source."""

import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fanwiki.text.source_keys import key_of

from . import shape
from .documents import Document
from .fields import FormLine
from .kinds import Kind
from .models import Note, Source
from .parts import BODY, Part
from .shape import Problem

HERE = "[^source]"  # stands in a text for the source beside it, which has no key yet
KEY_OF_SOURCE = re.compile(rf"{Source.list_name}-\d{{1,4}}-key")


class SourceForm(forms.Form):
    """A source that the page has not yet, in two fields. One of them is enough."""

    prefix = "source"
    url = FormLine(
        label=pgettext_lazy("a source", "address"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    title = FormLine(label=_("title"), required=False, max_length=300)

    def clean(self) -> None:
        told = self.cleaned_data
        if not (told.get("url") or told.get("title")) or self.errors:
            return
        row = row_of(told["url"], told["title"], ())
        for problem in shape.model_problems(shape.instance(Source, {"id": "", **row}), Problem("")):
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


def with_keys(data: Any) -> Any:
    """What was sent, with a key for each new source that has none: its address and its title are enough to cite it."""
    keys = {name: data[name] for name in data or () if KEY_OF_SOURCE.fullmatch(name)}
    taken = {key for key in keys.values() if key}
    bare = sorted((name for name, key in keys.items() if not key), key=lambda name: (len(name), name))
    made: dict[str, str] = {}
    for name in bare[: shape.MAX_ROWS]:
        row = name.removesuffix("key")
        title, address = data.get(f"{row}title", "").strip(), data.get(f"{row}url", "").strip()
        if title or address:
            made[name] = key_of(address, title, taken)
            taken.add(made[name])
    data = data.copy() if made else data  # once: of a large form it takes long
    for name, key in made.items():
        data[name] = key
    return data


def put_row(data: QueryDict, source: SourceForm) -> None:
    """As one more row of the list of sources, as it was typed."""
    number = int(str(data["sources-TOTAL_FORMS"]))
    url, title = (str(source[name].value() or "") for name in ("url", "title"))
    for name, value in {"url": url, "title": title, "key": key_of(url, title, ())}.items():
        data[f"sources-{number}-{name}"] = value
    data["sources-TOTAL_FORMS"] = str(number + 1)


def row_of(url: str, title: str, taken: Collection[str]) -> Document:
    return shape.blank(Source) | {"key": key_of(url, title, taken), "title": title or host_of(url) or url, "url": url}


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def takes_source(part: Part, kind: Kind) -> bool:
    return BODY in part.columns or bool(cited_columns(part, kind) or cited_lists(part, kind))


def cited_columns(part: Part, kind: Kind) -> list[str]:
    return [name for name in part.columns if name in kind.cited_columns]


def cited_lists(part: Part, kind: Kind) -> list[Any]:
    return [model for name in part.lists if "src" in shape.columns(model := kind.lists[name])]


def with_source(document: Document, was: Document, part: Part, kind: Kind, told: Document) -> Document:
    """With the source in it, cited by what the part says otherwise than `was`; where it is one fact, by that."""
    if not (told["url"] or told["title"]):
        return document
    known = next((row for row in document["sources"] if told["url"] and row["url"] == told["url"]), None)
    key = known["key"] if known else key_of(told["url"], told["title"], {row["key"] for row in document["sources"]})
    if not known:
        document = added(document, "sources", Source, row_of(told["url"], told["title"], ()) | {"key": key})
    for name in cited_columns(part, kind):
        if document[name] and (part.one_fact or document[name] != was[name]):
            document = noted(document, name, key)
    for model in cited_lists(part, kind):
        document = document | {model.list_name: rows_citing(document[model.list_name], was[model.list_name], key)}
    if BODY in part.columns and "source" not in {row["key"] for row in document["sources"]}:
        document = document | {BODY: document[BODY].replace(HERE, f"[^{key}]")}
    return document


def added(document: Document, list_name: str, model: Any, row: Document) -> Document:
    rows = document[list_name]
    made = {"id": shape.row_id(row, {other["id"] for other in rows}), **shape.blank(model), **row}
    return document | {list_name: [*rows, made]}


def noted(document: Document, field: str, key: str) -> Document:
    """A note without words is where a fact has its sources."""
    plain = next((row for row in document["notes"] if row["field"] == field and not row["text"]), None)
    if plain is None:
        return added(document, "notes", Note, shape.blank(Note) | {"field": field, "src": [key]})
    return document | {"notes": [citing(row, key) if row is plain else row for row in document["notes"]]}


def rows_citing(rows: list[Document], was: list[Document], key: str) -> list[Document]:
    before = {row["id"]: row for row in was}
    return [row if row == before.get(row["id"]) else citing(row, key) for row in rows]


def citing(row: Document, key: str) -> Document:
    return row | {"src": list(dict.fromkeys([*row["src"], key]))}
