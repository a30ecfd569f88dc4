"""How the wiki's Markdown is drawn, in the markup that the style sheets know."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from fanwiki.text import scripts, words
from fanwiki.text.links import Target
from fanwiki.text.names import fold, slugify
from fanwiki.text.sanitise import OUTSIDE

_KEY = re.compile("[a-z0-9-]{1,40}")
_INSIDE = re.compile(r"#|/(?![/\\])")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Drawing:
    """What is known and what is counted while one body is drawn; it travels as `env["drawing"]`."""

    kinds: Collection[str]
    sources: dict[str, int] | None
    """Number of each source by its key; None when the list is not known."""
    notes: dict[str, list[Token]] = field(default_factory=dict)
    """Footnotes that the body defines itself, by label."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Number of each footnote that was mentioned by now."""
    mentioned: list[str] = field(default_factory=list)
    """Their labels, in the order of their numbers."""
    cites: dict[str, int] = field(default_factory=dict)
    """How often each source was cited by now."""
    calls: dict[str, int] = field(default_factory=dict)
    """How often each footnote was mentioned by now."""
    unknown: dict[str, None] = field(default_factory=dict)
    links: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """(kind, folded title) to (kind, title as first typed)."""
    anchors: dict[str, int] = field(default_factory=dict)
    tables: int = 0

    def anchor(self, title: str) -> str:
        """An id for a heading that no other heading of this body has."""
        base = name = "s-" + (slugify(title) or "part")
        while name in self.anchors:
            self.anchors[base] += 1
            name = f"{base}-{self.anchors[base]}"
        self.anchors[name] = 1
        return name

    def number(self, label: str) -> int:
        if label not in self.numbers:
            self.mentioned.append(label)
            self.numbers[label] = len(self.mentioned)
        return self.numbers[label]


class WikiHtml(RendererHTML):
    """A method is the rule for the token type of its name."""

    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return scripts.marked(tokens[idx].content, escapeHtml)

    def wiki_link(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        target: Target = tokens[idx].meta["target"]
        key = fold(target.title)
        env["drawing"].links.setdefault((target.kind, key), (target.kind, target.title))
        address = f"wiki:{target.kind}/{key}/{quote(target.title, safe='')}"
        return f'<a href="{address}">{scripts.marked(target.label, escapeHtml)}</a>'

    def picture(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link to its page, which `markup.resolve_pictures` makes the picture of where it stands as a figure."""
        told = tokens[idx].meta
        key = fold(told["title"])
        env["drawing"].links.setdefault(("picture", key), ("picture", told["title"]))
        address, alt = f"wiki:picture/{key}/{quote(told['title'], safe='')}", escapeHtml(told["alt"])
        words_ = scripts.marked(told["alt"] or told["title"], escapeHtml)
        if not told.get("alone"):
            return f'<a href="{address}">{words_}</a>'
        link = f'<a href="{address}" title="{alt}">{words_}</a>'
        caption = f"<figcaption>{scripts.marked(told['caption'], escapeHtml)}</figcaption>" if told["caption"] else ""
        place = f' class="{told["place"]}"' if told["place"] else ""
        return f"<figure{place}>{link}{caption}</figure>\n"

    def cite(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        drawing: Drawing = env["drawing"]
        typed = tokens[idx].content
        key = typed.lower()
        if typed in drawing.notes:
            return _draw_call(typed, drawing)
        if _KEY.fullmatch(key) and (drawing.sources is None or key in drawing.sources):
            return _draw_cite(key, drawing)
        drawing.unknown[typed] = None
        return f'<span class="tag w">{words.NO_SOURCE.of(scripts.marked(typed, escapeHtml))}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        address = str(token.attrs["href"])
        if not _INSIDE.match(address):
            token.attrSet("rel", OUTSIDE)
        empty = tokens[idx + 1].type == "link_close"
        return self.renderToken(tokens, idx, options, env) + (escapeHtml(address) if empty else "")

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        done = tokens[idx].meta.get("checked")
        box = "" if done is None else _draw_box(done)
        return self.renderToken(tokens, idx, options, env) + box

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        env["drawing"].tables += 1
        label = words.TABLE.of(env["drawing"].tables)
        return f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<th scope="col"{_alignment(tokens[idx])}>'

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"<td{_alignment(tokens[idx])}>"


def draw_spoiler(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    if tokens[idx].nesting < 0:
        return "</div></details>\n"
    label = tokens[idx].info.strip().removeprefix("spoiler").strip()
    heading = words.SPOILER_OF.of(scripts.marked(label, escapeHtml)) if label else words.SPOILER.english
    unhide, hide = words.SHOW.english, words.HIDE.english
    show = f'<span class="show"><span class="unhide">{unhide}</span><span class="hide">{hide}</span></span>'
    return f'<details class="spoiler"><summary><b>{heading}</b>{show}</summary><div>\n'


def draw_note(label: str, text: str, drawing: Drawing) -> str:
    """One entry of the list of footnotes, with a way back to each place that mentions it."""
    number = drawing.number(label)
    times = drawing.calls.get(label, 0)
    back = "".join(f" {_draw_way_back(number, time)}" for time in range(1, times + 1))
    return f'<li id="n-{number}">{text}{back}</li>\n'


def _draw_way_back(number: int, time: int) -> str:
    letter = _LETTERS[time - 1] if time <= len(_LETTERS) else str(time)
    label = words.BACK.of(letter)
    return f'<a class="back" href="#tn-{number}-{time}" aria-label="{label}">{letter}</a>'


def _draw_call(label: str, drawing: Drawing) -> str:
    number = drawing.number(label)
    drawing.calls[label] = time = drawing.calls.get(label, 0) + 1
    link = f'<a href="#n-{number}" aria-label="{words.NOTE.of(number)}">{words.CALL.of(number)}</a>'
    return f'<sup class="fn" id="tn-{number}-{time}">{link}</sup>'


def _draw_cite(key: str, drawing: Drawing) -> str:
    name = key if drawing.sources is None else drawing.sources[key]
    drawing.cites[key] = time = drawing.cites.get(key, 0) + 1
    link = f'<a href="#source-{key}" aria-label="{words.SOURCE.of(name)}">{name}</a>'
    return f'<sup class="fn" id="t-{key}-{time}">{link}</sup>'


def _draw_box(done: bool) -> str:
    label = (words.DONE if done else words.TO_DO).english
    return f'<input type="checkbox" disabled{" checked" if done else ""} aria-label="{label}"> '


def _alignment(token: Token) -> str:
    """The parser's style="text-align:right" as a class: no page carries a style of its own."""
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f' class="{side}"' if side in {"center", "right"} else ""
