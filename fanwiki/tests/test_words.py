"""Every visible text can be translated: no template says anything by itself, and no sentence is glued from pieces."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt", ".xml", ".json")
)
SAID = {"aria-label", "aria-description", "title", "placeholder", "alt", "label", "value", "content"}
NOT_SAID = {"script", "style"}  # inside them nothing is text; both are forbidden elsewhere

# What stands in a template and is the same in every language, with the reason.
ALLOWED = {
    "width=device-width, initial-scale=1": "read by the browser",
    "light dark": "read by the browser",
    "noindex": "read by search engines",
    "image/png": "read by other sites",
}

HIDDEN = re.compile(
    r"\{#.*?#\}|\{%-?\s*comment\b.*?endcomment\s*%\}|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*block \w*class\b.*?endblock\b[^%]*%\}"  # names of the style sheets
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
TAG = re.compile(r"\{%-?\s*(include|with|firstof|cycle|button)\b(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
LITERAL = re.compile(r"""(?<!_\()(?:"([^"]*)"|'([^']*)')""")
WORDS = re.compile(r"[^\W\d_]{2}")
# In a tag a string is as often a name of the code's: words for people begin with a capital, or have a space in them.
SENTENCE = re.compile(r"^[A-Z][a-z]|[^\W\d_] [^\W\d_]")


class Said(HTMLParser):
    """Collects the texts of a page and the attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], []

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        values = dict(attributes)
        for name, value in attributes:
            if name in SAID and value and not is_code(tag, name, values):
                self.found.append(value)

    def handle_endtag(self, tag):
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag) :]

    def handle_data(self, data):
        if not NOT_SAID & set(self.inside):
            self.found.append(data)


def is_code(tag, name, values):
    """A value that only the server reads, and what meta elements say to machines."""
    if name == "value":
        return tag != "input" or values.get("type") not in ("submit", "button", "reset")
    if name == "content":
        return values.get("name", "") not in ("description", "title") and not values.get("property", "").startswith(
            "og:"
        )
    return name == "label" and tag not in ("optgroup", "option", "track")


def bare(source, is_html=True):
    """The words of a template that nobody can translate."""
    parser = Said()
    if is_html:
        parser.feed(HIDDEN.sub("", source))
        parser.close()
    said = [*(parser.found if is_html else [HIDDEN.sub("", source)]), *in_tags(source)]
    return [text.strip() for text in said if WORDS.search(text) and text.strip() not in ALLOWED]


def in_tags(source):
    unseen = re.sub(r"""\{#.*?#\}|_\((?:"[^"]*"|'[^']*')\)""", "", source)  # remarks, and what is translated
    for _name, arguments, variable in TAG.findall(unseen):
        for one, other in LITERAL.findall(arguments or variable):
            if SENTENCE.search(one or other):
                yield one or other


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_says_nothing_that_cannot_be_translated(path):
    assert bare(path.read_text(encoding="utf-8"), path.suffix == ".html") == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p>Recent changes</p>",
        "<p>{{ author }} edited this</p>",
        '<button aria-label="Close">×</button>',
        '<input placeholder="Search" type="search">',
        '<input type="submit" value="Publish">',
        '<img src="x.png" alt="A poster">',
        '<abbr title="Year of the first release">{{ year }}</abbr>',
        '<meta name="description" content="A wiki">',
        "{% if x %}{% translate 'Yes' %}{% else %}No{% endif %}",
        "<p>{% blocktranslate %}One{% endblocktranslate %} two</p>",
        '{% include "pages/_trouble.html" with heading="Nothing here" %}',
        '{% firstof name "Nobody" %}',
        '{{ ask|default:"Add it" }}',
        "<td>발레리나</td>",
    ],
)
def test_bare_words_are_found(planted):
    assert bare("{% load i18n %}" + planted)


@pytest.mark.parametrize(
    "sound",
    [
        '<p title="{% translate "Read" %}">{% translate "Read" %}, {{ name }}: 3 × 4</p>',
        "{# A remark #}{% comment %}And another{% endcomment %}",
        "{% blocktranslate trimmed count n=n %}One <b>page</b>.{% plural %}{{ n }} pages.{% endblocktranslate %}",
        '{% include "x.html" with heading=_("Nothing here") layout="across" %}<option value="theirs">',
        '<input type="hidden" value="back"><a class="btn quiet" href="/recent/">·</a>',
    ],
)
def test_what_is_translated_or_read_by_machines_is_left_alone(sound):
    assert bare(sound) == []


# --- Glued sentences -------------------------------------------------------------------------------------------------

# "in {{ film }}", "{{ n }} pages", "by" + a link: in another language the words stand elsewhere, so that the whole has
# to be one text with placeholders. A piece is glued where it begins or ends in the middle of a sentence.
PIECE = r"\{%-?\s*translate\s+(?:\"([^\"]*)\"|'([^']*)')[^%]*?%\}"
VALUE = r"(?:<(?:a|b|i|time|span|bdi)\b[^>]*>)?\{\{"
HEARD = r"<span class=\"vh\"> +"  # what is only heard goes on with the sentence that is seen
GLUED = re.compile(rf"{PIECE}(?:\s+{VALUE}|{HEARD}\{{)|\}}\}}(?:(?:</(?:a|b|i|time|span|bdi)>)?\s+|{HEARD}){PIECE}")
# Pieces that are whole in themselves: they end a sentence, or are a label with its colon.
WHOLE = re.compile(r"[.?!:]$")
BEGINS = re.compile(r"^[A-Z“]")


def glued(source):
    """Pieces of a sentence beside a value of the page."""
    found = []
    for before, before_too, after, after_too in GLUED.findall(source):
        if (before or before_too) and not WHOLE.search(before or before_too):
            found.append(before or before_too)
        if (after or after_too) and not BEGINS.search(after or after_too):
            found.append(after or after_too)
    return found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_no_sentence_is_glued_from_pieces(path):
    assert glued(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        '{% translate "in" %} <a href="{{ address }}">{{ film }}</a>',
        '{% translate "It takes back" %} {{ batch }}',
        "{{ count }} {% translate 'revisions' %}",
        '<b>{{ name }}</b> {% translate "wrote this" %}',
        '{% translate "Delete" %}<span class="vh"> {{ title }}</span>',
        '{{ number }}<span class="vh"> {% translate "revisions" %}</span>',
    ],
)
def test_pieces_of_a_sentence_are_found(planted):
    assert glued(planted)


def test_a_whole_sentence_beside_a_value_is_no_piece():
    assert not glued('{% translate "Permanent address:" %} {{ address }} {% translate "Times in UTC." %} {{ note }}')
