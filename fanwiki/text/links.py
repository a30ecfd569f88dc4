"""What stands inside [[…]]: the page that is meant, and the words that are shown."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from fanwiki.text.names import clean_line, fold

LINK = re.compile(r"\[\[([^\[\]\n]{1,400})\]\]")
ESCAPED = re.compile(r'\\([()"\\])')
# ![alt](picture:Title "caption"){wide}: alt, title, caption and place.
PICTURE = re.compile(
    r"!\[([^\[\]\n]{0,300})\]\(picture:((?:[^()\"\\\n]|\\.|\([^()\"\\\n]{0,200}\)){1,220}?)(?:\"([^\"\n]{0,300})\")?\)"
    r"(?:\{(side|wide)\})?"
)


class Target(NamedTuple):
    kind: str
    """"" when the writer named no kind: any page of that title will do."""
    title: str
    label: str


def parse(inner: str, kinds: Collection[str]) -> Target | None:
    """ "Title", "Title|label" or "film:Title|label"; None when the title has no letter and no digit.

    A word before a colon is a kind only if it is one of `kinds`, so "Money Heist: Korea" is all title.
    """
    try:
        inner = clean_line(inner)
    except ValueError:
        return None
    name, _, label = inner.replace("\\|", "|").partition("|")
    kind, title = _split_kind(name.strip(), kinds)
    return Target(kind, title, label.strip() or title) if fold(title) else None


def picture_title(typed: str) -> str:
    """The title of a picture as it was typed in a text; "" where it can be none."""
    try:
        title = clean_line(ESCAPED.sub(r"\1", typed))
    except ValueError:
        return ""
    return title if fold(title) else ""


def picture_code(title: str) -> str:
    """How a text shows the picture of this title: `picture_title` reads it back."""
    return f"![](picture:{escaped(title)})"


def escaped(title: str) -> str:
    """Brackets in pairs may stand as they are."""
    plain = not re.search(r'["\\]', title) and not re.search("[()]", re.sub(r"\([^()]*\)", "", title))
    return title if plain else re.sub(r'([()"\\])', r"\\\1", title)


def _split_kind(name: str, kinds: Collection[str]) -> tuple[str, str]:
    prefix, colon, title = name.partition(":")
    kind = prefix.strip().lower()
    return (kind, title.strip()) if colon and kind in kinds else ("", name)


def retitle(body: str, kinds: Collection[str], meant: Callable[[Target], bool], title: str) -> str:
    """The Markdown with the links that are `meant` leading to `title` (it may have a prefix), their words as they were.

    It sees every [[…]] and every picture, those in code too: compare what is drawn of both where that matters.
    """

    def rewritten(match: re.Match[str]) -> str:
        target = parse(match[1], kinds)
        if target is None or not meant(target):
            return match[0]
        bar = "\\|" if "\\|" in match[1] or _in_table(body, match) else "|"
        return f"[[{title}]]" if target.label == title else f"[[{title}{bar}{target.label}]]"

    def repictured(match: re.Match[str]) -> str:
        named = picture_title(match[2])
        if not named or not meant(Target("picture", named, named)):
            return match[0]
        start, end = (place - match.start() for place in match.span(2))
        gap = " " if match[2].endswith(" ") else ""
        return match[0][:start] + escaped(title.removeprefix("picture:")) + gap + match[0][end:]

    return PICTURE.sub(repictured, LINK.sub(rewritten, body))


def _in_table(body: str, match: re.Match[str]) -> bool:
    """Whether a bar here would end a cell: another bar stands in the line, outside of every link."""
    start, end = body.rfind("\n", 0, match.start()) + 1, body.find("\n", match.end())
    return "|" in LINK.sub("", body[start : len(body) if end < 0 else end])
