"""The laws of ARCHITECTURE.md that can be read off the code."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CODE = [
    path
    for package in ("fanwiki", "people", "films")
    for path in sorted((ROOT / package).rglob("*.py"))
    if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)
]
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in CODE}
WRITES = {"create", "bulk_create", "update", "bulk_update", "delete", "save", "get_or_create", "update_or_create"}
# Statements that are worked out once: where they are made counts as where they are used.
PREPARED = {"insert", "insert_one", "insert_values", "Update", "Removal"}

# A room may import from those that stand before it in this table, and from itself; from a leaf only what measures may.
ROOMS = [
    "fanwiki.text",
    "fanwiki.accounts",
    "fanwiki.pages",
    "fanwiki.pictures",
    "fanwiki.search",
    "fanwiki.blame",
    "fanwiki.articles",
    "people",
    "films",
    "fanwiki.bench",
]
LEAVES = {"fanwiki.pictures", "fanwiki.search", "fanwiki.blame", "fanwiki.articles"}


def module_name(path):
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path, tree):
    """Modules that a file imports, by their full names."""
    package = module_name(path) if path.endswith("__init__.py") else module_name(path).rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*up, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield full if full in MODULES else base


MODULES = {module_name(path) for path in TREES}


def called(tree):
    """(function as it is written, line) of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def test_one_place_makes_a_revision():
    makers = {
        path
        for path, tree in TREES.items()
        for name, _line in called(tree)
        if re.fullmatch(r"(\w+\.)?Revision|(\w+\.)?Revision\.\w+\.(create|bulk_create|get_or_create)", name)
    }
    of_its_own = "fanwiki/bench/rows.py"  # in a database that is thrown away
    assert makers == {"fanwiki/pages/editing.py", of_its_own}


def test_only_the_projection_writes_the_tables():
    """Writes through the ORM, and in prepared statements, stand in the modules that own them, and nowhere else."""
    writers = defaultdict(set)
    for path, tree in TREES.items():
        for name, _line in called(tree):
            by_orm = name.rpartition(".")[2] in WRITES
            if name in PREPARED or (by_orm and re.search(r"objects|_manager|root|revision\.save|rows\b", name)):
                writers[path].add(name)
    assert set(writers) == {
        "fanwiki/bench/crowded.py",  # a database of its own, thrown away
        "fanwiki/bench/rows.py",  # the same
        "fanwiki/blame/following.py",
        "fanwiki/pages/batches.py",  # its own record of an act on many pages
        "fanwiki/pages/drafts.py",  # what is typed and not published: no part of any page
        "fanwiki/pages/editing.py",
        "fanwiki/pages/naming.py",  # names of revisions, which no document says
        "fanwiki/pages/inserting.py",  # how rows are written, not which
        "fanwiki/pages/places.py",
        "fanwiki/pages/projection.py",
        "fanwiki/pages/rendering.py",
        "fanwiki/pages/titles.py",
        "fanwiki/pictures/files.py",  # what is known of a stored file, which no document says
        "fanwiki/pictures/sweeping.py",
        "fanwiki/search/following.py",
        "fanwiki/search/popular.py",
    }


def test_arrows_only_point_left():
    for path, tree in TREES.items():
        room = next((r for r in ROOMS if module_name(path).startswith(r)), None)
        if room is None:
            continue
        for name in imports(path, tree):
            other = next((r for r in ROOMS if name == r or name.startswith(f"{r}.")), None)
            assert other is None or ROOMS.index(other) <= ROOMS.index(room), f"{path} imports {name}"
            assert other not in LEAVES - {room} or room == "fanwiki.bench", f"{path} imports {name}"


def test_nobody_imports_the_settings_or_the_site_map():
    for path, tree in TREES.items():
        assert not {"fanwiki.settings", "fanwiki.urls"} & set(imports(path, tree)), path


def test_there_is_no_import_cycle():
    graph = {module_name(p): {n for n in imports(p, t) if n in MODULES} - {module_name(p)} for p, t in TREES.items()}
    done, path = set(), []

    def visit(module):
        assert module not in path, " -> ".join([*path, module])
        if module in done:
            return
        path.append(module)
        for other in graph[module]:
            visit(other)
        path.pop()
        done.add(module)

    for module in graph:
        visit(module)


def test_no_import_stands_inside_a_function():
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                inner = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
                assert not inner, f"{path}:{node.lineno}"


def test_the_text_room_is_pure():
    for path, tree in TREES.items():
        if path.startswith("fanwiki/text/"):
            django = {name for name in imports(path, tree) if name.startswith("django")}
            assert django <= {"django.utils.translation"}, path


@pytest.mark.parametrize("path", sorted(TREES))
def test_a_file_is_calm(path):
    lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
    assert lines <= 400
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{path}:{node.lineno}"


def test_no_template_has_inline_script_or_style():
    """A data block is no script: no browser runs it, and the content policy lets it stand. One tag may fill it."""
    data = re.compile(r'<script type="application/ld\+json">\{% (linked_data|breadcrumb_data) %\}</script>')
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)[^>]*>|\son\w+=", re.IGNORECASE)
    for template in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"))
        found = inline.search(data.sub("", text))
        assert not found, f"{template}: {found}"
