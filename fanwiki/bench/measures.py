"""The requests that are measured, and how: over one connection that stays, one after the other."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanwiki.pages import editing
from fanwiki.pages.models import Page

from . import machine
from .browser import Browser, Fields, form_with
from .figures import Figure
from .servers import Server
from .wiki import Wiki

WARM, LEAST, MOST = 2, 5, 2000
BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Question(NamedTuple):
    """One request as it is asked again and again; with fields it is a POST."""

    name: str
    address: str
    logged_in: bool = False
    fields: Fields | None = None


class Clock:
    """Times what the server does; its processes are looked up once, a server that has started makes no more."""

    def __init__(self, server: Server) -> None:
        self.pids = machine.tree(server.pid) if machine.MEASURES_CPU else []

    def cpu(self) -> float:
        return machine.cpu(self.pids)

    def time(self, figure: Figure, ask: Callable[[], object]) -> None:
        """One request, with its own CPU."""
        before = self.cpu()
        figure.times.append(timed(ask))
        if self.pids:
            figure.cpu.append(self.cpu() - before)


def timed(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def ask_again(figure: Figure, clock: Clock, ask: Callable[[], object], seconds: float) -> None:
    """As often as fits into these seconds, but some times at least and never without an end."""
    for _ in range(WARM):
        ask()
    times: list[float] = []
    before, until = clock.cpu(), time.monotonic() + seconds
    while len(times) < LEAST or (time.monotonic() < until and len(times) < MOST):
        times.append(timed(ask))
    figure.times += times
    if clock.pids:
        figure.cpu.append((clock.cpu() - before) / len(times))


class Floor:
    """The bare Django, asked a little before each other question: a machine is busier at one time than at another."""

    SHARE = 0.2

    def __init__(self, server: Server, seconds: float) -> None:
        self.figure = Figure("bare Django “hello”")
        self.clock, self.seconds = Clock(server), seconds * self.SHARE
        self.browser = Browser(server.port)

    def ask(self) -> None:
        ask_again(self.figure, self.clock, partial(self.browser.get, "/"), self.seconds)


class Measuring:
    """One wiki, the server that it is on, and an editor who is logged in there."""

    def __init__(self, wiki: Wiki, server: Server, floor: Floor, *, seconds: float, saves: int) -> None:
        self.floor = floor
        self.wiki, self.seconds, self.count = wiki, seconds, saves
        self.clock = Clock(server)
        self.client = Client(SERVER_NAME="127.0.0.1")  # in this process, on the same database: counts queries
        self.client.force_login(wiki.editor)
        session = {settings.SESSION_COOKIE_NAME: self.client.cookies[settings.SESSION_COOKIE_NAME].value}
        self.editor, self.reader = Browser(server.port, session), Browser(server.port)

    def figures(self) -> Iterator[Figure]:
        """The saves last: they make the history longer."""
        yield from map(self.ask, self.questions())
        yield from self.saves()
        yield self.engine()

    def questions(self) -> Iterator[Question]:
        film = self.wiki.film
        last = film.revisions.count()
        edit = film.address("edit")
        form = form_with("edit_summary", self.editor.get(edit)) | {"do": "preview"}
        text = {"content": form["body"], "csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
        yield Question("read, no account", film.address("read"))
        yield Question("read, logged in", film.address("read"), logged_in=True)
        yield Question("history, the newest 50", film.address("history"))
        yield Question("comparison, adjacent", film.address("compare", last - 1, last))
        yield Question("comparison, first and last", film.address("compare", 1, last))
        yield Question("recent changes, 50", reverse("pages:recent"))
        yield Question("preview while typing", reverse("pages:live_preview"), True, text)
        yield Question("preview of the whole page", edit, True, form)
        yield Question("the form to edit it", edit, True)

    def ask(self, question: Question) -> Figure:
        browser = self.editor if question.logged_in else self.reader
        ask: Callable[[], object] = partial(browser.get, question.address)
        if question.fields is not None:
            ask = partial(browser.post, question.address, question.fields)
        figure = Figure(question.name, queries=self.queries(question))
        self.floor.ask()
        ask_again(figure, self.clock, ask, self.seconds)
        return figure

    def queries(self, question: Question) -> int:
        """Of one request that is not the first."""
        client = self.client if question.logged_in else Client(SERVER_NAME="127.0.0.1")
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                if question.fields is None:
                    client.get(question.address)
                else:
                    client.post(question.address, question.fields)
        return counted(captured)

    def saves(self) -> tuple[Figure, Figure]:
        """A few words are changed and the whole form is sent; then the page is read by somebody else."""
        save, first = Figure("save: publish the form"), Figure("first read after a save")
        address = self.wiki.film.address("edit")
        form = form_with("edit_summary", self.editor.get(address))
        for n in range(self.count + WARM):
            figures = (save, first) if n >= WARM else (Figure(""), Figure(""))
            self.clock.time(figures[0], partial(self.editor.post, address, self.changed(form, n), status=302))
            self.clock.time(figures[1], partial(self.reader.get, self.wiki.film.address("read")))
        last = self.changed(form, self.count + WARM)
        save.queries = self.queries_of(partial(self.client.post, address, last))
        return save, first

    def changed(self, form: Fields, n: int) -> Fields:
        """As if it had been opened anew: on the revision that is current by then, with a few words changed."""
        head = Page.objects.with_head().get(pk=self.wiki.film.pk).head
        body = form["body"].replace(" the ", f" the {n}th ", 1)
        base = str(head.number if head else 0)
        return form | {"body": body, "edit_summary": f"Numbered, {n}", "do": "publish", "base": base}

    def engine(self) -> Figure:
        """`editing.save` alone, in this process: a save without the web and the form."""
        figure = Figure("save: the engine alone")
        for n in range(self.count // 2 + 2):
            page = Page.objects.with_head().get(pk=self.wiki.film.pk)
            base = page.head.number if page.head else 0
            told: dict[str, Any] = {"base": base, "by": self.wiki.editor, "summary": f"Alone, {n}"}
            save = partial(editing.save, page, next(self.wiki.edits), **told)
            if n == 0:
                figure.queries = self.queries_of(save)
                continue
            before = time.process_time()
            figure.times.append(timed(save))
            figure.cpu.append(time.process_time() - before)
        return figure

    def queries_of(self, ask: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask()
        return counted(captured)


def counted(captured: CaptureQueriesContext) -> int:
    """Without the words that begin and end transactions, of which each database has its own."""
    return sum(not query["sql"].startswith(BOUNDS) for query in captured.captured_queries)
