"""The words that the renderer puts into a text: English in stored HTML, in the reader's language when it is read."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from django.utils.translation import get_language, pgettext_lazy

WRITTEN_IN = "en"


class Word(NamedTuple):
    """`%(what)s` is what it is about, which is no word: a number, a key, what a reader typed."""

    english: str
    said: Any

    def of(self, what: object) -> str:
        return self.english % {"what": what}


SOURCE = Word("Source %(what)s", pgettext_lazy("in a text", "Source %(what)s"))
NO_SOURCE = Word("no source “%(what)s”", pgettext_lazy("in a text", "no source “%(what)s”"))
NOTE = Word("Note %(what)s", pgettext_lazy("in a text", "Note %(what)s"))
CALL = Word("note %(what)s", pgettext_lazy("in a text", "note %(what)s"))
BACK = Word("Back to mention %(what)s", pgettext_lazy("in a text", "Back to mention %(what)s"))
TABLE = Word("Table %(what)s", pgettext_lazy("in a text", "Table %(what)s"))
DONE = Word("Done", pgettext_lazy("in a text", "Done"))
TO_DO = Word("To do", pgettext_lazy("in a text", "To do"))
SPOILER = Word("Spoiler", pgettext_lazy("in a text", "Spoiler"))
SPOILER_OF = Word("Spoiler: %(what)s", pgettext_lazy("in a text", "Spoiler: %(what)s"))
SHOW = Word("Show", pgettext_lazy("in a text", "Show"))
HIDE = Word("Hide", pgettext_lazy("in a text", "Hide"))


def in_language(html: str) -> str:
    """HTML that `markup.render` made, with these words in the active language. In English nothing is looked for.

    Only markup that nobody can type is looked at: labels, and the insides of tags that Markdown does not have.
    """
    if get_language() in (None, WRITTEN_IN):
        return html
    for pattern, word in PLACES:
        html = pattern.sub(replacement(word), html)
    return html


def replacement(word: Word) -> Any:
    said = escape(str(word.said))
    return lambda match: match[1] + said % {"what": match[2]}


def places() -> Iterator[tuple[re.Pattern[str], Word]]:
    """In sanitised HTML a text has no "<" and an attribute no quote, so none of these begins inside one."""
    for word in (SOURCE, NOTE, BACK, TABLE, DONE, TO_DO):
        yield place(r'<(?:a|div|input) [^<>]*aria-label="', word, '"'), word
    yield place("<summary><b>", SPOILER, "</b>"), SPOILER
    yield place("<summary><b>", SPOILER_OF, "</b>"), SPOILER_OF
    yield place('<span class="unhide">', SHOW, "<"), SHOW
    yield place('<span class="hide">', HIDE, "<"), HIDE
    yield place('<span class="tag w">', NO_SOURCE, "</span>"), NO_SOURCE
    yield place(r'<sup class="fn" id="tn-[^<>]*><a [^<>]*>', CALL, "</a></sup>"), CALL


WITH_RUNS = r'(?:[^<]|<span lang="[^<>]*">[^<]*</span>)*?'


def place(before: str, word: Word, after: str) -> re.Pattern[str]:
    start, _what, end = map(re.escape, word.english.partition("%(what)s"))
    what = '[^<"]*' if after == '"' else WITH_RUNS
    return re.compile(f"({before}){start}({what if _what else ''}){end}(?={after})")


PLACES = tuple(places())
