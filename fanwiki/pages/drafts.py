"""What somebody has typed and not published: kept for them alone, until it is published, thrown away or too old."""

import json
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from fanwiki.text import names

from . import storage
from .fields import cleaned
from .transactions import whole

LARGEST = 2 * 1024 * 1024  # bytes of one draft
MOST, ROOM = 100, 20 * 1024 * 1024  # drafts of one person, and bytes of all of them: the oldest go first
KEPT_FOR = timedelta(days=30)
CLOSED_FOR = timedelta(hours=1)  # longer than anything that was sent before can be on its way
PRESENT_FOR = timedelta(minutes=2)
CHUNK = 200
LONGEST_QUERY = 2000
UNKEPT = frozenset({"csrfmiddlewaretoken", "draft", "draft_seq", "draft_part", "do", "add"})
TOKEN = re.compile(r"[\w-]{22}", re.ASCII)


class Late(Exception):
    """Something newer is kept under this token already, or it was published or thrown away."""


class TooLong(Exception):
    """More than a draft may have."""


class Carried(NamedTuple):
    """What a form knows of the draft that it is kept as. Nothing was kept where there is no `at`."""

    token: str
    seq: int = 0
    part: str = ""
    at: datetime | None = None
    too_long: bool = False


class Form(NamedTuple):
    """Where the form is that something was typed into: `page` is None for a page that is yet to be made."""

    kind: str
    page: Any
    base: int
    query: str
    typed: QueryDict


class DraftQuerySet(models.QuerySet["Draft"]):
    def kept(self) -> "DraftQuerySet":
        """Without what was typed, which lists do not show."""
        found = self.filter(closed=False, at__gte=timezone.now() - KEPT_FOR)
        return found.defer("packed").order_by("-at", "-pk")


class Draft(models.Model):
    """The fields of one form, as they were sent: `token` says of which, `seq` how new they are.

    One that was published or thrown away is `closed`: its text is gone, and the row stays for an hour, so that what
    the form's script sent before cannot bring it back.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    token = models.CharField(max_length=22)
    seq = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20)
    page = models.ForeignKey("pages.Page", null=True, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=200, blank=True)  # as it was typed, of a page that is yet to be made
    base = models.PositiveIntegerField(default=0)
    query = models.TextField(blank=True)  # of the form's address
    part = models.CharField(max_length=40, blank=True)  # where the last change was
    packed = models.BinaryField()
    size = models.PositiveIntegerField(default=0)  # bytes
    at = models.DateTimeField(default=timezone.now)
    closed = models.BooleanField(default=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "token"], name="one_draft_for_each_form")]
        indexes = [
            models.Index(fields=["owner", "at"], name="drafts_of_a_person"),
            models.Index(fields=["page", "at"], name="drafts_of_a_page"),
            models.Index(fields=["closed", "at"], name="drafts_by_age"),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk}"  # and no more: whoever deletes an account is shown it

    def get_absolute_url(self) -> str:
        """Of the form as it was left."""
        return f"{self.form_address}{'&' if self.query else '?'}{urlencode({'draft': self.token})}"

    @property
    def form_address(self) -> str:
        """Of the form that it was typed into, wherever the page is by now."""
        place = self.page.address("edit") if self.page else reverse("pages:new", args=[self.kind])
        return f"{place}?{self.query}" if self.query else place

    @property
    def typed(self) -> QueryDict:
        found = QueryDict(mutable=True)
        for name, value in json.loads(storage.unpack(bytes(self.packed))):
            found.appendlist(name, value)
        return found

    @property
    def carried(self) -> Carried:
        return Carried(self.token, self.seq, self.part, self.at)


def new_token() -> str:
    return secrets.token_urlsafe(16)


def keep(owner: Any, form: Form, carried: Carried, *, submitted: bool = False) -> Draft:
    """Put what was typed in the place of what is kept under its token. Once this returns, it is on disk.

    A form that is `submitted` is always kept: under another token where something newer is kept under its own, so that
    it is not forgotten with it. What a script sends may come late, and twice: Late. TooLong where it is.
    """
    raw = dumped(form.typed)
    if len(raw) > LARGEST:
        raise TooLong
    with suppress(IntegrityError):  # two first ones at the same moment: by now the row is there
        return write(owner, form, carried, raw, submitted=submitted)
    return write(owner, form, carried, raw, submitted=submitted)


def dumped(typed: QueryDict) -> bytes:
    pairs = [(name, value) for name, values in typed.lists() for value in values if name not in UNKEPT]
    return json.dumps(pairs, ensure_ascii=False).encode()


@whole
def write(owner: Any, form: Form, carried: Carried, raw: bytes, *, submitted: bool) -> Draft:
    mine = Draft.objects.select_for_update(no_key=True).filter(owner=owner, token=carried.token)
    was = mine.defer("packed").first()
    if was and not submitted and (was.closed or carried.seq <= was.seq):
        raise Late
    if was and overtaken(was, carried, raw):
        was, carried = None, carried._replace(token=new_token(), seq=0)
    draft = Draft(
        pk=was.pk if was else None,
        owner=owner,
        token=carried.token,
        seq=max(carried.seq, was.seq if was else 0),
        kind=form.kind,
        page=form.page,
        title=title_in(form.typed),
        base=form.base,
        query=form.query if len(form.query) <= LONGEST_QUERY else "",
        part=carried.part,
        packed=storage.pack(raw),
        size=len(raw),
    )
    draft.save(force_insert=not was, force_update=bool(was))
    make_room(owner)
    if not was:
        sweep()
    return draft


def overtaken(was: Draft, carried: Carried, raw: bytes) -> bool:
    """Whether the same draft was gone on with in another tab or on another device, after this form was drawn."""
    return not was.closed and carried.seq < was.seq and storage.unpack(bytes(was.packed)) != raw


def title_in(typed: QueryDict) -> str:
    """For lists of drafts. One that no page could have is left out there; what was typed has it."""
    try:
        return cleaned(names.clean_line, typed.get("title", ""))[:200]
    except ValidationError:
        return ""


def make_room(owner: Any) -> None:
    """The oldest of somebody go where they have more than everybody may."""
    room, over = ROOM, []
    for place, (key, size) in enumerate(Draft.objects.filter(owner=owner).kept().values_list("pk", "size")):
        room -= size
        if place >= MOST or room < 0:
            over.append(key)
    if over:
        Draft.objects.filter(pk__in=over).delete()


def sweep() -> None:
    """Some of what is too old, of anybody, with each new draft: so there is never more of it than of drafts."""
    now = timezone.now()
    old = models.Q(closed=True, at__lt=now - CLOSED_FOR) | models.Q(closed=False, at__lt=now - KEPT_FOR)
    if found := list(Draft.objects.filter(old).values_list("pk", flat=True)[:CHUNK]):
        Draft.objects.filter(pk__in=found).delete()


def close(owner: Any, token: str) -> bool:
    """Forget what was typed; False where there is nothing under this token."""
    gone = {"closed": True, "packed": b"", "size": 0, "title": "", "query": "", "part": "", "at": timezone.now()}
    return bool(Draft.objects.filter(owner=owner, token=token, closed=False).update(**gone))


def near(user: Any, kind: str, page: Any) -> tuple[list[Draft], list[Draft]]:
    """Somebody's own drafts of a page, and what others are typing into it now; both the newest first."""
    found = Draft.objects.kept().filter(kind=kind, page=page).select_related("owner")
    own = models.Q(owner=user)
    rows = found.filter(own | models.Q(at__gte=timezone.now() - PRESENT_FOR) if page else own)
    for draft in rows:
        draft.page = page  # which is asked for its address
    mine = [draft for draft in rows if draft.owner_id == user.pk]
    return mine, [draft for draft in rows if draft.owner_id != user.pk]
