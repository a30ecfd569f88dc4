"""Markdown to safe HTML: sections, links between pages, cited sources, footnotes and spoilers."""

import logging
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote

from markdown_it.token import Token

from fanwiki.text.markdown_bounds import TooComplex, check_source, check_tokens
from fanwiki.text.markdown_html import Drawing, draw_note
from fanwiki.text.markdown_rules import build
from fanwiki.text.sanitise import sanitise

logger = logging.getLogger(__name__)
Read = TypeVar("Read")

_WIKI = build(wiki=True)
_COMMONMARK = build(wiki=False)

_WIKI_HREF = re.compile(r'<a href="wiki:([^/"]*)/([^/"]*)/([^/"]*)"(?: title="[^"]*")?')
_FIGURE = re.compile(
    r'<figure(?: class="(side|wide)")?><a href="wiki:picture/([^/"]*)/([^/"]*)" title="([^"]*)">[^\n]*?</a>'
    r"(?:<figcaption>([^\n]*?)</figcaption>)?</figure>"
)
_SPOILER = '<details class="spoiler">'
_PIECE = 2000
_ESCAPES = str.maketrans({"&": "&#38;", "<": "&#60;"})  # read twice as fast as &amp; and &lt;
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Section:
    id: str
    title: str
    """Plain text, not HTML."""
    html: str
    """Without its own heading."""


class Block(NamedTuple):
    """What stands at the top level of a text: sanitised HTML, and the lines [first, end) that it is of, from 0.

    The heading of a section is its plain `title` alone.
    """

    html: str
    title: str
    first: int
    end: int


@dataclass(frozen=True)
class Rendered:
    """Every `str` of HTML here is sanitised; links between pages still wait for `resolve_links`."""

    lead: str = ""
    """What stands before the first level-2 heading."""
    sections: list[Section] = field(default_factory=list)
    footnotes: str = ""
    """"" or one <ol class="refs">."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """(kind or "", title) of each page linked to, once, in the order of the text."""
    cites: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    """Keys that are cited and exist nowhere."""
    plain: bool = False
    """The text passed a bound and is shown as it was typed, all of it in `lead`."""

    def as_data(self) -> dict[str, Any]:
        sections = [dict(vars(section)) for section in self.sections]
        return vars(self) | {"sections": sections, "links": [list(link) for link in self.links]}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Rendered":
        sections = [Section(**section) for section in data["sections"]]
        return cls(**(data | {"sections": sections, "links": [(kind, title) for kind, title in data["links"]]}))


def render(body: str, sources: Sequence[str] | None, kinds: Collection[str]) -> Rendered:
    """Never raises and answers within about a second below 2 MB.

    `sources` are the keys of the page's sources in their order; None, for a preview without them, takes every key
    as known. `kinds` are the prefixes that a [[link]] may carry.
    """
    if not body:
        return Rendered()
    body = _UNSTORABLE.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))
    drawn = _unless_too_hard(lambda: _render(body, sources, kinds))
    return drawn or Rendered(lead=f'<p class="plain">{_as_typed(body)}</p>', plain=True)


def blocks(body: str, sources: Sequence[str], kinds: Collection[str]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The text as `render` draws it, in its blocks, and the pages linked to; nothing where it is shown as it was typed.

    Footnotes, and what defines addresses, are in no block.
    """
    return _unless_too_hard(lambda: _blocks(body, sources, kinds)) or ([], [])


def outline(body: str, kinds: Collection[str]) -> list[tuple[str, str, int, int]]:
    """(id, title, first, end) of each section's heading, on the lines [first, end) counted from 0; [] where the text is
    shown as it was typed."""
    parsed = _unless_too_hard(lambda: _parsed(body, None, kinds))
    tokens = parsed[0] if parsed else []
    opened = (token for token in tokens if token.type == "heading_open" and token.tag == "h2" and token.content)
    return [(str(token.attrs["id"]), token.content, token.map[0], token.map[1]) for token in opened if token.map]


def resolve_links(html: str, resolve: Callable[[str, str, str], str]) -> str:
    """Gives each link between pages its address, in HTML that `render` made.

    `resolve(kind, key, title)` returns escaped attributes: 'href="/films/x/"'. Nobody can type what is looked for:
    in sanitised HTML there is no "<" in a text and no quote in an attribute, and "wiki:" is no scheme to the parser.
    """

    def replace(match: re.Match[str]) -> str:
        kind, key, title = match.groups()
        return "<a " + resolve(kind, key, unquote(title))

    return _WIKI_HREF.sub(replace, html)


def resolve_pictures(html: str, draw: Callable[[str, str, str, str, str], str]) -> str:
    """Puts each picture into its figure, in HTML that `render` made; call it before `resolve_links`.

    `draw(key, title, alt, place, caption)` returns safe HTML, or "" where there is nothing to show: then a link stays.
    `alt` and `caption` are HTML already; `place` is "side", "wide" or "".
    """

    def replace(match: re.Match[str]) -> str:
        place, key, title, alt, caption = match.groups(default="")
        return draw(key, unquote(title), alt, place, caption) or match[0]

    return _FIGURE.sub(replace, html) if "<figure" in html else html


def open_spoilers(html: str) -> str:
    """Draws each spoiler open, in HTML that `render` made: nobody can type this tag, as with `resolve_links`."""
    return html.replace(_SPOILER, _SPOILER.replace(">", " open>"))


def parse_commonmark(text: str) -> str:
    """HTML by the CommonMark specification, raw HTML and all: NOT SANITISED, for comparison with the standard only."""
    return str(_COMMONMARK.render(text))


def _unless_too_hard(read: Callable[[], Read]) -> Read | None:
    """None where a bound was passed, and for a flaw in the parser, which must not take a page down."""
    try:
        return read()
    except (TooComplex, RecursionError):
        return None
    except Exception:
        logger.exception("A text could not be read and is shown as it was typed")
        return None


def _parsed(
    body: str, sources: Sequence[str] | None, kinds: Collection[str]
) -> tuple[list[Token], Drawing, Callable[[list[Token]], str]]:
    check_source(body)
    numbers = None if sources is None else {key: number for number, key in enumerate(sources, 1)}
    drawing = Drawing(kinds=kinds, sources=numbers)
    env = {"drawing": drawing}
    tokens = _WIKI.parse(body + "\n", env)
    check_tokens(tokens)
    _prepare_headings(tokens, drawing)
    _set_figures(tokens)
    tokens, drawing.notes = _take_notes(tokens)

    def draw(part: list[Token]) -> str:
        return str(_WIKI.renderer.render(part, _WIKI.options, env))

    return tokens, drawing, draw


def _blocks(body: str, sources: Sequence[str], kinds: Collection[str]) -> tuple[list[Block], list[tuple[str, str]]]:
    tokens, drawing, draw = _parsed(body, sources, kinds)
    found, start = [], 0
    for place, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:  # a block by itself, or the end of one
            opening, (first, end) = tokens[start], tokens[start].map or (0, 0)
            title = opening.content if opening.tag == "h2" else ""
            found.append(Block("" if title else sanitise(draw(tokens[start : place + 1])), title, first, end))
            start = place + 1
    return found, list(drawing.links.values())


def _render(body: str, sources: Sequence[str] | None, kinds: Collection[str]) -> Rendered:
    tokens, drawing, draw = _parsed(body, sources, kinds)
    lead, parts = _split(tokens)
    return Rendered(  # in this order: drawing is what counts cites and notices links
        lead=sanitise(draw(lead)),
        sections=[Section(anchor, title, sanitise(draw(part))) for anchor, title, part in parts],
        footnotes=sanitise(_draw_notes(drawing, draw)),
        links=list(drawing.links.values()),
        cites=drawing.cites,
        unknown=list(drawing.unknown),
    )


def _as_typed(body: str) -> str:
    """Escaped and sanitised piece by piece: the sanitiser takes a minute for a million ampersands in one text."""
    pieces = (body[start : start + _PIECE] for start in range(0, len(body), _PIECE))
    return "".join(sanitise(piece.translate(_ESCAPES)) for piece in pieces)


def _prepare_headings(tokens: list[Token], drawing: Drawing) -> None:
    """A page has one h1 and its sections are h2: a heading inside a list, a quote or a spoiler starts at h3."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "heading_open":
            level = max(int(opening.tag[1]), 3 if opening.level else 2)
            opening.tag = closing.tag = f"h{level}"
            opening.content = _plain_text(inline)
            opening.attrSet("id", drawing.anchor(opening.content))


def _set_figures(tokens: list[Token]) -> None:
    """A paragraph of pictures alone is no paragraph but figures."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "paragraph_open" and (pictures := _nothing_but_pictures(inline)):
            opening.hidden = closing.hidden = True
            inline.children = pictures
            for picture in pictures:
                picture.meta["alone"] = True


def _nothing_but_pictures(inline: Token) -> list[Token]:
    """The pictures of a line, or [] where anything stands between them."""
    children = inline.children or []
    pictures = [child for child in children if child.type == "picture"]
    others = [child for child in children if child.type not in ("picture", "softbreak", "hardbreak")]
    return [] if any(child.type != "text" or child.content.strip() for child in others) else pictures


def _plain_text(inline: Token) -> str:
    """The words of a heading; where it has nothing but a cite, what was typed."""
    words = {"softbreak": " ", "hardbreak": " "}
    parts = []
    for child in inline.children or ():
        target = child.meta.get("target")
        shown = target.label if target else child.content or child.meta.get("alt") or child.meta.get("title", "")
        parts.append("" if child.type == "cite" else words.get(child.type, shown))
    return "".join(parts).strip() or inline.content


def _take_notes(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """The body without its footnotes, and the footnotes by label; of two with one label, the first is meant."""
    body: list[Token] = []
    notes: dict[str, list[Token]] = {}
    inside: list[tuple[str, list[Token]]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            inside.append((token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            label, note = inside.pop()
            notes[f"{label} {len(notes)}" if label in notes else label] = note
        else:
            (inside[-1][1] if inside else body).append(token)
    return body, notes


def _split(tokens: list[Token]) -> tuple[list[Token], list[tuple[str, str, list[Token]]]]:
    """The tokens before the first section, then (id, title, tokens) of each; an empty heading starts none."""
    lead: list[Token] = []
    parts: list[tuple[str, str, list[Token]]] = []
    current = lead
    rest = iter(tokens)
    for token in rest:
        if token.tag != "h2":
            current.append(token)
            continue
        next(rest), next(rest)
        if token.content:
            current = []
            parts.append((str(token.attrs["id"]), token.content, current))
    return lead, parts


def _draw_notes(drawing: Drawing, draw: Callable[[list[Token]], str]) -> str:
    texts = [draw(drawing.notes[label]) for label in drawing.mentioned]  # grows meanwhile: a note may call another
    for label in drawing.notes:
        drawing.number(label)  # those that nobody mentions come last, so that no text is lost
    texts += [draw(drawing.notes[label]) for label in drawing.mentioned[len(texts) :]]
    entries = map(draw_note, drawing.mentioned, texts, [drawing] * len(texts))
    return f'<ol class="refs">\n{"".join(entries)}</ol>\n' if texts else ""
