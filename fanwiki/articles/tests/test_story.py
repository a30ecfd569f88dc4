"""CONTRIBUTING.md tells how articles came in: with their real code, and as long as it says."""

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STORY = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## A new kind of page")[2]
KIND = [
    *(ROOT / "fanwiki/articles" / name for name in ("__init__.py", "apps.py", "models.py", "kind.py", "admin.py")),
    *sorted((ROOT / "templates/articles").glob("*.html")),
]


def test_every_line_of_code_in_it_stands_in_the_kind():
    code = "\n".join(path.read_text(encoding="utf-8") for path in KIND)
    blocks = re.findall(r"```\w+\n(.*?)```", STORY, re.DOTALL)
    assert len(blocks) == 5
    assert [block for block in blocks if block not in code] == []


def test_the_kind_has_as_many_lines_as_it_says():
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in KIND)
    assert f"{lines} lines in all" in STORY
