"""One form layer for the web editor and the admin: a form of what a page records, and one of each row."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import MarkdownxWidget

from fanwiki.text import sections

from . import kinds
from .documents import Document
from .fields import FormLine
from .kinds import Kind
from .models import Page
from .parts import BODY, Part
from .refusals import LOST
from .rows import Relation, Row
from .shape import MAX_ROWS, Problem, columns

BLANK_ROWS = 1
GAPS = 10  # rows that a script may have left out of the numbering
ALWAYS = ("base", "of_page", "edit_summary", "minor")  # fields of any part


class PageForm(forms.ModelForm):
    """The scalars of a kind. `base` is the revision whose document the form was drawn from."""

    base = forms.IntegerField(required=False, widget=forms.HiddenInput)
    of_page = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)  # an address may change hands
    edit_summary = FormLine(label=_("What did you change, and why?"), required=False, max_length=255)
    minor = forms.BooleanField(label=_("Small edit"), required=False)
    problems: Iterable[Problem] = ()  # what was refused after the form itself was found good
    part: Part | None = None

    class Meta:
        widgets = {"body": MarkdownxWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields:
            self.fields["title"].required = False
        if self.page and self.page.head:
            self.initial.setdefault("base", self.page.head.number)
            self.initial.setdefault("of_page", self.page.pk)
            self.fields.pop("title", None)

    def hold(self, part: Part, document: Document) -> None:
        """Only this part of the document."""
        for name in set(self.fields) - {*part.columns, *ALWAYS}:
            del self.fields[name]
        self.part = part
        if "title" in self.fields:
            self.fields["title"].required, self.fields["title"].help_text = True, ""
        if part.section:
            self.initial[BODY] = part.cut(document)
        if self.page:
            self.initial["edit_summary"] = f"{part.label}: "

    @property
    def page(self) -> Page | None:
        return self.instance.page if self.instance.page_id else None

    @cached_property
    def was(self) -> Document:
        """The document of `base`, once that is valid: what the form was drawn from, and is laid over."""
        if self.page is None:
            return kinds.of_root(type(self.instance)).blank()
        revisions = self.page.revisions.select_related("keyframe")
        return revisions.get(number=self.cleaned_data["base"]).document

    def clean_base(self) -> int:
        base: int = self.cleaned_data["base"] or 0
        if self.page and not self.page.revisions.filter(number=base).exclude(packed=b"").exists():
            raise ValidationError(LOST)
        return base

    def clean_edit_summary(self) -> str:
        """What names the part stands before the reason, or alone."""
        said: str = self.cleaned_data["edit_summary"]
        return said.removesuffix(":") if self.part else said

    def clean(self) -> None:
        if self.part and self.part.section and {"base", BODY} <= self.cleaned_data.keys():
            self.put_section(self.part)
        for problem in self.problems:
            if not problem.list:
                self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    def put_section(self, part: Part) -> None:
        found = part.found(self.was)
        if found is None:
            told = _("The page has no such section where this form started. Copy your text and open the page again.")
            return self.add_error(BODY, told)
        self.cleaned_data[BODY] = sections.put(self.was[BODY], found, self.cleaned_data[BODY])

    def validate_unique(self) -> None:
        """What is unique is looked at where the page is locked."""


class RowForm(forms.ModelForm):
    row_id: str = ""  # of the row that the form became, set before what was refused is shown beside it

    def has_changed(self) -> bool:
        """Whether anything was typed: a default that was emptied, or a place alone, makes no row."""
        return any(self[name].data for name in self.changed_data if name not in ("id", "position"))

    def validate_unique(self) -> None:
        """What is unique in a list is a rule of the whole document."""


class RowFormSet(forms.BaseInlineFormSet):
    """One list of a document. A row is known by its own id: no primary key is read, sent or trusted.

    Neither model layer of Django's formsets is initialised: they would look rows up by primary keys that every
    save makes anew, and refuse the form of whoever saves second.
    """

    model: type[Row]
    forms: Any  # a list of RowForm
    problems: Iterable[Problem] = ()  # what was refused after the forms themselves were found good

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any) -> None:
        self.instance = instance
        self.save_as_new, self.fk, self._pk_field = False, None, IdField
        for unused in ("queryset", "save_as_new"):
            kwargs.pop(unused, None)
        kwargs.setdefault("prefix", self.model.list_name)
        BaseFormSet.__init__(self, data, files, **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return cls.model.list_name

    @cached_property
    def drawn(self) -> list[Row]:
        return list(getattr(self.instance, "rows", {}).get(self.model.list_name, ()))

    def total_form_count(self) -> int:
        """As many as were really sent: a claimed number alone must not make thousands of forms."""
        total = super().total_form_count()
        if not self.is_bound:
            return total
        return min(total, max(self.sent, default=-1) + 1, len(self.sent) + GAPS)

    @cached_property
    def sent(self) -> set[int]:
        """The numbers of the rows of which anything was sent."""
        numbers = {key.removeprefix(f"{self.prefix}-").partition("-")[0] for key in self.data}
        return {int(number) for number in numbers if number.isdecimal() and len(number) <= len(str(MAX_ROWS))}

    def initial_form_count(self) -> int:
        return BaseFormSet.initial_form_count(self) if self.is_bound else len(self.drawn)

    def get_queryset(self) -> Any:
        """What the admin puts beside each initial form."""
        return [form.instance for form in self.initial_forms]

    def _construct_form(self, i: int, **kwargs: Any) -> RowForm:
        if not self.is_bound and i < len(self.drawn):
            kwargs["instance"] = self.drawn[i]
        form: RowForm = plain_formset._construct_form(self, i, **kwargs)
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        BaseFormSet.add_fields(self, form, index)
        form.fields["id"] = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
        form.initial["id"] = form.instance.row  # not the primary key, which the model has under this name
        if "src" in form.fields:
            form.fields["src"].widget.attrs["data-cites"] = ""  # a script offers the page's sources
        if self.model is Relation:
            known = kinds.of_root(type(self.instance)).relations.items()
            choices = [("", "—"), *((name, relation.label) for name, relation in known)]
            form.fields["to"].widget.attrs["data-kind"] = kinds.of_root(type(self.instance)).name
            form.fields["type"] = forms.ChoiceField(label=form.fields["type"].label, choices=choices)

    def validate_unique(self) -> None:
        """What is unique in a list is a rule of the whole document."""

    def clean(self) -> None:
        """Put what was refused beside the row that it is about; never leave a row out in silence."""
        if max(self.sent, default=-1) >= len(self.sent) + GAPS:
            raise ValidationError(_("Some rows of this list did not arrive. Open the page again in a new tab."))
        for problem in self.problems:
            form = next((form for form in reversed(self.forms) if form.row_id and form.row_id == problem.id), None)
            if form is None:
                raise ValidationError(problem.message)
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)

    def kept(self) -> list[RowForm]:
        """The forms of the rows that stay, in the order of their places.

        Where two have one place, a row that was moved up or put there stands before the one that was there, and a
        row that was moved down stands behind it.
        """
        placed = []
        for drawn_at, form in enumerate(self.forms, 1):
            if form not in self.deleted_forms and (form.has_changed() or form.cleaned_data.get("id")):
                place = form.cleaned_data.get("position") or MAX_ROWS
                placed.append(((place, place > drawn_at, place == drawn_at, drawn_at), form))
        return [form for _order, form in sorted(placed, key=lambda pair: pair[0])]

    def rows(self, was: Iterable[Document]) -> list[Document]:
        """The rows, each laid over the one that it was drawn from, so that columns which are not shown stay."""
        before = {row["id"]: row for row in was}
        shown = set(columns(self.model))
        rows = []
        for form in self.kept():
            row = before.get(form.cleaned_data["id"]) or {"id": form.cleaned_data["id"]}
            rows.append(row | {name: value for name, value in form.cleaned_data.items() if name in shown})
        return rows


plain_formset: Any = BaseFormSet  # its part of making a form has no public name


class IdField:
    """Stands where the admin's templates ask a formset for its primary key."""

    name = "id"


def document_from(form: PageForm, formsets: Iterable[RowFormSet]) -> Document:
    """The form laid over the document that it was drawn from: what it does not show stays as it was."""
    was = form.was
    shown = set(columns(form._meta.model))
    document = was | {name: value for name, value in form.cleaned_data.items() if name in shown}
    document |= {formset.model.list_name: formset.rows(was[formset.model.list_name]) for formset in formsets}
    return document | {"names": [kinds.by_script(row) for row in document["names"]]}


def root_form(kind: Kind) -> type[PageForm]:
    factory: Any = forms.modelform_factory
    form: type[PageForm] = factory(kind.root, form=PageForm, fields="__all__")
    return form


def row_formset(model: type[Row]) -> type[RowFormSet]:
    factory: Any = forms.inlineformset_factory
    formset: type[RowFormSet] = factory(
        Page,
        model,
        form=RowForm,
        formset=RowFormSet,
        fields="__all__",
        extra=BLANK_ROWS,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS + 10,
    )
    return formset
