"""Bounds on the work that one text may ask of the Markdown parser, so that none can hold up the site."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

MAX_COST = 700_000  # microseconds, by the prices below
MAX_TOKENS = 100_000
MAX_BLOCK_DEPTH = 20  # where the stock parser stops, too, but drops what is deeper
MAX_INLINE_DEPTH = 60
MAX_BRACKETS = 8  # of one address, within each other
MAX_STOPS = 100  # brackets and escapes in one address

# Microseconds that a sign costs the parser at its worst, measured on a busy machine and rounded up.
_COSTS = {
    "[": 12, "](": 35, "]:": 45, "://": 60, "@": 40, "|": 30, ">": 30, "#": 20, "&": 20, "\\": 10, "*": 12, "_": 12,
    "~": 12, "`": 8, "<": 6, '"': 3, "!": 5, "$": 5, "%": 5, "+": 5, "-": 4, ":": 4, "=": 4, "]": 3, "^": 5, "{": 5,
    "}": 5,
}  # fmt: skip
_LINE_COST = 35
_ITEM_COST = 45
_ITEM = re.compile(r"(?<![^\s>])[-+*][ \t\n]|[0-9][.)][ \t\n]")
_SIGNS_FOR_A_MICROSECOND = 20

_STOP = re.compile(r"\\.|[\x00-\x20\x7f()]", re.DOTALL)


class TooComplex(Exception):
    """The text passes a bound: show it as it was typed."""


def check_source(source: str) -> None:
    """TooComplex, in linear time and before any parsing, when the text could keep the parser busy for a second."""
    lines = source.count("\n") - source.count("\n\n")
    cost = len(source) // _SIGNS_FOR_A_MICROSECOND + lines * _LINE_COST
    cost += sum(price * source.count(sign) for sign, price in _COSTS.items())
    if cost > MAX_COST or cost + _ITEM_COST * len(_ITEM.findall(source)) > MAX_COST:
        raise TooComplex


def check_tokens(tokens: Iterable[Token]) -> None:
    """TooComplex when inline markup is nested so deep that browsers would give up, too."""
    for token in tokens:
        depth = 0
        for child in token.children or ():
            depth += child.nesting
            if depth > MAX_INLINE_DEPTH:
                raise TooComplex


def check_blocks(state: StateCore) -> None:
    """A rule for after the blocks and before the text in them."""
    if len(state.tokens) > MAX_TOKENS:
        raise TooComplex


def bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table fills up its short rows: 2 KB can ask for 65,000 cells."""
    if len(state.tokens) > MAX_TOKENS:
        raise TooComplex
    return table(state, start, end, silent)


class BoundedBlocks(ParserBlock):
    """Refuses what the stock parser does silently: dropping the text that is nested too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:
        if state.level >= MAX_BLOCK_DEPTH:
            raise TooComplex
        if state.parentType == "blockquote":
            _charge_quote(state, endLine - startLine)
        super().tokenize(state, startLine, endLine)


def _charge_quote(state: StateBlock, lines: int) -> None:
    """The stock rule looks ahead over all the lines that may belong to a quote, and again if few of them do."""
    if "quote_lines" not in state.env:
        state.env["quote_lines"] = 1000 + 2 * len(state.bMarks) + state.src.count(">")
    state.env["quote_lines"] -= lines
    if state.env["quote_lines"] < 0:
        raise TooComplex


class BoundedInlines(ParserInline):
    """Gives the search for the ends of links a number of steps that grows with the text, not with its square."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        env["link_steps"] = 1000 + 10 * src.count("[")
        env["last_link"] = len(src) if env.get("references") else src.rfind("](")
        return super().parse(src, md, env, tokens)


@dataclass
class Destination:
    ok: bool
    pos: int
    str: str


class BoundedHelpers:
    """markdown_it.helpers, with searches that give up: the stock ones look at each sign 32 times."""

    parseLinkTitle = staticmethod(parseLinkTitle)

    @staticmethod
    def parseLinkDestination(string: str, pos: int, maximum: int) -> Any:
        """The address in [label](address) from `pos` on."""
        if string.startswith("<", pos):
            return parseLinkDestination(string, pos, maximum)
        end = _find_destination_end(string, pos, maximum)
        return Destination(end > pos, end, unescapeAll(string[pos:end]))

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:
        """Place of the "]" that closes the "[" at `start`; -1 when it closes no label."""
        if start > state.env["last_link"]:
            return -1
        opened_at, state.pos = state.pos, start + 1
        end = _find_label_end(state, disableNested)
        state.pos = opened_at
        return end


def _find_destination_end(source: str, start: int, maximum: int) -> int:
    """Where the brackets are even and a blank or one bracket more follows; `start` when there is no such place."""
    level, end = 0, maximum
    for count, stop in enumerate(_STOP.finditer(source, start, maximum)):
        sign = stop[0]
        level += (sign == "(") - (sign == ")")
        if level < 0 or (sign not in "()" and (len(sign) == 1 or sign == "\\ ")):
            end = stop.start()
            break
        if level > MAX_BRACKETS or count > MAX_STOPS:
            return start
    return end if level <= 0 else start


def _find_label_end(state: StateInline, refuse_nested: bool) -> int:
    level = 1
    while state.pos < state.posMax and state.env["link_steps"] > 0:
        state.env["link_steps"] -= 1
        sign, place = state.src[state.pos], state.pos
        level -= sign == "]"
        if level == 0:
            return state.pos
        state.md.inline.skipToken(state)
        if sign == "[" and state.pos == place + 1:
            level += 1
        elif sign == "[" and refuse_nested:
            return -1
    return -1
