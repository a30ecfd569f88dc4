"""The form of a page and those of its rows as one: to a document and back, with more rows and with what was refused."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property

from . import citing, parts
from .conflicts import Questions
from .documents import Document
from .drafts import Carried
from .forms import BLANK_ROWS, RowFormSet, document_from, root_form, row_formset
from .kinds import Kind
from .models import Page
from .parts import BODY, Part
from .shape import MAX_ROWS, Problem

KEPT_AS_SENT = {"edit_summary", "minor", "title", "of_page"}


class Editor:
    """The form of a kind and the formsets of its lists, as one thing; or as much of them as a part of a page needs."""

    questions: Questions | None = None  # of a conflict, until the page is published
    draft: Carried | None = None  # as which it is kept
    elsewhere: Sequence[Problem] = ()  # what was refused of other parts than the one that is shown

    def __init__(
        self, kind: Kind, data: Any = None, *, document: Document, page: Page | None = None, part: Part | None = None
    ) -> None:
        data = citing.with_keys(data)
        self.kind, self.page, self.data, self.part = kind, page, data, part
        self.known_sources = document["sources"]
        root = kind.build(document, page)
        self.form = root_form(kind)(data, instance=root)
        shown = part.lists if part else kind.offered
        self.formsets = [row_formset(kind.lists[name])(data, instance=root) for name in shown]
        self.source = None
        if part:
            self.form.hold(part, document)
            self.source = citing.SourceForm(data) if citing.takes_source(part, kind) else None

    @property
    def parts(self) -> dict[str, RowFormSet]:
        return {formset.model.list_name: formset for formset in self.formsets}

    def is_valid(self) -> bool:
        rows, source = (formset.is_valid() for formset in self.formsets), self.source
        return all([self.form.is_valid(), *rows, source is None or source.is_valid()])

    @cached_property
    def document(self) -> Document:
        """What the form says, once it is valid."""
        document = self.kind.canonical(document_from(self.form, self.formsets))
        if self.source and self.part:
            document = citing.with_source(document, self.form.was, self.part, self.kind, self.source.cleaned_data)
        return document

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what the engine refused beside the fields that it is about, everything typed kept."""
        problems = list(problems)
        others = [problem for problem in problems if not self.shows(problem)]
        self.elsewhere = others if self.page else []
        unplaced = [Problem(problem.message) for problem in others if not self.page]
        self.form.problems = [*(problem for problem in problems if self.shows(problem)), *unplaced]
        for name, formset in self.parts.items():
            formset.problems = [problem for problem in problems if problem.list == name]
            for form, row in zip(formset.kept(), self.document[name], strict=True):
                form.row_id = row["id"]
            formset.full_clean()
        self.form.full_clean()

    def shows(self, problem: Problem) -> bool:
        if self.part is None:
            return True
        return problem.list in self.parts if problem.list else problem.field in ("", *self.part.columns)

    def add_rows(self, list_name: str, rows: Sequence[Mapping[str, str]] = ({},) * 3) -> "Editor":
        """The same editor with more rows at the end of one list, which say this and else what an empty row does."""
        data = self.data.copy()
        put_rows(data, self.parts[list_name], rows)
        return self.again(data, self.part)

    def holding(self, document: Document, base: int) -> "Editor":
        """The same editor, sent with this document in it, over revision `base`.

        A section grows to the whole text where that says anything otherwise outside it.
        """
        part, section = self.part, None
        if part and part.section and self.page:
            was = self.page.revisions.select_related("keyframe").get(number=base).document
            section = part.within(document, was)
            part = part if section is not None else parts.whole_text()
        data = resent(self.kind, self.data, document, base, part)
        if section is not None:
            data[BODY] = section
        return self.again(data, part)

    def whole(self) -> "Editor":
        """The editor of the whole page with what was typed in it. Its base must be good."""
        base = self.form.cleaned_data["base"]
        if self.is_valid():
            return self.opened(resent(self.kind, self.data, self.document, base))
        data = resent(self.kind, self.data, self.form.was, base)
        for name in self.data:
            if name in self.form.fields or name.partition("-")[0] in self.parts:
                data[name] = self.data[name]
        if self.part and self.part.section:
            data[BODY] = self.form.cleaned_data.get(BODY, data[BODY])
        if self.source and self.source.has_changed():
            citing.put_row(data, self.source)
        return self.opened(data)

    def opened(self, data: QueryDict) -> "Editor":
        """The whole page, with room for one more row in each list that was not shown."""
        editor = self.again(data, None)
        for name in editor.parts.keys() - self.parts.keys():
            put_rows(data, editor.parts[name], [{}] * BLANK_ROWS)
        return self.again(data, None)

    def again(self, data: QueryDict, part: Part | None) -> "Editor":
        editor = Editor(self.kind, data, document=self.kind.blank(), page=self.page, part=part)
        editor.questions, editor.known_sources, editor.draft = self.questions, self.known_sources, self.draft
        return editor


def put_rows(data: QueryDict, formset: RowFormSet, rows: Sequence[Mapping[str, str]]) -> None:
    """At the end of a list; where they say anything, empty rows that stand there make room."""
    kept = formset.forms[:MAX_ROWS]
    while any(rows) and kept and not kept[-1].has_changed() and not kept[-1]["id"].value():
        kept.pop()
    for n, said in enumerate(rows, len(kept)):
        for field in formset.empty_form:
            data[field.html_name.replace("__prefix__", str(n))] = said.get(field.name) or field.value() or ""
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(max(len(formset.forms), len(kept) + len(rows)))


def resent(kind: Kind, sent: QueryDict, document: Document, base: int, part: Part | None = None) -> QueryDict:
    """What the browser would send for a document that is laid over revision `base`: it goes back as a bound form."""
    editor = Editor(kind, document=document, part=part)
    data: dict[str, Any] = {key: sent[key] for key in sent if key.partition("-")[0] not in kind.lists}
    for form in (editor.form, *(row for formset in editor.formsets for row in formset.initial_forms)):
        for field in form:
            value = field.value()
            if field.html_name in KEPT_AS_SENT:
                continue
            if value is None or value is False:
                data.pop(field.html_name, None)
            else:
                data[field.html_name] = value
    for formset in editor.formsets:
        count = len(formset.initial_forms)
        data |= {f"{formset.prefix}-TOTAL_FORMS": count, f"{formset.prefix}-INITIAL_FORMS": count}
    query = QueryDict(mutable=True)
    query.update({key: str(value) for key, value in (data | {"base": base}).items()})
    return query
