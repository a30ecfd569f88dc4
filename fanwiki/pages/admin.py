"""The admin base: one save there is one revision, by the same rules and the same merge as anywhere else."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms import TextInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from markdownx.widgets import AdminMarkdownxWidget

from . import access, batches, editing, kinds, seeding
from .editor import resent
from .forms import PageForm, RowForm, RowFormSet, document_from
from .models import Act, Feature, Page, Revision, Root
from .refusals import Conflict
from .rows import Row
from .shape import MAX_ROWS, Invalid, Problem, columns

DIGITS = 18  # of a key that every database can compare


class RowInline(admin.TabularInline):
    """One list of a page. Rows have no rights of their own: those of the page count."""

    form, formset, extra = RowForm, RowFormSet, 0
    max_num = MAX_ROWS
    classes = ("collapse",)

    def __init__(self, parent_model: type[Model], admin_site: admin.AdminSite) -> None:
        super().__init__(Page, admin_site)  # a row's parent is the page, whatever its kind

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


def inline(model: type[Row]) -> type[RowInline]:
    return type(f"{model.__name__}Inline", (RowInline,), {"model": model})


class AdminPageForm(PageForm):
    class Meta(PageForm.Meta):
        widgets = {"body": AdminMarkdownxWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edit_summary"].required = True
        for field in self.fields.values():
            if type(field.widget) is TextInput:
                field.widget.attrs.setdefault("class", "vTextField")


class DeletedFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("live", _("Live")), ("deleted", _("Deleted"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(page__deleted=self.value() == "deleted") if self.value() else queryset


class PageAdmin(admin.ModelAdmin):
    """The stock change form over a record and its lists, drawn from the document at `base`, and never saved itself."""

    form = AdminPageForm
    list_display = ("title", "description", "state", "changed")
    list_filter = (DeletedFilter,)
    search_fields = ("title", "description", "page__slug")
    list_select_related = ("page__head",)
    ordering = ("title",)
    actions = ("undelete_selected",)
    object_history_template = "admin/page_history.html"
    change_form_template = "admin/page_change_form.html"

    @property
    def kind(self) -> kinds.Kind:
        return kinds.of_root(self.model)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [inline(model) for model in self.kind.offered.values()]

    @admin.display(description=_("state"))
    def state(self, obj: Root) -> str:
        return str(_("Deleted") if obj.page.deleted else _("Live"))

    @admin.display(description=_("last changed"), ordering="page__head__at")
    def changed(self, obj: Root) -> str:
        head = obj.page.head
        return f"{date_format(head.at, 'DATETIME_FORMAT')}, {head.author}" if head else ""

    # --- What may be done here is what may be done anywhere ----------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff) and (
            obj is None or not obj.page.deleted or access.may(request.user, "see_deleted")
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, "edit")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may(request.user, "edit") and (obj is None or not obj.page.deleted)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may(request.user, "delete") and (obj is None or not obj.page.deleted)

    def has_undelete_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, "undelete")

    # --- Reading -----------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.with_deleted.select_related("page__head__by", "page__head__keyframe").order_by(
            "title"
        )
        return rows if access.may(request.user, "see_deleted") else rows.filter(page__deleted=False)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """As the head revision tells it: the rows that are drawn and the base that is sent are one revision."""
        obj = super().get_object(request, object_id, from_field) if len(object_id) <= DIGITS else None
        if obj is None:
            return None
        head = obj.page.head
        return self.kind.build(head.document if head.packed else editing.last_document(obj.page), obj.page)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        revisions = obj and obj.page.revisions.select_related("by").defer("packed").order_by("-number")[:200]
        return super().history_view(request, object_id, {"revisions": revisions, **(extra_context or {})})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A page that is there is renamed, not retitled: its title is no field of the form."""
        fields = [name for name in columns(self.model) if obj is None or name != "title"]
        return [*fields, "base", "edit_summary", "minor"]

    # --- Saving ------------------------------------------------------------------------------------------------------

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.problems = getattr(request, "problems", ())
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A refused save is rolled back as a whole; the second pass shows why, as an ordinary error of the form."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.problems = problems_of(refusal)  # type: ignore[attr-defined]
            if isinstance(refusal, Conflict):
                request.POST = resent(  # type: ignore[assignment]
                    self.kind, request.POST, refusal.merged, refusal.head.number
                )
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing: the tables are written by the projection alone."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        page = form.instance.page if change else None
        said = form.cleaned_data
        revision = editing.save(
            page,
            document_from(form, formsets),
            base=said["base"],
            by=request.user,
            summary=said["edit_summary"],
            minor=said["minor"],
        )
        form.instance.page = revision.page
        form.instance.title = revision.page.title
        form.instance.revision = revision

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        revision = form.instance.revision
        return str(_("Revision %(number)s. %(summary)s") % {"number": revision.number, "summary": revision.summary})

    # --- Deleting ----------------------------------------------------------------------------------------------------

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The pages alone: their rows go from the tables, but stay in every revision."""
        return [str(obj) for obj in objs], {self.opts.verbose_name_plural: len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        editing.delete(obj.page, by=request.user, summary=str(_("Deleted in the admin")))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        pages = [obj.page for obj in queryset.filter(page__deleted=False)]
        self.on_each(request, Act.DELETE, pages, editing.delete, str(_("Deleted in the admin")))

    def on_each(self, request: HttpRequest, act: Act, pages: list[Page], do: Any, summary: str) -> None:
        """One batch, told with a link to it: there all of it can be taken back."""
        batch = batches.on_each(act, pages, do, by=request.user, summary=summary)
        for _page, title, _address, why in batch.left:
            messages.error(request, f"{title}: {why}")
        link = format_html('<a href="{}">{}</a>', batch.get_absolute_url(), batch)
        messages.success(request, format_html(str(_("Done as one batch: {}. There it can be taken back.")), link))

    @admin.action(description=_("Undelete selected pages"), permissions=["undelete"])
    def undelete_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        pages = [obj.page for obj in queryset.filter(page__deleted=True)]
        self.on_each(request, Act.UNDELETE, pages, editing.undelete, str(_("Undeleted in the admin")))


class SeededAdmin(PageAdmin):
    """A kind of which some pages come with the software: a button for the site's owner adds them."""

    seeds: ClassVar[seeding.Seeds]
    seed_name: ClassVar[str]  # in the address
    seed_label: ClassVar[Any]  # on the button
    change_list_template = "admin/seeded_change_list.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_seed"
        return [path(f"seed-{self.seed_name}/", self.admin_site.admin_view(self.seed), name=name), *super().get_urls()]

    def seed(self, request: HttpRequest) -> HttpResponse:
        """Says what it will add, asks, adds it in one transaction; the second time there is nothing to add."""
        access.require(request.user, "seed")
        seeds = type(self).seeds()
        if request.method == "POST":
            messages.success(request, planted(seeding.plant(seeds, about=self.seed_name.capitalize())))
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        more = {"title": self.seed_label, "opts": self.opts, "missing": seeding.missing(seeds)}
        return render(request, "admin/seed.html", self.admin_site.each_context(request) | more)


def planted(pages: list[Page]) -> str:
    if not pages:
        return str(_("All of it is here already. Nothing was changed."))
    links = format_html_join(", ", '<a href="{}">{}</a>', ((page.get_absolute_url(), page.title) for page in pages))
    return format_html(str(_("Added {} pages: {}.")), len(pages), links)


def problems_of(refusal: ValidationError) -> list[Problem]:
    """For the top of the form: where a row is meant, the message says which."""
    if not isinstance(refusal, Invalid):
        return [Problem(message) for message in refusal.messages]
    return [
        problem if not problem.list else Problem(f"{problem.path}: {problem.message}") for problem in refusal.problems
    ]


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    """To look at; a revision never changes."""

    list_display = ("page", "number", "at", "author", "summary")
    list_select_related = ("page", "by")
    search_fields = ("summary", "page__title")
    fields = readonly_fields = ("page", "number", "at", "author", "summary", "minor", "parts", "tags", "size", "digest")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        rows = super().get_queryset(request).defer("packed")
        return rows if access.may(request.user, "see_deleted") else rows.filter(page__deleted=False)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Feature)
class FeatureAdmin(admin.ModelAdmin):
    """What stands on the front page, and when: for everybody who may work in the admin."""

    list_display = ("page", "first", "last")
    list_select_related = ("page",)
    raw_id_fields = ("page",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    has_change_permission = has_delete_permission = has_view_permission
