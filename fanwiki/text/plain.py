"""Markdown without its signs, and without its spoilers: what is searched, and what is quoted from."""

import re
from html import unescape

from fanwiki.text import links
from fanwiki.text.markdown_bounds import TooComplex, check_source
from fanwiki.text.markdown_html import Drawing
from fanwiki.text.markdown_rules import build

_BLOCKS = build(wiki=True)
_BLOCKS.core.ruler.enableOnly(["normalize", "block", "bounds"])

_KIND = re.compile(r"[a-z]{1,20}:(?=\S)")
_LINK = re.compile(
    r"\[([^\[\]\n]{0,300})\]\((?:<[^<>\n]{0,2000}>|[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200}){0,8})"
    r"(?:\s\"[^\"\n]{0,300}\")?\)"
)
_CITE = re.compile(r"\[\^[^\[\]\s^]{1,60}\]:?")
_DEFINED = re.compile(r"^ {0,3}\[[^\[\]\n]{1,300}\]:.*$", re.MULTILINE)
_ADDRESS = re.compile(r"<?\bhttps?://[^\s<>]+>?")
_BEGINS_A_LINE = re.compile(r"^(?:[ \t>]|[-+] |\d{1,9}[.)] |\[[ xX]\] )+")
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.*)$")
_RULE = re.compile(r"^[-=|:\s]+$|^(?:```|:::).*$")
_NO_SIGN = re.compile(r"&#\d{8,};?")  # no sign has so large a number, and Python reads none of thousands of digits
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def content(body: str) -> str:
    """The words of a text, in their order: without addresses, keys of sources and spoilers."""
    text = without_spoilers(body)
    if "[" in text:
        text = links.PICTURE.sub(lambda match: f"{match[1]} {match[3] or ''} ", text)
        text = links.LINK.sub(lambda match: _label(match[1]), text)
        text = _LINK.sub(r"\1", _CITE.sub(" ", text))
        text = _DEFINED.sub("", text)
    if "://" in text:
        text = _ADDRESS.sub(" ", text)
    if "&" in text:
        text = unescape(_NO_SIGN.sub(" ", text))
    return text.replace("*", "").replace("~~", "")  # they may stand inside a word


def readable(body: str) -> str:
    """The same in one line, as it may be quoted."""
    return in_one_line(content(body))


def in_one_line(lines: str) -> str:
    """Some lines of what `content` gives, without the signs of lists, tables and headings."""
    text = " ".join(map(_of_line, lines.split("\n"))).replace("`", "").replace("|", " ")
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return " ".join(text.split()).strip("· ")


def _of_line(line: str) -> str:
    """Whatever is a sign of a list, a table or a heading begins with no letter: most lines are only looked at."""
    if not line or line[0].isalpha():
        return line
    return _BEGINS_A_LINE.sub("", _HEADING.sub(r" · \1 · ", _RULE.sub("", line)))


def without_spoilers(body: str) -> str:
    """By the parser that draws them. Of a text that is too much for it, what stands before the first."""
    if ":::" not in body:
        return body
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    try:
        check_source(body)
        tokens = _BLOCKS.parse(body + "\n", {"drawing": Drawing(kinds=(), sources=None)})
    except (TooComplex, RecursionError):
        return body.partition(":::")[0]
    lines = body.split("\n")
    for token in tokens:
        if token.type == "container_spoiler_open" and token.map:
            for n in range(token.map[0], min(token.map[1], len(lines))):
                lines[n] = ""
    return "\n".join(lines)


def _label(inner: str) -> str:
    name, bar, label = inner.replace("\\|", "|").partition("|")
    return label if bar and label.strip() else _KIND.sub("", name, count=1) if _KIND.match(name) else name
