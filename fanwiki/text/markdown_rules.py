"""The Markdown of the wiki: CommonMark, tables, tasks, spoilers, [[links]], [^sources] and bare addresses."""

import re

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, link
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote.index import footnote_def

from fanwiki.text import links
from fanwiki.text.markdown_bounds import (
    BoundedBlocks,
    BoundedHelpers,
    BoundedInlines,
    bounded_table,
    check_blocks,
)
from fanwiki.text.markdown_html import WikiHtml, draw_spoiler

_CITE = re.compile(r"\[\^([^\[\]\s^]{1,60})\]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ADDRESS = re.compile(r"://[^\W_][^\s<>\[\]{}|\\^`\"*]{0,1999}")
_WEB = re.compile(r"(?<![a-z0-9])https?$", re.IGNORECASE)
_AFTER_ADDRESS = ".,:;!?'_~…。、，；：！？’”»」』）】"


def build(*, wiki: bool) -> MarkdownIt:
    """The wiki's parser, or the same machine as plain CommonMark, raw HTML and all."""
    md = MarkdownIt("commonmark", renderer_cls=WikiHtml if wiki else RendererHTML)
    md.block, md.inline = BoundedBlocks(), BoundedInlines()
    md.helpers = BoundedHelpers()  # type: ignore[assignment]  # the parser only ever calls its three functions
    md.configure("commonmark", {"html": not wiki, "tasklists": wiki})
    return _extend(md) if wiki else md


def _extend(md: MarkdownIt) -> MarkdownIt:
    md.validateLink = _is_safe  # type: ignore[method-assign]
    md.enable(["table", "strikethrough"])
    md.core.ruler.after("block", "bounds", check_blocks)
    md.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    md.use(container_plugin, "spoiler", render=draw_spoiler)
    md.inline.ruler.at("image", foreign_picture)
    md.inline.ruler.before("image", "picture", picture)
    md.inline.ruler.before("link", "wiki_link", wiki_link)
    md.inline.ruler.before("link", "cite", cite)
    md.inline.ruler.before("link", "address", address)
    return md


def _is_safe(url: str) -> bool:
    """Above all, nobody can type the wiki: scheme of our own links."""
    scheme = _SCHEME.match(url)
    return scheme is None or scheme[1].lower() in {"http", "https", "mailto"}


def wiki_link(state: StateInline, silent: bool) -> bool:
    match = links.LINK.match(state.src, state.pos, state.posMax)
    target = links.parse(match[1], state.env["drawing"].kinds) if match else None
    if match is None or target is None:
        return False
    if not silent:
        state.push("wiki_link", "a", 0).meta = {"target": target}
    state.pos = match.end()
    return True


def cite(state: StateInline, silent: bool) -> bool:
    """Known or not is asked when it is drawn; here every [^word] is one."""
    match = _CITE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("cite", "sup", 0).content = match[1]
    state.pos = match.end()
    return True


def picture(state: StateInline, silent: bool) -> bool:
    """![alt](picture:Title "caption"){wide}: drawn as a figure where it stands alone, as a link inside a sentence."""
    match = links.PICTURE.match(state.src, state.pos, state.posMax)
    title = links.picture_title(match[2]) if match and state.linkLevel == 0 else ""
    if match is None or not title:
        return False
    if not silent:
        alt, _typed, caption, place = match.groups(default="")
        state.push("picture", "a", 0).meta = {"alt": alt, "title": title, "caption": caption, "place": place}
    state.pos = match.end()
    return True


def foreign_picture(state: StateInline, silent: bool) -> bool:
    """![alt](address) is a link named by its alt text; inside a link, the alt text alone."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    state.pos += 1
    if link(state, silent or state.linkLevel > 0):
        if state.linkLevel and not silent:
            alt_end = state.md.helpers.parseLinkLabel(state, start + 1)
            state.append_pending(state.src[start + 2 : alt_end])
        return True
    state.pos = start
    return False


def address(state: StateInline, silent: bool) -> bool:
    """A bare http:// or https:// address is a link to itself."""
    start = state.pos
    found = _ADDRESS.match(state.src, start, state.posMax) if state.linkLevel == 0 else None
    scheme = _WEB.search(state.src, max(start - 5, 0), start) if found else None
    if found is None or scheme is None or not (silent or state.pending.endswith(scheme[0])):
        return False
    rest = _trim(found[0])
    url = state.md.normalizeLink(scheme[0] + rest)
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = scheme[0] + rest
        state.push("link_close", "a", -1)
    state.pos = start + len(rest)
    return True


def _trim(address: str) -> str:
    """The full stop after an address belongs to the sentence, as does a bracket that was opened before it."""
    surplus = address.count(")") - address.count("(")
    while address[-1] in _AFTER_ADDRESS or (address[-1] == ")" and surplus > 0):
        surplus -= address[-1] == ")"
        address = address[:-1]
    return address
