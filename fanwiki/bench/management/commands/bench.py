"""`manage.py bench`: what each kind of request costs on a wiki of a thousand made-up pages."""

import json
import signal
import sys
from argparse import ArgumentParser
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand

from fanwiki.bench import crowded, documents, figures, machine, measures, servers, texts
from fanwiki.bench.throw_away import throw_away
from fanwiki.bench.wiki import Wiki, fill

MEGA = 1_000_000


class Command(BaseCommand):
    help = (
        "Measures reading, history, comparisons, previews and saves over HTTP, on a database of its own that is gone "
        "afterwards: SQLite, or PostgreSQL where DATABASE_URL says so. Takes about a minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pages", type=int, default=1000)
        parser.add_argument("--revisions", type=int, default=200, help="of the long page")
        parser.add_argument("--seconds", type=float, default=2.0, help="for each kind of request")
        parser.add_argument("--saves", type=int, default=60)
        parser.add_argument("--names", type=int, metavar="PAGES", help="finding by name, alone, among as many pages")
        parser.add_argument("--texts", type=int, metavar="PAGES", help="searching texts, alone, among as many pages")
        parser.add_argument("--json", action="store_true", help="the figures for a machine")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as Ctrl-C: the servers stop, the database goes
        if options["names"]:
            self.alone(crowded, options["names"], as_json=options["json"])
            return
        if options["texts"]:
            self.alone(texts, options["texts"], as_json=options["json"])
            return
        pages, revisions = max(options["pages"], 2), max(options["revisions"], 2)
        with throw_away() as env:
            told: dict[str, Any] = {"machine": machine.told()}
            with servers.site(env) as server:
                told["first_start_s"] = server.started
            wiki = fill(pages, revisions)
            told["wiki"] = described(wiki, pages, revisions)
            told |= measured(wiki, env, seconds=options["seconds"], saves=max(options["saves"], 2))
            told["texts"] = texts.measured(pages * 2)
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else "\n".join(lines(told)))

    def alone(self, what: ModuleType, pages: int, *, as_json: bool) -> None:
        with throw_away():
            told = {"machine": machine.told(), **what.measured(pages)}
        said = [told["machine"], *what.lines(told)]
        self.stdout.write(json.dumps(told, indent=1, ensure_ascii=False) if as_json else "\n".join(said))


def described(wiki: Wiki, pages: int, revisions: int) -> str:
    parts = f"{documents.LINKS} links, {documents.CAST} parts in its cast, {documents.SOURCES} sources"
    return f"{pages:,} pages; one with {wiki.text / 1000:.0f} KB of text, {parts} and {revisions} revisions"


def measured(wiki: Wiki, env: dict[str, str], *, seconds: float, saves: int) -> dict[str, Any]:
    with servers.hello(env) as bare, servers.site(env) as server:
        floor = measures.Floor(bare, seconds)
        asked = list(measures.Measuring(wiki, server, floor, seconds=seconds, saves=saves).figures())
        memory = machine.memory(machine.tree(server.pid)) if machine.MEASURES_CPU else None
    return {
        "requests": figures.rows([floor.figure, *asked], floor.figure),
        "bytes_per_revision": wiki.packed,
        "bytes_per_revision_stored": wiki.stored,
        "start_s": server.started,
        "memory_bytes": memory,
    }


def lines(told: dict[str, Any]) -> list[str]:
    memory = f"{told['memory_bytes'] / MEGA:.0f} MB" if told["memory_bytes"] else "not measured on this system"
    facts = {
        "a revision, packed": f"{told['bytes_per_revision']:,} bytes",
        "a revision, with its row and indexes": f"{told['bytes_per_revision_stored']:,} bytes",
        "start, from the command to the first page": f"{told['start_s']:.1f} s",
        "start, the first time": f"{told['first_start_s']:.1f} s",
        "memory, one worker and what watches it": memory,
    }
    if not machine.MEASURES_CPU:
        facts["CPU"] = "not measured on this system"
    width = max(map(len, facts))
    said = [f"{name.ljust(width)}  {value}" for name, value in facts.items()]
    searched = texts.lines(told["texts"])
    return [told["machine"], told["wiki"], "", *figures.table(told["requests"]), "", *said, "", *searched]
