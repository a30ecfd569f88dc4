"""Many pages as one table: chosen facts of each, changed in its cells and published together as one batch."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.text import capfirst

from . import batches, editing, kinds, shape
from .busy import BUSY
from .documents import Document
from .forms import PageForm
from .kinds import Kind
from .models import Act, Batch, Page, Revision
from .refusals import LOST, Conflict
from .shape import Invalid, Problem

MOST, MOST_COLUMNS = 200, 8
AT_FIRST = 4  # columns where nobody has chosen any
BASE = re.compile(r"p([1-9][0-9]{0,17})-base")
Bases = dict[int, int]  # the number of the revision that each page's line was drawn from


class LineForm(PageForm):
    """The chosen facts of one page. They are laid over `was`, the document of the revision `base`."""

    of_page = edit_summary = minor = None  # type: ignore[assignment]
    was: Document | None = None  # type: ignore[assignment]

    def clean_base(self) -> int:
        if self.was is None:
            raise ValidationError(LOST)
        return int(self.cleaned_data["base"])


@cache
def line_form(kind: Kind, columns: tuple[str, ...]) -> type[LineForm]:
    factory: Any = forms.modelform_factory
    form: type[LineForm] = factory(kind.root, form=LineForm, fields=columns)
    return form


class Line:
    """One page of the table. `done` is the revision that it became; `trouble` why it became none, where it is about
    no field."""

    done: Revision | None = None
    trouble: Any = ""

    def __init__(self, page: Page, columns: Sequence[str], was: Document | None, sent: Mapping[str, Any] | None = None):
        self.page, self.columns = page, columns
        self.draw(was, sent)

    def draw(self, was: Document | None, sent: Mapping[str, Any] | None) -> None:
        page, columns = self.page, self.columns
        document = was or editing.last_document(page)
        instance: Any = kinds.of(page).root(page=page)
        for name in columns:
            setattr(instance, name, document[name])
        form = line_form(kinds.of(page), tuple(columns))
        self.form = form(sent, instance=instance, prefix=f"p{page.pk}")
        self.form.was = was
        for name, field in self.form.fields.items():
            if isinstance(field, forms.IntegerField) and name in columns:  # a wheel or an arrow key would count it up
                field.widget = forms.TextInput({"inputmode": "numeric"})
            if not field.widget.is_hidden:
                field.widget.attrs["aria-labelledby"] = f"column-{name} page-{page.pk}"

    @property
    def cells(self) -> list[Any]:
        return [self.form[name] for name in self.columns]

    @property
    def typed(self) -> list[str]:
        """The columns that say something else than they did."""
        return [name for name in self.form.changed_data if name in self.columns]

    @property
    def refused(self) -> bool:
        return bool(self.trouble or self.form.errors)

    @property
    def told(self) -> str:
        """Everything that keeps it from being published, in one line."""
        said = [str(message) for messages in self.form.errors.values() for message in messages]
        return " ".join([*filter(None, [str(self.trouble)]), *said])

    @cached_property
    def document(self) -> Document:
        """What the line says, once it is valid."""
        was = self.form.was or {}
        return kinds.of(self.page).canonical(was | {name: self.form.cleaned_data[name] for name in self.typed})

    def check(self) -> None:
        """Whatever can be said against it before anything is published."""
        if self.form.is_valid():
            try:
                self.refuse(kinds.of(self.page).problems(self.document))
            except Invalid as invalid:
                self.refuse(invalid.problems)

    def refuse(self, problems: Sequence[Problem]) -> None:
        for problem in problems:
            if not problem.list and problem.field in self.form.fields:
                self.form.add_error(problem.field, problem.message)
            else:
                self.form.add_error(None, ": ".join(filter(None, [problem.path, str(problem.message)])))

    def publish(self, **told: Any) -> None:
        try:
            base = self.form.cleaned_data["base"]
            self.done = editing.save(self.page, self.document, base=base, **told)
        except Conflict as conflict:
            self.meet(conflict)
        except Invalid as invalid:
            self.refuse(invalid.problems)
        except ValidationError as error:
            self.trouble = " ".join(error.messages)
        except OperationalError:
            self.trouble = BUSY

    def meet(self, conflict: Conflict) -> None:
        """Over what stands there now: what was typed stays in its cells, each told about, the others follow."""
        head, typed, sent = conflict.head, self.typed, self.form.data
        fresh = Line(self.page, self.columns, head.document)
        data = {cell.html_name: "" if (value := cell.value()) is None else value for cell in fresh.cells}
        data |= {f"p{self.page.pk}-{name}": sent.get(f"p{self.page.pk}-{name}", "") for name in typed}
        data[f"p{self.page.pk}-base"] = head.number
        self.draw(head.document, data)
        self.form.full_clean()
        self.refuse(conflict.problems)


class Sheet:
    """`others` is how many pages were sent beyond those that a table may have."""

    def __init__(self, kind: Kind, columns: Sequence[str], lines: list[Line], others: int = 0) -> None:
        self.kind, self.columns, self.lines, self.others = kind, columns, lines, others

    @classmethod
    def of(cls, kind: Kind, columns: Sequence[str], pages: Sequence[int]) -> "Sheet":
        """As the pages are now."""
        found = Page.objects.live().with_head().in_bulk(pages)
        live = [found[pk] for pk in pages if pk in found]
        return cls(kind, columns, [Line(page, columns, page.head.document) for page in live if page.head])

    @classmethod
    def sent(cls, kind: Kind, columns: Sequence[str], data: QueryDict) -> "Sheet":
        """As a browser sent it, in its order."""
        keys = [int(found[1]) for name in data if (found := BASE.fullmatch(name))]
        pages = Page.objects.with_head().filter(kind=kind.name, head__isnull=False).in_bulk(keys[:MOST])
        bases = {pk: base for pk in pages if (base := natural(data.get(f"p{pk}-base", "")))}
        started = documents_at(bases, pages)
        lines = [Line(pages[pk], columns, started.get(pk), data) for pk in keys[:MOST] if pk in pages]
        return cls(kind, columns, lines, max(len(keys) - MOST, 0))

    @property
    def heads(self) -> list[tuple[str, Any]]:
        """(name, label) of the columns."""
        known = shape.columns(self.kind.root)
        return [(name, capfirst(known[name].verbose_name)) for name in self.columns]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.typed]

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if line.refused]

    def check(self) -> bool:
        for line in self.changed:
            line.check()
        return not self.refused

    def publish(self, *, by: Any, summary: str) -> Batch | None:
        """One revision for each page that was changed; None where there is none. Those that were refused are told in
        the batch, and by their lines."""
        batch = batches.begin(Act.TABLE, by=by, summary=summary, about=str(self.kind.plural))
        busy = False
        for line in self.changed:
            if busy:  # each would wait as long as the first one did
                line.trouble = BUSY
            else:
                line.publish(by=by, summary=summary, batch=batch)
                busy = line.trouble is BUSY
        if not batch.revisions.exists():
            batch.delete()
            return None
        return batches.finish(batch, [(line.page, line.told) for line in self.refused])

    def left(self) -> "Sheet":
        """What is still to be published, among what was."""
        lines = [after(line) if line.done else line for line in self.lines]
        return Sheet(self.kind, self.columns, lines)


def after(line: Line) -> Line:
    page = line.done.page if line.done else line.page
    return Line(page, line.columns, page.head.document if page.head else None)


def natural(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None  # noqa: PLR2004 - of an integer


def documents_at(bases: Bases, pages: Mapping[int, Page]) -> dict[int, Document]:
    """What each page said in the revision that its line was drawn from; those that are heads came with their page."""
    found, older = {}, Q(pk__in=[])
    for pk, base in bases.items():
        head = pages[pk].head
        if head and head.number == base and head.packed:
            found[pk] = head.document
        else:
            older |= Q(page=pk, number=base)
    revisions = Revision.objects.select_related("keyframe").exclude(packed=b"").filter(older)
    return found | {revision.page_id: revision.document for revision in revisions}


def chosen(kind: Kind, asked: Sequence[str]) -> list[str]:
    """The columns that are asked for, in the order of the kind; the first where none is."""
    known = [name for name in kind.table_columns if name in asked]
    return (known or list(kind.table_columns[:AT_FIRST]))[:MOST_COLUMNS]


def offered(kind: Kind, now: Sequence[str]) -> Iterator[tuple[str, Any, bool]]:
    """(name, label, chosen) of every column that a table of the kind may have."""
    known = shape.columns(kind.root)
    for name in kind.table_columns:
        yield name, capfirst(known[name].verbose_name), name in now
