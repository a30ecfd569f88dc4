"""What somebody is told who has just published, and where they stand then."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .. import conflicts, parts, unsourced
from ..editor import Editor
from ..kinds import Kind
from ..models import Revision
from ..parts import BODY
from ..templatetags.changes import part_label
from ..templatetags.pages import in_script


def told(revision: Revision, editor: Editor, by: Any) -> SafeString | str:
    """What became of it; thanks for the first edit; what could be proven yet."""
    said = published(revision, editor, by)
    more = [*thanks(revision, by), *reminder(revision, editor)] if is_new(revision, editor, by) else []
    return format_html_join(" ", "{}", ((line,) for line in (in_script(said), *more))) if more else said


def is_new(revision: Revision, editor: Editor, by: Any) -> bool:
    """Whether this form made it."""
    page = editor.page
    known = {editor.form.cleaned_data["base"], page.head.number if page and page.head else 0}
    return revision.by == by and revision.number not in known


def landing(revision: Revision, editor: Editor) -> str:
    """The address of the page, at what was edited or changed first. A new page is seen from its top."""
    address, part = revision.page.get_absolute_url(), editor.part
    if editor.page is None:
        return address
    is_text = part and BODY in part.columns
    place = part.place if part else ""
    if is_text or not part:
        names = ["text"] if is_text else revision.parts
        place = parts.first_changed(names, editor.form.was, editor.document) or place
    return f"{address}#{place}" if place else address


def thanks(revision: Revision, by: Any) -> list[SafeString | str]:
    if Revision.objects.filter(by=by).exclude(pk=revision.pk).exists():
        return []
    history = revision.page.address("history")
    said = _("Thank you: this is your first edit, and it stands in the {history} under your name.")
    return [format_html(said, history=format_html('<a href="{}">{}</a>', history, _("history of the page")))]


def reminder(revision: Revision, editor: Editor) -> list[SafeString | str]:
    """Of what no source says yet, with the way to a form that has room for one."""
    new = unsourced.facts(editor.form.was, editor.document, editor.kind)
    found = list(dict.fromkeys(name for name, _row in new))
    if not found:
        return []
    link = format_html('<a href="{}">{}</a>', parts.address(revision.page, found[0]), _("Add the source"))
    said = _("Nothing says yet where this is from: {facts}. {link}")
    return [format_html(said, facts=named(found, editor.kind), link=link)]


def named(found: list[str], kind: Kind) -> str:
    """Facts and lists, in words."""
    return conflicts.listed([parts.label(kind, name) for name in found])


def published(revision: Revision, editor: Editor, by: Any) -> str:
    page, base = editor.page, editor.form.cleaned_data["base"]
    if page is None or page.head is None:
        return _("Published.")
    if revision.number == base or (revision.pk == page.head.pk and revision.by == by):
        return _("Nothing was changed.")
    if revision.by != by:
        [name] = conflicts.authors([revision])
        return _("Nothing was changed: %(name)s has just published the same.") % {"name": name}
    started = editor.questions.started.number if editor.questions else base
    others = conflicts.between(page, started, revision.number) if revision.number > started + 1 else []
    return " ".join([published_with(others, base, editor.kind), *map(renamed, conflicts.renames(page, others))])


def published_with(others: list[Revision], base: int, kind: Kind) -> str:
    """Those before `base` were in the form already."""
    merged = whose_changes([revision for revision in others if revision.number > base], kind)
    return _("Published, together with %(changes)s.") % {"changes": merged} if merged else _("Published.")


def whose_changes(others: list[Revision], kind: Kind) -> str:
    """ "minseo’s changes to Cast"; "" where nobody changed anything but the title."""
    edits = [revision for revision in others if "rename" not in revision.tags]
    changed = dict.fromkeys(part for revision in edits for part in revision.parts)
    names = conflicts.authors(edits)
    told = {"names": conflicts.listed(names), "parts": conflicts.listed([part_label(part, kind) for part in changed])}
    if not changed:
        return ""
    if len(names) == 1:
        return _("%(names)s’s changes to %(parts)s") % told
    return _("changes to %(parts)s by %(names)s") % told


def renamed(rename: conflicts.Rename) -> str:
    told = _("%(name)s renamed this page from “%(was)s” to “%(now)s” meanwhile: it was published there.")
    return told % rename._asdict()
